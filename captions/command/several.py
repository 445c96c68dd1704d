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
    failed,
    failure,
    format_for,
    notes,
    read,
    say,
    store,
    target_of,
    with_progress,
)


def convert(options: argparse.Namespace) -> int:
    """IN OUT, or any number of files into the folder of --out."""
    if options.out is None:
        pairs = {options.files[0]: options.files[1]}
    else:
        pairs = {name: target_of(name, options.out, False, options.to) for name in options.files}
    return max(_converted(source, pairs[source], options) for source in with_progress(list(pairs)))


def _converted(source: str, target: str, options: argparse.Namespace) -> int:
    try:
        reading = read(source, options.encoding)
        written = captions.write(reading.track, _target_format(target, options.to))
        store(target, written.data)
    except (captions.CaptionError, OSError) as error:
        return _fail(source, error, options)
    found = notes((*reading.report, *written.losses))
    if options.json:
        facts = {"file": source, "format": reading.format, "report": found}
        say(json.dumps(facts, ensure_ascii=False, indent=2), sys.stderr)
    else:
        for note in found:
            say(showing.note(note), sys.stderr)
    return PROBLEMS if found else CLEAN


def _fail(name: str, error: captions.CaptionError | OSError, options: argparse.Namespace) -> int:
    facts = failure(name, error)
    say(json.dumps(facts) if options.json else failed(facts), sys.stderr)
    return UNREADABLE


def _target_format(target: str, wanted: str | None) -> str:
    if wanted:
        return wanted
    known = captions.format_by_name(target)
    if known is None:
        raise captions.UnsupportedFormatError(
            f"{target} does not say which format is wanted.",
            hint="End it in .vtt, .srt or .txt, or say --to.",
        )
    return known.id


def _read_all(names: list[str], options: argparse.Namespace) -> list[captions.Reading] | None:
    """None where one is unreadable; which, has been said."""
    found = []
    for name in names:
        try:
            found.append(read(name, options.encoding))
        except (captions.CaptionError, OSError) as error:
            _fail(name, error, options)
            return None
    return found


def diff(options: argparse.Namespace) -> int:
    readings = _read_all([options.old, options.new], options)
    if readings is None:
        return UNREADABLE
    found = captions.compare(*(reading.track for reading in readings))
    if options.json:
        say(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        say(captions.readable(found))
    return PROBLEMS if found.differences else CLEAN


def merge(options: argparse.Namespace) -> int:
    names = [options.base, options.ours, options.theirs]
    readings = _read_all(names, options)
    if readings is None:
        return UNREADABLE
    merged = captions.merge(*(reading.track for reading in readings))
    target = options.out or "-"
    try:
        written = captions.write(merged.track, format_for(target, readings[1].format))
        store(target, written.data)
    except (captions.CaptionError, OSError) as error:
        return _fail(options.ours, error, options)
    conflicts = [asdict(conflict) for conflict in merged.conflicts]
    if options.json:
        say(json.dumps(conflicts, ensure_ascii=False, indent=2), sys.stderr)
    for conflict in () if options.json else conflicts:
        say(_conflict(conflict), sys.stderr)
    return PROBLEMS if conflicts or written.losses else CLEAN


def _conflict(facts: Facts) -> str:
    place = f", cue {facts['cue']}" if facts["cue"] else ""
    sides = "".join(
        f"\n  {side}: {_cue(facts[side])}" for side in ("base", "ours", "theirs") if facts[side]
    )
    return f"conflict{place}: {facts['message']}{sides}"


def _cue(facts: Facts) -> str:
    start, end = (captions.timecode.format_vtt(facts[key]) for key in ("start_ms", "end_ms"))
    return f"{start} --> {end} {' '.join(facts['text'].split())}"
