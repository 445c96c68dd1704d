"""What word processors make of lists, boxes and changes."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from odfdo import Document as OdfDocument
from odfdo import Element, Paragraph

from episodes.answers.importing.importing import Imported, imported
from episodes.answers.importing.opening import opened_file, opened_paste

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BOX = (
    '<w:sdt xmlns:w="{w}" xmlns:w14="{w14}"><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/>'
    "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt>"
)
MSO = (
    '<p class=MsoListParagraph style="mso-list:l0 level{level} lfo1"><![if !supportLists]>'
    '<span style="mso-list:Ignore">{sign}</span><![endif]>{words}</p>'
)


def of_html(markup: str) -> Imported:
    return imported(opened_paste(markup, ""))


def stored(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_words_own_check_boxes_are_boxes_with_their_ticks() -> None:
    document = docx.Document()
    for on, glyph, words in (("0", "☐", "Bread"), ("1", "☒", "Butter"), ("0", "☐", "Jam")):
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(BOX.format(w=W, w14=W14, on=on, glyph=glyph)))
        paragraph.add_run(f" {words}")
    result = imported(opened_file("a.docx", stored(document)))
    assert result.markdown == "- [ ] Bread\n- [x] Butter\n- [ ] Jam\n"


def test_three_levels_of_a_word_list_come_in_order_without_doubled_signs() -> None:
    lines = [(1, "·", "Tea"), (2, "o", "Green"), (3, "§", "Sencha"), (1, "·", "Milk")]
    markup = "".join(MSO.format(level=n, sign=sign, words=words) for n, sign, words in lines)
    assert of_html(f"<p>We need:</p>{markup}").markdown == (
        "We need:\n\n- Tea\n  - Green\n    - Sencha\n- Milk\n"
    )


def test_googles_bold_wrapper_makes_nothing_bold_but_the_span_of_weight_700() -> None:
    markup = (
        '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:400">'
        'Say it </span><span style="font-weight:700">once</span><span>.</span></p></b>'
    )
    assert of_html(markup).markdown == "Say it **once**.\n"


@pytest.mark.parametrize("signs", ["✅✅✅", "👉👉👉", "🍞🧈🍓", "➡️➡️➡️"])
def test_picture_letters_before_lines_make_a_list(signs: str) -> None:
    markup = "".join(
        f"<p>{sign} {words}</p>"
        for sign, words in zip(_letters(signs), ("Bread", "Butter", "Jam"), strict=True)
    )
    block = of_html(f"<p>We have:</p>{markup}").blocks[1]
    assert [item.runs[0].text for item in block.items] == ["Bread", "Butter", "Jam"]


def _letters(signs: str) -> list[str]:
    """With what belongs to the sign before it."""
    letters: list[str] = []
    for sign in signs:
        if sign == "\ufe0f":
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def test_macros_and_what_lies_outside_are_named_and_left_out() -> None:
    document = docx.Document()
    document.add_paragraph("Bread.")
    document.part.relate_to(
        "https://elsewhere.example/picture.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    file = io.BytesIO(stored(document))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    result = imported(opened_file("a.docm", file.getvalue()))
    assert result.markdown == "Bread.\n"
    notices = " ".join(map(str, result.notices))
    assert "macro" in notices
    assert "outside" in notices or "elsewhere" in notices


def test_tracked_changes_and_notes_of_an_opendocument_text_are_named() -> None:
    document = OdfDocument("text")
    document.body.clear()
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        "<office:change-info><dc:creator>Mei</dc:creator><dc:date>2025-01-01T00:00:00</dc:date>"
        "</office:change-info><text:p>cheese</text:p></text:deletion></text:changed-region>"
        '<text:changed-region text:id="c2"><text:insertion><office:change-info>'
        "<dc:creator>Mei</dc:creator><dc:date>2025-01-01T00:00:00</dc:date></office:change-info>"
        "</text:insertion></text:changed-region></text:tracked-changes>"
    )
    document.body.append(Element.from_tag(changes))
    document.body.append(Paragraph("Bring bread."))
    file = io.BytesIO()
    document.save(file)
    result = imported(opened_file("a.odt", file.getvalue()))
    assert result.markdown == "Bring bread.\n"
    assert [str(notice) for notice in result.notices][:2] == [
        "1 tracked insertion is taken as accepted.",
        "1 tracked deletion is left out.",
    ]


def test_a_quotation_in_the_closing_list_is_a_resource_of_its_own_kind() -> None:
    text = (
        "Say it once.\n\nThen say it twice, and rest, and see what she says to that.\n\n"
        "To read:\n\n- The House Rules by Stella Moncada\n"
        "- “Everything takes as long as it takes.” — Beatriz Lund\n"
    )
    resource = imported(opened_paste("", text)).resources[-1]
    assert (resource.kind, resource.title, resource.creator) == (
        "quotation", "Everything takes as long as it takes.", "Beatriz Lund"
    )  # fmt: skip
