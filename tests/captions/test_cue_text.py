"""Cue text, by section of https://www.w3.org/TR/webvtt1/."""

import pytest

import captions
from captions.cuetext import pieces, tag_depth, tokens


def tree(payload: str) -> str:
    """The pieces of a cue on one line: `b(text)`; classes and values after the name."""
    out = []
    for piece in pieces(payload):
        if piece.kind == "open":
            marks = "".join(f".{name}" for name in piece.classes)
            out.append(f"{piece.name}{marks}{'=' + piece.value if piece.value else ''}(")
        else:
            out.append(")" if piece.kind == "close" else f"{piece.value}|")
    return "".join(out)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("plain", "plain|"),
        ("<b>x</b>y", "b(x|)y|"),
        ("<b>x", "b(x|)"),
        ("x</b>y", "x|y|"),
        ("<b><i>x</b>y</i>z", "b(i(x|y|)z|)"),
        ("<c.red.big>x</c>", "c.red.big(x|)"),
        ("<c..red.>x</c>", "c.red(x|)"),
        ("<B>x</B>", "x|"),
        ("<b\t>x</b>", "b(x|)"),
        ("<b/>x", "x|"),
        ("<>x", "x|"),
        ("<", ""),
        ("x<", "x|"),
        ("<b", "b()"),
        ("</b", ""),
        ("<b\n.x>y", "b(y|)"),
        ("<script>x</script>", "x|"),
    ],
)
def test_6_4_tags_open_and_close_as_in_the_specification(payload, expected):
    assert tree(payload) == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("<ruby>a<rt>b</rt></ruby>", "ruby(a|rt(b|))"),
        ("<ruby>a<rt>b</ruby>c", "ruby(a|rt(b|))c|"),
        ("<rt>x</rt>", "x|"),
        ("<ruby><b><rt>x</rt></b></ruby>", "ruby(b(x|))"),
    ],
)
def test_6_4_rt_stands_only_directly_in_ruby(payload, expected):
    assert tree(payload) == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("<v Ada>x", "v=Ada(x|)"),
        ("<v.loud  Ada \t Lovelace >x", "v.loud=Ada Lovelace(x|)"),
        ("<v\nAda>x", "v=Ada(x|)"),
        ("<v Q&amp;A>x", "v=Q&A(x|)"),
        ("<v>x", "v(x|)"),
        ("<lang en-GB>x</lang>", "lang=en-GB(x|)"),
        ("<b Ada>x", "b(x|)"),
    ],
)
def test_6_4_annotations_name_the_voice_or_language(payload, expected):
    assert tree(payload) == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("&amp;&lt;&gt;", "&<>"),
        ("&nbsp;&lrm;&rlm;", "\u00a0\u200e\u200f"),
        ("&amp", "&"),
        ("&copy;&#169;&#xA9;", "©©©"),
        ("& &x; &;", "& &x; &;"),
        ("&#99999999999;", "\ufffd"),
        ("&#" + "9" * 6000 + ";", "\ufffd"),
        ("&am<b>p;", "&amp;"),
    ],
)
def test_6_4_character_references_are_those_of_html(payload, expected):
    assert captions.plain_text(payload) == expected


@pytest.mark.parametrize(
    ("payload", "times"),
    [
        ("a<00:01.500>b", [1500]),
        ("a<01:00:00.000>b", [3_600_000]),
        ("a<0:01.500>b", []),
        ("a<00:61.000>b", []),
        ("a<00:01.500x>b", []),
        ("a<1>b", []),
    ],
)
def test_6_4_a_timestamp_must_be_a_whole_time(payload, times):
    assert [piece.time_ms for piece in pieces(payload) if piece.kind == "timestamp"] == times
    assert captions.plain_text(payload) == "ab"


def test_6_4_the_tokenizer_keeps_unknown_tags_as_tokens():
    found = [(token.kind, token.value) for token in tokens("<x.y z>a</x><1:2>")]
    assert found == [("start", "x"), ("text", "a"), ("end", "x"), ("timestamp", "1:2")]


def test_6_4_nesting_of_any_depth_is_walked_without_recursion():
    assert tag_depth("<b>" * 100_000) == 100_000
    assert captions.safe_html("<i>" * 5000).count("</i>") == 5000


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("<b>x</b> <i>y</i> <u>z</u>", "<b>x</b> <i>y</i> <u>z</u>"),
        ("<ruby>a<rt>b", "<ruby>a<rt>b</rt></ruby>"),
        ("<c.yellow.bg_blue.evil>x", '<span class="cue-yellow cue-bg_blue">x</span>'),
        ("<c.evil>x", "<span>x</span>"),
        ("<b.red>x", '<b class="cue-red">x</b>'),
        ("<lang fr>x", '<span lang="fr">x</span>'),
        ('<lang "onload=x>x', "<span>x</span>"),
        ("<v Ada>x", '<span class="cue-voice" title="Ada">x</span>'),
        ("<v>x", '<span class="cue-voice">x</span>'),
        (
            '<v " onmouseover="alert(1)>x',
            '<span class="cue-voice" title="&quot; onmouseover=&quot;alert(1)">x</span>',
        ),
        ("<img src=x\nonerror=alert(1)>x", "x"),
        ("&lt;script&gt;x", "&lt;script&gt;x"),
        ("a\n\"b\" 'c'", "a\n&quot;b&quot; &#x27;c&#x27;"),
        ("<00:01.000>x", "x"),
    ],
)
def test_6_5_html_holds_only_what_is_allowed(payload, expected):
    assert captions.safe_html(payload) == expected


def test_escaped_text_reads_back_as_itself():
    text = "a < b && c --> d <b> &amp;"
    assert captions.plain_text(captions.escape(text)) == text
    assert "-->" not in captions.escape(text)
