"""What may not be seen is in no answer: results, suggestions, counts, JSON, neighbours; and asking
for it is like asking for a word that nobody ever wrote."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from episodes.answers.actions import ResourceDraft, replace_resources
from episodes.answers.models import ResourceKind
from episodes.catalog.models import Credit, CreditRole, Episode, Person, Status, Topic
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.questions.published.actions import save_question
from episodes.search.models import RelatedEpisode
from episodes.search.queries import similar_answers
from episodes.warnings.choices import CHOICES_COOKIE, ViewerChoices
from episodes.warnings.models import Scope
from tests.episodes.search.test_pages import warn
from tests.factories import a_show, an_episode

SECRET, NOBODYS = "xqzvwkort", "jvkqxwump"
SPOKEN = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Xqzvwkort>A kettle, a xqzvwkort.\n"
WRITTEN = "Xqzvwkort opening\n\n## Xqzvwkort part {#part}\n\nA kettle. Xqzvwkort words\n"
ASKED = (
    "/search?q={}", "/search?q={}&exactly=1", "/search?q=%22{}%22", "/search?q={}&sort=newest",
    "/search/suggest?q={}", "/api/v1/search?q={}", "/api/v1/search?q={}+kettle",
    "/search?q={}+kettle", "/search/suggest?q=kettle+{}",
)  # fmt: skip
OF_OTHERS = (
    "/search?q=kettle", "/search?q=kettle&topic=xqzvwkort", "/search?q=kettle&person=xqzvwkort",
    "/search?q=kettle&season=77", "/search?q=kettle&language=qaa", "/search?q=nothing+at+all",
    "/search/suggest?q=ket", "/search/suggest?q=kettle+xq", "/search/suggest?q=xq",
    "/api/v1/search?q=kettle", "/api/v1/openapi.json", "/opensearch.xml", "/episodes/open", "/",
)  # fmt: skip


def a_secret(way: str) -> Episode:
    """An episode with a secret word in all that it has, beside open ones that share its topic."""
    status = Status(way) if way in set(Status) else Status.PUBLISHED
    episode = an_episode(
        "hushed", title="Xqzvwkort title", summary="Xqzvwkort summary", captions=SPOKEN,
        answer=WRITTEN, season=77, number=7, language="qaa", status=status,
    )  # fmt: skip
    asker, also = "Xqzvwkort asker", ["A xqzvwkort kettle"]
    save_question(episode, text="A xqzvwkort kettle?", asked_by=asker, also_asked_as=also)
    replace_resources(episode, [ResourceDraft("book", ResourceKind.BOOK, "Xqzvwkort book")])
    person = Person(slug="xqzvwkort", name="Xqzvwkort person")
    episode.credits.append(Credit(person=person, role=CreditRole.HOST, position=0))
    shared = Topic(slug="shared", name="Shared")
    episode.topics.extend([shared, Topic(slug="xqzvwkort", name="Xqzvwkort topic")])
    neighbours = [
        an_episode("open", question="My kettle?"),
        an_episode("wide", question="A kettle"),
    ]
    for position, neighbour in enumerate(neighbours):
        neighbour.topics.append(shared)
        link = RelatedEpisode(episode_id=neighbour.id, position=position, other_id=episode.id)
        db.session.add(link)
        episode_changed.send(neighbour)
    episode_changed.send(episode)
    db.session.commit()
    if way == "hidden":
        warn(episode.id, Scope.VIDEO_AUDIO)
    return episode


def visit(client: FlaskClient, way: str) -> FlaskClient:
    a_show()
    a_secret(way)
    if way == "hidden":
        client.set_cookie(CHOICES_COOKIE, "c.suicide=hide")
    return client


WAYS = ["draft", "scheduled", "withdrawn", "hidden"]


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_word_is_answered_like_one_that_nobody_wrote(
    client: FlaskClient, way: str
) -> None:
    visit(client, way)
    for typed, nobodys in ((SECRET, NOBODYS), (SECRET[:7], NOBODYS[:7])):
        for address in ASKED:
            found = client.get(address.format(typed))
            unknown = client.get(address.format(nobodys))
            assert found.status_code == 200
            assert found.text == unknown.text.replace(nobodys, typed), address.format(typed)


@pytest.mark.parametrize("way", WAYS)
def test_no_misspelling_is_repaired_into_a_secret_word(client: FlaskClient, way: str) -> None:
    visit(client, way)
    for typed in ("xqzvwkrt", "xqzvwkart", "kettle xqzvwkot"):
        for address in ("/search?q={}", "/api/v1/search?q={}"):
            assert SECRET not in client.get(address.format(typed)).text.lower(), typed


@pytest.mark.parametrize("way", WAYS)
def test_no_secret_keeps_another_word_from_being_repaired(client: FlaskClient, way: str) -> None:
    """Letter by letter, a stranger would learn what stands in a draft."""
    an_episode("quixotic", question="A quixotic kettle, a xqzvwbort, a pensioner")
    visit(client, way)
    typed = [SECRET[:length] for length in range(3, len(SECRET) + 1)]
    typed += [SECRET[:length] + "q" for length in range(3, len(SECRET))]
    typed += ["xqzvwbrt", "xqzvwkbort", f"kettle {SECRET} " + "again " * 14]
    addresses = ("/search?q={}", "/api/v1/search?q={}", "/search/suggest?q={}")
    with_secret = [client.get(a.format(word)).text for word in typed for a in addresses]
    db.session.delete(db.session.scalars(select(Episode).filter_by(slug="hushed")).one())
    db.session.commit()
    without = [client.get(a.format(word)).text for word in typed for a in addresses]
    assert with_secret == without


@pytest.mark.parametrize("way", WAYS)
def test_no_answer_to_anything_else_holds_a_word_of_it(client: FlaskClient, way: str) -> None:
    visit(client, way)
    for address in OF_OTHERS if way != "hidden" else OF_OTHERS[:-1]:
        response = client.get(address)
        assert response.status_code == 200, address
        said = response.text.lower()
        for name in ("topic=xqzvwkort", "person=xqzvwkort", 'value="xqzvwkort"',
                     "<bdi>xqzvwkort</bdi>"):  # fmt: skip
            said = said.replace(name, "")  # what the address itself says
        assert SECRET not in said, address
        assert "hushed" not in said, address
        assert "season 77" not in said or "season=77" in address, address


@pytest.mark.parametrize("way", WAYS)
def test_it_is_counted_nowhere(client: FlaskClient, way: str) -> None:
    visit(client, way)
    answer = client.get("/api/v1/search?q=kettle").json or {}
    assert answer["total"] == 2
    counts = [option["count"] for facet in answer["facets"] for option in facet["options"]]
    assert counts == []
    assert len(answer["episodes"]) == 2


def test_it_is_similar_to_nothing(app: Flask) -> None:
    a_secret("draft")
    hidden = an_episode("spared", question="A xqzvwkort kettle?")
    warn(hidden.id, Scope.QUESTION)
    choices = ViewerChoices.parse("c.suicide=hide")
    assert similar_answers("Is my kettle a xqzvwkort?", choices=choices) == []
    found = similar_answers("Is it my kettle?", choices=choices)
    assert {one.episode.slug for one in found} == {"open", "wide"}
    assert not any(SECRET in repr(one.episode).lower() for one in found)


def test_an_answer_still_to_come_is_found_by_nobody(client: FlaskClient) -> None:
    episode = an_episode("plain", question="A kettle?", answer=WRITTEN)
    replace_resources(episode, [ResourceDraft("book", ResourceKind.BOOK, "Xqzvwkort book")])
    episode.answer_published_at = None
    db.session.commit()
    for address in ("/search?q=kettle", "/api/v1/search?q=kettle", "/search/suggest?q=kettle"):
        response = client.get(address)
        assert "plain" in response.text
        assert SECRET not in response.text.lower(), address
    assert (client.get(f"/api/v1/search?q={SECRET}").json or {})["total"] == 0


def test_a_hidden_part_of_an_answer_is_neither_found_nor_counted(client: FlaskClient) -> None:
    episode = an_episode("milk", question="Whatever.", answer="## P {#p}\n\nA samovar.\n")
    warn(episode.id, Scope.ANSWER_PART, part_anchor="p")
    assert (client.get("/api/v1/search?q=samovar").json or {})["total"] == 1
    client.set_cookie(CHOICES_COOKIE, "c.suicide=hide")
    assert (client.get("/api/v1/search?q=samovar").json or {})["total"] == 0
