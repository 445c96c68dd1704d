"""Written answers: their parts, and that nothing in them can act on a reader."""

import re

import pytest

from episodes.answers.errors import MarkdownError
from episodes.answers.markdown import (
    MAX_CHARACTERS,
    ParsedPart,
    parse_answer,
    render_block,
    render_inline,
    with_watch_address,
)

ANSWER = """A word before we begin.

## Who carries the list {#who-carries-the-list}

Ask. [At 0:42](#t=42) we say how.

- [ ] Write down what **you** do
- [x] Read it aloud

## Is it *you*? {#is-it-you}

Perhaps.
"""


def only_part(markdown: str) -> ParsedPart:
    (part,) = parse_answer(markdown)
    return part


def test_headings_of_level_two_open_parts_and_what_stands_before_is_the_opening():
    parts = parse_answer(ANSWER)

    assert [(part.anchor, part.heading) for part in parts] == [
        ("opening", ""),
        ("who-carries-the-list", "Who carries the list"),
        ("is-it-you", "Is it you?"),
    ]
    assert parts[0].html == "<p>A word before we begin.</p>\n"
    assert parts[2].html == "<p>Perhaps.</p>\n"


def test_an_answer_that_begins_with_a_heading_has_no_opening():
    assert [part.anchor for part in parse_answer("## First\n\nWords.")] == ["first"]


def test_plain_text_carries_the_words_without_marks():
    plain = parse_answer(ANSWER)[1].plain

    assert plain == "Ask. At 0:42 we say how.\nWrite down what you do\nRead it aloud"


def test_check_boxes_are_real_enabled_and_named():
    part = parse_answer(ANSWER)[1]

    boxes = re.findall(r'<label><input id="(check-[a-z0-9-]+)"( checked="checked")? ty', part.html)
    assert [is_checked != "" for _, is_checked in boxes] == [False, True]
    assert "disabled" not in part.html
    assert part.checklist == ("Write down what you do", "Read it aloud")


def test_a_check_box_keeps_its_id_when_another_is_put_before_it():
    before = only_part("- [ ] Ask\n").html
    after = only_part("- [ ] Breathe\n- [ ] Ask\n").html

    (name,) = re.findall(r'id="([^"]+)"', before)
    assert f'id="{name}"' in after


def test_equal_check_boxes_have_different_ids():
    names = re.findall(r'id="([^"]+)"', only_part("- [ ] Ask\n- [ ] Ask\n").html)

    assert len(set(names)) == 2


def test_a_link_to_a_second_leads_to_the_watch_page_once_it_is_known():
    html = parse_answer(ANSWER)[1].html

    assert '<a class="seek" data-seek="42" href="#t=42">At 0:42</a>' in html
    assert 'href="/episodes/oat-milk?t=42"' in with_watch_address(html, "/episodes/oat-milk")


def test_words_that_look_like_a_link_to_a_second_stay_words():
    html = only_part('`<a class="seek" data-seek="1" href="#t=1">`').html

    assert with_watch_address(html, "/x") == html


def test_links_that_leave_the_site_say_so_and_links_to_parts_do_not():
    html = only_part("[out](https://example.org/a) [in](#second) [mail](mailto:a@b.example)").html

    assert '<a href="https://example.org/a" rel="noopener noreferrer">out</a>' in html
    assert '<a href="#second">in</a>' in html
    assert '<a href="mailto:a@b.example">mail</a>' in html


def test_anchors_are_unique_and_formed_like_slugs():
    parts = parse_answer("## Day one\n## Day one\n## 日本語\n## A {#../../etc}\n### Day one\n")

    assert [part.anchor for part in parts] == ["day-one", "day-one-2", "part-3", "etc"]
    assert '<h3 id="day-one-3">' in parts[3].html


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//evil.example)",
        "[x](/desk/)",
        "[x][r]\n\n[r]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "![x](https://evil.example/pixel.png)",
        '[x](https://a.example "\\" onmouseover=alert(1) x=\\"")',
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "text <svg onload=alert(1)> text",
        "<!-- --><iframe src=https://evil.example></iframe>",
        "- [ ] <img src=x onerror=alert(1)>",
        "- [ ] [x](javascript:alert(1))",
        "### <img src=x onerror=alert(1)> {#x\" onclick=alert(1) y=\"}",
        '```"><script>alert(1)</script>\nx\n```',
        "| <script>a</script> | b |\n|-|:-:|\n| <img src=x onerror=b> | c |",
    ],
)  # fmt: skip
def test_nothing_in_an_answer_can_act(markdown):
    for html in (only_part(markdown).html, render_block(markdown), render_inline(markdown)):
        tags = re.findall(r"<[^>]*>", html)
        assert not [t for t in tags if re.match(r"<(script|img|svg|iframe|object|style)", t)]
        attributes = " ".join(re.sub(r'"[^"]*"', '""', tag) for tag in tags)
        assert not re.search(r"\bon\w+|style=|src=", attributes)
        hrefs = re.findall(r'href="([^"]*)"', " ".join(tags))
        assert all(re.match("https?://|mailto:|#", href) for href in hrefs)


def test_a_heading_with_a_script_is_text():
    (part,) = parse_answer('## <script>alert(1)</script> {#"><script>}\n\nx')

    assert part.heading == "<script>alert(1)</script>"
    assert part.anchor == "script"


def test_tables_align_by_class_because_style_attributes_are_forbidden():
    html = only_part("| a | b |\n|---|--:|\n| c | d |").html

    assert '<td class="align-right">d</td>' in html


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("a" * (MAX_CHARACTERS + 1), "longer than 200,000 characters"),
        ("one\ntwo\0", "Line 2: There is a NUL character"),
        ("words\n\n## \n", "Line 3: The heading of a part has no words"),
        ("## " + "a" * 201, "Line 1: The heading is longer than 200"),
        ("## a\n" * 501, "more than 500 headings"),
        ("- [ ] a\n" * 501, "more than 500 check boxes"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_in_words(markdown, message):
    with pytest.raises(MarkdownError, match=message):
        parse_answer(markdown)


def test_a_wide_table_is_reached_by_keyboard_and_its_empty_corner_heads_nothing():
    (part,) = parse_answer("| | Maya |\n| --- | --- |\n| Shoes | you |\n")
    assert '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">' in part.html
    assert part.html.count("<th>") == 1
    assert part.html.endswith("</div>\n")
