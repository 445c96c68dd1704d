"""The tokenizer and the tree of sections 6.4 and 6.5 of https://www.w3.org/TR/webvtt1/."""

import html

import pytest

import captions
from captions.cuetext import pieces, tokens

# Cue text, and its tree: `b(x)` is a span, `|` ends a text, `@` a timestamp in milliseconds.
TREES = {
    "": "", "x": "x|", "a\nb": "a\nb|", ">": ">|", "a > b": "a > b|",
    # 6.4, data state and tag state
    "<": "", "<<": "", "<<b>x": "x|", "a<b>": "a|b()", "<b><b>x": "b(b(x|))",
    "<>x": "x|", "< b>x": "x|", "<\nb>x": "x|", "</>x": "x|", "<b": "b()", "<.c>x": "x|",
    "<!b>x": "x|", "<?xml?>x": "x|", "<!--x-->y": "y|", "<b></b": "b()", "<b></bx": "b()",
    # start tag state, end tag state
    "<c>x</c>": "c(x|)", "<C>x</C>": "x|", "<bb>x</bb>": "x|", "<b >x</b>": "b(x|)",
    "<b>x</b >y": "b(x|y|)", "<b>x</ b>y": "b(x|y|)", "<b>x</b.c>y": "b(x|y|)",
    "<b>x</B>y": "b(x|y|)", "<b/>x": "x|", "<b\f>x": "b(x|)", "<b\u00a0>x": "x|",
    "<b&gt;>x": "x|",
    # start tag class state
    "<c.a>x": "c.a(x|)", "<c.a.b>x": "c.a.b(x|)", "<c.>x": "c(x|)", "<c..a>x": "c.a(x|)",
    "<c.a\n.b>x": "c.a(x|)", "<c.a b.c>x": "c.a(x|)", "<i.a\tb>x": "i.a(x|)",
    "<c.&amp;>x": "c.&amp;(x|)", "<c.a": "c.a()", "<c.a.a>x": "c.a.a(x|)", "<b.é>x": "b.é(x|)",
    # start tag annotation state
    "<v>x": "v(x|)", "<v >x": "v(x|)", "<v Ada>x": "v=Ada(x|)", "<v  A \t\n B >x": "v=A B(x|)",
    "<v.loud Ada>x": "v.loud=Ada(x|)", "<v &lt;A&gt;>x": "v=<A>(x|)", "<v A&amp": "v=A&()",
    "<v a.b>x": "v=a.b(x|)", "<v \u00a0A\u00a0>x": "v=\u00a0A\u00a0(x|)",
    "<v a=b<c>x": "v=a=b<c(x|)",
    "<v &nbsp;A>x": "v=\u00a0A(x|)", "<lang>x": "lang(x|)", "<lang en><lang fr>x</lang>y":
    "lang=en(lang=fr(x|)y|)", "<lang en>x</lang>y": "lang=en(x|)y|", "<i A>x": "i(x|)",
    # character references
    "&amp;": "&|", "&lt;b&gt;": "<b>|", "&amp;lt;": "&lt;|",
    "&lrm;&rlm;&nbsp;": "\u200e\u200f\u00a0|",
    "&quot;&apos;": "\"'|", "&AMP;&COPY": "&©|", "&notit;": "¬it;|", "&notin;": "∉|",
    "&#38;lt;": "&lt;|", "&#60;b>": "<b>|", "&#x1F600;": "😀|", "&#0;": "\ufffd|",
    "&#xD800;": "\ufffd|", "&#x110000;": "\ufffd|", "&#00000000065;": "A|", "&#x80;": "€|",
    "&#1;": "\x01|", "&#xFFFE;": "\ufffe|", "&#;": "&#;|", "&#x;": "&#x;|", "&#65": "A|",
    "&": "&|", "&&": "&&|", "& amp;": "& amp;|", "&<b>": "&|b()", "&am<i>p;": "&am|i(p;|)",
    "&unknown;": "&unknown;|", "&NotEqualTilde;": "≂̸|", "&CounterClockwiseContourIntegral;": "∳|",
    # 6.4, the tree
    "</b>x": "x|", "<b><i>x</b>y</i>z</b>w": "b(i(x|y|)z|)w|", "<u>x</i>y</u>z": "u(x|y|)z|",
    "<c>x</v>y": "c(x|y|)", "<v A>x<v B>y": "v=A(x|v=B(y|))", "<v A>x</v><v B>y": "v=A(x|)v=B(y|)",
    "<ruby>a<rt>b": "ruby(a|rt(b|))", "<ruby>a<rt>b</rt>c": "ruby(a|rt(b|)c|)",
    "<ruby>a<rt>b</ruby>c": "ruby(a|rt(b|))c|", "<ruby>a</rt>b": "ruby(a|b|)",
    "<ruby>a<rt><b>c</ruby>d": "ruby(a|rt(b(c|d|)))", "<ruby>a<rt>b<rt>c": "ruby(a|rt(b|c|))",
    "<ruby><b><rt>x": "ruby(b(x|))", "<rt>x</rt>": "x|", "<ruby.a>x<rt.b>y": "ruby.a(x|rt.b(y|))",
    "<ruby><rt><ruby>a<rt>b</ruby>c</ruby>d": "ruby(rt(ruby(a|rt(b|))c|))d|",
    # timestamp tags
    "<00:01.000>x": "@1000x|", "<b><00:01.000>x": "b(@1000x|)", "<100:00:00.000>x":
    "@360000000x|", "<00:01.000 >x": "x|", "<00:01.000": "@1000", "<0>x": "x|", "<00:01>x": "x|",
    "<00:01.0000>x": "x|", "<60:00.000>x": "x|", "<00:60.000>x": "x|", "< 00:01.000>x": "x|",
    "<00:01,000>x": "x|", "<00:01.000/>x": "x|", "<٠٠:٠١.٠٠٠>x": "x|",
}  # fmt: skip


def tree(payload: str) -> str:
    out = []
    for piece in pieces(payload):
        if piece.kind == "open":
            marks = "".join(f".{name}" for name in piece.classes)
            out.append(f"{piece.name}{marks}{'=' + piece.value if piece.value else ''}(")
        elif piece.kind == "timestamp":
            out.append(f"@{piece.time_ms}")
        else:
            out.append(")" if piece.kind == "close" else f"{piece.value}|")
    return "".join(out)


@pytest.mark.parametrize(("payload", "expected"), TREES.items())
def test_6_4_cue_text_becomes_exactly_this_tree(payload, expected):
    assert tree(payload) == expected


@pytest.mark.parametrize("payload", TREES)
def test_6_4_plain_text_is_the_texts_of_the_tree(payload):
    texts = [piece.value for piece in pieces(payload) if piece.kind == "text"]
    assert captions.plain_text(payload) == "".join(texts)


@pytest.mark.parametrize("payload", TREES)
def test_6_5_safe_html_says_the_same_words(payload):
    safe = captions.safe_html(payload)
    words = "".join(part.split("<")[0] for part in f">{safe}".split(">")[1:])
    assert html.unescape(words) == captions.plain_text(payload)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("a<b.x y>c", [("text", "a", (), ""), ("start", "b", ("x",), "y"), ("text", "c", (), "")]),
        ("</b c>", [("end", "b c", (), "")]),
        ("<1 2>", [("timestamp", "1 2", (), "")]),
        ("<>", [("start", "", (), "")]),
    ],
)
def test_6_4_tokens_say_what_the_tokenizer_saw(payload, expected):
    assert [(t.kind, t.value, t.classes, t.annotation) for t in tokens(payload)] == expected
