"""python -m captions info FILE... | convert IN OUT

Exit status: 0 clean, 1 something was dropped, repaired or breaks a rule, 2 unreadable.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import captions

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2
_Facts = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    return _info(options) if options.command == "info" else _convert(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m captions", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command", required=True)
    info = commands.add_parser("info", help="say what files hold and what is wrong with them")
    info.add_argument("files", nargs="+", metavar="FILE", help="- for standard input")
    info.add_argument("--profile", default="default", choices=sorted(captions.PROFILES))
    convert = commands.add_parser("convert", help="write a file in another format")
    convert.add_argument("source", metavar="IN", help="- for standard input")
    convert.add_argument("target", metavar="OUT", help="- for standard output")
    formats = sorted(known.id for known in captions.FORMATS if known.write)
    convert.add_argument("--to", choices=formats, help="where OUT's name does not say it")
    for command in (info, convert):
        command.add_argument("--json", action="store_true", help="for machines")
        command.add_argument("--encoding", help="of the input; otherwise it is found out")
    return parser


def _info(options: argparse.Namespace) -> int:
    status = CLEAN
    facts = []
    for name in options.files:
        try:
            found = _facts(name, options)
            worst = PROBLEMS if found["problems"] or found["report"] else CLEAN
        except (captions.CaptionError, OSError) as error:
            found, worst = _failure(name, error), UNREADABLE
        status = max(status, worst)
        facts.append(found)
        if not options.json:
            print(_described(found), file=sys.stderr if worst == UNREADABLE else sys.stdout)
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    return status


def _facts(name: str, options: argparse.Namespace) -> _Facts:
    reading = _read(name, options.encoding)
    track = reading.track
    problems = captions.check(track, profile=options.profile)
    return {
        "file": name,
        "format": reading.format,
        "encoding": reading.encoding,
        "timed": track.is_timed,
        "cues": len(track.cues),
        "turns": len(captions.speaker_turns(track)),
        "speakers": list(captions.speakers(track)),
        "end_ms": track.end_ms,
        "report": [asdict(note) for note in reading.report],
        "problems": [asdict(problem) for problem in problems if problem.level != "note"],
    }


def _read(name: str, encoding: str | None) -> captions.Reading:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return captions.read(data, None if name == "-" else name, encoding=encoding)


def _failure(name: str, error: captions.CaptionError | OSError) -> _Facts:
    if isinstance(error, OSError):
        return {"file": name, "error": error.strerror or str(error)}
    place = {"line": error.line, "cue": error.cue, "hint": error.hint}
    return {"file": name, "error": error.message, **place}


def _described(facts: _Facts) -> str:
    if "error" in facts:
        place = f"line {facts['line']}: " if facts.get("line") else ""
        return f"{facts['file']}: {place}{facts['error']} {facts.get('hint', '')}".rstrip()
    length = captions.timecode.clock(facts["end_ms"]) if facts["timed"] else "no times"
    what = f"{facts['cues']} cues" if facts["timed"] else f"{facts['turns']} turns"
    names = ", ".join(facts["speakers"]) or "nobody named"
    lines = [f"{facts['file']}: {facts['format']}, {facts['encoding']}, {what}, {length}"]
    lines.append(f"  speakers: {names}")
    lines += [f"  {_note(note)}" for note in facts["report"]]
    lines += [
        f"  {p['level']}, cue {p['cue']} at {captions.timecode.clock(p['start_ms'])}: "
        f"{p['message']} ({p['source']})"
        for p in facts["problems"]
    ]
    return "\n".join(lines)


def _note(note: _Facts) -> str:
    places = [f"{key} {note[key]}" for key in ("line", "cue") if note[key] is not None]
    return f"{', '.join([note['kind'], *places])}: {note['reason']}"


def _convert(options: argparse.Namespace) -> int:
    try:
        reading = _read(options.source, options.encoding)
        written = captions.write(reading.track, _target_format(options))
        _store(options.target, written.data)
    except (captions.CaptionError, OSError) as error:
        failure = _failure(options.source, error)
        print(json.dumps(failure) if options.json else _described(failure), file=sys.stderr)
        return UNREADABLE
    notes = [asdict(note) for note in (*reading.report, *written.losses)]
    if options.json:
        facts = {"file": options.source, "format": reading.format, "report": notes}
        print(json.dumps(facts, ensure_ascii=False, indent=2), file=sys.stderr)
    else:
        for note in notes:
            print(_note(note), file=sys.stderr)
    return PROBLEMS if notes else CLEAN


def _target_format(options: argparse.Namespace) -> str:
    if options.to:
        return str(options.to)
    known = captions.format_by_name(options.target)
    if known is None:
        raise captions.UnsupportedFormatError(
            f"{options.target} does not say which format is wanted.",
            hint="End it in .vtt, .srt or .txt, or say --to.",
        )
    return known.id


def _store(target: str, data: bytes) -> None:
    if target == "-":
        sys.stdout.buffer.write(data)
    else:
        Path(target).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
