"""The show in numbers: what is there already, counted for a plot and the table under it. Nobody is
followed: days, weeks and totals only."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import func, select

from episodes.catalog.models import Episode, Topic, episodes_topics
from episodes.db import db, now_utc
from episodes.desk.board import stages_with_last_change
from episodes.desk.stages import Stage
from episodes.media.models import Place, Video
from episodes.messages import Message
from episodes.questions.asked.inbox import Shelf, shelf_counts
from episodes.questions.asked.models import AskedQuestion, AskedState
from episodes.search.missed import missed_words
from episodes.transcripts.models import CaptionRendering, CaptionTrack, CaptionVersion
from episodes.warnings.models import ContentWarning

WEEKS = 26
MOST_TOPICS = 12
MOST_MISSED = 15
MOST_FILES = 5_000  # of captions, the newest
BINS = 60  # of the strip along an episode
UNANSWERED = (
    Shelf.NEW, Shelf.READ, Shelf.UNCHECKED, Shelf.ABOVE, Shelf.SHORTLISTED, Shelf.PLANNED,
    Shelf.RECORDED,
)  # fmt: skip
_TIME = r"(?:(\d+):)?(\d\d):(\d\d)\.(\d\d\d)"
_TIMES = re.compile(f"{_TIME} --> {_TIME}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table and one bar of its plot."""

    label: Message | str
    number: int


@dataclass(frozen=True, slots=True)
class Week:
    """day: the Monday."""

    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Wait:
    """days: since the last change of the episodes in this stage, the one in the middle and the
    longest."""

    stage: Stage
    number: int
    usual_days: int
    longest_days: int


@dataclass(frozen=True, slots=True)
class Checked:
    """Caption files of a month, and how often the checks found something in one."""

    month: date
    files: int
    problems: int


@dataclass(frozen=True, slots=True)
class Strip:
    """Of each sixtieth of an episode, from 0 to 100: how much of it has captions, and whether a
    content note covers some of it."""

    title: str
    bin_ms: int
    speech: list[int]
    warned: list[bool]


def questions_by_week(today: date) -> list[Week]:
    """Of the last half year, by the Monday that a week begins with; weeks without any too."""
    this_week = today - timedelta(days=today.weekday())
    weeks = [this_week - timedelta(weeks=n) for n in reversed(range(WEEKS))]
    rows = db.session.execute(
        select(AskedQuestion.asked_on, func.count())
        .where(AskedQuestion.asked_on >= weeks[0], AskedQuestion.state != AskedState.SPAM)
        .group_by(AskedQuestion.asked_on)
    )
    counts: Counter[date] = Counter()
    for day, number in rows:
        counts[day - timedelta(days=day.weekday())] += number
    return [Week(week, counts[week]) for week in weeks]


def questions_by_topic() -> list[Line]:
    """By the topics of the episodes that they went into; each with what was merged into it."""
    root = AskedQuestion.__table__.alias("root")
    way = func.coalesce(AskedQuestion.merged_into_id, AskedQuestion.id)
    number = func.count().label("number")
    rows = db.session.execute(
        select(Topic.name, number)
        .select_from(AskedQuestion)
        .join(root, root.c.id == way)
        .join(episodes_topics, episodes_topics.c.episode_id == root.c.episode_id)
        .join(Topic, Topic.id == episodes_topics.c.topic_id)
        .group_by(Topic.id, Topic.name)
        .order_by(number.desc(), Topic.name)
        .limit(MOST_TOPICS)
    )
    return [Line(name, count) for name, count in rows]


def not_yet_answered() -> list[Line]:
    counts = shelf_counts()
    return [Line(shelf.label, counts[shelf]) for shelf in UNANSWERED]


def searched_in_vain() -> list[Line]:
    return [Line(row.words, row.days) for row in missed_words()[:MOST_MISSED]]


def waits_by_stage() -> list[Wait]:
    """Stages that nothing is in are left out."""
    now = now_utc()
    days: dict[Stage, list[int]] = {}
    for stage, changed_at in stages_with_last_change():
        days.setdefault(stage, []).append((now - changed_at).days)
    return [
        Wait(stage, len(days[stage]), round(median(days[stage])), max(days[stage]))
        for stage in Stage
        if stage in days
    ]


def words_and_minutes() -> list[Line]:
    """Of all episodes: minutes of video, captions that viewers get, and words in them."""
    is_main = Video.place == Place.EPISODE
    milliseconds = select(func.coalesce(func.sum(Video.duration_ms), 0)).where(is_main)
    live = select(CaptionVersion.cue_count, CaptionRendering.vtt).join(
        CaptionTrack, CaptionTrack.live_version_id == CaptionVersion.id
    )
    live = live.join(CaptionRendering, CaptionRendering.version_id == CaptionVersion.id)
    captions = words = 0
    for cues, vtt in db.session.execute(live.limit(MOST_FILES)):
        captions, words = captions + cues, words + _words_in(vtt)
    return [
        Line(Message("Minutes of video"), round((db.session.scalar(milliseconds) or 0) / 60_000)),
        Line(Message("Words in captions"), words),
        Line(Message("Captions"), captions),
    ]


def checks_by_month() -> list[Checked]:
    """Of the last 5,000 files of captions, by the month in which they came."""
    rows = db.session.execute(
        select(CaptionVersion.created_at, CaptionVersion.report)
        .order_by(CaptionVersion.id.desc())
        .limit(MOST_FILES)
    )
    months: dict[date, list[int]] = {}
    for created_at, report in rows:
        months.setdefault(created_at.date().replace(day=1), []).append(len(report or ()))
    return [Checked(m, len(each), sum(each)) for m, each in sorted(months.items())]


def strip_of(episode: Episode) -> Strip | None:
    """None where it has no video whose length is known."""
    is_main = (Video.episode_id == episode.id, Video.place == Place.EPISODE)
    duration_ms = db.session.scalar(select(Video.duration_ms).where(*is_main))
    if not duration_ms:
        return None
    vtt = db.session.scalar(
        select(CaptionRendering.vtt)
        .join(CaptionVersion, CaptionVersion.id == CaptionRendering.version_id)
        .join(CaptionTrack, CaptionTrack.live_version_id == CaptionVersion.id)
        .where(CaptionTrack.episode_id == episode.id)
        .order_by(CaptionTrack.is_default.desc(), CaptionTrack.id)
        .limit(1)
    )
    notes = db.session.execute(
        select(ContentWarning.start_ms, ContentWarning.end_ms).where(
            ContentWarning.episode_id == episode.id, ContentWarning.start_ms.is_not(None)
        )
    )
    bin_ms = max(1, duration_ms // BINS)
    spans = [(start or 0, duration_ms if end is None else end) for start, end in notes]
    speech = _shares(spans_of_vtt(vtt or ""), bin_ms)
    return Strip(episode.title, bin_ms, speech, [share > 0 for share in _shares(spans, bin_ms)])


def spans_of_vtt(vtt: str) -> list[tuple[int, int]]:
    """Start and end in ms of each of our own rendering's captions."""
    return [(_ms(match.groups()[:4]), _ms(match.groups()[4:])) for match in _TIMES.finditer(vtt)]


def _ms(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, ms = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def _shares(spans: Iterable[tuple[int, int]], bin_ms: int) -> list[int]:
    """Percent of each bin that the spans cover; more than one span counts once at most."""
    covered = [0] * BINS
    for start, end in spans:
        for place in range(max(0, start // bin_ms), min(BINS, end // bin_ms + 1)):
            covered[place] += max(0, min(end, (place + 1) * bin_ms) - max(start, place * bin_ms))
    return [min(100, round(100 * ms / bin_ms)) for ms in covered]


def _words_in(vtt: str) -> int:
    """Words of the lines between the times."""
    lines = (line for line in vtt.splitlines() if "-->" not in line and line != "WEBVTT")
    return sum(len(re.sub(r"<[^>]*>", " ", line).split()) for line in lines)
