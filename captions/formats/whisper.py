"""JSON of Whisper and its kin: whisper-timestamped, faster-whisper, WhisperX, whisper.cpp."""

from collections.abc import Iterator
from statistics import median

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, JsonFormat
from captions.formats.collecting import Collector
from captions.formats.json_tree import ms_of_ms, ms_of_seconds, text_of
from captions.formats.runs import Run, Style, cue_text
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report

_Json = dict[str, object]
_Word = tuple[str, int | None, int | None]
# For words that stand in no segment: what makes one of them.
_LONGEST_CHARS = 80
_LONGEST_GAP_MS = 1_000
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "？", "！")
# Of a caption, were it in seconds.
_LONGEST_MS = 180_000


def recognise(document: object) -> Confidence:
    parts = _parts(document)
    if parts and isinstance(document, dict) and _is_of_a_service(document, parts):
        return Confidence.NO
    if not parts:
        is_empty = isinstance(document, dict) and parts == [] and "text" in document
        return Confidence.LIKELY if is_empty else Confidence.NO
    times = [_times(part) for part in parts]
    is_list = not isinstance(document, dict)
    if is_list and _counts_ms(times):
        return Confidence.NO
    with_times = sum(None not in pair if is_list else pair != (None, None) for pair in times)
    if not any(_text(part).strip() for part in parts):
        # Premiere's segments have words alone, whose times are starts and durations.
        return Confidence.NO
    return Confidence.CERTAIN if with_times * 2 > len(parts) else Confidence.NO


def _counts_ms(times: list[tuple[int | None, int | None]]) -> bool:
    """A list in milliseconds: Whisper counts seconds, and no caption lasts minutes."""
    lengths = [end - start for start, end in times if start is not None and end is not None]
    return bool(lengths) and median(lengths) >= _LONGEST_MS


def _is_of_a_service(document: _Json, parts: list[_Json]) -> bool:
    """AssemblyAI has utterances, and words in milliseconds: json_segments reads them."""
    has_segments = "segments" in document or "transcription" in document
    return "utterances" in document or (
        not has_segments and "words" in document and any("text" in part for part in parts)
    )


def _parts(document: object) -> list[_Json] | None:
    """The segments, or where there are none the words; what is not an object is an empty one."""
    parts: object = document
    if isinstance(document, dict):
        keys = ("segments", "transcription", "word_segments", "words")
        lists = (document[key] for key in keys if isinstance(document.get(key), list))
        parts = next(lists, None)
    if not isinstance(parts, list):
        return None
    return [part if isinstance(part, dict) else {} for part in parts]


def read(document: object, report: Report, limits: Limits) -> Track:
    parts = _parts(document) or []
    guard_cues(len(parts), limits)
    is_words = bool(parts) and not any("text" in part or "words" in part for part in parts)
    collector = Collector(report, limits)
    parts = list(_sentences(_with_neighbours(parts))) if is_words else parts
    for number, part in enumerate(parts, 1):
        start_ms, end_ms = _times(part)
        if start_ms is None or end_ms is None:
            report.add(
                "dropped",
                sentence(
                    "Segment {number} has no times: “{text}”.", number=number, text=_text(part)[:60]
                ),
            )
        else:
            _add(part, start_ms, end_ms, collector)
    if parts and collector.next_number == 1:
        raise MalformedFileError(sentence("No segment has a start, an end and a text."))
    language = text_of(document.get("language")) if isinstance(document, dict) else ""
    return Track(cues=collector.cues(), language=language if language.isalpha() else "")


def _times(part: _Json) -> tuple[int | None, int | None]:
    offsets = part.get("offsets")
    if isinstance(offsets, dict):
        # whisper.cpp counts milliseconds.
        return ms_of_ms(offsets.get("from")), ms_of_ms(offsets.get("to"))
    return ms_of_seconds(part.get("start")), ms_of_seconds(part.get("end"))


def _text(part: _Json) -> str:
    return text_of(part.get("text")) or text_of(part.get("word"))


def _add(part: _Json, start_ms: int, end_ms: int, collector: Collector) -> None:
    style = Style(voice=text_of(part.get("speaker")))
    words = _words(part)
    plain = _text(part) or " ".join(word.strip() for word, _, _ in words)
    collector.guard_words(len(plain.strip()))
    text = cue_text(_timed_runs(plain, words, start_ms, end_ms, style))
    if len(text) > collector.limits.cue_chars:
        text = cue_text([Run(plain, style)])
        reason = sentence("The times of its words are left out: the text would be too long.")
        collector.report.add("changed", reason, cue=collector.next_number)
    collector.add(start_ms, end_ms, text)


def _words(part: _Json) -> list[_Word]:
    words = part.get("words")
    if not isinstance(words, list):
        return []
    return [(_text(word), *_times(word)) for word in words if isinstance(word, dict)]


def _timed_runs(
    plain: str, words: list[_Word], start_ms: int, end_ms: int, style: Style
) -> list[Run]:
    """The text as it is written, with the time of each of its words that is found in it."""
    runs: list[Run] = []
    position, last_ms, time_ms = 0, max(0, start_ms), None
    for word, word_ms, _ in words:
        place = plain.find(word.strip(), position) if word.strip() else -1
        if word_ms is None or place < 0 or not last_ms < word_ms < end_ms:
            continue
        runs.append(Run(plain[position:place], style, "", time_ms))
        position, last_ms, time_ms = place, word_ms, word_ms
    return [*runs, Run(plain[position:], style, "", time_ms)]


def _with_neighbours(words: list[_Json]) -> list[_Json]:
    """Numbers have no time in WhisperX: such a word stands where its neighbours leave room."""
    joined: list[_Json] = []
    for place, word in enumerate(words):
        if _times(word) == (None, None) and _text(word):
            before = joined[-1] if joined else {}
            later = (one for one in words[place + 1 :] if _times(one)[0] is not None)
            after = next(later, {})
            start = before.get("end", after.get("start"))
            end = after.get("start", start)
            times = {"start": start, "end": start if _is_far(start, end) else end}
            speaker = word.get("speaker") or before.get("speaker") or after.get("speaker")
            joined.append({**word, **times, "speaker": speaker})
        else:
            joined.append(word)
    return joined


def _is_far(start: object, end: object) -> bool:
    """Over a second: a pause, which is not a part of the word."""
    start_ms, end_ms = ms_of_seconds(start), ms_of_seconds(end)
    return start_ms is not None and end_ms is not None and end_ms - start_ms > _LONGEST_GAP_MS


def _sentences(words: list[_Json]) -> Iterator[_Json]:
    """Words without segments, put together by pause, sentence and length."""
    held: list[_Json] = []
    for word in words:
        if held and _is_apart(held, word):
            yield _sentence(held)
            held = []
        held.append(word)
    if held:
        yield _sentence(held)


def _is_apart(held: list[_Json], word: _Json) -> bool:
    end_ms, start_ms = _times(held[-1])[1], _times(word)[0]
    has_gap = end_ms is not None and start_ms is not None and start_ms - end_ms > _LONGEST_GAP_MS
    length = sum(len(_text(one)) + 1 for one in held)
    has_ended = _text(held[-1]).strip().endswith(_SENTENCE_ENDS)
    has_changed = held[-1].get("speaker") != word.get("speaker")
    return has_gap or has_ended or has_changed or length + len(_text(word)) > _LONGEST_CHARS


def _sentence(held: list[_Json]) -> _Json:
    text = " ".join(_text(word).strip() for word in held)
    ends = {"start": held[0].get("start"), "end": held[-1].get("end")}
    return {"text": text, **ends, "words": held, "speaker": held[0].get("speaker")}


FORMAT = JsonFormat(
    id="whisper",
    name="Whisper JSON",
    extensions=("json",),
    media_type="application/json",
    recognise=recognise,
    read=read,
)
