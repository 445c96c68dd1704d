"""What goes into the week of bench.week, and what the database says of it: whether each of its acts
is done."""

import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from episodes.answers.queries import answer_of
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.jobs.models import Job
from episodes.media.queries import video_of
from episodes.questions.asked.models import AskedQuestion
from episodes.questions.published.queries import question_of
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from episodes.transcripts.proposals import SYNC_CAPTIONS
from episodes.transcripts.queries import live_tracks
from episodes.warnings.actions import current_drafts

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "episodes" / "demo" / "season" / "episodes" / "the-list-on-the-fridge"
SLUG, TITLE = "my-own-map", "My own map"
LETTER = (
    "My boyfriend Tom shares my location with his whole family and calls it a phone setting. I"
    " live in Leeds. How do I get my own map back?"
)
OTHER_LETTER = "My boyfriend shares my location with his family. How do I get my own map back?"
NAMES = ("Tom", "Leeds")
# As somebody typed them, and as they were said.
SLIPS = (("dentits", "dentist"), ("toothpast.", "toothpaste."))


def spoken_words() -> str:
    """The demo's captions as a transcript, two words of it misheard."""
    text = (SAMPLE / "captions" / "en.captions.vtt").read_text()
    turns: list[str] = []
    for block in text.split("\n\n")[1:]:
        words = " ".join(block.split("\n")[1:])
        if match := re.match(r"<v ([^>]+)>(.*)", words):
            turns.append(f"{match[1]}: {match[2]}")
    spoken = "\n\n".join(turns)
    for wrong, right in SLIPS:
        spoken = spoken.replace(right, wrong, 1)
    return spoken


def written_answer() -> str:
    """The demo's, as it comes from a word processor: without links into the video."""
    return re.sub(r"\[([^]]+)\]\(#t=[\d.,]+\)", r"\1", (SAMPLE / "answer.md").read_text())


def the_episode() -> Episode | None:
    return db.session.scalar(select(Episode).where(Episode.slug == SLUG))


def letters() -> list[AskedQuestion]:
    return list(db.session.scalars(select(AskedQuestion).order_by(AskedQuestion.id)))


def captions() -> list[CaptionVersion]:
    """Of the captions, the newest last."""
    tracks = select(CaptionTrack.id).where(CaptionTrack.kind == TrackKind.CAPTIONS)
    versions = select(CaptionVersion).where(CaptionVersion.track_id.in_(tracks))
    return list(db.session.scalars(versions.order_by(CaptionVersion.number)))


def is_merged() -> bool:
    first, second = letters()
    return second.merged_into_id == first.id


def is_redacted() -> bool:
    return not any(name in letters()[0].text for name in NAMES)


def points_to_nobody() -> bool:
    episode = the_episode()
    question = question_of(episode.id) if episode else None
    return question is not None and question.points_to_nobody


def has_video() -> bool:
    episode = the_episode()
    return episode is not None and video_of(episode.id) is not None


def has_words() -> bool:
    is_asked = select(Job.id).where(Job.kind == SYNC_CAPTIONS)
    return db.session.scalar(is_asked) is not None


def answer_text() -> str:
    episode = the_episode()
    written = answer_of(episode.id) if episode else None
    return written.markdown if written else ""


def is_reviewed() -> bool:
    episode = the_episode()
    if episode is None or ReviewState.NOT_REVIEWED in (episode.video_review, episode.answer_review):
        return False
    return bool(current_drafts(episode.id))


def is_in(*statuses: Status) -> Callable[[], bool]:
    def look() -> bool:
        episode = the_episode()
        return episode is not None and episode.status in statuses

    return look


def are_shown() -> bool:
    episode = the_episode()
    return episode is not None and bool(live_tracks(episode.id))
