"""What keeps an episode from going out: one judgement for the board, its page and publishing."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, and_, cast, column, exists, select, table

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.errors import Blocker
from episodes.catalog.models import Credit, Episode, Show
from episodes.db import db
from episodes.messages import Message

# The features of these tables stand above the catalog, which may not import them; what is asked
# of their rows is all that a publication needs to know.
_QUESTION = table("question", column("episode_id"), column("points_to_nobody", Boolean))
_ANSWER = table("answer", column("episode_id"))
_VIDEO = table(
    "video", *map(column, ("episode_id", "place", "poster_key", "poster_alt"))
)  # fmt: skip
_TRACK = table("caption_track", *map(column, ("episode_id", "kind", "live_version_id")))
_VERSION = table("caption_version", *map(column, ("id", "report", "author_id")))
_APPROVAL = table("caption_approval", column("version_id"), column("approver_id"))
_NOTES = table("version", *map(column, ("id", "episode_id", "kind", "author_id")))
_JUDGEMENT = table("judgement", *map(column, ("id", "version_id", "kind", "verdict", "judge_id")))
APPROVED = "approved"  # the verdict of a second person
POINTS_TO_NOBODY = "points_to_nobody"  # of who read a question
_READ_ALONG = ("captions", "subtitles")


class Rule(StrEnum):
    """What a show may ask for beyond what every show does; switched on the desk."""

    CAPTIONS = "captions"
    SOMEBODY = "somebody"
    ALTERNATIVES = "alternatives"
    SECOND_PERSON = "second_person"

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS = {
    Rule.CAPTIONS: Message("A video has captions, and we could read every line of them"),
    Rule.SOMEBODY: Message("It says who answers"),
    Rule.ALTERNATIVES: Message("Pictures are described for people who can’t see them"),
    Rule.SECOND_PERSON: Message(
        "Somebody else approves captions and content notes than who wrote them"
    ),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is of an episode. has_broken_captions: a line of what viewers get could not be
    read. lacks_alternative: a picture has no text in its place. has_own_captions, has_own_notes:
    nobody but who wrote them approved what viewers get. points_to_nobody: somebody read the
    question as it stands, and said so. rules: the show's, as stored."""

    title: str
    video_review: ReviewState
    answer_review: ReviewState
    has_question: bool
    points_to_nobody: bool
    has_answer: bool
    has_video: bool
    has_captions: bool
    has_broken_captions: bool
    has_credits: bool
    lacks_alternative: bool
    has_own_captions: bool
    has_own_notes: bool
    rules: list[str]


def fact_columns() -> dict[str, ColumnElement[Any]]:
    """What Facts says beyond the episode's own columns, by name; of the statement's Episode."""
    live = and_(
        _of_episode(_TRACK),
        _TRACK.c.kind.in_(_READ_ALONG),
        _TRACK.c.live_version_id == _VERSION.c.id,
    )
    is_dropped = cast(_VERSION.c.report, String).contains('"kind": "dropped"')
    video = and_(_of_episode(_VIDEO), _VIDEO.c.place == "episode")
    lacks_words = and_(_VIDEO.c.poster_key != "", _VIDEO.c.poster_alt == "")
    return {
        "has_question": exists().where(_of_episode(_QUESTION)),
        "points_to_nobody": exists().where(_of_episode(_QUESTION), _QUESTION.c.points_to_nobody),
        "has_answer": exists().where(_of_episode(_ANSWER)),
        "has_video": exists().where(video),
        "has_captions": exists().where(live),
        "has_broken_captions": exists().where(live, is_dropped),
        "has_credits": exists().where(Credit.episode_id == Episode.id),
        "lacks_alternative": exists().where(video, lacks_words),
        "has_own_captions": exists().where(live, ~_captions_are_approved()),
        "has_own_notes": ~_notes_are_approved(),
        "rules": select(Show.publishing_rules).where(Show.id == 1).scalar_subquery(),
    }


def _captions_are_approved() -> ColumnElement[bool]:
    return exists().where(
        _APPROVAL.c.version_id == _VERSION.c.id,
        _APPROVAL.c.approver_id.is_distinct_from(_VERSION.c.author_id),
    )


def _notes_are_approved() -> ColumnElement[bool]:
    """The version of the notes that is in use, by somebody else than its author."""
    shown_notes, shown = _NOTES.alias(), _JUDGEMENT.alias()
    in_use = (
        select(shown.c.version_id)
        .join(shown_notes, shown_notes.c.id == shown.c.version_id)
        .where(_of_episode(shown_notes), shown_notes.c.kind == "warnings", shown.c.kind == "shown")
        .order_by(shown.c.id.desc())
        .limit(1)
        .correlate(Episode)
        .scalar_subquery()
    )
    return exists().where(
        _NOTES.c.id == in_use,
        _JUDGEMENT.c.version_id == _NOTES.c.id,
        _JUDGEMENT.c.verdict == APPROVED,
        _JUDGEMENT.c.judge_id.is_distinct_from(_NOTES.c.author_id),
    )


def show_asks_for(rule: Rule) -> bool:
    show = db.session.get(Show, 1)
    return show is not None and rule in (show.publishing_rules or ())


def facts_of(episode: Episode) -> Facts:
    columns = [value.label(name) for name, value in fact_columns().items()]
    own = (Episode.title, Episode.video_review, Episode.answer_review)
    row = db.session.execute(select(*own, *columns).where(Episode.id == episode.id)).one()
    return Facts(**row._mapping)


def blockers_of(facts: Facts) -> list[Blocker]:
    """In the order of the work."""
    return [*_always(facts), *_by_rule(facts, facts.rules or ())]


def _always(facts: Facts) -> Iterable[Blocker]:
    if not facts.title.strip():
        yield Blocker("title", Message("The episode has no title."), "edit")
    if not facts.has_question:
        yield Blocker("question", Message("Write the question."), "question")
    elif not facts.points_to_nobody:
        message = Message("Read the question, and tick that nothing in it points to a person.")
        yield Blocker("points_to_nobody", message, "question")
    if not facts.has_video and not facts.has_answer:
        yield Blocker("answered", Message("Add a video, or write an answer."), "video")
    if facts.video_review == ReviewState.NOT_REVIEWED:
        yield Blocker("video_review", Message("Check the video for content notes."), "warnings")
    if facts.has_answer and facts.answer_review == ReviewState.NOT_REVIEWED:
        message = Message("Check the written answer for content notes.")
        yield Blocker("answer_review", message, "warnings")


def _by_rule(facts: Facts, rules: Iterable[str]) -> Iterable[Blocker]:
    if Rule.CAPTIONS in rules and facts.has_video and not facts.has_captions:
        yield Blocker("captions", Message("Add captions, and show them to viewers."), "captions")
    if Rule.CAPTIONS in rules and facts.has_broken_captions:
        message = Message("A line of the captions could not be read: correct it.")
        yield Blocker("broken_captions", message, "captions")
    if Rule.SOMEBODY in rules and not facts.has_credits:
        yield Blocker("somebody", Message("Say who answers."), "edit_episode")
    if Rule.ALTERNATIVES in rules and facts.lacks_alternative:
        message = Message("Describe the poster for people who can’t see it.")
        yield Blocker("alternatives", message, "video")
    if Rule.SECOND_PERSON in rules and facts.has_video and facts.has_own_captions:
        message = Message("Somebody else has to approve the captions.")
        yield Blocker("second_captions", message, "captions")
    if Rule.SECOND_PERSON in rules and facts.has_own_notes:
        message = Message("Somebody else has to approve the content notes.")
        yield Blocker("second_notes", message, "warnings")


def _of_episode(other: Any) -> ColumnElement[bool]:
    is_its: ColumnElement[bool] = other.c.episode_id == Episode.id
    return is_its
