"""The verb for a sound and its transcript: sync.

Exit status: 0 clean, 1 where captions are in doubt, or words and speech are not all paired,
2 where a file is unreadable or the two are no pair.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import captions
from captions.command.files import (
    CLEAN,
    PROBLEMS,
    UNREADABLE,
    expect_folder,
    failure,
    failure_line,
    format_for,
    read,
    say,
    store,
    target_of,
)
from captions.extras import require_extra
from captions.messages import sentence
from captions.timecode import clock

if TYPE_CHECKING:
    from captions.sync import Doubt, Synced

_BAR = 20
# Of each kind; the rest is counted.
_MOST_LINES = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sound", metavar="VIDEO", help="a video or sound file of any usual kind")
    parser.add_argument(
        "transcript", metavar="TRANSCRIPT", help="with or without times; use - for standard input"
    )
    parser.add_argument(
        "--json", metavar="WORDS", help="also write every word with its time to this file"
    )
    parser.add_argument(
        "--language", metavar="TAG", help="the language spoken; English if not given"
    )
    parser.add_argument(
        "--track",
        type=int,
        metavar="N",
        help="the sound track to listen to, from 1; picked by language if not given",
    )
    parser.add_argument(
        "--profile",
        default="default",
        choices=sorted(captions.PROFILES),
        help="the style guide that lines, lengths and gaps follow",
    )


def sync(options: argparse.Namespace) -> int:
    name = options.transcript
    try:
        require_extra("sync", sentence("Finding out when words are said"))
        transcript = read(name, options).track
        for name in filter(None, (options.out, options.json)):
            expect_folder(name)
        name = options.sound
        from captions.sync import captions_of

        result = _sync_with_progress(options, transcript)
        track, doubts = captions_of(result, options.profile)
        name = target_of(options.sound, options.out, False, "vtt")
        written = captions.write(track, format_for(name, "vtt"))
        if options.json:
            facts = json.dumps(result.for_others(), ensure_ascii=False, indent=1)
            store(options.json, facts.encode() + b"\n")
        store(name, written.data)
    except (captions.CaptionError, OSError) as error:
        say(failure_line(failure(name, error)), sys.stderr)
        return UNREADABLE
    except KeyboardInterrupt:
        say("Stopped. Nothing was written.", sys.stderr)
        return UNREADABLE
    for line in _report_lines(result, doubts):
        say(line, sys.stderr)
    return PROBLEMS if doubts or result.gaps or result.unspoken else CLEAN


def _sync_with_progress(options: argparse.Namespace, transcript: captions.Track) -> "Synced":
    # Numbers, sound and recognition take a second to load, and an extra to be there at all.
    from captions.sync import sync as synced

    Path(options.sound).stat()
    progress = _progress_bar() if sys.stderr.isatty() else None
    try:
        return synced(
            options.sound,
            transcript,
            language=options.language,
            track=options.track,
            progress=progress,
        )
    finally:
        if progress:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def _progress_bar() -> Callable[[str, float], None]:
    shown = ""

    def draw(step: str, fraction: float) -> None:
        nonlocal shown
        share = min(max(fraction, 0.0), 1.0)
        filled = int(_BAR * share)
        line = f"[{'#' * filled}{'-' * (_BAR - filled)}] {int(100 * share):3d} %  {step}"
        # A terminal far away is slower than the work.
        if line != shown:
            shown = line
            sys.stderr.write(f"\r\033[K{line}")
            sys.stderr.flush()

    return draw


def _report_lines(result: "Synced", doubts: Sequence["Doubt"]) -> list[str]:
    from captions.sync import Kind

    lines = list(result.remarks)
    if any(word.kind == Kind.SPREAD for word in result.words):
        # Nothing was listened to, and each caption is in doubt: the remark says it once.
        return lines
    lines.insert(
        0, f"{result.found_percent} % of the words were heard in {clock(result.duration_ms)}."
    )
    lines += _first_lines(
        [f"{_span(gap.start_ms, gap.end_ms)}: someone speaks and the transcript is silent."
         for gap in result.gaps], "passages without words"
    )  # fmt: skip
    lines += _first_lines(
        [f"line {result.words[run.first].line}: nobody is heard to say “{_short(run.text)}”."
         for run in result.unspoken], "passages that nobody says"
    )  # fmt: skip
    lines += _first_lines(
        [f"caption {doubt.cue} at {clock(doubt.start_ms)}: {doubt.reason}" for doubt in doubts],
        "captions to look at",
    )
    return lines


def _span(start_ms: int, end_ms: int) -> str:
    return f"{clock(start_ms)} to {clock(end_ms)}"


def _short(text: str) -> str:
    return f"{text[:57].rstrip()}…" if len(text) > 60 else text


def _first_lines(lines: list[str], what: str) -> list[str]:
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"and {more} more {what}."] if more > 0 else lines
