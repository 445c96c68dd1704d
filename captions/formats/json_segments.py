"""JSON of transcription services: a list, somewhere in it, of who says what and when.

Plain lists of speaker, time and text; AssemblyAI and Deepgram (utterances), Rev (monologues), Otter
(transcripts), Descript (paragraphs), Google and Amazon (results), after what they document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from captions.cue import Track
from captions.errors import MalformedFileError, TimecodeError
from captions.formats.base import Confidence, JsonFormat
from captions.formats.collecting import Collector
from captions.formats.json_tree import decimal
from captions.formats.runs import Run, Style, cue_text
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report
from captions.timecode import parse

_Json = dict[str, object]
_TEXTS = ("text", "transcript", "value", "content", "body", "sentence", "caption", "line",
          "punctuated_word", "word", "display", "displayText")  # fmt: skip
_STARTS = ("start", "startTime", "start_time", "startMs", "start_ms", "start_offset", "begin",
           "from", "time", "timestamp", "ts", "offset")  # fmt: skip
_ENDS = ("end", "endTime", "end_time", "endMs", "end_ms", "end_offset", "to", "end_ts", "stop")
_SPEAKERS = ("speaker", "speaker_name", "speakerName", "speaker_label", "speaker_model_label",
             "speaker_id", "name", "participant", "author")  # fmt: skip
_PARTS = ("words", "elements", "alignment", "tokens", "sentences")
_DEEPEST = 12
# Otter counts samples of its sound.
_OTTER_PER_MS = 16
# No caption lasts three minutes: where most last longer, the unit is the millisecond.
_LONGEST_IN_SECONDS = 180
_LONGEST_CHARS = 80
_ESTIMATED_MS = 3_000
_PERIOD = re.compile(r"PT(?:([0-9]{1,4})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?")
_SECONDS = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)s")


@dataclass(slots=True)
class _Segment:
    """Times in the unit of the file, or in ms where they were written as a clock does."""

    text: str
    start: float | None
    end: float | None
    speaker: str


def recognise(document: object) -> Confidence:
    return Confidence.LIKELY if _best_list(document) else Confidence.NO


def read(document: object, report: Report, limits: Limits) -> Track:
    items = _best_list(document)
    guard_cues(len(items), limits)
    names = _names(document)
    segments = [segment for item in items for segment in [_segment(item, names)] if segment]
    if not segments:
        raise MalformedFileError(sentence("No part of the JSON has a time and a text."))
    if all(" " not in segment.text.strip() for segment in segments):
        segments = list(_sentences(segments))
    unit_ms = _unit_ms(items, segments)
    collector = Collector(report, limits)
    for place, segment in enumerate(segments):
        if segment.start is None:
            reason = sentence("“{text}” has no time.", text=segment.text[:60])
            report.add("dropped", reason)
            continue
        start_ms = round(segment.start * unit_ms)
        end_ms = None if segment.end is None else round(segment.end * unit_ms)
        if end_ms is None:
            later = (s.start for s in segments[place + 1 :] if s.start is not None)
            following = next(later, None)
            end_ms = start_ms + _ESTIMATED_MS if following is None else round(following * unit_ms)
            reason = sentence("Nothing says when the caption ends; it now lasts until the next.")
            report.add("changed", reason, cue=collector.next_number)
        text = cue_text([Run(segment.text, Style(voice=segment.speaker))])
        collector.add(start_ms, end_ms, text)
    return Track(cues=collector.cues())


def _best_list(document: object) -> list[_Json]:
    """The list with most items that have a time and words; of equals the one with more words."""
    best: list[_Json] = []
    best_score = (False, False, 0)
    for items in _lists(document, 0):
        sample = items[:200]
        timed = [item for item in sample if _text_of(item) and _start_of(item) is not None]
        spaced = sum(" " in _text_of(item).strip() for item in timed)
        if not timed or len(timed) * 2 < len(sample):
            continue
        # A text that borrows the times of its words is longer than a caption need be.
        is_direct = any(_time(item, _STARTS) is not None for item in timed)
        has_phrases = is_direct and spaced * 2 >= len(timed)
        score = (is_direct, has_phrases, sum(len(_text_of(i)) for i in items))
        if score > best_score:
            best, best_score = items, score
    return best


def _lists(value: object, depth: int) -> Iterator[list[_Json]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        items = [item for item in value if isinstance(item, dict)]
        if items and len(items) == len(value):
            yield items
            parts = [p for item in items for p in [*_inner(item), *_alternative_words(item)]]
            if parts:
                yield parts
        for item in value[:50]:
            yield from _lists(item, depth + 1)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _lists(item, depth + 1)


def _inner(item: _Json) -> list[_Json]:
    """The words of a part, each with the speaker of the part unless it names another."""
    for key in _PARTS:
        parts = item.get(key)
        if isinstance(parts, list) and parts and all(isinstance(part, dict) for part in parts):
            speaker = next((item[k] for k in _SPEAKERS if item.get(k) not in (None, "")), None)
            return [{"speaker": speaker, **part} for part in parts]
    return []


def _text_of(item: _Json) -> str:
    for key in _TEXTS:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value
    best = _best_alternative(item)
    return _text_of(best) if best else _joined(_inner(item))


def _best_alternative(item: _Json) -> _Json:
    """The first of several ways to hear it; Azure calls them nBest."""
    for key in ("alternatives", "nBest"):
        ways = item.get(key)
        if isinstance(ways, list) and ways and isinstance(ways[0], dict):
            return ways[0]
    return {}


def _joined(parts: list[_Json]) -> str:
    """Words with spaces between them, unless the file has those as words of their own."""
    texts = [str(part.get("value") or _text_of(part)) for part in parts]
    glue = "" if any(text.isspace() or text.startswith(" ") for text in texts) else " "
    return re.sub(r"\s+([.,!?;:])", r"\1", glue.join(texts)).strip()


def _start_of(item: _Json) -> float | None:
    time = _time(item, _STARTS)
    if time is None:
        times = (_time(part, _STARTS) for part in [*_inner(item), *_alternative_words(item)])
        time = next((one for one in times if one is not None), None)
    return time


def _end_of(item: _Json) -> float | None:
    time = _time(item, _ENDS)
    if time is None:
        parts = [*_inner(item), *_alternative_words(item)]
        times = (_time(part, _ENDS) for part in reversed(parts))
        time = next((one for one in times if one is not None), None)
    start, duration = _start_of(item), _time(item, ("duration", "dur"))
    if time is None and start is not None and duration is not None:
        time = start + duration
    return time


def _alternative_words(item: _Json) -> list[_Json]:
    return _inner(_best_alternative(item))


def _time(item: _Json, keys: tuple[str, ...]) -> float | None:
    for key in keys:
        value = item.get(key)
        if isinstance(value, str):
            seconds = _SECONDS.fullmatch(value.strip())
            value = seconds[1] if seconds else _seconds_of_period(value)
            if ":" in value:
                try:
                    return parse(value) / 1000
                except TimecodeError:
                    continue
        number = decimal(value)
        if number is not None:
            return float(number) / (_OTTER_PER_MS * 1000 if key.endswith("_offset") else 1)
    return None


def _seconds_of_period(value: str) -> str:
    """Of `PT1M2.5S` (ISO 8601), which Azure writes; anything else as it is."""
    period = _PERIOD.fullmatch(value.strip())
    if period is None:
        return value
    hours, minutes, seconds = (Decimal(part or 0) for part in period.groups())
    return str((hours * 60 + minutes) * 60 + seconds)


def _unit_ms(items: list[_Json], segments: list[_Segment]) -> int:
    """1 where the file counts milliseconds, 1000 where it counts seconds."""
    if any(":" in str(item.get(key, "")) for item in items[:5] for key in _STARTS):
        return 1000
    keys = {key.lower() for item in items[:5] for key in item}
    if keys & {"startms", "start_ms"}:
        return 1
    times = [t for s in segments for t in (s.start, s.end) if t is not None]
    lengths = [s.end - s.start for s in segments if s.end is not None and s.start is not None]
    is_whole = all(time == int(time) for time in times)
    return 1 if is_whole and lengths and median(lengths) >= _LONGEST_IN_SECONDS else 1000


def _names(document: object) -> dict[str, str]:
    """Of a list of speakers that stands apart, by their ids."""
    speakers = document.get("speakers") if isinstance(document, dict) else None
    if not isinstance(speakers, list):
        return {}
    return {
        str(one.get("id")): str(one["name"])
        for one in speakers
        if isinstance(one, dict) and one.get("name")
    }


def _segment(item: _Json, names: dict[str, str]) -> _Segment | None:
    text = _text_of(item).strip()
    if not text:
        return None
    sides = (item, _best_alternative(item))
    speaker = next((s[key] for s in sides for key in _SPEAKERS if s.get(key) not in (None, "")), "")
    if isinstance(speaker, dict):
        speaker = speaker.get("name") or speaker.get("label") or ""
    name = names.get(str(speaker), str(speaker))
    if re.fullmatch(r"[0-9]{1,3}|[A-Z]", name):
        name = f"Speaker {name}"
    return _Segment(text, _start_of(item), _end_of(item), name)


def _sentences(words: list[_Segment]) -> Iterator[_Segment]:
    """Words put together by sentence, speaker, pause and length; one without a time joins in."""
    held: list[_Segment] = []
    for word in words:
        length = sum(len(one.text) + 1 for one in held)
        is_mark = not any(character.isalnum() for character in word.text)
        if held and not is_mark and (
            held[-1].text.endswith((".", "!", "?"))
            or (word.speaker and word.speaker != held[0].speaker)
            or length + len(word.text) > _LONGEST_CHARS
        ):  # fmt: skip
            yield _sentence(held)
            held = []
        held.append(word)
    if held:
        yield _sentence(held)


def _sentence(held: list[_Segment]) -> _Segment:
    text = re.sub(r"\s+([.,!?;:])", r"\1", " ".join(word.text for word in held))
    start = next((word.start for word in held if word.start is not None), None)
    end = next((word.end for word in reversed(held) if word.end is not None), None)
    return _Segment(text, start, end, held[0].speaker)


FORMAT = JsonFormat(
    id="json",
    name=sentence("transcript JSON"),
    extensions=("json",),
    media_type="application/json",
    recognise=recognise,
    read=read,
)
