"""The verbs for files that belong together: convert, diff, merge."""

import argparse
import json
import sys
from dataclasses import asdict

import captions
from captions.command import showing
from captions.command.files import (
    CLEAN,
    PROBLEMS,
    UNREADABLE,
    Facts,
    facts_of_notes,
    failure,
    failure_line,
    format_for,
    read,
    say,
    store,
    target_of,
    with_progress,
)


def convert(options: argparse.Namespace) -> int:
    """IN OUT, or files to the file or the folder of -o."""
    if options.out is None:
        pairs = {options.files[0]: options.files[1]}
    else:
        ending = _extension(options.to) if options.to else ""
        pairs = {name: target_of(name, options.out, False, ending) for name in options.files}
    return max(
        _convert_one(source, pairs[source], options) for source in with_progress(list(pairs))
    )


def _extension(format_id: str) -> str:
    return next(each.extensions[0] for each in captions.FORMATS if each.id == format_id)


def _convert_one(source: str, target: str, options: argparse.Namespace) -> int:
    try:
        reading = read(source, options)
        written = captions.write(
            reading.track, _target_format(target, options.to), frame_rate=options.frame_rate
        )
        store(target, written.data)
    except (captions.CaptionError, OSError) as error:
        return _report_failure(source, error, options)
    report = facts_of_notes((*reading.report, *written.losses))
    if options.json:
        facts = {"file": source, "format": reading.format, "report": report}
        say(json.dumps(facts, ensure_ascii=False, indent=2), sys.stderr)
    else:
        for note in report:
            say(showing.note_line(note), sys.stderr)
    return PROBLEMS if report else CLEAN


def _report_failure(
    name: str, error: captions.CaptionError | OSError, options: argparse.Namespace
) -> int:
    facts = failure(name, error)
    say(json.dumps(facts) if options.json else failure_line(facts), sys.stderr)
    return UNREADABLE


def _target_format(target: str, wanted: str | None) -> str:
    if wanted:
        return wanted
    announced = captions.format_by_name(target)
    if announced is None:
        raise captions.UnsupportedFormatError(
            f"{target} does not say which format you want.",
            hint="End it in .vtt, .srt or .txt, or add --to FORMAT.",
        )
    return announced.id


def _read_all(names: list[str], options: argparse.Namespace) -> list[captions.Reading] | None:
    """None where one is unreadable; which, has been said."""
    readings = []
    for name in names:
        try:
            readings.append(read(name, options))
        except (captions.CaptionError, OSError) as error:
            _report_failure(name, error, options)
            return None
    return readings


def diff(options: argparse.Namespace) -> int:
    readings = _read_all([options.old, options.new], options)
    if readings is None:
        return UNREADABLE
    comparison = captions.compare(*(reading.track for reading in readings))
    if options.json:
        say(json.dumps(asdict(comparison), ensure_ascii=False, indent=2))
    else:
        say(captions.readable(comparison))
    return PROBLEMS if comparison.differences else CLEAN


def merge(options: argparse.Namespace) -> int:
    names = [options.base, options.ours, options.theirs]
    readings = _read_all(names, options)
    if readings is None:
        return UNREADABLE
    merged = captions.merge(*(reading.track for reading in readings))
    target = target_of(options.ours, options.out, False)
    try:
        written = captions.write(merged.track, format_for(target, readings[1].format))
        store(target, written.data)
    except (captions.CaptionError, OSError) as error:
        return _report_failure(options.ours, error, options)
    conflicts = [asdict(conflict) for conflict in merged.conflicts]
    if options.json:
        say(json.dumps(conflicts, ensure_ascii=False, indent=2), sys.stderr)
    for conflict in () if options.json else conflicts:
        say(_conflict(conflict), sys.stderr)
    return PROBLEMS if conflicts or written.losses else CLEAN


def _conflict(facts: Facts) -> str:
    place = f", caption {facts['cue']}" if facts["cue"] else ""
    sides = "".join(
        f"\n  {side}: {_cue(facts[side])}" for side in ("base", "ours", "theirs") if facts[side]
    )
    return f"conflict{place}: {facts['message']}{sides}"


def _cue(facts: Facts) -> str:
    start, end = (captions.timecode.format_vtt(facts[key]) for key in ("start_ms", "end_ms"))
    return f"{start} --> {end} {' '.join(facts['text'].split())}"
