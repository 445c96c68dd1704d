"""Searching by meaning from one language to another, with both real models, each read once."""

from collections.abc import Iterator

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import func, select

from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.jobs.running import run_pending
from episodes.questions.asked.receiving import AskedDraft, receive
from episodes.search.finding.find import Legs, find
from episodes.search.finding.similar import similar_texts
from episodes.search.language.english import is_english, is_strange
from episodes.search.language.query import parsed
from episodes.search.meaning import encoder, process
from episodes.search.meaning.encoder import NAME, LanguageEncoder, as_english
from episodes.search.meaning.letters import read_letters, vectors_of_letters
from episodes.search.meaning.model import SentenceModel, files_that_come_along
from episodes.search.meaning.process import Meaning, Reader, init_meaning, meaning
from episodes.search.meaning.relating import Likeness, relate
from episodes.search.models import Passage, PassageVector
from episodes.search.package_files import CheckedFile, FileRefusedError
from episodes.search.queries import may_find
from episodes.search.results.related import related_ids
from episodes.site import settings_of, use_settings
from episodes.warnings.choices import ViewerChoices
from tests.factories import an_episode

ANYONE = ViewerChoices()
ENGLISH = {
    "cheated": "My husband was unfaithful to me. Can I ever trust him again?",
    "chores": "Nobody but me cleans the kitchen. How do we share the work?",
    "cat": "My girlfriend wants a kitten and I am allergic to fur.",
    "money": "He earns three times what I do, and always wants to split the bill in half.",
    "far": "She moved to another country. How do we stay close when we only see a screen?",
    "shy": "I am thirty and have never kissed anybody. When do I say so on a date?",
}
SPANISH = {
    "boda": "Mi madre quiere decidir a quién invitamos a nuestra boda. ¿Cómo le digo que no?",
    "ronquidos": "Mi novio ronca tanto que no duermo. ¿Está mal dormir en otra habitación?",
}
ASKED = [
    ("cheated", "Mi marido me engañó y no sé si puedo volver a confiar en él"),
    ("cheated", "Mein Mann ist fremdgegangen. Wie kann ich ihm wieder vertrauen?"),
    ("chores", "Mon copain ne fait jamais le ménage, comment partager les tâches ?"),
    ("cat", "La mia ragazza vuole un gatto, ma io sono allergico al pelo"),
    ("money", "O meu namorado ganha muito mais do que eu e quer dividir tudo a meio"),
    ("far", "Mijn vriendin woont in het buitenland en we zien elkaar alleen via video"),
    ("shy", "Nigdy się nie całowałam. Kiedy mam to powiedzieć na randce?"),
    ("shy", "Ich habe mit dreißig noch nie jemanden geküsst"),
    ("boda", "My mum wants to choose the guests at our wedding"),
    ("boda", "Meine Mutter will bestimmen, wer zu unserer Hochzeit kommt"),
    ("ronquidos", "Is it bad to sleep in separate bedrooms because he snores?"),
]


@pytest.fixture(scope="module")
def models() -> tuple[SentenceModel, LanguageEncoder]:
    return (
        SentenceModel(*files_that_come_along()),
        LanguageEncoder(*encoder.files_that_come_along()),
    )


@pytest.fixture
def across(app: Flask, models: tuple[SentenceModel, LanguageEncoder]) -> Iterator[Flask]:
    settings = settings_of(app)
    _turn(app, across=True)
    meaning()._model, meaning().across._model = models
    yield app
    use_settings(app, settings)
    init_meaning(app)


def _turn(app: Flask, *, across: bool) -> None:
    changes = {"SEARCH_BY_MEANING": True, "SEARCH_ACROSS_LANGUAGES": across}
    use_settings(app, settings_of(app).model_copy(update=changes))
    init_meaning(app)


def first(typed: str, legs: Legs = Legs.BOTH) -> str:
    finding = find(typed, may_find=may_find(ANYONE, False), limit=10, legs=legs)
    slugs = dict(db.session.execute(select(Episode.id, Episode.slug)).all())
    return slugs[finding.ranked[0].episode_id] if finding.ranked else ""


def with_episodes(app: Flask) -> None:
    for slug, question in ENGLISH.items():
        an_episode(slug, question=question)
    for slug, question in SPANISH.items():
        an_episode(slug, question=question, language="es")
    run_pending(app)


def vectors_by_language() -> dict[str, int]:
    counts = (
        select(Passage.language, func.count())
        .join(PassageVector, PassageVector.passage_id == Passage.id)
        .group_by(Passage.language)
    )
    return dict(db.session.execute(counts).all())


def test_a_question_in_one_language_finds_what_was_asked_in_another(across: Flask) -> None:
    with_episodes(across)
    wrong = [(slug, first(typed), typed) for slug, typed in ASKED if first(typed) != slug]
    assert len(wrong) <= 1, wrong
    assert first("¿Cómo arreglo la cadena de mi bicicleta?", Legs.MEANING) == ""


def test_what_comes_later_is_found_whichever_language_it_is_in(across: Flask) -> None:
    """Each memory is told of every new vector, also of those that are none of its own."""
    an_episode("boda", question=SPANISH["boda"], language="es")
    run_pending(across)
    assert first("My mum wants to choose the guests at our wedding") == "boda"
    an_episode("chores", question=ENGLISH["chores"])
    run_pending(across)
    assert first("dividing up housework") == "chores"
    an_episode("ronquidos", question=SPANISH["ronquidos"], language="es")
    run_pending(across)
    assert first("Is it bad to sleep in separate bedrooms because he snores?") == "ronquidos"


def test_what_is_not_published_is_not_found_from_another_language(across: Flask) -> None:
    an_episode("cheated", status=Status.DRAFT, question=ENGLISH["cheated"])
    run_pending(across)
    assert first(ASKED[0][1]) == ""


def test_english_alone_never_needs_the_other_model(across: Flask) -> None:
    an_episode("chores", question=ENGLISH["chores"])
    run_pending(across)
    meaning().across._model = None
    assert first("dividing up housework") == "chores"
    assert meaning().across._model is None


def test_a_passage_is_read_by_the_model_for_its_language_and_by_that_for_all(
    across: Flask,
) -> None:
    an_episode("cat", question=ENGLISH["cat"])
    an_episode("boda", question=SPANISH["boda"], language="es")
    run_pending(across)
    assert vectors_by_language() == {"en": 4, "es": 2}


def test_turned_off_all_is_read_by_the_first_model_again(
    across: Flask, models: tuple[SentenceModel, LanguageEncoder]
) -> None:
    an_episode("cat", question=ENGLISH["cat"])
    an_episode("boda", question=SPANISH["boda"], language="es")
    run_pending(across)
    _turn(across, across=False)
    meaning()._model = models[0]
    an_episode("chores", question=ENGLISH["chores"])
    run_pending(across)
    assert vectors_by_language() == {"en": 4, "es": 2}
    names = set(db.session.scalars(select(PassageVector.model)))
    assert names == {models[0].name}


def test_episodes_in_two_languages_are_related_by_what_they_ask(
    across: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_episode("cheated", question=ENGLISH["cheated"])
    an_episode("cat", question=ENGLISH["cat"])
    asked = "¿Puedo volver a confiar en un marido infiel?"
    spanish = an_episode("confianza", question=asked, language="es")
    run_pending(across)
    cheated = db.session.scalars(select(Episode.id).filter_by(slug="cheated")).one()
    assert next(iter(db.session.scalars(related_ids(spanish.id)))) == cheated

    model = Reader.model
    was_reading: dict[Reader, bool] = {}

    def look(reader: Reader) -> object:
        was_reading.setdefault(reader, db.session().in_transaction())
        return model(reader)

    monkeypatch.setattr(Reader, "model", look)
    db.session.rollback()
    relate(db.session.commit, lambda _done, _total: db.session.rollback())
    assert list(was_reading.values()) == [False, False], "writers are kept out by a reader"


def test_two_letters_that_ask_the_same_in_two_languages_are_offered(across: Flask) -> None:
    spanish = "Mi marido me fue infiel. ¿Puedo volver a confiar en mi marido?"
    others = [(1, ENGLISH["cat"]), (2, "My marido was infiel. Can I trust him?")]
    assert [one.key for one in similar_texts(spanish, others, 3)] == [2]


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("my boyfriend never does the dishes", True),
        ("Marguerite moved to Kraków without asking me", True),
        ("quokkaberry", True),
        ("Brogan Vexley", True),
        ("novio", False),
        ("novio que no friega", False),
        ("jak pomóc przyjaciółce po rozstaniu", False),
    ],
)
def test_english_is_told_by_its_words(typed: str, english: bool) -> None:
    assert is_english(parsed(typed)) is english


@pytest.mark.parametrize(
    ("typed", "strange"),
    [
        ("jak pomóc przyjaciółce po rozstaniu", True),
        ("jak pomóc przyjaciółce", False),  # too few words to tell
        ("husbnad kitchn quilon trust", False),
        ("Zoë shoud hav told somebdy erlier", False),
    ],
)
def test_only_a_sentence_in_an_unknown_language_is_left_unrepaired(
    typed: str, strange: bool
) -> None:
    assert is_strange(parsed(typed)) is strange


def test_a_cosine_is_worth_what_the_english_model_would_give() -> None:
    """Medians of strange pairs and of those that ask the same, by both models."""
    assert as_english(np.array([0.21, 0.49])).tolist() == pytest.approx([0.137, 0.492], abs=0.003)


def test_what_two_models_read_is_compared_by_the_one_that_read_both() -> None:
    own = np.array([[1.0, 0.0], [0.0, 0.0]], np.float32)
    all_languages = np.array([[1.0, 0.0], [0.8, 0.6]], np.float32)
    alike = Likeness(own, all_languages).rows_at(slice(0, 2))
    assert alike[0].tolist() == pytest.approx([1.0, 1.27 * 0.8 - 0.13])


def test_no_more_of_a_letter_is_read_than_of_an_english_one(
    models: tuple[SentenceModel, LanguageEncoder],
) -> None:
    begun = "cine " * (encoder.MOST_CHARACTERS // 5)
    one, other, longer = models[1].vectors([begun, f"{begun}gatos", begun[5:] + " gatos"])
    assert (one == other).all()
    assert (one != longer).any()


def test_a_quarter_of_the_vectors_are_for_all_languages() -> None:
    both = Meaning(is_on=True, folder="", sha256="", most=1_000, is_across=True)
    assert both.across.memory.most == both.elsewhere.most == 250


def test_other_bytes_than_the_hash_says_are_refused() -> None:
    weights, pieces = encoder.files_that_come_along()
    with pytest.raises(FileRefusedError, match="not the file that was expected"):
        LanguageEncoder(CheckedFile(weights.path, "0" * 64), pieces)


def test_refused_search_goes_on_in_english(across: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with_episodes(across)

    def refused() -> tuple[CheckedFile, CheckedFile]:
        raise FileRefusedError("the package is not installed")

    monkeypatch.setattr(process.encoder, "files_that_come_along", refused)
    meaning().across._model = None
    assert first("dividing up housework") == "chores"
    assert meaning().across.why_not == "the package is not installed"


def test_a_letter_in_another_language_is_read_for_the_inbox(across: Flask) -> None:
    draft = AskedDraft("Mi novio ronca tanto que no duermo. ¿Duermo en otra habitación?")
    asked = receive(draft, receipt_hash="a", proof="a", daily_limit=200)
    db.session.commit()
    assert read_letters() == 1
    assert vectors_of_letters()[asked.id].model == NAME
    texts = [(asked.id, asked.text)]
    english = "Is it bad to sleep in another room because my boyfriend snores?"
    offered = similar_texts(english, texts, 3, vectors_of_letters())
    assert [one.key for one in offered] == [asked.id]
