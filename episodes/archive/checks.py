"""What an episode's parts ask of each other, and of the rest of the archive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from episodes.archive.problems import quoted
from episodes.archive.schema import AnswerFile, EpisodeFile
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Status

PUBLIC = frozenset({Status.SCHEDULED, Status.PUBLISHED})
Complaint = tuple[str, str]  # field, message
Anchors = frozenset[str] | None  # of the answer's parts; None: the answer could not be read


@dataclass(frozen=True, slots=True)
class KnownNames:
    """None: could not be read, so nothing is said of what refers to it."""

    people: frozenset[str] | None
    topics: frozenset[str] | None


def complaints(episode: EpisodeFile, names: KnownNames, anchors: Anchors) -> Iterator[Complaint]:
    yield from _publication(episode)
    yield from _number(episode)
    yield from _topics(episode, names)
    yield from _credits(episode, names)
    yield from _chapters(episode)
    yield from _captions(episode)
    if episode.answer:
        yield from _answer(episode.answer, names, anchors)
    yield from _warnings(episode, anchors)


def doubts(episode: EpisodeFile, length_ms: int | None) -> Iterator[Complaint]:
    """What is odd but may stand: a video can be replaced by a shorter one."""
    times = [(f"chapters[{n}].start_ms", c.start_ms) for n, c in enumerate(episode.chapters)]
    times += [(f"warnings[{n}].end_ms", w.end_ms or 0) for n, w in enumerate(episode.warnings)]
    for field, ms in times:
        if length_ms is not None and ms > length_ms:
            yield field, f"lies behind the end of the video ({length_ms} ms)"


def _publication(episode: EpisodeFile) -> Iterator[Complaint]:
    artifacts, answer = episode.artifacts, episode.answer
    if episode.status in PUBLIC:
        state = f"the status is {episode.status}"
        if episode.published_at is None:
            yield "published_at", f"is missing: {state}"
        if episode.question is None:
            yield "question", f"is missing: {state}"
        if artifacts.video.review is ReviewState.NOT_REVIEWED:
            yield "artifacts.video.review", f"is not_reviewed, but {state}"
        if episode.has_text and artifacts.answer.review is ReviewState.NOT_REVIEWED:
            yield "artifacts.answer.review", f"is not_reviewed, but {state}"
    elif answer and answer.published_at and artifacts.answer.review is ReviewState.NOT_REVIEWED:
        yield "answer.published_at", "is given, but artifacts.answer.review is not_reviewed"
    if answer and answer.published_at and not answer.file:
        yield "answer.published_at", "is given, but there is no answer.file"


def _number(episode: EpisodeFile) -> Iterator[Complaint]:
    if (episode.season is None) != (episode.number is None):
        missing = "season" if episode.season is None else "number"
        yield missing, "is missing: season and number go together"


def _topics(episode: EpisodeFile, names: KnownNames) -> Iterator[Complaint]:
    yield from _repetitions("topics", "", episode.topics)
    for index, slug in enumerate(episode.topics):
        if names.topics is not None and slug not in names.topics:
            yield f"topics[{index}]", f"{quoted(slug)} is not in topics.json"


def _credits(episode: EpisodeFile, names: KnownNames) -> Iterator[Complaint]:
    pairs = [f"{credit.person} as {credit.role}" for credit in episode.credits]
    yield from _repetitions("credits", "", pairs)
    for index, credit in enumerate(episode.credits):
        yield from _person(f"credits[{index}].person", credit.person, names)


def _person(field: str, slug: str, names: KnownNames) -> Iterator[Complaint]:
    if names.people is not None and slug not in names.people:
        yield field, f"{quoted(slug)} is not in people.json"


def _chapters(episode: EpisodeFile) -> Iterator[Complaint]:
    for index, (before, chapter) in enumerate(pairwise(episode.chapters), start=1):
        if chapter.start_ms <= before.start_ms:
            yield f"chapters[{index}].start_ms", "must come after the chapter before it"


def _captions(episode: EpisodeFile) -> Iterator[Complaint]:
    tracks = [f"{track.language} {track.kind}" for track in episode.captions]
    yield from _repetitions("captions", "", tracks)
    yield from _repetitions("captions", ".file", [track.file for track in episode.captions])
    defaults = [index for index, track in enumerate(episode.captions) if track.default]
    for index in defaults[1:]:
        yield f"captions[{index}].default", "only one track can be the default"


def _answer(answer: AnswerFile, names: KnownNames, anchors: Anchors) -> Iterator[Complaint]:
    if answer.author:
        yield from _person("answer.author", answer.author, names)
        if not answer.file:
            yield "answer.author", "is given, but there is no answer.file"
    yield from _repetitions("answer.resources", ".slug", [r.slug for r in answer.resources])
    for index, resource in enumerate(answer.resources):
        yield from _part(f"answer.resources[{index}].part", resource.part, anchors)


def _warnings(episode: EpisodeFile, anchors: Anchors) -> Iterator[Complaint]:
    resources = {r.slug for r in episode.answer.resources} if episode.answer else set()
    for index, warning in enumerate(episode.warnings):
        yield from _part(f"warnings[{index}].part", warning.part, anchors)
        if warning.resource and warning.resource not in resources:
            message = f"{quoted(warning.resource)} is not a resource of the answer"
            yield f"warnings[{index}].resource", message


def _part(field: str, anchor: str | None, anchors: Anchors) -> Iterator[Complaint]:
    if anchor and anchors is not None and anchor not in anchors:
        parts = ", ".join(sorted(anchors)) or "none"
        yield field, f"{quoted(anchor)} is not a part of the answer; its parts: {parts}"


def _repetitions(field: str, member: str, values: Sequence[str]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield f"{field}[{index}]{member}", f"{quoted(value)} stands twice"
        seen.add(value)
