"""One small valid file for each format, with the times, words and speakers that are in it."""

import json
from dataclasses import dataclass

import tests.captions.formats.hostile as made

_TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xml:lang="en" xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
 xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
 ttp:frameRate="25" ttp:tickRate="1000">
<head><metadata><ttm:agent xml:id="a" type="person"><ttm:name type="full">Ada</ttm:name>
</ttm:agent></metadata>
<layout><region xml:id="t" tts:origin="10% 5%" tts:extent="80% 10%" tts:textAlign="end"/></layout>
</head>
<body begin="1s"><div>
<p begin="0s" end="2500t" ttm:agent="a">R&amp;B &lt;3<br/><span tts:fontStyle="italic">says</span>
 <span tts:color="yellow">Ada</span></p>
<p begin="00:00:03:05" dur="20f" region="t">Bye</p>
</div></body></tt>"""
_ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Underline, Alignment
Style: Default,Arial,20,&H00FFFFFF,0,0,0,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:03.50,Default,Ada,0,0,0,,R&B <3\\N{\\i1}says{\\i0} {\\c&H00FFFF&}Ada
Dialogue: 0,0:00:04.20,0:00:05.00,Default,,0,0,0,,{\\an9}Bye
"""
_SAMI = """<SAMI><HEAD><STYLE TYPE="text/css"><!--
P { color: white; } .EN { Name: English; lang: en-GB; SAMIType: CC; }
--></STYLE></HEAD><BODY>
<SYNC Start=1000><P Class=EN>R&amp;B &lt;3<br><i>says</i> <font color="#ffff00">Ada</font>
<SYNC Start=3500><P Class=EN>&nbsp;
<SYNC Start=4200><P Class=EN>Bye
<SYNC Start=5000><P Class=EN>&nbsp;
</BODY></SAMI>"""
_SRV3 = """<?xml version="1.0" encoding="utf-8"?><timedtext format="3"><head>
<pen id="1" i="1" fc="#FEFEFE"/><pen id="2" fc="#FEFE00"/><wp id="1" ap="2" ah="100" av="0"/>
</head><body><p t="1000" d="2500">R&amp;B &lt;3
<s p="1">says</s> <s p="2">Ada</s></p><p t="4200" d="800" wp="1">Bye</p></body></timedtext>"""
_SRV1 = """<?xml version="1.0" encoding="utf-8" ?><transcript>
<text start="1" dur="2.5">R&amp;amp;B &amp;lt;3
says Ada</text><text start="4.2" dur="0.8">Bye</text></transcript>"""
_WORDS = [{"word": " R&B", "start": 1.0, "end": 1.2}, {"word": " says", "start": 2.0, "end": 2.5}]
_WHISPER = {
    "language": "en",
    "segments": [
        {"start": 1.0, "end": 3.5, "text": " R&B <3\nsays Ada", "words": _WORDS, "speaker": "Ada"},
        {"start": 4.2, "end": 5.0, "text": " Bye"},
    ],
}
_JSON3 = {
    "wireMagic": "pb3",
    "pens": [{}, {"iAttr": 1}],
    "events": [
        {
            "tStartMs": 1000,
            "dDurationMs": 2500,
            "segs": [
                {"utf8": "R&B <3\n"},
                {"utf8": "says", "pPenId": 1},
                {"utf8": " Ada", "tOffsetMs": 900},
            ],
        },
        {"tStartMs": 3500, "dDurationMs": 10, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 4200, "dDurationMs": 800, "segs": [{"utf8": "Bye"}]},
    ],
}
_PODCAST = {
    "version": "1.0.0",
    "segments": [
        {"speaker": "Ada", "startTime": 1, "endTime": 3.5, "body": "R&B <3\nsays Ada"},
        {"startTime": 4.2, "endTime": 5, "body": "Bye"},
    ],
}
_OTR = {
    "text": '<p><span class="timestamp" contenteditable="false" data-timestamp="1">0:01</span>'
    'Ada: R&amp;B &lt;3</p><p>says Ada</p><p><span class="timestamp" data-timestamp="4.2">0:04'
    "</span>Bob: Bye</p>",
    "media": "a.mp3",
    "media-time": 5.0,
}
_DOCX = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>Ada: R&amp;B &lt;3 says Ada</w:t></w:r></w:p><w:p><w:del><w:r><w:t>Oh
</w:t></w:r></w:del><w:ins><w:r><w:t>Bob:</w:t></w:r></w:ins><w:r><w:tab/><w:t>Bye</w:t></w:r></w:p>
</w:body></w:document>"""
_SCC = """Scenarist_SCC V1.0

00:00:01:00\t9420 9420 94ae 94ae 9470 9470 52a7 4280 942f 942f

00:00:03:15\t942c 942c

00:00:04:05\t9420 9420 94ae 94ae 9470 9470 c279 e580 942f 942f

00:00:05:00\t942c 942c
"""

TIMES = [(1000, 3500), (4200, 5000)]
WORDS = ["R&B <3\nsays Ada", "Bye"]


@dataclass(frozen=True)
class Example:
    """`texts` are cue texts; empty for a transcript without times."""

    data: bytes
    texts: tuple[str, ...] = ()
    settings: tuple[str, ...] = ("", "")
    speakers: tuple[str, ...] = ()
    language: str = ""


_PLAIN = [
    {"begin": 1.0, "stop": 3.5, "text": "R&B <3 says Ada", "speaker": "Ada"},
    {"begin": 4.2, "stop": 5.0, "text": "Bye"},
]
_STYLED = "R&amp;B &lt;3\n<i>says</i> <c.yellow>Ada</c>"
EXAMPLES = {
    "srt": Example(
        b"1\n00:00:01,000 --> 00:00:03,500\nR&B <3\n<i>says</i> Ada\n\n"
        b"2\n00:00:04,200 --> 00:00:05,000\nBye\n",
        ("R&amp;B &lt;3\n<i>says</i> Ada", "Bye"),
    ),
    "vtt": Example(
        b"WEBVTT\n\n00:01.000 --> 00:03.500\n<v Ada>R&amp;B &lt;3\n<i>says</i> Ada\n\n"
        b"00:04.200 --> 00:05.000\nBye\n",
        ("<v Ada>R&amp;B &lt;3\n<i>says</i> Ada", "Bye"),
        speakers=("Ada",),
    ),
    "txt": Example(b"Ada: R&B <3 says Ada\nBob: Bye\n", speakers=("Ada", "Bob")),
    "lrc": Example(
        b"[00:01.00]R&B <3\n[00:03.50]\n[00:04.20]Bye\n[00:05.00]\n", ("R&amp;B &lt;3", "Bye")
    ),
    "mpl2": Example(b"[10][35]R&B <3|/says\n[42][50]Bye\n", ("R&amp;B &lt;3\n<i>says</i>", "Bye")),
    "json": Example(
        json.dumps(_PLAIN).encode(), ("<v Ada>R&amp;B &lt;3 says Ada", "Bye"), speakers=("Ada",)
    ),
    "csv": Example(
        b'"Speaker Name","Start Time","End Time","Text"\n'
        b'"Ada","00:00:01:00","00:00:03.500","R&B <3\nsays Ada"\n'
        b'"","4.2","5.0","Bye"\n',
        ("<v Ada>R&amp;B &lt;3\nsays Ada", "Bye"),
        speakers=("Ada",),
    ),
    "subviewer": Example(
        b"[TITLE]\nA talk\n[DELAY]\n0\n[BEGIN]\n******** START SCRIPT ********\n"
        b"[00:00:01]\nR&B <3|says Ada\n[00:00:03]\n\n[00:00:04]\nBye\n[00:00:05]\n\n"
        b"[END]\n******** END SCRIPT ********\n",
        ("R&amp;B &lt;3\nsays Ada", "Bye"),
    ),
    "sbv": Example(
        b"0:00:01.000,0:00:03.500\nR&B <3\nsays Ada\n\n0:00:04.200,0:00:05.000\nBye\n",
        ("R&amp;B &lt;3\nsays Ada", "Bye"),
    ),
    "ttml": Example(
        _TTML.encode(), (f"<v Ada>{_STYLED}", "Bye"), ("", "line:0 align:end"), ("Ada",), "en"
    ),
    "scc": Example(_SCC.encode(), ("R'B", "Bye")),
    "stl": Example(made.ebu_stl(2), ("Hello", "Hello"), language=""),
    "ass": Example(_ASS.encode(), (f"<v Ada>{_STYLED}", "Bye"), ("", "line:0 align:end"), ("Ada",)),
    "microdvd": Example(
        b"{1}{1}25.000\n{25}{87}R&B <3|{y:i}says\n{105}{125}Bye\n",
        ("R&amp;B &lt;3\n<i>says</i>", "Bye"),
    ),
    "sami": Example(_SAMI.encode(), (_STYLED, "Bye"), language="en-GB"),
    "spruce": Example(
        b"$FontName = Arial\n00:00:01:00 , 00:00:03:12 , R&B <3|^Isays^I Ada\n"
        b"00:00:04:05 , 00:00:05:00 , Bye\n",
        ("R&amp;B &lt;3\n<i>says</i> Ada", "Bye"),
    ),
    "tsv": Example(
        b"start\tend\ttext\n1000\t3500\tR&B <3\n4200\t5000\tBye\n", ("R&amp;B &lt;3", "Bye")
    ),
    "youtube-xml": Example(_SRV3.encode(), (_STYLED, "Bye"), ("", "line:0 align:end")),
    "youtube-json": Example(
        json.dumps(_JSON3).encode(),
        ("R&amp;B &lt;3\n<i>says</i><00:00:01.900> Ada", "Bye"),
    ),
    "whisper": Example(
        json.dumps(_WHISPER).encode(),
        ("<v Ada>R&amp;B &lt;3\n<00:00:02.000>says Ada", "Bye"),
        speakers=("Ada",),
        language="en",
    ),
    "podcast": Example(
        json.dumps(_PODCAST).encode(),
        ("<v Ada>R&amp;B &lt;3\nsays Ada", "<v Ada>Bye"),
        speakers=("Ada",),
    ),
    "otr": Example(
        json.dumps(_OTR).encode(),
        ("<v Ada>R&amp;B &lt;3\nsays Ada", "<v Bob>Bye"),
        speakers=("Ada", "Bob"),
    ),
    "docx": Example(made.docx(_DOCX), speakers=("Ada", "Bob")),
    "srv1": Example(_SRV1.encode(), ("R&amp;B &lt;3\nsays Ada", "Bye")),
}
