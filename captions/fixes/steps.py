"""One function a kind of fix. None changes a word; each leaves what it cannot better."""

import html
import re
from dataclasses import replace
from itertools import pairwise

from captions.checks.names import names_of, spellings
from captions.cue import Cue, Track
from captions.cuetext import escape
from captions.fixes.payload import (
    atoms_with_times,
    can_be_cut,
    text_of,
    text_on_fewest_lines,
    texts_with_whole_tags,
    words_of,
)
from captions.fixes.work import Work
from captions.layout.cues import Weights, pieces
from captions.layout.lines import Passage
from captions.layout.sense import OPENER_END, PLAIN
from captions.layout.times import end_of
from captions.layout.width import width
from captions.messages import sentence

_VOICE = re.compile(r"(<v(?:\.[^\s>]*)?[ \t]+)([^>]*)(?=>)")
_WEIGHTS = Weights()


def rolling(_work: Work) -> None:
    """Done before all others, in `fix`: it changes which cues there are."""


def names(work: Work) -> None:
    usual = spellings(names_of(Track(tuple(work.cues))))
    for place, cue in enumerate(work.cues):
        if not work.is_flagged("names", place):
            continue
        for name in dict.fromkeys(speech.speaker for speech in cue.speeches):
            if name in usual:
                _rename(work, place, name, usual[name])


def _rename(work: Work, place: int, name: str, usual: str) -> None:
    cue = work.cues[place]
    label = re.compile(rf"(?m)(^[^\w\n]*(?:<[^>]*>)*)({re.escape(escape(name))})(?=\]?[ \t]*[:：])")
    text = label.sub(
        lambda match: match[1] + escape(usual), _with_voice_renamed(cue.text, name, usual)
    )
    new = replace(cue, text=text)
    # Nothing but the name may have changed; two speeches in a row may now be one.
    renamed = [(usual if s.speaker == name else s.speaker, s.text) for s in cue.speeches]
    words = "".join(text for _, text in renamed).split()
    if {s.speaker for s in new.speeches} == {
        speaker for speaker, _ in renamed
    } and words == "".join(s.text for s in new.speeches).split():
        work.accept(
            "names", place, new, sentence("“{name}” is now “{usual}”.", name=name, usual=usual)
        )


def _with_voice_renamed(text: str, name: str, usual: str) -> str:
    annotation = escape(usual).replace(">", "&gt;")
    return _VOICE.sub(
        lambda match: (
            match[1] + (annotation if _name_of_annotation(match[2]) == name else match[2])
        ),
        text,
    )


def _name_of_annotation(annotation: str) -> str:
    return " ".join(html.unescape(annotation).split())


def split(work: Work) -> None:
    """Cues that stand too long, or hold more than their lines can."""
    for place in range(len(work.cues) - 1, -1, -1):
        cue = work.cues[place]
        if not work.is_flagged("split", place) or not can_be_cut(cue.text):
            continue
        worst = _worst_cut(work, cue)
        if worst is not None:
            new = _parts_of_cue(work, cue, worst)
            if len(new) > 1:
                work.replace(
                    "split",
                    place,
                    new,
                    sentence("Split into {count} captions where the sense allows.", count=len(new)),
                )


def _worst_cut(work: Work, cue: Cue) -> int | None:
    """What a cut may cost: more where the text has no room. None where nothing asks for one."""
    rules, language = work.house.rules, work.house.language
    if text_on_fewest_lines(cue.text, language, rules.chars_per_line, rules.lines) is None:
        return OPENER_END
    lasts_ms = cue.end_ms - cue.start_ms
    return PLAIN if rules.longest_ms is not None and lasts_ms > rules.longest_ms else None


def _parts_of_cue(work: Work, cue: Cue, worst: int) -> list[Cue]:
    rules = work.house.rules
    words = words_of(cue.text)
    if not words.atoms:
        return []
    atoms = atoms_with_times(words, cue.start_ms, max(cue.start_ms, cue.end_ms))
    passage = Passage(atoms, work.house.language, rules.chars_per_line, words.forced)
    parts = pieces(passage, rules, _WEIGHTS)
    # Better too much than cut in the middle of a thought.
    if any(passage.strains[piece.first] > worst for piece in parts):
        return []
    texts = texts_with_whole_tags(
        text_of(atoms, piece.first, piece.end, piece.breaks) for piece in parts
    )
    starts = [cue.start_ms, *(atoms[piece.first].start_ms for piece in parts[1:])]
    gap_ms = 0 if rules.may_touch else rules.gap_ms or 0
    ends = [max(start_ms - gap_ms, 0) for start_ms in starts[1:]] + [cue.end_ms]
    return [
        Cue(start_ms, end_ms, text, cue.id if number == 0 else "", cue.settings)
        for number, (start_ms, end_ms, text) in enumerate(zip(starts, ends, texts, strict=True))
    ]


def lines(work: Work) -> None:
    rules = work.house.rules
    for place, cue in enumerate(work.cues):
        if work.is_flagged("lines", place):
            text = text_on_fewest_lines(
                cue.text, work.house.language, rules.chars_per_line, rules.lines
            )
            if text is not None:
                work.replace(
                    "lines",
                    place,
                    [replace(cue, text=text)],
                    sentence("Changed where the lines break."),
                )


def overlap(work: Work) -> None:
    """The earlier cue ends where the later begins; two that stand in different places may stay."""
    rules = work.house.rules
    for place, (cue, following) in enumerate(pairwise(list(work.cues))):
        is_meant = cue.settings != following.settings
        if (
            not work.is_flagged("overlap", place + 1)
            or is_meant
            or cue.end_ms <= following.start_ms
        ):
            continue
        gap_ms = 0 if rules.may_touch else rules.gap_ms or 0
        end_ms = max(following.start_ms - gap_ms, cue.start_ms + 1)
        message = sentence(
            "Now ends {s:.2f} s earlier, before the next caption starts.",
            s=(cue.end_ms - end_ms) / 1000,
        )
        work.replace("overlap", place, [replace(cue, end_ms=end_ms)], message)


def durations(work: Work) -> None:
    """Short and hasty cues take the room that there is after them."""
    rules = work.house.rules
    for place, cue in enumerate(work.cues):
        if not work.is_flagged("durations", place):
            continue
        text = cue.plain_text
        needed_ms = rules.needed_ms(width(text), len(text.split()))
        end_ms = end_of(cue.start_ms, cue.start_ms + needed_ms, _next_ms(work, place), rules)
        _lengthen(work, place, end_ms)


def _lengthen(work: Work, place: int, end_ms: int) -> None:
    cue, media_ms = work.cues[place], work.house.media_ms
    if media_ms is not None:
        end_ms = min(end_ms, media_ms)
    if end_ms > cue.end_ms:
        message = sentence("Now stays up {s:.2f} s longer.", s=(end_ms - cue.end_ms) / 1000)
        # More time is better even where it is not yet enough.
        work.accept("durations", place, replace(cue, end_ms=end_ms), message)


def _next_ms(work: Work, place: int) -> int | None:
    return work.cues[place + 1].start_ms if place + 1 < len(work.cues) else None


def gaps(work: Work) -> None:
    rules = work.house.rules
    for place, (cue, following) in enumerate(pairwise(list(work.cues))):
        if not work.is_flagged("gaps", place + 1):
            continue
        ways = (
            end_of(cue.start_ms, cue.end_ms, following.start_ms, rules),
            following.start_ms - (rules.gap_ms or 0),
            following.start_ms,
        )
        for end_ms in ways:
            message = sentence(
                "Moved the end by {ms:+} ms to get the gap after it right.", ms=end_ms - cue.end_ms
            )
            if cue.start_ms < end_ms <= following.start_ms and work.replace(
                "gaps", place, [replace(cue, end_ms=end_ms)], message
            ):
                break
