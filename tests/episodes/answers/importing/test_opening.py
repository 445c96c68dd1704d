"""Files as they come: encodings, Word and OpenDocument, and what means harm."""

import io
import re
import zipfile
from collections import Counter

import docx
import pytest
from docx.document import Document
from odfdo import Document as OdfDocument
from odfdo import Header, Paragraph, Style
from odfdo import List as OdfList

from episodes.answers.importing.blocks import BlockKind
from episodes.answers.importing.importing import Imported, imported
from episodes.answers.importing.opening import Opened, opened_file, opened_paste
from episodes.refusals import RefusalError

CAFE = "Café — it’s\n"


def of_html(markup: str) -> Imported:
    return imported(opened_paste(markup, ""))


def of_text(text: str) -> Imported:
    return imported(opened_paste("", text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_an_encoding_changes_no_letter(encoding: str) -> None:
    assert opened_file("a.txt", CAFE.encode(encoding)).text == CAFE


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("Fine — so.\nCafé \xff".encode() + b"\xff and it\xe2\x80\x99s", "Line 2"),
        (b"One\nTwo\nThr\x00\x01ee, and more of it so that it is no UTF-16", "Line 3"),
        (b"\xff\xfe" + "Café".encode("utf-16-le") + b"\x00\xd8", "Line 1"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_line(data: bytes, place: str) -> None:
    with pytest.raises(RefusalError, match=place):
        opened_file("a.txt", data)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "kind that cannot be read"),
        ("a.txt", b" \n", "empty"),
        ("a.docx", b"PK\x03\x04 not a zip", "broken"),
        ("a.odt", b"no zip either", "broken"),
        ("a.txt", b"x" * 10_000_001, "longer than"),
    ],
)
def test_what_cannot_be_opened_says_why(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(RefusalError, match=reason):
        opened_file(name, data)


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(RefusalError, match="no words"):
        of_html("<p>&nbsp;</p><script>words()</script>")


def word_file(document: Document, **members: bytes) -> bytes:
    """members: what is put in beside, by name with two underscores for a slash."""
    stored = io.BytesIO()
    document.save(stored)
    with zipfile.ZipFile(stored, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stored.getvalue()


def tracked(document: Document) -> None:
    """“Bring bread.”, where “cheese” was struck and “bread” put in."""
    paragraph = document.add_paragraph("Bring ")
    for tag, text, words in (("del", "delText", "cheese"), ("ins", "t", "bread")):
        change = paragraph._p.makeelement(f"{{{W}}}{tag}", {f"{{{W}}}author": "Mei"})
        run = change.makeelement(f"{{{W}}}r", {})
        inner = run.makeelement(f"{{{W}}}{text}", {})
        inner.text = words
        run.append(inner)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(".")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def reviewed() -> Opened:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Draft 3"
    document.add_heading("Provisions", 2)
    tracked(document)
    commented = document.add_paragraph("And a chair.")
    document.add_comment(commented.runs, "Two?", author="Mei")
    for words in ("Bread", "Butter"):
        document.add_paragraph(words, style="List Bullet")
    return opened_file("a.docx", word_file(document, word__vbaProject_bin=b"x"))


def test_changes_comments_and_headers_of_a_word_file_are_named(reviewed: Opened) -> None:
    assert [str(notice) for notice in imported(reviewed).notices] == [
        "1 tracked insertion is taken as accepted.",
        "1 tracked deletion is left out.",
        "1 comment is left out.",
        "The words of 1 page header or footer are left out.",
    ]


def test_a_word_file_keeps_its_parts_and_lists(reviewed: Opened) -> None:
    assert imported(reviewed).markdown == (
        "## Provisions\n\nBring bread.\n\nAnd a chair.\n\n- Bread\n- Butter\n"
    )


def test_a_word_file_with_a_bomb_in_it_is_refused() -> None:
    data = word_file(docx.Document(), word__media__a_bin=b"\0" * 70_000_000)
    assert len(data) < 200_000
    with pytest.raises(RefusalError, match="than any real one"):
        opened_file("a.docx", data)


def test_an_opendocument_text_keeps_its_parts_and_lists() -> None:
    document = OdfDocument("text")
    document.body.clear()
    document.insert_style(Style("text", name="loud", italic=True), automatic=True)
    document.body.append(Header(2, "Provisions"))
    paragraph = Paragraph("It is *not* much, really.")
    paragraph.set_span("loud", regex="really")
    document.body.append(paragraph)
    document.body.append(OdfList(["Bread", "Butter"]))
    stored = io.BytesIO()
    document.save(stored)
    result = imported(opened_file("a.odt", stored.getvalue()))
    assert result.markdown.startswith("## Provisions\n\nIt is ")
    assert "*really*" in result.markdown
    assert result.markdown.endswith("- Bread\n- Butter\n")


def test_scripts_styles_and_local_pictures_leave_nothing() -> None:
    result = of_html(
        "<style>p{}</style><script>steal()</script><p onclick=x()>Tea <b>first</b>.</p>"
        "<img src='file:///C:/a.png' alt='A cup'><img src='blob:x'><img src='data:image/png,x'>"
        "<p><a href='javascript:x()'>here</a> <a href='file:///etc'>there</a></p>"
    )
    assert result.markdown == "Tea **first**.\n\nhere there\n"
    assert [str(notice) for notice in result.notices] == ["3 pictures are left out."]


def test_words_tracked_changes_and_comments_of_pasted_word_are_named() -> None:
    result = of_html(
        "<p class=MsoNormal>Bring <del cite='mailto:M' datetime='2026-01-01T10:00'>cheese</del>"
        "<ins cite='mailto:M' datetime='2026-01-01T10:00'>bread</ins>."
        "<a class=msocomanchor href='#_msocom_1'>[M1]</a></p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p>Two?</p></div></div><span style='display:none'>secret</span>"
    )
    assert result.markdown == "Bring bread.\n"
    assert [str(notice).split()[1] for notice in result.notices[:3]] == ["tracked"] * 2 + [
        "comment"
    ]


def test_a_literal_star_stays_a_star() -> None:
    assert of_text("It costs 5 * 3 pounds* in all.\n\n* or euros").markdown == (
        "It costs 5 \\* 3 pounds\\* in all.\n\n\\* or euros\n"
    )


def test_words_that_would_be_marks_come_out_as_words() -> None:
    text = "# no heading\n\n1984 was a year. <b>Not bold</b>, `no code`, [x](y) and &amp; too."
    result = imported(Opened("plain", text.replace("# no", "#no"), Counter()))
    assert result.count.left_over == 0
    assert result.count.source == result.count.text


def test_typed_emphasis_links_and_quotes() -> None:
    text = 'It\'s *so* "easy", _really_: see [this](https://a.example/x) or https://b.example/y.'
    assert of_text(text).markdown == (
        "It’s *so* “easy”, *really*: see [this](https://a.example/x) or <https://b.example/y>.\n"
    )


def test_right_to_left_text_keeps_its_words() -> None:
    result = of_html("<h2 dir=rtl>לפני שמדברים</h2><p dir=rtl>קודם כול, לנשום.</p>")
    assert result.markdown == "## לפני שמדברים\n\nקודם כול, לנשום.\n"


def test_two_columns_are_read_one_after_the_other() -> None:
    cell = "<td><p>{0} it says this.</p><ul><li>{0} one</li><li>{0} two</li></ul></td>"
    columns = f"<table><tr>{cell.format('Left')}{cell.format('Right')}</tr></table>"
    kinds = [block.kind for block in of_html(columns).blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.LIST] * 2


def test_footnotes_keep_their_words() -> None:
    result = of_html(
        "<p>Most do, and most of them are glad.<sup><a href='#fn1'>[1]</a></sup> So are we.</p>"
        "<hr><ol><li id='fn1'><p>Seven in ten. <a href='#r'>↑</a></p></li></ol>"
    )
    assert result.count.left_over == 0
    assert "Seven in ten." in result.markdown


def test_elements_within_elements_without_end_are_refused_rather_than_dropped() -> None:
    assert "Deep words." in of_html("<div>" * 200 + "<p>Deep words.</p>").markdown
    with pytest.raises(RefusalError, match="nested"):
        of_html("<div>" * 9_000 + "<p>Deep words.</p>")


@pytest.mark.parametrize(
    ("words", "rating"),
    [
        ("A second video is at the end. It isn't safe for work.", "nsfw"),
        ("There's another video, not quite safe for work.", "nsfw"),
        ("There's another video, safe for work.", "clean"),
        ("There's another video below.", ""),
    ],
)
def test_what_a_line_says_of_the_second_video(words: str, rating: str) -> None:
    result = of_text(f"You asked me for the rest of it, so here it is.\n\n{words}")
    assert [block.note for block in result.blocks[1:]] == [rating]


def test_the_round_bullets_of_words_plain_text_are_bullets() -> None:
    assert of_text("We need:\n\no\ttime\no\ttea").markdown == "We need:\n\n- time\n- tea\n"


def test_the_words_below_a_picture_go_with_the_picture() -> None:
    result = of_html("<p>So.</p><figure><img src=a.png><figcaption>A cup</figcaption></figure>")
    assert result.blocks[1].kind is BlockKind.LEFT_OVER
    assert result.count.left_over == 2


def test_a_choice_makes_the_same_lines_another_block() -> None:
    opened = opened_paste("", "You need:\n\n* Time\n* Tea\n\nThat is all.")
    assert imported(opened).blocks[1].kind is BlockKind.LIST
    chosen = imported(opened, {1: BlockKind.CHECKLIST})
    assert "- [ ] Time\n- [ ] Tea" in chosen.markdown
    left = imported(opened, {1: BlockKind.LEFT_OVER})
    assert left.count.left_over == 2
    assert "Tea" not in left.markdown


def test_a_choice_that_the_lines_cannot_be_is_passed_over() -> None:
    opened = opened_paste("", "You need:\n\n* Time\n* Tea")
    assert imported(opened, {1: BlockKind.SECOND_VIDEO}) == imported(opened)


def test_three_hundred_parts_come_in_whole() -> None:
    page = "<h2>Part {0}</h2>" + "<p>Some words that stand on page {0}, and a few more.</p>" * 3
    result = of_html("".join(page.format(number) for number in range(300)))
    assert re.findall(r"^## Part \d+$", result.markdown, re.MULTILINE)[-1] == "## Part 299"
    assert result.count.left_over == 0


def test_three_hundred_pages_are_refused_with_their_length() -> None:
    with pytest.raises(RefusalError, match="600,000 characters, and an answer at most 200,000"):
        of_text("\n\n".join(["page " * 400] * 300).replace("page ", "pages"))


def test_an_address_that_is_none_is_words() -> None:
    assert "https://[x" in of_text("See https://[x for more of it.").markdown


def test_a_heading_of_many_lines_is_a_paragraph() -> None:
    result = of_html(f"<h2>Short</h2><p>So.</p><h2>{'So it goes on. ' * 20}</h2><p>End.</p>")
    assert [block.kind for block in result.blocks][2] is BlockKind.PARAGRAPH
