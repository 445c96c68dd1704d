"""The one quiet line that stands before an artifact, and what it opens up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.messages import Message
from episodes.warnings.gate import Gate, Gates
from episodes.warnings.rule import HARMFUL_GROUPS
from episodes.warnings.vocabulary import group_of
from episodes.warnings.wording import WarningLine, phrases

MOST_PHRASES = 3
HEADLINES: dict[Headline | PictureHeadline, Message | str] = {
    Headline.CLEAN: "",
    Headline.RACY: Message("a little racy"),
    Headline.NSFW: Message("not safe for work"),
    Headline.EXPLICIT: Message("explicit"),
    PictureHeadline.NONE: "",
    PictureHeadline.SAFE: Message("safe for work"),
    PictureHeadline.NSFW: Message("not safe for work"),
}
SAME = Message("the same")
NOT_CHECKED = Message("not checked yet")
PHOTOS = Message("Photos")
NO_PHOTOS = Message("No photos")
REVIEWS = {
    ReviewState.NOT_REVIEWED: Message(
        "Nobody has checked this yet, so there may be more than we say."
    ),
    ReviewState.REVIEWED_NONE: Message("Checked: nothing to warn you of."),
    ReviewState.REVIEWED_SOME: "",
    ReviewState.CHOSE_NOT_TO_WARN: Message("The show chose not to say what is in it."),
}


@dataclass(frozen=True, slots=True)
class ArtifactNote:
    """name: of the artifact ("Video"); empty where brief says it all ("No photos"). review: a
    sentence about how far it was checked. gate: the artifact's, with all of its lines."""

    name: str
    brief: str
    review: str
    gate: Gate

    @property
    def opens(self) -> bool:
        """Whether there is more to say than the brief does: “No photos” is all there is."""
        return bool(self.name or self.gate.lines)

    @property
    def text(self) -> str:
        return f"{self.name}: {self.brief}" if self.name else self.brief


def watch_notes(over: Gates, *, has_video: bool, has_answer: bool) -> list[ArtifactNote]:
    """In the order in which a page has them. What the video and the text tell already, the letter's
    own note does not repeat."""
    told = list(over.video.told_lines if has_video else ())
    notes = [_note(Message("Video"), over.video)] if has_video else []
    if has_answer:
        notes += [_note(Message("Text"), over.answer, told), _pictures_note(over.answer_images)]
        told += over.answer.told_lines
    letter = _note(Message("Letter"), over.question, told)
    is_new = letter.brief not in {"", str(SAME), *(note.brief for note in notes)}
    return [note for note in ([letter] if is_new else []) + notes if note.brief]


@lru_cache(maxsize=1024)  # gates are shared, and made for one language
def list_notes(over: Gates, *, has_video: bool, has_answer: bool) -> tuple[ArtifactNote, ...]:
    """What a card or a result says: a picture's note only where it holds one to warn of."""
    notes = watch_notes(over, has_video=has_video, has_answer=has_answer)
    return tuple(n for n in notes if n.gate is not over.answer_images or n.gate.is_covered)


def answer_notes(over: Gates) -> list[ArtifactNote]:
    notes = [_note(Message("Text"), over.answer), _pictures_note(over.answer_images)]
    return [note for note in notes if note.brief]


def harm_is_told(over: Gates) -> bool:
    """Whether anything of the episode speaks of harm: then the page says whom to call."""
    own = (over.video, over.answer, over.question, *over.parts.values(), *over.resources.values())
    return any(group_of(line.category) in HARMFUL_GROUPS for gate in own for line in gate.lines)


def headline_told(gate: Gate) -> str:
    """What it says of itself in a word or two; empty where it says nothing."""
    if not gate.is_reviewed:
        return str(NOT_CHECKED)
    return str(HEADLINES[gate.headline]) if gate.tells_headline else ""


def _note(name: Message, gate: Gate, told_before: Sequence[WarningLine] = ()) -> ArtifactNote:
    return ArtifactNote(str(name), _brief(gate, told_before), str(REVIEWS[gate.review]), gate)


def _brief(gate: Gate, told_before: Sequence[WarningLine]) -> str:
    """A headline is only believed where somebody looked, and is enough where there is one."""
    if gate.review == ReviewState.NOT_REVIEWED:
        return str(NOT_CHECKED)
    headline = str(HEADLINES[gate.headline]) if gate.tells_headline else ""
    if headline:
        return headline
    before = {line.category for line in told_before}
    new = [line for line in gate.told_lines if line.category not in before]
    if gate.told_lines and not new:
        return str(SAME)
    return phrases(new, MOST_PHRASES)


def _pictures_note(gate: Gate) -> ArtifactNote:
    review = str(REVIEWS[gate.review])
    if gate.review == ReviewState.NOT_REVIEWED:
        return ArtifactNote(str(PHOTOS), str(NOT_CHECKED), review, gate)
    if gate.headline == PictureHeadline.NONE:
        return ArtifactNote("", str(NO_PHOTOS), review, gate)
    return ArtifactNote(str(PHOTOS), str(HEADLINES[gate.headline]), review, gate)
