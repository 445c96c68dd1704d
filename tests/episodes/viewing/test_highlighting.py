"""Words matches in a transcript that is HTML already."""

from markupsafe import Markup

from episodes.catalog.words import excerpt
from episodes.viewing.highlighting import Hit, transcript_matches, with_lines_between

LINES = Markup(
    '<ol class="cues"><li id="c1000" data-start="1000"><a href="?t=1#c1000">'
    "<time>0:01</time></a><p>Tea &amp; milk at 0:01</p></li>"
    '<li id="c9000" data-start="9000"><a href="?t=9#c9000"><time>0:09</time></a>'
    "<p>milk, Milk</p></li></ol>"
)


def test_every_place_is_counted_and_each_line_linked_once() -> None:
    matches = transcript_matches(LINES, "milk")
    assert matches.count == 3
    assert matches.hits == (Hit("c1000", 1000), Hit("c9000", 9000))
    assert matches.html.count("<mark>") == 3


def test_an_entity_is_one_character_not_its_name() -> None:
    assert transcript_matches(LINES, "amp").count == 0
    assert "Tea <mark>&amp;</mark> milk" in transcript_matches(LINES, "&").html


def test_times_and_tags_are_not_searched() -> None:
    matches = transcript_matches(LINES, "0:01")
    assert matches.count == 1
    assert "<time>0:01</time>" in matches.html
    assert transcript_matches(LINES, "href").count == 0


def test_a_pattern_is_taken_as_it_stands() -> None:
    assert transcript_matches(LINES, ".*").count == 0
    assert transcript_matches(LINES, "  ").html == LINES


def test_lines_stand_before_the_line_that_starts_no_earlier() -> None:
    text = with_lines_between(LINES, [(5000, Markup("<li>B</li>")), (0, Markup("<li>A</li>"))])
    assert text.index("<li>A</li>") < text.index("c1000") < text.index("<li>B</li>")
    assert text.index("<li>B</li>") < text.index('id="c9000"')


def test_what_begins_after_the_last_line_stands_last() -> None:
    text = with_lines_between(LINES, [(99_000, Markup("<li>Z</li>"))])
    assert text.endswith("<li>Z</li></ol>")


def test_an_excerpt_ends_with_a_sentence_or_a_word() -> None:
    assert excerpt("Short.", 20) == "Short."
    assert excerpt("One is enough. And two is too many.", 25) == "One is enough. …"
    assert (
        excerpt("A sentence that never seems to end, ever", 37)
        == "A sentence that never seems to end…"
    )
