"""The transcript beside the video, from the fragment that is stored."""

from markupsafe import Markup

import captions
from episodes.catalog.words import excerpt
from episodes.transcripts.rendering import rendering_of
from episodes.viewing.finding import placed_marks
from episodes.viewing.transcript import (
    FIRST_LINES,
    MOST_HITS,
    Hit,
    TranscriptPanel,
    transcript_panel,
)
from episodes.warnings.timed import TimedWarning

FILE = """WEBVTT

00:01.000 --> 00:03.000
<v Maya>Tea &amp; milk at 0:01

00:09.000 --> 00:11.000
<v Joe>milk, Milk
"""
UNTIMED = "Maya: Tea and milk.\n\nJoe: No milk.\n"


def html_of(text: str, name: str = "a.vtt") -> str:
    return rendering_of(captions.read(text.encode(), name).track, "en").html


def a_long_file(lines: int) -> str:
    cues = (
        f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\nmilk {n}\n"
        for n in range(lines)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def note(warning: TimedWarning, is_folded: bool, hits: int) -> str:
    return f"<li>{warning.text}{f' (folded, {hits})' if is_folded else ''}</li>"


def a_warning(start_ms: int, end_ms: int, *, is_covered: bool = False) -> TimedWarning:
    return TimedWarning(
        "grief", "Grief", "talk about grief", "", start_ms, end_ms, end_ms, True, is_covered, False
    )


def panel(html: str = html_of(FILE), *timed: TimedWarning, **asked) -> TranscriptPanel:  # type: ignore[no-untyped-def]
    return transcript_panel(html, timed, note, **asked)


def test_a_line_is_one_link_on_its_words_under_its_speaker() -> None:
    html = panel().html
    assert '<b class="speaker" dir="auto">Maya</b> <a href="?t=1#c1000" data-ms="1000">' in html
    assert '<span class="said" dir="auto">Tea &amp; milk at 0:01</span></a></li>' in html


def test_every_place_is_counted_and_each_line_linked_once() -> None:
    found = panel(query="milk")
    assert found.count == 3
    assert found.hits == (Hit("c1000", 1000), Hit("c9000", 9000))
    assert found.html.count("<mark>") == 3


def test_an_entity_is_one_character_not_its_name() -> None:
    assert panel(query="amp").count == 0
    assert "Tea <mark>&amp;</mark> milk" in panel(query="&").html


def test_times_and_tags_are_not_searched() -> None:
    found = panel(query="0:01")
    assert found.count == 1
    assert ">0:01</time>" in found.html
    assert panel(query="href").count == 0


def test_a_pattern_is_taken_as_it_stands() -> None:
    assert panel(query=".*").count == 0
    assert panel(query="  ").html == panel().html


def test_accents_and_case_make_no_difference() -> None:
    assert placed_marks("El NÚMERO", "numero") == (Markup("El <mark>NÚMERO</mark>"), 1)
    assert placed_marks("un nu\u0301mero.", "número") == (
        Markup("un <mark>nu\u0301mero</mark>."), 1,
    )  # fmt: skip
    assert placed_marks("He’s <not> bad", "he's <") == (
        Markup("<mark>He’s &lt;</mark>not&gt; bad"), 1,
    )  # fmt: skip


def test_more_hits_than_a_page_of_them_follow_on_the_next() -> None:
    html = html_of(a_long_file(MOST_HITS + 3))
    first = panel(html, query="milk")
    assert (len(first.hits), first.more_hits) == (MOST_HITS, 2)
    second = panel(html, query="milk", page_of_hits=2)
    assert (len(second.hits), second.more_hits) == (3, 0)


def test_a_note_stands_before_the_line_that_starts_no_earlier() -> None:
    html = panel(html_of(FILE), a_warning(5_000, 12_000)).html
    assert html.index('id="c1000"') < html.index("talk about grief") < html.index('id="c9000"')


def test_a_note_after_the_last_line_stands_last() -> None:
    assert panel(html_of(FILE), a_warning(99_000, 100_000)).html.endswith("talk about grief</li>")


def test_a_covered_passage_is_folded_under_its_note_and_its_hits_are_counted() -> None:
    warning = a_warning(8_000, 12_000, is_covered=True)
    found = panel(html_of(FILE), warning, query="milk")
    assert "Milk" not in found.html.replace("milk", "")
    assert found.folded_notes == "<li>talk about grief (folded, 2)</li>"
    assert found.folded_notes in found.html
    assert (found.count, found.folded_hits, found.folded_count) == (1, 2, 1)
    opened = panel(html_of(FILE), warning, opened_keys=frozenset({warning.passage_key}))
    assert "milk, Milk" in opened.html
    assert "(folded" not in opened.html


def test_a_long_transcript_comes_whole_only_when_it_is_asked_for() -> None:
    html = html_of(a_long_file(500))
    part = panel(html)
    assert (part.html.count("<li"), part.is_whole, part.line_count) == (FIRST_LINES, False, 500)
    assert panel(html, is_whole=True).html.count("<li") == 500
    assert panel(html, query="milk 499").count == 1


def test_a_transcript_without_times_has_its_turns_and_no_links() -> None:
    untimed = panel(html_of(UNTIMED, "a.txt"), query="milk")
    assert not untimed.is_timed
    assert untimed.count == 2
    assert "<a" not in untimed.html
    assert '<b class="speaker" dir="auto">Joe</b>' in untimed.html


def test_an_excerpt_ends_with_a_sentence_or_a_word() -> None:
    assert excerpt("Short.", 20) == "Short."
    assert excerpt("One is enough. And two is too many.", 25) == "One is enough.\u00a0…"
    assert (
        excerpt("A sentence that never seems to end, ever", 37)
        == "A sentence that never seems to end…"
    )
