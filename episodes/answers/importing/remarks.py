"""Single lines that are not part of the advice: notes on what it holds, a second video announced,
what a blog or a mail program puts around it; and lines that speak aside or for somebody."""

import re
from collections.abc import Mapping, Sequence

from episodes.answers.importing.blocks import BlockKind, Decision, Line, Runs, Shape, text_of
from episodes.answers.importing.inline import shortened
from episodes.answers.importing.phrases import (
    ARTIFACTS,
    ASIDE,
    CLUTTER,
    NAMED_NOTE,
    NOTE,
    RATINGS,
    SECOND_VIDEO,
    SPEAKER,
    SPEAKER_AT_END,
    TELLS_OF,
    TOP_CLUTTER,
    is_signed_question,
)
from episodes.messages import Message

_CLAUSE = re.compile(r"[,;.·|/•]|\s[–—-]\s|\bbut\b|\band\b|\bwhile\b|\by\b")
_IN_A_VIDEO = re.compile(r"\bin (?:the|a) v[ií]deo\b|\bv[ií]deo below\b", re.IGNORECASE)
_IS_NOT = re.compile(r"(?:\bis not|\bare not|n[’']t)\s*$", re.IGNORECASE)
_LONGEST_NOTE = 70  # words
_LONGEST_ANNOUNCEMENT = 45
_SPEAKER = re.compile(rf"\s*(?:—|–|―|--|-)\s*(?P<speaker>(?=[^\W\d_]){SPEAKER}{{2,80}})\.?$")
_SPOKEN = re.compile(
    rf"(?:[“‘\"](?P<words>[^“”\"]+)[”’\"]|[«„](?P<other>[^«»]+)[»“])[.,]?"
    rf"(?P<speaker>\s*(?:—|–|―|--| - )\s*{SPEAKER}{{2,80}})?$"
)
_BRACKETED = re.compile(
    r"\([^()]*(?:\([^()]*\)[^()]*)*\)[.]?$|\[[^\[\]]*\][.]?$|\{[^{}]*\}[.]?$", re.DOTALL
)
_FEWEST_SPOKEN = 4  # words; fewer in quotes are a name or an example


def remark_decision(lines: Sequence[Line], index: int, *, is_top: bool) -> Decision | None:
    """is_top: before the first heading, where notes stand. None: an ordinary line."""
    line, words = lines[index], lines[index].words
    if line.shape is Shape.OUTSIDE:
        reason = Message("It stands around the text, not in it.")
        return Decision(BlockKind.LEFT_OVER, (line,), reason, 0.9)
    if _is_clutter(words, is_top=is_top):
        reason = Message("A blog or a mail program puts such lines around a text.")
        return Decision(BlockKind.LEFT_OVER, (line,), reason, 0.8)
    if not NAMED_NOTE.match(words) and ratings_in(words).keys() <= {"video"}:
        return _announcement(line) or _content_note(line, is_top=is_top)
    return _content_note(line, is_top=is_top) or _announcement(line)


def _announcement(line: Line) -> Decision | None:
    """Of a second video."""
    count = len(line.words.split())
    if count > _LONGEST_ANNOUNCEMENT:
        return None
    if not SECOND_VIDEO.search(line.words):
        is_warned = _IN_A_VIDEO.search(line.words) and video_note(line.words) in (
            "nsfw",
            "explicit",
        )
        reason = Message("It warns of a video, which may be another than the episode’s.")
        return Decision(BlockKind.SECOND_VIDEO, (line,), reason, 0.6) if is_warned else None
    reason = Message("It announces another video.")
    return Decision(BlockKind.SECOND_VIDEO, (line,), reason, 0.85 if count <= 20 else 0.6)


def _is_clutter(words: str, *, is_top: bool) -> bool:
    is_short = len(words.split()) <= 12
    return is_short and bool(CLUTTER.match(words) or (is_top and TOP_CLUTTER.match(words)))


def _content_note(line: Line, *, is_top: bool) -> Decision | None:
    words = line.words
    is_note = NOTE.search(words) or (is_top and TELLS_OF.search(words))
    if len(words.split()) > _LONGEST_NOTE or not is_note:
        return None
    ratings = ratings_in(words)
    reason = Message("It says what the text, its pictures or the video hold.")
    if NAMED_NOTE.match(words):
        return Decision(BlockKind.CONTENT_NOTE, (line,), reason, 0.9 if is_top else 0.6)
    if is_top and not ratings and TELLS_OF.search(words):
        return Decision(BlockKind.CONTENT_NOTE, (line,), reason, 0.6)
    if not is_top or not ratings:
        return None
    names_thing = any(pattern.search(words) for _, pattern in ARTIFACTS)
    is_short = len(words.split()) <= 40
    certain = 0.85 if names_thing and is_short else 0.6
    return Decision(BlockKind.CONTENT_NOTE, (line,), reason, certain)


def ratings_in(words: str) -> Mapping[str, str]:
    """Headlines by artifact (`answer`, `answer_images`, `video`): “the text is a little racy, no
    photos”. A rating without a thing is of the thing named last, or of the answer."""
    ratings: dict[str, str] = {}
    thing = "answer"
    for clause in _CLAUSE.split(words):
        named = [artifact for artifact, pattern in ARTIFACTS if pattern.search(clause)]
        thing = named[0] if named else thing
        rating = next((rating for rating, pattern in RATINGS if pattern.search(clause)), "")
        if rating == "none":
            ratings.setdefault("answer_images", "none")
        elif rating and thing == "answer_images":
            ratings.setdefault(thing, "nsfw" if rating != "clean" else "safe")
        elif rating:
            ratings.setdefault(thing, rating)
        elif named and _IS_NOT.search(clause) and ratings:  # “the video is NSFW, this text isn’t”
            ratings.setdefault(thing, "safe" if thing == "answer_images" else "clean")
    return ratings


def video_note(words: str) -> str:
    """What the line says of the second video, as a headline; empty where it says nothing."""
    return next(
        (rating for rating, pattern in RATINGS if rating != "none" and pattern.search(words)), ""
    )


def spoken_decision(lines: Sequence[Line], index: int) -> Decision | None:
    """An aside in brackets, or a quotation with the line that names its speaker."""
    line, words = lines[index], lines[index].words
    if line.shape is Shape.QUOTE:
        return _quotation(lines, index)
    if _BRACKETED.match(words) and len(words.split()) > 1:
        return Decision(BlockKind.ASIDE, (line,), Message("All of it stands in brackets."), 0.9)
    if ASIDE.match(words):
        return Decision(BlockKind.ASIDE, (line,), Message("It calls itself an aside."), 0.8)
    spoken = _SPOKEN.match(words)
    if spoken is None or len(_words_within(spoken).split()) < _FEWEST_SPOKEN:
        return _set_apart(lines, index)
    speaker = _speaker_line(lines, index + 1)
    is_announced = index > 0 and lines[index - 1].words.endswith(":")
    certain = 0.85 if speaker or spoken["speaker"] else 0.75 if is_announced else 0.6
    reason = Message("All of it stands in quotes.")
    return Decision(BlockKind.QUOTATION, (line, *speaker), reason, certain)


def _words_within(spoken: re.Match[str]) -> str:
    return spoken["words"] or spoken["other"] or ""


def _set_apart(lines: Sequence[Line], index: int) -> Decision | None:
    """A block that was typed further in, and a reader's question with its name."""
    line, block = lines[index], _set_in(lines, index)
    if block and len(" ".join(each.words for each in block).split()) >= _FEWEST_SPOKEN:
        reason = Message("It is set further in than the text.")
        return Decision(BlockKind.QUOTATION, block, reason, 0.75)
    if is_signed_question(line.words):
        reason = Message("A question that somebody asks, with the name they gave.")
        return Decision(BlockKind.QUOTATION, (line,), reason, 0.8)
    return None


def _set_in(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    if not lines[index].is_under:
        return ()
    end = index + 1
    while end < len(lines) and lines[end].is_under and not lines[end].stands_alone:
        end += 1
    return tuple(lines[index:end])


def ends_as_said(words: str) -> bool:
    """“Everything takes as long as it takes.” — Beatriz Lund: a sentence, and not a title."""
    spoken = _SPOKEN.match(words)
    return bool(spoken and spoken["speaker"] and _words_within(spoken).rstrip()[-1:] in ".!?…")


def _quotation(lines: Sequence[Line], index: int) -> Decision:
    end = index
    own = lines[index].level
    while end < len(lines) and lines[end].shape is Shape.QUOTE and lines[end].level == own:
        end += 1
        if _SPEAKER.match(lines[end - 1].words):
            break
    quoted = tuple(lines[index:end])
    if not _SPEAKER.match(quoted[-1].words):
        quoted += _speaker_line(lines, end)
    return Decision(BlockKind.QUOTATION, quoted, Message("It is set as a quotation."), 0.95)


def _speaker_line(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    if index >= len(lines) or lines[index].shape not in (Shape.TEXT, Shape.ITEM, Shape.QUOTE):
        return ()
    is_name = _SPEAKER.match(lines[index].words) and len(lines[index].words.split()) <= 12
    return (lines[index],) if is_name else ()


def quotation_of(lines: Sequence[Line]) -> tuple[tuple[Runs, ...], str]:
    """Its paragraphs, and who says it; empty where nobody is named."""
    paragraphs, speaker = [line.runs for line in lines], ""
    last = text_of(paragraphs[-1])
    if len(paragraphs) > 1 and (named := _SPEAKER.match(last)):
        paragraphs, speaker = paragraphs[:-1], named["speaker"]
    elif ended := SPEAKER_AT_END.search(last):
        paragraphs[-1], speaker = shortened(paragraphs[-1], 0, ended.start()), ended["speaker"]
    if len(paragraphs) == 1 and (spoken := _SPOKEN.match(text_of(paragraphs[0]))):
        group = "words" if spoken["words"] else "other"
        paragraphs = [shortened(paragraphs[0], spoken.start(group), spoken.end(group))]
    return tuple(paragraphs), speaker.strip()
