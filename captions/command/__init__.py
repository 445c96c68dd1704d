"""Read, check, fix, retime, convert, compare and merge captions and transcripts of any format.

Every verb that writes takes -o OUT: a file, a folder, or - for standard output. As a FILE, - is
standard input. Exit status: 0 all is well; 1 something was changed on the way, breaks a rule,
differs or is in conflict; 2 a file cannot be read or written.
"""

import argparse
import os
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import captions
from captions.command import several, single, sync

_VERBS = {
    "info": single.info,
    "check": single.check,
    "fix": single.fix,
    "convert": several.convert,
    "diff": several.diff,
    "merge": several.merge,
    "shift": single.shift,
    "sync": sync.sync,
}
_SECONDS = re.compile(r"(\d{1,10})(?:\.(\d{1,3}))?(s|ms)")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = command_parser()
    options = parser.parse_args(arguments)
    misuse = _misuse(options)
    if misuse:
        parser.error(misuse)
    return _VERBS[options.command](options)


def command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m captions", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="command", required=True)
    _add_files(verbs.add_parser("info", help="show what is in files, and what is wrong with them"))
    _add_files(verbs.add_parser("check", help="check files against a style guide"))
    _add_files(verbs.add_parser("fix", help="fix what can be fixed without changing a word"))
    _add_files(
        verbs.add_parser("shift", help="move, stretch or cut the times, or align them to frames")
    )
    for name in ("info", "check", "fix"):
        _add_profile(verbs.choices[name])
    for name in ("check", "fix"):
        _add_media(verbs.choices[name])
    verbs.choices["check"].add_argument(
        "--shots",
        type=_shots,
        default=(),
        metavar="FILE",
        help="when each shot begins, a time a line: 12.480, 1:02.5",
    )
    for name in ("fix", "shift"):
        _add_out(verbs.choices[name]).add_argument(
            "--in-place", action="store_true", help="overwrite the file itself"
        )
    kinds = list(captions.FIX_KINDS)
    verbs.choices["fix"].add_argument(
        "--kind",
        action="append",
        choices=kinds,
        help="fix only this kind; give it several times for more",
    )
    _add_moves(verbs.choices["shift"])
    _add_convert(verbs.add_parser("convert", help="write files in another format"))
    diff = verbs.add_parser("diff", help="show what differs between two files")
    diff.add_argument("old", metavar="OLD", help="the earlier file")
    diff.add_argument("new", metavar="NEW", help="the later file")
    merge = verbs.add_parser("merge", help="combine two people's changes to one file")
    sides = {
        "base": "the file that both people began with",
        "ours": "one person's file; it stays where they disagree",
        "theirs": "the other person's file",
    }
    for name, what in sides.items():
        merge.add_argument(name, metavar=name.upper(), help=what)
    _add_out(merge)
    for verb in verbs.choices.values():
        verb.add_argument("--json", action="store_true", help="print JSON, for other programs")
        _add_reading(verb)
    sync_verb = verbs.add_parser("sync", help="time a transcript by the sound of its video")
    sync.add_arguments(sync_verb)
    _add_out(sync_verb)
    _add_reading(sync_verb)
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="use - for standard input")


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile",
        default="default",
        choices=sorted(captions.PROFILES),
        help="the style guide to check against",
    )


def _shots(name: str) -> tuple[int, ...]:
    try:
        lines = Path(name).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{name} cannot be read as text.") from error
    times = (line.split()[0] for line in lines if line.strip() and line[:1] != "#")
    return tuple(_time(time if ":" in time else f"{time.removesuffix('s')}s") for time in times)


def _add_media(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--media",
        type=_time,
        metavar="TIME",
        help="how long the video is, to find captions that come after it",
    )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoding", help="the encoding of the file, if it should not be worked out from its bytes"
    )
    parser.add_argument(
        "--frame-rate", type=_rate, metavar="RATE",
        help="frames a second (25, 29.97, 23.976), for times and rules that count frames",
    )  # fmt: skip


def _add_out(parser: argparse.ArgumentParser) -> "argparse._MutuallyExclusiveGroup":
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-o",
        "--out",
        metavar="OUT",
        help="the file or folder to write; standard output if not given",
    )
    return where


def _add_moves(parser: argparse.ArgumentParser) -> None:
    moves = parser.add_mutually_exclusive_group(required=True)
    moves.add_argument(
        "--by",
        type=_offset,
        metavar="TIME",
        help="move all times by this: +1.5s, -250ms, 0:01:02.500",
    )
    moves.add_argument(
        "--points",
        nargs=2,
        type=_point,
        metavar="WAS=IS",
        help="stretch so that two times become these: 0:05=0:07 1:00=1:03",
    )
    moves.add_argument(
        "--cut",
        nargs=2,
        type=_time,
        metavar="TIME",
        help="keep only what is between these two times",
    )
    moves.add_argument(
        "--rates",
        nargs=2,
        type=_rate,
        metavar="RATE",
        help="the frame rate it was made for, then the one it is played at",
    )
    moves.add_argument(
        "--snap", type=_rate, metavar="RATE", help="align the times to frames at this rate"
    )


def _add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="use - for standard input; without -o, give the file to read, then the file to write",
    )
    formats = sorted(choice.id for choice in captions.FORMATS)
    parser.add_argument(
        "--to", choices=formats, help="the format; needed only if the name of OUT does not say"
    )
    _add_out(parser)


def _misuse(options: argparse.Namespace) -> str:
    """What is wrong with the combination of options; empty where nothing is."""
    out = getattr(options, "out", None)
    is_folder = out not in (None, "-") and (Path(out).is_dir() or out.endswith(("/", os.sep)))
    if options.command == "convert":
        if out is None:
            return "" if len(options.files) == 2 else "Say where to write: -o OUT."
        if is_folder and not options.to:
            return "With a folder as OUT, say which format to write: --to FORMAT."
        return "" if is_folder or len(options.files) == 1 else "Several files need a folder as OUT."
    if options.command in ("fix", "shift") and len(options.files) > 1 and not options.in_place:
        return "" if is_folder else "Several files need --in-place, or a folder as OUT."
    return ""


def _time(text: str) -> int:
    try:
        match = _SECONDS.fullmatch(text)
        if match is None:
            return captions.timecode.parse(text)
        whole, fraction, unit = match.groups("0")
        return int(whole) if unit == "ms" else int(whole) * 1000 + int(fraction.ljust(3, "0"))
    except captions.CaptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _offset(text: str) -> int:
    return -_time(text[1:]) if text.startswith("-") else _time(text.removeprefix("+"))


def _point(text: str) -> tuple[int, int]:
    was, _, becomes = text.partition("=")
    return _time(was), _time(becomes)


def _rate(text: str) -> Fraction:
    try:
        return captions.frame_rate(text)
    except captions.CaptionError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
