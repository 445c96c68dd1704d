"""The piece of a text that is shown: its words, its marks, and what keeps its parts apart."""

from hypothesis import given
from hypothesis import strategies as st

from episodes.search.language.query import parsed
from episodes.search.language.words import placed_words
from episodes.search.results.snippets import (
    marked_whole,
    snippet,
    summary_snippet,
    with_turns,
    words_to_mark,
)


def of(text: str, typed: str) -> str:
    return str(snippet(text, words_to_mark(parsed(typed))).html)


def test_items_of_a_list_do_not_run_together() -> None:
    text = "Make the list\nWrite down what you do\nAsk what they think"
    assert of(text, "write") == (
        "Make the list · <mark>Write</mark> down what you do · Ask what they think"
    )


def test_a_paragraph_that_ends_in_a_mark_needs_no_other() -> None:
    assert of("Is it you?\nIt might be.\n\nBoth of you", "both") == (
        "Is it you? It might be. <mark>Both</mark> of you"
    )


def test_a_line_that_ends_in_a_marked_word_is_kept_apart_too() -> None:
    assert of("Make the list\nAnd keep it", "list") == "Make the <mark>list</mark> · And keep it"


def test_two_who_speak_are_kept_apart() -> None:
    text = "Who buys it? I do. You never do."
    spoken = with_turns(text, [(0, 0, "Maya"), (13, 4000, "Joe"), (19, 6000, "Maya")])
    assert len(spoken) == len(text)
    assert of(spoken, "buys") == "Who <mark>buys</mark> it? — I do. — You never do."


def test_one_who_goes_on_speaking_is_not_interrupted() -> None:
    text = "Who buys it? I do."
    assert with_turns(text, [(0, 0, "Maya"), (13, 4000, "Maya")]) == text


def test_a_long_text_is_shown_in_whole_sentences() -> None:
    around = "Nobody here has anything to say about it, however long they talk. " * 4
    assert of(f"{around}Tell him on Sunday? Tell him at breakfast. {around}", "tell") == (
        "<mark>Tell</mark> him on Sunday? <mark>Tell</mark> him at breakfast."
        " Nobody here has anything to say about it, however long they talk."
    )


def test_a_sentence_that_is_too_long_is_cut_at_words() -> None:
    around = "and then another thing happened " * 9
    html = of(f"{around}when I could tell him {around}", "tell")
    assert html.startswith("… ") and html.endswith("…") and "<mark>tell</mark> him and" in html


def test_of_an_episodes_topics_only_those_that_fit_are_shown() -> None:
    body = "On fairness at home.\nChores, housework, mental load\nMaya, Joe"
    what = words_to_mark(parsed("housework"))
    assert str(summary_snippet(body, what).html) == "<mark>housework</mark>"
    assert str(summary_snippet(body, words_to_mark(parsed("fair"))).html).startswith(
        "On <mark>fairness"
    )


def test_markup_between_lines_stays_words() -> None:
    assert of("<b>one</b>\n<i>two", "one") == "&lt;b&gt;<mark>one</mark>&lt;/b&gt; · &lt;i&gt;two"


SOME = [
    "don’t", "dont", "I'm", "im", "any", "skies", "ties", "rock'n'roll", "café", "cafe", "O’Neil",
    "x2", "under_score", "ran", "running", "runs", "_", "“so”", "ﬁne", "l'ami", "été",
]  # fmt: skip


@given(st.lists(st.sampled_from(SOME), min_size=1, max_size=12), st.sampled_from(SOME))
def test_the_quick_way_marks_just_what_taking_every_word_apart_marks(
    words: list[str], typed: str
) -> None:
    text, what = " ".join(words), words_to_mark(parsed(typed))
    wanted = {text[word.start : word.end] for word in placed_words(text) if what.fits(word)}
    html = marked_whole(text, what)
    assert {piece.split("</mark>")[0] for piece in html.unescape().split("<mark>")[1:]} == wanted
