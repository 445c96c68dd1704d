"""python -m captions info|check|fix|shift FILE... | convert IN OUT | diff OLD NEW | merge ...
python -m captions sync VIDEO TRANSCRIPT -o OUT

`-` is standard input or output. Exit status: 0 clean, 1 something was dropped or repaired, breaks a
rule, differs or is in conflict, 2 unreadable.
"""

import argparse
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
    parser = _parser()
    options = parser.parse_args(arguments)
    misuse = _misuse(options)
    if misuse:
        parser.error(misuse)
    return _VERBS[options.command](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m captions", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="command", required=True)
    _add_files(verbs.add_parser("info", help="say what files hold and what is wrong with them"))
    _add_files(verbs.add_parser("check", help="hold files against the rules of a house"))
    _add_files(verbs.add_parser("fix", help="mend what can be mended without a change of words"))
    _add_files(verbs.add_parser("shift", help="move, scale, cut the times, or snap them to frames"))
    for name in ("info", "check", "fix"):
        _add_profile(verbs.choices[name])
    for name in ("check", "fix"):
        _add_media(verbs.choices[name])
    for name in ("fix", "shift"):
        _add_out(verbs.choices[name])
    kinds = list(captions.FIX_KINDS)
    verbs.choices["fix"].add_argument("--kind", action="append", choices=kinds, help="only these")
    _add_moves(verbs.choices["shift"])
    _add_convert(verbs.add_parser("convert", help="write files in another format"))
    diff = verbs.add_parser("diff", help="say what differs between two files")
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW")
    merge = verbs.add_parser("merge", help="put two people's changes to one file together")
    for name in ("base", "ours", "theirs"):
        merge.add_argument(name, metavar=name.upper())
    merge.add_argument("--out", metavar="OUT", help="instead of standard output")
    for verb in verbs.choices.values():
        verb.add_argument("--json", action="store_true", help="for machines")
        verb.add_argument("--encoding", help="of the input; otherwise it is found out")
    sync.add(verbs.add_parser("sync", help="give a transcript the times of the video it is of"))
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="- for standard input")


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", default="default", choices=sorted(captions.PROFILES))


def _add_media(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--media", type=_time, metavar="TIME", help="the length of the video")
    parser.add_argument("--frame-rate", type=_rate, metavar="RATE", help="for gaps in frames")


def _add_out(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--out", metavar="OUT", help="a file or a folder; else standard output")
    where.add_argument("--in-place", action="store_true", help="over the file itself")


def _add_moves(parser: argparse.ArgumentParser) -> None:
    moves = parser.add_mutually_exclusive_group(required=True)
    moves.add_argument("--by", type=_offset, metavar="TIME", help="+1.5s, -250ms, 0:01:02.500")
    moves.add_argument("--points", nargs=2, type=_point, metavar="WAS=IS", help="0:05=0:07 ...")
    moves.add_argument("--cut", nargs=2, type=_time, metavar="TIME", help="keep what is between")
    moves.add_argument("--rates", nargs=2, type=_rate, metavar="RATE", help="made for, played at")
    moves.add_argument("--snap", type=_rate, metavar="RATE", help="to the frames of this rate")


def _add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="IN OUT; with --out, any number; - as elsewhere"
    )
    formats = sorted(choice.id for choice in captions.FORMATS)
    parser.add_argument("--to", choices=formats, help="where OUT's name does not say it")
    parser.add_argument("--out", metavar="FOLDER", help="convert every FILE into it; needs --to")


def _misuse(options: argparse.Namespace) -> str:
    if options.command == "convert":
        if options.out is None:
            return "" if len(options.files) == 2 else "convert takes IN and OUT, or --out."
        return "" if options.to and Path(options.out).is_dir() else "--out is a folder, with --to."
    writes = options.command in ("fix", "shift")
    if writes and len(options.files) > 1 and not options.in_place:
        is_folder = options.out is not None and Path(options.out).is_dir()
        return "" if is_folder else "Several files need --in-place, or a folder as --out."
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
