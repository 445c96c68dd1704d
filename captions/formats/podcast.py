"""The JSON transcript of Podcasting 2.0: segments with startTime, endTime, speaker and body."""

import json
from itertools import pairwise

from captions.cue import Cue, Track
from captions.cuetext import pieces
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, JsonFormat
from captions.formats.collecting import Collector
from captions.formats.json_tree import ms_of_seconds, text_of
from captions.formats.runs import Run, Style, cue_text
from captions.formats.writable import report_lost_blocks, report_lost_language, timed_cues
from captions.limits import Limits, guard_cues
from captions.messages import listed, sentence
from captions.report import Report

_ESTIMATED_MS = 3_000


def recognise(document: object) -> Confidence:
    if not isinstance(document, dict) or not isinstance(document.get("segments"), list):
        return Confidence.NO
    segments = document["segments"]
    is_segment = (
        isinstance(part, dict) and "body" in part and "startTime" in part for part in segments
    )
    if any(is_segment):
        return Confidence.CERTAIN
    return Confidence.LIKELY if not segments and "version" in document else Confidence.NO


def read(document: object, report: Report, limits: Limits) -> Track:
    assert isinstance(document, dict)  # noqa: S101 - as recognised
    segments = [part if isinstance(part, dict) else {} for part in document["segments"]]
    guard_cues(len(segments), limits)
    starts = [ms_of_seconds(part.get("startTime")) for part in segments]
    collector = Collector(report, limits)
    speaker = ""
    for number, part in enumerate(segments, 1):
        start_ms = starts[number - 1]
        # Who goes on speaking need not be named again.
        speaker = text_of(part.get("speaker")) or speaker
        body = text_of(part.get("body"))
        if start_ms is None:
            report.add(
                "dropped",
                sentence(
                    "Segment {number} has no startTime: “{body}”.", number=number, body=body[:60]
                ),
            )
            continue
        end_ms = ms_of_seconds(part.get("endTime"))
        if end_ms is None:
            end_ms = _estimated_end_ms(start_ms, starts[number:])
            reason = sentence("Nothing says when the caption ends; it now lasts until the next.")
            report.add("changed", reason, cue=collector.next_number)
        collector.guard_words(len(body.strip()))
        collector.add(start_ms, end_ms, cue_text([Run(body, Style(voice=speaker))]))
    if segments and collector.next_number == 1:
        raise MalformedFileError(sentence("No segment has a startTime and a body."))
    return Track(cues=collector.cues())


def _estimated_end_ms(start_ms: int, following: list[int | None]) -> int:
    next_ms = following[0] if following else None
    return next_ms if next_ms is not None and next_ms > start_ms else start_ms + _ESTIMATED_MS


def write(track: Track, report: Report) -> str:
    cues = timed_cues(track)
    report_lost_blocks(track, "Podcasting 2.0 JSON", report)
    report_lost_language(track, "Podcasting 2.0 JSON", report)
    named = [cue.speaker is not None for cue in cues]
    if any(is_named and not after for is_named, after in pairwise(named)):
        reason = sentence("Captions that name nobody are under the speaker before: voices hold on.")
        report.add("changed", reason)
    segments = [
        segment for number, cue in enumerate(cues, 1) for segment in _segments(cue, number, report)
    ]
    document = {"version": "1.0.0", "segments": segments}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _segments(cue: Cue, number: int, report: Report) -> list[dict[str, object]]:
    """One for each voice; they share the times, since nothing says when one ends."""
    losses = []
    if any(piece.kind in ("open", "timestamp") and piece.name != "v" for piece in pieces(cue.text)):
        losses.append(sentence("styles and times within a caption"))
    if cue.settings:
        losses.append(sentence("positions"))
    if cue.id:
        losses.append(sentence("names of captions"))
    if losses:
        reason = sentence("Podcasting 2.0 JSON cannot hold {names}.", names=listed(losses))
        report.add("dropped", reason, cue=number)
    speeches = cue.speeches
    if len(speeches) > 1:
        reason = sentence("The caption became {count} segments.", count=len(speeches))
        report.add("changed", reason, cue=number)
    return [
        {
            "startTime": cue.start_ms / 1000,
            "endTime": cue.end_ms / 1000,
            **({"speaker": speech.speaker} if speech.speaker else {}),
            "body": speech.text,
        }
        for speech in speeches
    ]


FORMAT = JsonFormat(
    id="podcast",
    name="Podcasting 2.0 JSON",
    extensions=("json",),
    media_type="application/json",
    recognise=recognise,
    read=read,
    write=write,
)
