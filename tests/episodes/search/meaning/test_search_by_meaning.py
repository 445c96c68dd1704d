"""Searching by meaning, with the real model: one app on each database, filled once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.jobs.running import run_pending
from episodes.questions.published.actions import save_question
from episodes.search.finding.find import Legs, find
from episodes.search.indexing import checking
from episodes.search.meaning.model import (
    SentenceModel,
    files_in,
    files_that_come_along,
)
from episodes.search.meaning.process import Meaning, init_meaning, meaning
from episodes.search.models import Passage, PassageVector
from episodes.search.package_files import FileRefusedError
from episodes.search.queries import may_find, similar_answers
from episodes.search.results.related import related_ids
from episodes.site import settings_of, use_settings
from episodes.warnings.choices import ViewerChoices
from tests.factories import CAPTIONS, an_episode

ANYONE = ViewerChoices()
LETTERS = {
    "cheated": "My husband was unfaithful to me. Can I ever trust him again?",
    "chores": "Nobody but me cleans the kitchen. How do we share the work?",
    "cat": "My girlfriend wants a kitten and I am allergic to fur.",
    "friends": "My husband lied to me about another woman. Should I forgive him?",
}


@pytest.fixture(scope="module")
def the_model() -> SentenceModel:
    return SentenceModel(*files_that_come_along())


@pytest.fixture
def by_meaning(app: Flask, the_model: SentenceModel) -> Iterator[Flask]:
    """The model is read once for all tests."""
    settings = settings_of(app)
    use_settings(app, settings.model_copy(update={"SEARCH_BY_MEANING": True}))
    init_meaning(app)
    meaning()._model = the_model
    yield app
    use_settings(app, settings)
    init_meaning(app)


def found(typed: str, *, staff: bool = False, legs: Legs = Legs.BOTH) -> list[str]:
    allowed = may_find(ANYONE, staff)
    finding = find(typed, may_find=allowed, limit=10, legs=legs)
    slugs = dict(db.session.execute(select(Episode.id, Episode.slug)).all())
    return [slugs[one.episode_id] for one in finding.ranked]


def with_letters(app: Flask) -> None:
    for slug, question in LETTERS.items():
        an_episode(slug, question=question)
    run_pending(app)


def test_a_worry_is_found_in_other_words(by_meaning: Flask) -> None:
    with_letters(by_meaning)
    assert found("he slept with someone else", legs=Legs.WORDS) == []
    assert found("he slept with someone else")[0] in {"cheated", "friends"}
    assert found("dividing up housework")[:1] == ["chores"]
    assert found("quantum chromodynamics lattice") == []


def test_what_is_not_published_is_not_found_by_its_meaning(by_meaning: Flask) -> None:
    an_episode("secret", status=Status.DRAFT, question=LETTERS["cheated"], captions=CAPTIONS)
    an_episode("chores", question=LETTERS["chores"])
    run_pending(by_meaning)
    assert "secret" not in found("my man was with someone else")
    assert found("my man was with someone else", staff=True)[:1] == ["secret"]
    assert similar_answers("was he unfaithful", choices=ANYONE) == []


def test_a_changed_question_has_another_meaning_after_the_job(by_meaning: Flask) -> None:
    with_letters(by_meaning)
    episode = db.session.scalars(select(Episode).where(Episode.slug == "cheated")).one()
    assert found("is my spouse faithful")[:1] == ["cheated"]
    save_question(episode, text="May I plant tomatoes on a balcony that looks north?")
    episode.title = "Balcony"
    db.session.commit()
    run_pending(by_meaning)
    assert found("growing vegetables at home")[:1] == ["cheated"]
    assert found("is my spouse faithful")[:1] == ["friends"]


def test_quotation_marks_and_minus_hold_for_the_meaning_too(by_meaning: Flask) -> None:
    with_letters(by_meaning)
    assert found('"another woman" infidelity') == ["friends"]
    assert "friends" not in found("infidelity -lied")
    assert "cheated" in found("infidelity -lied")


def test_related_episodes_are_near_in_meaning_and_follow_deletion(by_meaning: Flask) -> None:
    with_letters(by_meaning)
    numbers = dict(db.session.execute(select(Episode.slug, Episode.id)).all())
    related = list(db.session.scalars(related_ids(numbers["cheated"])))
    assert related[0] == numbers["friends"]
    db.session.delete(db.session.get_one(Episode, numbers["friends"]))
    db.session.commit()
    assert numbers["friends"] not in list(db.session.scalars(related_ids(numbers["cheated"])))


def test_an_asker_is_told_why_an_episode_is_like_the_question(by_meaning: Flask) -> None:
    with_letters(by_meaning)
    text = "My husband was unfaithful with his boss and says he is sorry. Can I trust him?"
    (first, *_) = similar_answers(text, choices=ANYONE)
    assert str(first.why) == "A similar question: husband, unfaithful, trust."


@pytest.mark.parametrize(
    "text",
    [
        "How do I bake sourdough bread at high altitude?",
        "The gearbox of my car makes a noise. Can I trust the garage?",
        "Which telescope should my husband buy to look at Saturn?",
    ],
)
def test_an_asker_is_shown_nothing_where_nothing_is_close(by_meaning: Flask, text: str) -> None:
    with_letters(by_meaning)
    assert similar_answers(text, choices=ANYONE) == []


def test_without_vectors_one_word_in_common_is_not_close(app: Flask) -> None:
    with_letters(app)
    assert similar_answers("Should my husband sell the garage and the car?", choices=ANYONE) == []
    (only,) = similar_answers("Who cleans the kitchen? We share no work.", choices=ANYONE)
    assert str(only.why) == "A similar question: cleans, kitchen, share."


def test_passages_without_a_vector_are_named_by_the_check(by_meaning: Flask) -> None:
    an_episode("chores", question=LETTERS["chores"])
    run_pending(by_meaning)
    assert list(checking.problems()) == []
    db.session.execute(PassageVector.__table__.delete())
    db.session.execute(update(Passage).where(Passage.kind == "question").values(body="Else?"))
    db.session.commit()
    lost, unread = checking.problems()
    assert lost.startswith("Search lacks 1 places of the episode chores and has 1")
    assert unread.startswith("The meaning of 2 passages was not read")


def test_a_job_that_ends_half_way_goes_on_from_there(by_meaning: Flask) -> None:
    with_letters(by_meaning)
    count = select(func.count()).select_from(PassageVector)
    assert db.session.scalar(count) == 2 * len(LETTERS)
    db.session.execute(PassageVector.__table__.delete().where(PassageVector.id % 2 == 0))
    an_episode("more", question="One more question about kittens?")
    run_pending(by_meaning)
    assert db.session.scalar(count) == 2 * len(LETTERS) + 2


@pytest.mark.parametrize("content", [None, b"", b"no model", b"\x00" * 5_000])
def test_a_model_that_is_missing_cut_short_or_other_bytes_is_refused(
    app: Flask, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "model.onnx").write_bytes(content)
    (tmp_path / "tokenizer.json").write_bytes(b"{}")
    refused = Meaning(is_on=True, folder=str(tmp_path), sha256="", most=1_000)
    assert refused.model() is None
    assert refused.why_not.startswith(str(tmp_path))


def test_a_model_of_other_bytes_than_its_hash_says_is_refused(tmp_path: Path) -> None:
    model, tokenizer = files_that_come_along()
    altered = bytearray(model.path.read_bytes())
    altered[-1] ^= 1
    (tmp_path / "model.onnx").write_bytes(altered)
    (tmp_path / "tokenizer.json").write_bytes(tokenizer.path.read_bytes())
    with pytest.raises(FileRefusedError, match="not the file that was expected"):
        SentenceModel(*files_in(tmp_path, model.sha256))


def test_search_goes_on_by_words_without_a_model_and_the_check_says_so(
    by_meaning: Flask, tmp_path: Path
) -> None:
    an_episode("chores", question=LETTERS["chores"])
    by_meaning.extensions["search by meaning"] = Meaning(
        is_on=True, folder=str(tmp_path), sha256="", most=1_000
    )
    assert run_pending(by_meaning) > 0
    assert found("who cleans the kitchen") == ["chores"]
    assert [line for line in checking.problems() if "goes on by words" in line] != []


def test_a_text_of_any_characters_has_a_vector(the_model: SentenceModel) -> None:
    odd = ["", "\x00", "🥛" * 300, "\ud800", "\u202eמי קונה"]
    assert the_model.vectors(odd).shape == (len(odd), 384)


def test_a_site_that_has_not_read_its_questions_yet_says_so_and_not_that_nothing_is_close(
    by_meaning: Flask,
) -> None:
    client, typed = by_meaning.test_client(), "/search?q=dividing+up+housework"
    an_episode("chores", question=LETTERS["chores"])
    before = client.get(typed).text
    assert "still reading" in before
    assert "we won’t pretend" not in before
    an_episode("secret", status=Status.DRAFT, question=LETTERS["cat"])
    run_pending(by_meaning)
    assert "/episodes/chores" in client.get(typed).text
    an_episode("later", status=Status.DRAFT, question=LETTERS["cheated"])  # unread, and hidden
    assert "still reading" not in client.get("/search?q=quantum+chromodynamics+lattice").text


def test_by_words_alone_nothing_is_being_read(client: FlaskClient) -> None:
    an_episode("chores", question=LETTERS["chores"])
    assert "won’t pretend" in client.get("/search?q=dividing+up+quantums").text
