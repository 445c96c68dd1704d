"""Misspelt words and short forms: what is searched for in their place, and what nobody is told."""

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from episodes.catalog.models import Status
from episodes.db import db
from episodes.questions.published.actions import save_question
from episodes.search.finding import spelling
from episodes.search.finding.find import Finding, find
from episodes.search.language.query import parsed
from episodes.search.language.short_forms import spelt_out
from episodes.search.models import CorpusWord
from episodes.search.queries import may_find
from episodes.warnings.choices import ViewerChoices
from tests.factories import LONG_AGO, an_episode

JEALOUS = "My girlfriend is jealous of my therapist. Is jealousy always bad, asks Quillon?"


def searched(typed: str, **how: bool) -> Finding:
    return find(typed, may_find=may_find(ViewerChoices(), False), limit=10, **how)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("my girlfreind is jelous", "my girlfriend is jealous"),
        ("Therapsit for jealosy?", "therapist for jealousy?"),
        ("quilon says", "quillon says"),
        ("jaelous -girlfreind", "jealous -girlfreind"),
    ],
)
def test_a_misspelt_word_is_taken_for_the_likeliest(app: Flask, typed: str, meant: str) -> None:
    an_episode("jealousy", question=JEALOUS)
    finding = searched(typed)
    assert finding.query.repaired == meant
    assert finding.query.text == typed
    assert len(finding.ranked) == 1


@pytest.mark.parametrize(
    "typed", ["jealous", "carburettor", "is jealou", '"jelous girlfriend"', "x1y2z3", "ערבית"]
)
def test_what_is_known_begun_quoted_or_no_word_stays_as_it_is(app: Flask, typed: str) -> None:
    an_episode("jealousy", question=JEALOUS)
    assert searched(typed).query.repaired is None


@pytest.mark.parametrize("typed", ["zzzz", "xylophnoe", "carburetors gardning"])
def test_a_word_that_nobody_says_here_is_taken_for_none_that_nobody_says(
    app: Flask, typed: str
) -> None:
    an_episode("jealousy", question=JEALOUS)
    assert searched(typed).query.repaired is None


def test_exactly_means_to_the_letter(app: Flask) -> None:
    an_episode("jealousy", question=JEALOUS)
    finding = searched("jelous therapsit", exactly=True)
    assert (finding.query.repaired, finding.ranked) == (None, ())


def test_a_word_that_only_a_draft_has_is_never_suggested(app: Flask) -> None:
    draft = an_episode("draft", status=Status.DRAFT, question="Who is Xanthippea?")
    assert searched("xanthipea").query.repaired is None
    draft.status, draft.published_at = Status.PUBLISHED, LONG_AGO
    db.session.commit()
    assert searched("xanthipea").query.repaired == "xanthippea"


def test_short_forms_find_what_they_stand_for(app: Flask) -> None:
    an_episode("jealousy", question=JEALOUS)
    finding = searched("my gf and her SO")
    assert len(finding.ranked) == 1
    assert finding.query.repaired is None
    assert {"girlfriend", "significant", "gf"} <= set(finding.query.words)


def test_so_is_a_person_in_capitals_only() -> None:
    assert spelt_out("my SO says so") == "my significant other says so"
    assert spelt_out("WHY IS MY SO ANGRY") == "WHY IS MY SO ANGRY"
    assert parsed("it is so hard").words == ("so", "hard")


def test_a_name_that_no_question_holds_any_more_is_forgotten(app: Flask) -> None:
    episode = an_episode("jealousy", question=JEALOUS)
    an_episode("pruning", question="Xanthippea says the roses are jealous.")
    save_question(episode, text="My girlfriend is jealous, says Xanthippea. Is it bad?")
    db.session.commit()
    words = set(db.session.scalars(select(CorpusWord.word)))
    assert "quillon" not in words
    assert {"jealous", "xanthippea"} <= words


@pytest.mark.parametrize(
    "typed",
    [
        "no quiero tener relaciones con mi novio",
        "mi pareja no me escucha y estoy sola",
        "ich bin eifersüchtig auf meine freundin",
        "je suis jalouse de la copine de mon frère",
        "minha namorada não quer falar comigo",
        "la mia fidanzata è gelosa di tutti",
        "mijn vriendin is jaloers op dat meisje",
        "pareja cuñada",
        "lol omg my therapist shud listen, ngl",
    ],
)
def test_a_text_in_another_language_and_chat_words_are_left_alone(app: Flask, typed: str) -> None:
    an_episode("jealousy", question=f"{JEALOUS} Relations with tenors, parade, los shut quieter.")
    assert searched(typed).query.repaired is None


def test_a_text_is_repaired_in_its_own_language_only(app: Flask) -> None:
    an_episode("celos", question="Mi novia tiene celos de mi terapeuta.", language="es")
    an_episode("relation", question="Is a relacione a word, and a habitacione?")
    assert searched("mi novia no quiere al terapeutta").query.repaired == (
        "mi novia no quiere al terapeuta"
    )
    assert searched("no quiero mas relacionee con mi novio").query.repaired is None


def test_chat_words_find_what_they_mean(app: Flask) -> None:
    an_episode("great", question="Should I say something great to my friends?")
    query = searched("lol shud i be gr8 2 my frnds").query
    assert {"should", "great", "friends"} <= set(query.words)
    assert "lol" not in query.words


@pytest.mark.parametrize(("typed", "meant"), [("lmeno", None), ("lmeons", "melons")])
def test_two_mistakes_are_forgiven_from_six_letters_on(
    app: Flask, typed: str, meant: str | None
) -> None:
    an_episode("fruit", question="Are melons sweet, and is a melon?")
    assert searched(typed).query.repaired == meant


def test_of_words_with_two_mistakes_the_first_four_are_looked_for(app: Flask) -> None:
    words = ["therapist", "girlfriend", "umbrella", "carpenter", "saxophone"]
    an_episode("words", question=f"What of {', '.join(words)}?")
    wrong = [word[1] + word[0] + word[2:-2] + word[-1] + word[-2] for word in words]
    assert searched(" ".join(wrong)).query.repaired == " ".join([*words[:4], wrong[4]])


@pytest.mark.parametrize(("everywhere", "meant"), [(200_000, "carp"), (230_000, "carb")])
def test_what_people_write_everywhere_counts_a_quarter_of_what_this_site_says(
    monkeypatch: pytest.MonkeyPatch, everywhere: int, meant: str
) -> None:
    """Three times here, or twice and so often in a list of words of the whole language."""
    monkeypatch.setattr(spelling, "general_words", lambda: {"carb": everywhere})
    monkeypatch.setattr(spelling, "meaning", lambda: SimpleNamespace(model=lambda: None))
    assert spelling._likeliest(["carp", "carb"], {"carp": 3, "carb": 2}) == meant


@pytest.mark.parametrize(("everywhere", "meant"), [(999_999, None), (1_000_000, "carb")])
def test_a_word_that_nobody_says_here_must_be_common_everywhere(
    monkeypatch: pytest.MonkeyPatch, everywhere: int, meant: str | None
) -> None:
    monkeypatch.setattr(spelling, "general_words", lambda: {"carb": everywhere})
    monkeypatch.setattr(spelling, "meaning", lambda: SimpleNamespace(model=lambda: "a model"))
    assert spelling._likeliest(["carb"], {}) == meant


def test_of_many_likenesses_the_twelve_commonest_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    common = {f"word{n:02d}": 1_000 - n for n in range(20)}
    monkeypatch.setattr(spelling, "general_words", lambda: common)
    own = [f"own{n:03d}" for n in range(300)]
    vocabulary = spelling.Vocabulary()
    vocabulary.words = frozenset(own)
    asked = spelling._worth_asking({*common, *own}, vocabulary)
    assert asked == [*list(common)[:12], *own[:200]]


def test_a_word_of_five_letters_is_taken_for_none_with_two_mistakes() -> None:
    assert spelling.Vocabulary().rather_like("mleno") == set()
    assert "melons" in spelling.Vocabulary().rather_like("mlenos")
