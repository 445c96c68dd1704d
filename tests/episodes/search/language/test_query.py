"""What is made of what a person types, before any database sees it."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episodes.search.engines import plan
from episodes.search.language.query import MOST_WORDS, parsed
from episodes.search.language.stems import stem
from episodes.search.language.words import folded
from episodes.search.results.snippets import snippet, words_to_mark


@pytest.mark.parametrize(
    ("typed", "words", "phrases", "excluded"),
    [
        ("Who buys the oat milk?", ("who", "buys", "oat", "milk"), (), ()),
        ('the "oat milk" problem', ("oat", "milk", "problem"), (("oat", "milk"),), ()),
        ("dogs -cats", ("dogs",), (), (("cats",),)),
        ('dogs -"two cats"', ("dogs",), (), (("two", "cats"),)),
        ("on-off well-being", ("off", "well", "being"), (), ()),
        ("-alone", ("alone",), (), ()),
        ("don’t DON'T dont", ("dont",), (), ()),
        ("Café NAÏVE", ("cafe", "naive"), (), ()),
        ("is it the", ("is", "it", "the"), (), ()),
        ('an "open quotation', ("open", "quotation"), (), ()),
        ("NEAR(oat, 2) body:oat*", ("near", "oat", "2", "body"), (), ()),
        ("🥛 “ ” « »", (), (), ()),
    ],
)
def test_words_phrases_and_what_to_leave_out(
    typed: str,
    words: tuple[str, ...],
    phrases: tuple[tuple[str, ...], ...],
    excluded: tuple[tuple[str, ...], ...],
) -> None:
    query = parsed(typed)
    assert (query.words, query.phrases, query.excluded) == (words, phrases, excluded)


@given(st.text(max_size=300))
def test_words_are_only_letters_and_digits_and_stand_once(typed: str) -> None:
    words = parsed(typed).words
    assert len(set(words)) == len(words)
    assert not {c for word in words for c in word} & set("\"'*:()&|!<>\\^-\x00 ")


def test_of_a_letter_the_rarest_words_are_kept() -> None:
    letter = " ".join(f"word{n}" for n in range(40))
    counts = {f"word{n}": 1000 - n for n in range(40)} | {"word3": 0}
    words = plan.rarest_words(parsed(letter).words, counts)
    assert words == tuple(f"word{n}" for n in range(39, 39 - MOST_WORDS, -1))


def test_small_words_are_dropped_from_letters_and_most_kept_in_short_questions() -> None:
    assert "how" in parsed("how do i tell him").words
    assert "how" not in parsed("how do i tell him " + "that we should have a talk " * 5).words


def test_too_common_words_are_not_weighed_one_by_one() -> None:
    counts = {"milk": 5_000, "partner": 900_000}
    both, rare = [
        s.wanted for s in plan.steps(parsed("milk partner"), ("milk", "partner"), counts, 10_000)
        if s.kinds == plan.ELSEWHERE
    ]  # fmt: skip
    assert both.all_of == ("milk", "partner")
    assert rare.any_of == ("milk",)


def test_where_all_is_too_common_the_newest_come_first() -> None:
    steps = plan.steps(parsed("partner"), ("partner",), {"partner": 900_000}, 10_000)
    assert [step.wanted.is_weighed for step in steps] == [False, False]


def test_a_snippet_shows_where_most_words_stand_together() -> None:
    text = "Milk. " + "Nothing of note here. " * 30 + "The oat milk was <b>gone</b>."
    piece = snippet(text, words_to_mark(parsed("oat milk")))
    assert piece.html == "The <mark>oat</mark> <mark>milk</mark> was &lt;b&gt;gone&lt;/b&gt;."
    assert piece.at == text.index("oat milk")


@given(st.text(max_size=400), st.text(max_size=40))
def test_a_snippet_holds_no_markup_but_its_marks(text: str, typed: str) -> None:
    html = str(snippet(text, words_to_mark(parsed(typed))).html)
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")


ENGLISH = """
jealous jealousy relationships partner's arguing argued ponies caresses agreed feed hopping
falling filing happy sky relational conditional valency digitizer generalization feudalism
decisiveness hopefulness triplicate electrical goodness revival allowance inference adjustable
replacement adoption communism activate effective probate rate controlling roll babysitting
monogamously polyamory therapist boundaries i a it ought cafés 2nd wedding
"""


def test_words_are_stemmed_as_the_index_stems_them() -> None:
    words = ENGLISH.split()
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE f USING fts5(w, tokenize='porter unicode61')")
    base.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")
    base.executemany("INSERT INTO f(rowid, w) VALUES (?, ?)", enumerate(map(folded, words)))
    theirs = {words[row]: term for term, row in base.execute("SELECT term, doc FROM v")}
    base.close()
    assert {word: stem(folded(word)) for word in words} == theirs


@pytest.mark.parametrize(("characters", "was_cut"), [(2_000, False), (2_001, True)])
def test_two_thousand_characters_are_read(characters: int, was_cut: bool) -> None:
    assert parsed(("milk " * 500)[: characters - 1] + "x").was_cut is was_cut


def test_of_a_word_sixty_letters_are_read_and_of_phrases_twelve() -> None:
    assert parsed("a" * 70).words == ("a" * 60,)
    query = parsed(" ".join(f'"oat milk {n}"' for n in range(20)))
    assert len(query.phrases) == 12


def test_of_many_words_the_twelve_rarest_are_looked_for() -> None:
    documents = {f"word{n}": n + 1 for n in range(20)}
    assert plan.rarest_words(tuple(documents), documents) == tuple(documents)[:12]
