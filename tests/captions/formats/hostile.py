"""Files made to hurt a reader, by name; each is built where it is used, since some are large."""
# ruff: noqa: PLW0108 - none of them is built before it is asked for

import io
import json
import zipfile
from collections.abc import Callable

_TT = '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling">'
_ASS = "[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
_DIALOGUE = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,"
_SAMI = "<SAMI><BODY>"
_SYNC = "<SYNC Start=1000><P Class=EN>"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def _ttml(inside: str) -> str:
    return f"{_TT}<body><div>{inside}</div></body></tt>"


def _styles() -> str:
    """Each style refers to the next twice, 2**30 ways in all."""
    styles = "".join(f'<style xml:id="s{i}" style="s{i + 1} s{i + 1}"/>' for i in range(30))
    body = '<body><div><p style="s0" begin="0s" end="1s">x</p></div></body>'
    return f"{_TT}<head><styling>{styles}</styling></head>{body}</tt>"


def docx(document: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def ebu_stl(blocks: int, frame_rate: str = "25", text: bytes = b"Hello") -> bytes:
    """One caption a second from 0:00 on, each half a second long."""
    header = f"850STL{frame_rate}.01100".encode().ljust(1024, b" ")
    header = header[:238] + f"{blocks:05d}".encode() + header[243:256] + b"00000000" + header[264:]
    body = bytearray(header)
    for number in range(blocks):
        hours, rest = divmod(number, 3600)
        time = bytes([hours % 24, rest // 60, rest % 60])
        block = b"\0" + (number % 65_000).to_bytes(2, "little") + b"\xff\0"
        block += time + b"\0" + time + b"\x0c" + b"\x14\x02\0"
        body += block + text.ljust(112, b"\x8f")
    return bytes(body)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "xml entities": lambda: (_ENTITIES + _ttml('<p begin="0s" end="1s">&i;</p>')).encode(),
    "xml entities for youtube": lambda: (
        _ENTITIES + '<transcript><text start="1">&i;</text></transcript>'
    ).encode(),
    "xml external entity": lambda: (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _ttml("<p>&a;</p>")
    ).encode(),
    "xml quadratic entity": lambda: (
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>' + _ttml("<p>" + "&a;" * 50_000 + "</p>")
    ).encode(),
    "10,000 nested spans": lambda: _ttml(
        '<p begin="0s" end="1s">' + "<span>" * 10_000 + "x" + "</span>" * 10_000 + "</p>"
    ).encode(),
    "40 nested spans in 300 paragraphs": lambda: _ttml(
        ('<p begin="0s" end="1s">' + "<span>" * 40 + "x" + "</span>" * 40 + "</p>") * 300
    ).encode(),
    "a million tags": lambda: _ttml("<p/>" * 1_100_000).encode(),
    "20,000 tags": lambda: _ttml("<p/>" * 20_000).encode(),
    "290,000 tags for youtube": lambda: (
        '<timedtext format="3"><body>' + "<p t='1'/>" * 290_000 + "</body></timedtext>"
    ).encode(),
    "styles that refer to styles": lambda: _styles().encode(),
    "a style that refers to itself": lambda: (
        f'{_TT}<head><styling><style xml:id="a" style="a"/></styling></head>'
        '<body><div><p style="a" begin="0s" end="1s">x</p></div></body></tt>'
    ).encode(),
    "ttml times of 10^12 hours": lambda: _ttml(
        f'<p begin="{10**12}h" end="{10**12 + 1}h">x</p>'
    ).encode(),
    "ttml negative times": lambda: _ttml('<p begin="-5s" end="-1s">x</p>').encode(),
    "ttml 2 MB of digits": lambda: _ttml(f'<p begin="{"9" * 1_900_000}s" end="1s">x</p>').encode(),
    "2,000 spans with times of their own": lambda: _ttml(
        '<p begin="0s" end="9000s">'
        + "".join(f'<span begin="{i}s" end="{i + 2}s">x</span>' for i in range(2_000))
        + "</p>"
    ).encode(),
    "ttml attribute of 1 MB": lambda: _ttml(f'<p tts:color="{"x" * 1_000_000}">x</p>').encode(),
    "json nested 10,000 deep": lambda: b'{"segments": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "json nested 4 million deep": lambda: b'{"a":' + b"[" * 4_000_000,
    "json of a million values": lambda: b'{"segments": [' + b"{}," * 3_000_000 + b"{}]}",
    "json of 900,000 values": lambda: b'{"segments": [' + b"{}," * 440_000 + b"{}]}",
    "json 2 MB of digits": lambda: (
        b'{"segments": [{"start": ' + b"9" * 2_000_000 + b', "end": 1, "text": "x"}]}'
    ),
    "json exponent": lambda: (
        b'{"segments": [{"start": 1e999999999, "end": 1e-999999999, "text": "x"},'
        b'{"start": NaN, "end": Infinity, "text": "x"},{"start": 1, "end": 2, "text": "x"}]}'
    ),
    "json 10^12 hours": lambda: json.dumps(
        {"segments": [{"start": 3.6e15, "end": 3.7e15, "text": "x"}]}
    ).encode(),
    "json negative times": lambda: json.dumps(
        {"segments": [{"start": -3, "end": -1, "text": "x"}, {"start": -1, "end": 1, "text": "y"}]}
    ).encode(),
    "json NUL and half a character": lambda: (
        b'{"segments": [{"start": 0, "end": 1, "text": "a\\u0000b\\ud800c\\r\\n\\r\\nd"}]}'
    ),
    "json script": lambda: json.dumps(
        {
            "segments": [
                {
                    "start": 0,
                    "end": 1,
                    "speaker": "<img src=x onerror=alert(1)>",
                    "text": "<script>alert(1)</script> --> x",
                }
            ]
        }
    ).encode(),
    "json words of one segment": lambda: json.dumps(
        {
            "segments": [
                {
                    "start": 0,
                    "end": 9e4,
                    "text": "a " * 60_000,
                    "words": [{"word": "a", "start": i, "end": i + 1} for i in range(60_000)],
                }
            ]
        }
    ).encode(),
    "json 110,000 cues": lambda: json.dumps(
        {"segments": [{"start": 0, "end": 1, "text": "x"}] * 110_000}
    ).encode(),
    "json3 segments": lambda: json.dumps(
        {"wireMagic": "pb3", "events": [{"segs": [{"utf8": "x"}] * 200_000}]}
    ).encode(),
    "otr of 3 million tags": lambda: json.dumps({"text": "<b>x" * 2_000_000, "media": ""}).encode(),
    "otr open comments": lambda: json.dumps({"text": "<!--" * 2_000_000, "media": ""}).encode(),
    "otr open tags": lambda: json.dumps({"text": "<a " * 3_000_000, "media": ""}).encode(),
    "sami open tags": lambda: (_SAMI + _SYNC + "<a " * 3_000_000).encode(),
    "sami open comments": lambda: (_SAMI + _SYNC + "<!--x" * 1_900_000).encode(),
    "sami attributes": lambda: (_SAMI + _SYNC + "<p " + "a=" * 900 + ">" * 10).encode() * 2_000,
    "sami nested tags": lambda: (_SAMI + _SYNC + "<b>" * 1_000_000 + "x").encode(),
    "sami text of 9 MB": lambda: (_SAMI + _SYNC + "x" * 9_000_000).encode(),
    "sami 200,000 moments": lambda: (_SAMI + (_SYNC + "x") * 200_000).encode(),
    "sami entities": lambda: (_SAMI + _SYNC + "&#" + "9" * 9_000_000 + ";").encode(),
    "sami 2 MB of digits": lambda: (_SAMI + "<SYNC Start=" + "9" * 1_900 + "><P>x").encode(),
    "ass nested braces": lambda: (_ASS + (_DIALOGUE + "{" * 9_900 + "\n") * 900).encode(),
    "ass codes": lambda: (_ASS + (_DIALOGUE + "{\\i1}" * 1_900 + "\n") * 900).encode(),
    "ass codes in one brace": lambda: (
        _ASS + (_DIALOGUE + "{" + "\\t(" * 3_000 + "}x\n") * 900
    ).encode(),
    "ass 10^12 hours": lambda: (
        _ASS + f"Dialogue: 0,{10**12}:00:00.00,{10**12}:00:01.00,,,x\n"
    ).encode(),
    "ass negative": lambda: (_ASS + "Dialogue: 0,-0:00:05.00,-0:00:01.00,,,x\n").encode(),
    "ass formats": lambda: (
        _ASS + ("Format: " + "a," * 4_900 + "\n" + _DIALOGUE + "x\n") * 400
    ).encode(),
    "ass 110,000 events": lambda: (_ASS + (_DIALOGUE + "x\n") * 110_000).encode(),
    "microdvd digits": lambda: b"{1}{2}x\n" + b"{" + b"9" * 9_000 + b"}{1}x\n",
    "microdvd codes": lambda: (b"{1}{2}" + b"{Y:i}" * 1_900 + b"|" * 300 + b"\n") * 900,
    "microdvd slow": lambda: (b"{1}{2}" + b"{Y:i}|" * 1_600 + b"\n") * 900,
    "sbv commas": lambda: b"0:00:01.000,0:00:02.000\nx\n\n" + (b"0:0" * 3_000 + b",\n") * 900,
    "sbv 110,000": lambda: b"0:00:01.000,0:00:02.000\nx\n\n" * 110_000,
    "tsv digits": lambda: b"start\tend\ttext\n1\t2\tx\n" + b"9" * 9_000 + b"\t1\tx\n",
    "tsv 10^12 hours": lambda: b"start\tend\ttext\n3600000000000000000\t3600000000000000001\tx\n",
    "tsv tabs": lambda: b"start\tend\ttext\n" + (b"\t" * 9_900 + b"\n") * 900,
    "scc words": lambda: (
        b"Scenarist_SCC V1.0\n\n" + (b"00:00:01:00\t" + b"9420 " * 1_990 + b"\n") * 40
    ),
    "scc letters": lambda: (
        b"Scenarist_SCC V1.0\n\n"
        + (b"00:00:01:00\t" + b"9420 94d0 " + b"6162 " * 1_900 + b"942f\n") * 30
    ),
    "scc nonsense": lambda: (
        b"Scenarist_SCC V1.0\n\n" + b"00:00:01:00\t94q0\n99:99:99:99\t9420\n" * 900
    ),
    "spruce": lambda: (b"00:00:01:00 , 00:00:02:00 , " + b"^B" * 4_000 + b"\n") * 900,
    "stl of 500 kB": lambda: ebu_stl(4_000),
    "stl noise": lambda: ebu_stl(1)[:1024] + bytes(range(256)) * 500,
    "stl header alone": lambda: ebu_stl(1)[:1024],
    "stl extensions": lambda: ebu_stl(1)[:1024] + (b"\0\1\0\x01" + b"\0" * 124) * 3_000,
    "docx bomb": lambda: docx(b"0" * 60_000_000),
    "docx tags": lambda: docx(f"<w:document {_W}>" + "<w:p/>" * 2_000_000 + "</w:document>"),
    "docx nested": lambda: docx(f"<w:document {_W}>" + "<w:p>" * 10_000 + "</w:p>" * 10_000),
    "docx entities": lambda: docx(_ENTITIES + f"<w:document {_W}>&i;</w:document>"),
    "docx cut": lambda: docx(b"x" * 5_000)[:120] + b"word/document.xml",
    "docx line": lambda: docx(
        f"<w:document {_W}><w:p><w:r><w:t>{'x' * 900_000}</w:t></w:r></w:p></w:document>"
    ),
}
