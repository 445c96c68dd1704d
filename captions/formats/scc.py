"""SCC, the bytes of CEA-608 captions as hexadecimal text, read by ttconv."""

import re
from typing import TYPE_CHECKING, Any

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.scc_writing import write
from captions.formats.srt_text import row_of
from captions.formats.ttconv_cues import lost_styles, read_guarded
from captions.formats.vtt_blocks import quotation
from captions.limits import Limits
from captions.messages import sentence
from captions.report import Report

if TYPE_CHECKING:
    from captions.formats.ttconv_model import ModelCue

_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}[:;.,][0-9]{2}"
_LINE = re.compile(rf"\s*({_TIME})[ \t]+((?:[0-9A-Fa-f]{{4}}[ \t]*)+)")
# What ttconv draws for characters that CEA-608 means otherwise.
_LETTERS = str.maketrans("━┃ʌ┏┓┗┛", "—│^┌┐└┘")
# Frames: after it the second may be another, and numbers of frames left out.
_NEARLY_A_SECOND = 28
_SIGNATURE = re.compile(r"\s*Scenarist_SCC V[0-9.]+\s*")


def recognise(lines: list[str]) -> Confidence:
    first = next((line for line in lines if line.strip()), "")
    if _SIGNATURE.fullmatch(first):
        return Confidence.CERTAIN
    return Confidence.LIKELY if _LINE.fullmatch(first) else Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    rows = []
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match:
            # ttconv wants a tab after the time, and one space between words.
            rows.append(f"{match[1]}\t{' '.join(match[2].lower().split())}")
        elif line.strip() and not _SIGNATURE.fullmatch(line):
            reason = sentence(
                "{text} is not a time and words of four hexadecimal digits.",
                text=quotation(line.strip()),
            )
            report.add("dropped", reason, line=number)
    if not rows:
        raise MalformedFileError(sentence("No line has a time and the bytes of captions."), line=1)
    return read_guarded(
        "captions.formats.scc:parse_file", "\n".join(rows).encode(), report, limits, what="SCC"
    )


def parse_file(data: bytes, _limits: Limits) -> dict[str, Any]:
    """For the child process; what it returns: ttconv_cues.py."""
    from ttconv.scc import reader

    from captions.formats.ttconv_model import GREEN, ModelReader

    _hasten()
    model = ModelReader(reader.to_model(data.decode()), colours={GREEN: "lime"})
    cues = [
        [cue.start_ms, cue.end_ms, cue.text.translate(_LETTERS), _row(cue), None]
        for cue in model.cues()
    ]
    notes = lost_styles(model.lost)
    notes.append(
        ["changed", sentence("Columns are left out, and rows became top, middle or bottom."), None]
    )
    return {"language": "", "cues": cues, "notes": notes}


def _hasten() -> None:
    """ttconv looks each word up in lists of hundreds, and reckons its time with fractions: nine
    tenths of the time that a film takes. Only for the child process, which reads one file."""
    from ttconv.scc import line
    from ttconv.time_code import SmpteTimeCode

    add_frames = SmpteTimeCode.add_frames

    def add_frames_quickly(code: Any, count: int = 1) -> None:
        if count == 1 and code.get_frames() < _NEARLY_A_SECOND:
            code._frames += 1
        else:
            add_frames(code, count)

    line.SccWord = _Words(line.SccWord)
    line.SmpteTimeCode.add_frames = add_frames_quickly


class _Words:
    """ttconv's words by their digits, each made once: nothing changes them."""

    def __init__(self, words: Any) -> None:
        self._made: dict[str, Any] = {}
        self._make = words.from_str

    def from_str(self, digits: str) -> Any:
        if digits not in self._made:
            self._made[digits] = self._make(digits)
        return self._made[digits]


def _row(cue: "ModelCue") -> str:
    """Every caption of CEA-608 starts at a column, which is no alignment that anyone meant."""
    return row_of(cue.settings)[0]


FORMAT = Format(
    id="scc",
    name="SCC",
    extensions=("scc",),
    media_type="text/plain; charset=us-ascii",
    recognise=recognise,
    read=read,
    write=write,
)
