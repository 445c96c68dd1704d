"""The text of a SubRip caption to WebVTT cue text and back."""

import html
import re
from dataclasses import dataclass, field

from captions.cuetext import Piece, escape, pieces
from captions.formats.runs import COLOURS, class_of_colour
from captions.messages import sentence

_KEPT = {
    "b": "b", "strong": "b", "bold": "b",
    "i": "i", "em": "i", "italic": "i",
    "u": "u", "underline": "u",
}  # fmt: skip
_DROPPED = frozenset(
    ["font", "span", "p", "div", "s", "strike", "small", "big", "c", "lang", "ruby", "rt", "body"]
)
_TAG = r"<(?P<slash>/?)[ ]?(?P<tag>[A-Za-z]{1,20})(?P<more>(?:[ .:=/][^<>]*)?)>"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,9});"
_MARK = re.compile(rf"{_TAG}|(?P<override>\{{\\[^{{}}\n]*\}})|(?P<entity>{_ENTITY})")
_AMBIGUOUS = re.compile(rf"{_TAG}|\{{\\|{_ENTITY}|-->")
_ESCAPES = {"<": "&lt;", "{": "&#123;", "&": "&amp;", "-": "--&gt;"}
_FONT_COLOUR = re.compile(r"\bcolor\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_POSITION = re.compile(r"\{\\an?([1-9])\}")
# The numeric keypad of SubStation Alpha: 8 is the middle of the top line.
_SETTINGS = {
    "1": "align:start", "2": "", "3": "align:end",
    "4": "line:50% align:start", "5": "line:50%", "6": "line:50% align:end",
    "7": "line:0 align:start", "8": "line:0", "9": "line:0 align:end",
}  # fmt: skip
# WebVTT knows three rows here; percents of the picture's height at which the next begins.
_TOP_THIRD, _MIDDLE_THIRD = 34, 67


@dataclass(slots=True)
class Payload:
    payload: str
    settings: str
    changes: list[str]
    fonts: list[str] = field(default_factory=list)


def to_payload(text: str) -> Payload:
    """`changes` are sentences about markup that has no place in WebVTT."""
    result = Payload("", "", [])
    parts = []
    position = 0
    for match in _MARK.finditer(text):
        parts.append(escape(text[position : match.start()]))
        parts.append(_markup(match, result))
        position = match.end()
    parts.append(escape(text[position:]))
    joined = "".join(parts).replace("-->", "--&gt;")
    result.payload = "\n".join(line for line in joined.split("\n") if line.strip())
    return result


def _markup(match: re.Match[str], result: Payload) -> str:
    if match["entity"]:
        return escape(html.unescape(match["entity"]).replace("\n", " ").replace("\r", " "))
    return _override(match["override"], result) if match["override"] else _tag(match, result)


def _tag(match: re.Match[str], result: Payload) -> str:
    tag = match["tag"].lower()
    if tag in _KEPT:
        return f"<{match['slash']}{_KEPT[tag]}>"
    if tag == "font":
        return _font(match, result)
    if tag == "br":
        return "\n"
    if tag == "v" and (match["slash"] or match["more"].strip()):
        name = "" if match["slash"] else f" {match['more'].strip(' ./:=')}"
        return f"<{match['slash']}v{name}>"
    if tag in _DROPPED:
        _note(result, sentence("The tag <{tag}> is left out; its words stay.", tag=tag))
        return ""
    return escape(match[0])


def _font(match: re.Match[str], result: Payload) -> str:
    """The colour, where it is one of WebVTT's eight; `</font>` ends what `<font>` began."""
    if match["slash"]:
        opened = result.fonts.pop() if result.fonts else ""
        return f"</{opened}>" if opened else ""
    colour = _FONT_COLOUR.search(match["more"])
    name = class_of_colour(colour[1]) if colour else None
    others = _FONT_COLOUR.sub("", match["more"]).strip()
    if name is None or others:
        _note(result, sentence("The tag <font> is left out; its words stay.") if name is None
              else sentence("Fonts and sizes are left out; the colours stay."))  # fmt: skip
    result.fonts.append("c" if name else "")
    return f"<c.{name}>" if name else ""


def _note(result: Payload, change: str) -> None:
    if change not in result.changes:
        result.changes.append(change)


def _override(code: str, result: Payload) -> str:
    position = _POSITION.fullmatch(code)
    if position and "\\an" in code:
        result.settings = _SETTINGS[position[1]]
    else:
        result.changes.append(sentence("The style code {code} is left out.", code=code[:40]))
    return ""


def row_setting(percent: float) -> str:
    """Where text is that stands so far down the picture: its top, middle and bottom third."""
    return "line:0" if percent < _TOP_THIRD else "line:50%" if percent < _MIDDLE_THIRD else ""


def corner_settings(corner: int) -> str:
    """Cue settings for a corner as on a number pad, 1 to 9."""
    return _SETTINGS.get(str(corner), "")


def row_of(settings: str) -> tuple[str, bool]:
    """`line:0`, `line:50%` or nothing, and whether that is all they say."""
    rows = [setting for setting in settings.split() if setting in ("line:0", "line:50%")]
    row = rows[0] if rows else ""
    return row, settings == row


def side_of(settings: str) -> str:
    """`align:start` or `align:end`, of settings that say nothing but a corner."""
    is_corner = settings in _SETTINGS.values()
    return settings.rsplit(maxsplit=1)[-1] if is_corner and "align" in settings else ""


def position_tag(settings: str) -> str | None:
    """The `{\\an8}` that says the same, if one does."""
    for key, placed in _SETTINGS.items():
        if placed and placed == settings:
            return f"{{\\an{key}}}"
    return None


def from_payload(payload: str) -> tuple[str, list[str]]:
    """SubRip text, and the names of what it cannot hold."""
    out: list[str] = []
    losses: list[str] = []
    colours: list[str] = []
    for piece in pieces(payload):
        if piece.kind == "text":
            out.append(_unambiguous(piece.value))
        elif piece.kind == "timestamp":
            _once(losses, sentence("times within a caption"))
        elif piece.kind == "close":
            out.append("</font>" if colours.pop() else "")
            out.append(f"</{piece.name}>" if piece.name in ("b", "i", "u") else "")
        else:
            out.append(_opening(piece, "".join(out) if piece.name == "v" else "", losses))
            colours.append(next((name for name in piece.classes if name in COLOURS), ""))
            out.append(_font_tag(colours[-1]))
    text = "".join(out)
    return "\n".join(line for line in text.split("\n") if line.strip()), losses


def _opening(piece: Piece, before: str, losses: list[str]) -> str:
    if any(name not in COLOURS for name in piece.classes):
        _once(losses, _LOSSES["c"])
    if piece.name in ("b", "i", "u"):
        return f"<{piece.name}>"
    if piece.name == "v":
        return _label(piece.value, before)
    if piece.name != "c":
        _once(losses, _LOSSES[piece.name])
    return ""


def _font_tag(colour: str) -> str:
    return f'<font color="#{bytes(COLOURS[colour]).hex()}">' if colour else ""


_LOSSES = {
    "c": sentence("classes"),
    "lang": sentence("language tags"),
    "ruby": sentence("ruby"),
    "rt": sentence("ruby"),
    "v": sentence("voices"),
}


def _once(losses: list[str], loss: str) -> None:
    if loss not in losses:
        losses.append(loss)


def _label(name: str, before: str) -> str:
    if not name:
        return ""
    words = re.sub(r"<[^>]*>", "", before)
    return f"{'' if not words or words.endswith(chr(10)) else chr(10)}{_unambiguous(name)}: "


def _unambiguous(text: str) -> str:
    """Words that a reader would take for markup, as entities; all others as they are."""
    return _AMBIGUOUS.sub(lambda match: _ESCAPES[match[0][0]] + _tail(match[0]), text)


def _tail(ambiguous: str) -> str:
    return "" if ambiguous == "-->" else ambiguous[1:]
