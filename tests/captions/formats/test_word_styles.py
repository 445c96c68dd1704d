"""Word documents by their styles."""

import pytest

import captions
from tests.captions.formats.hostile import docx

_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)


def paragraph(*runs: str, style: str = "", level: bool = False) -> str:
    """Runs that begin with a star are in bold."""
    marks = f'<w:pStyle w:val="{style}"/>' if style else ""
    marks += '<w:outlineLvl w:val="0"/>' if level else ""
    return f"<w:p><w:pPr>{marks}</w:pPr>{''.join(map(run, runs))}</w:p>"


def run(text: str) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if text.startswith("*") else ""
    return f'<w:r>{bold}<w:t xml:space="preserve">{text.lstrip("*")}</w:t></w:r>'


def turns(*paragraphs: str) -> list[tuple[str | None, str]]:
    data = docx(f"{_BODY}{''.join(paragraphs)}</w:body></w:document>")
    return [(turn.speaker, turn.text) for turn in captions.read(data).track.turns]


WORDS = (paragraph("Ada: Well, hello there."), paragraph("Bob: Good morning."))
SPOKEN = [("Ada", "Well, hello there."), ("Bob", "Good morning.")]


@pytest.mark.parametrize(
    "heading",
    [
        paragraph("Episode 4: The list", style="Heading1"),
        paragraph("Episode 4: The list", style="berschrift2"),
        paragraph("Episode 4: The list", style="Title"),
        paragraph("Episode 4: The list", level=True),
    ],
)
def test_a_heading_is_neither_speaker_nor_speech(heading):
    assert turns(heading, *WORDS, paragraph(" ", style="Heading1")) == SPOKEN


def test_names_in_bold_on_lines_of_their_own_say_who_speaks():
    said = turns(
        paragraph("*Ada"), paragraph("Well, hello there."),
        paragraph("*Bob Miller", "* "), paragraph("Good morning."),
    )  # fmt: skip
    assert said == [("Ada", "Well, hello there."), ("Bob Miller", "Good morning.")]


def test_and_before_their_words():
    strong = run("Bob").replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr>')
    bob = f"<w:p>{strong}{run(' Good morning.')}</w:p>"
    assert turns(paragraph("*Ada", " Well, hello there."), bob) == SPOKEN


def test_what_is_only_stressed_is_said():
    plain = run("*Ada").replace("<w:b/>", '<w:b w:val="0"/>')
    said = turns(
        *WORDS, f"<w:p>{plain}{run(' said so.')}</w:p>",
        paragraph("*Never", " do that."), paragraph("*Really", " never."),
        paragraph("*Okay", " so."),
    )  # fmt: skip
    assert said == [
        ("Ada", "Well, hello there."),
        ("Bob", "Good morning.\nAda said so.\nNever do that.\nReally never.\nOkay so."),
    ]


def test_one_line_in_bold_is_no_speaker():
    assert turns(paragraph("*The List"), *WORDS)[-2:] == SPOKEN


def test_a_time_after_a_name_in_bold_is_read_as_ever():
    data = docx(
        f"{_BODY}{paragraph('*Ada', ' [0:04] Well, hello.')}"
        f"{paragraph('*Bob', ' [0:09] Good morning.')}</w:body></w:document>"
    )
    cues = captions.read(data).track.cues
    assert [(cue.start_ms, cue.speaker) for cue in cues] == [(4_000, "Ada"), (9_000, "Bob")]
