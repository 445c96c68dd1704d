"""The verbs for any number of files, one by one: info, check, fix, shift."""

import argparse
import json
import sys
from collections.abc import Callable
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

# What is done to one file, and its part of the exit status.
_RunOne = Callable[[str, argparse.Namespace], tuple[Facts, int]]


def info(options: argparse.Namespace) -> int:
    return _run_each(options, _info_one, showing.info_lines)


def check(options: argparse.Namespace) -> int:
    return _run_each(options, _check_one, showing.check_lines)


def fix(options: argparse.Namespace) -> int:
    return _run_each(options, _fix_one, showing.fix_lines, aside=True)


def shift(options: argparse.Namespace) -> int:
    return _run_each(options, _shift_one, _shift_lines, aside=True)


def _run_each(
    options: argparse.Namespace,
    run_one: _RunOne,
    lines_of: Callable[[Facts], str],
    *,
    aside: bool = False,
) -> int:
    """`aside`: standard output is for captions, so what people read goes to standard error."""
    status = CLEAN
    facts_of_files = []
    for name in with_progress(options.files):
        try:
            facts, worst = run_one(name, options)
        except (captions.CaptionError, OSError) as error:
            facts, worst = failure(name, error), UNREADABLE
        status = max(status, worst)
        facts_of_files.append(facts)
        if not options.json:
            say(lines_of(facts), sys.stderr if aside or worst == UNREADABLE else sys.stdout)
    if options.json:
        say(
            json.dumps(facts_of_files, ensure_ascii=False, indent=2),
            sys.stderr if aside else sys.stdout,
        )
    return status


def _info_one(name: str, options: argparse.Namespace) -> tuple[Facts, int]:
    reading = read(name, options)
    track = reading.track
    problems = captions.check(track, options.profile)
    facts = {
        "file": name,
        "format": reading.format,
        "encoding": reading.encoding,
        "timed": track.is_timed,
        "cues": len(track.cues),
        "turns": len(captions.speaker_turns(track)),
        "speakers": list(captions.speakers(track)),
        "end_ms": track.end_ms,
        "report": facts_of_notes(reading.report),
        "problems": [asdict(problem) for problem in problems if problem.level != "note"],
    }
    return facts, PROBLEMS if facts["problems"] or facts["report"] else CLEAN


def _check_one(name: str, options: argparse.Namespace) -> tuple[Facts, int]:
    reading = read(name, options)
    problems = captions.check(
        reading.track,
        options.profile,
        options.media,
        frame_rate=options.frame_rate,
        shots_ms=options.shots,
    )
    facts = {"file": name, "problems": [asdict(problem) for problem in problems]}
    return facts, _status(problems)


def _status(problems: tuple[captions.Problem, ...] | list[captions.Problem]) -> int:
    """Notes are for a look, and stop nothing."""
    return PROBLEMS if any(problem.level != "note" for problem in problems) else CLEAN


def _fix_one(name: str, options: argparse.Namespace) -> tuple[Facts, int]:
    reading = read(name, options)
    fixed = captions.fix(
        reading.track, None, options.kind or None, profile=options.profile,
        media_ms=options.media, frame_rate=options.frame_rate,
    )  # fmt: skip
    report = _write_result(name, options, reading, fixed.track)
    facts = {
        "file": name,
        "done": [asdict(change) for change in fixed.done],
        "problems": [asdict(problem) for problem in fixed.left],
        "report": report,
    }
    return facts, PROBLEMS if report else _status(fixed.left)


def _write_result(
    name: str, options: argparse.Namespace, reading: captions.Reading, track: captions.Track
) -> list[Facts]:
    """Writes it in the format it came in, or that of --out; returns what was lost on the way."""
    target = target_of(name, options.out, options.in_place)
    written = captions.write(
        track, format_for(target, reading.format), frame_rate=options.frame_rate
    )
    store(target, written.data)
    return facts_of_notes((*reading.report, *written.losses))


def _shift_one(name: str, options: argparse.Namespace) -> tuple[Facts, int]:
    reading = read(name, options)
    retimed = _track_retimed(reading.track, options)
    report = _write_result(name, options, reading, retimed.track)
    dropped = [asdict(cue) for cue in retimed.dropped]
    return {"file": name, "dropped": dropped, "report": report}, (
        PROBLEMS if dropped or report else CLEAN
    )


def _track_retimed(track: captions.Track, options: argparse.Namespace) -> captions.Retimed:
    if options.by is not None:
        return captions.shifted(track, options.by)
    if options.points is not None:
        return captions.scaled(track, *options.points)
    if options.cut is not None:
        return captions.cut(track, *options.cut)
    if options.rates is not None:
        return captions.converted(track, *options.rates)
    return captions.snapped(track, options.snap)


def _shift_lines(facts: Facts) -> str:
    if "error" in facts:
        return failure_line(facts)
    lines = [f"{facts['file']}: {showing.counted(len(facts['dropped']), 'caption')} left out"]
    lines += [f"  left out: {cue['text']}" for cue in facts["dropped"]]
    return "\n".join([*lines, *(f"  {showing.note_line(fact)}" for fact in facts["report"])])
