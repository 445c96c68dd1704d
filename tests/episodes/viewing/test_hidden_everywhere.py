"""What a viewer chose to hide stands in no list, whatever gathers it: not its title, not a topic,
a person or a season that it alone has, and no number counts it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from episodes.answers.actions import ResourceDraft, replace_resources
from episodes.answers.models import ResourceKind
from episodes.catalog.artifacts import Headline, PictureHeadline
from episodes.catalog.models import Credit, CreditRole, Episode, Person, Topic
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.search.models import RelatedEpisode
from episodes.transcripts.models import CaptionTrack
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.hiding import WHOLE_SCOPES
from episodes.warnings.models import Scope
from tests.episodes.asking.conftest import Asker
from tests.episodes.viewing.conftest import warn
from tests.factories import ANSWER, CAPTIONS, a_show, an_episode

QUESTION = "My zebra drinks all the oat milk. Is that fair?"
# Where an episode is gathered with others, and one of the words that give it away there.
GATHERED = {
    "/": ("zebra", "Stripes"),
    "/episodes/": ("zebra", "Stripes", "Zara", "Season 7", 'value="gl"'),
    "/episodes/?captions=y": ("zebra", "Stripes"),
    "/topics/": ("Stripes",),
    "/topics/milk": ("zebra", "Stripes", "2 answers"),
    "/people/maya": ("zebra", "Season 7"),
    "/seasons/2": ("Season 7",),
    "/seasons/7": ("zebra",),
    "/episodes/open": ("zebra",),
    "/search?q=oat+milk": ("zebra", "Stripes", "Zara"),
    "/search?q=nothing+of+the+kind": ("Stripes",),
    "/search/suggest?q=oat": ("zebra",),
    "/search/suggest?q=stri": ("Stripes",),
    "/search/suggest?q=zar": ("Zara",),
    "/api/v1/search?q=oat+milk": ("zebra", "Stripes", "Zara"),
}  # fmt: skip
WAYS = [*WHOLE_SCOPES, "headline", "poster"]


def a_zebra(way: Scope | str) -> Episode:
    """Beside one that stays, with a topic, a guest, a season and a language of its own."""
    a_show()
    zebra = an_episode("zebra", question=QUESTION, season=7, number=1, language="gl",
                       captions=CAPTIONS, answer=ANSWER)  # fmt: skip
    stays = an_episode("open", question="Who buys the oat milk?", season=2, number=1)
    db.session.execute(update(CaptionTrack).values(language="gl"))
    milk, stripes = Topic(slug="milk", name="Milk"), Topic(slug="stripes", name="Stripes")
    zebra.topics, stays.topics = [milk, stripes], [milk]
    zara, maya = Person(slug="zara", name="Zara"), Person(slug="maya", name="Maya")
    _credit(zebra, zara, maya)
    _credit(stays, maya)
    db.session.add(RelatedEpisode(episode_id=stays.id, position=0, other_id=zebra.id))
    if way == "headline":
        zebra.video_headline = Headline.NSFW
    elif way == "poster":
        zebra.thumbnail_headline = PictureHeadline.NSFW
    for episode in (zebra, stays):
        episode_changed.send(episode)
    db.session.commit()
    if isinstance(way, Scope):
        warn(zebra, way, "coercion")
    return zebra


def _credit(episode: Episode, *people: Person) -> None:
    for position, person in enumerate(people):
        role = CreditRole.GUEST if person.slug == "zara" else CreditRole.HOST
        episode.credits.append(Credit(person=person, role=role, position=position))


def hide(client: FlaskClient) -> None:
    client.set_cookie(CHOICES_COOKIE, "g.consent-and-harm=hide&unsafe=hide")


def listed(client: FlaskClient, address: str) -> str:
    """The page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.text


def seen_signs(client: FlaskClient) -> list[tuple[str, str]]:
    """Of each address the signs that its page shows."""
    return [
        (address, sign)
        for address, signs in GATHERED.items()
        for page in [listed(client, address).lower()]
        for sign in signs
        if sign.lower() in page
    ]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_hidden_is_gathered_nowhere(client: FlaskClient, way: Scope | str) -> None:
    a_zebra(way)
    everything = [(address, sign) for address, signs in GATHERED.items() for sign in signs]
    assert set(everything) - set(seen_signs(client)) == set()
    hide(client)
    assert seen_signs(client) == []


def test_the_ask_page_does_not_say_that_it_was_answered(app: Flask, client: FlaskClient) -> None:
    a_zebra(Scope.QUESTION)
    typed = "A zebra drinks the oat milk, is that fair to me?"
    assert "/episodes/zebra" in Asker(client).start(typed).fragment("/ask/similar").text
    hide(client)
    asker = Asker(client).start(typed)
    for page in (asker.fragment("/ask/similar").text, asker.post("/ask/review").text):
        assert "/episodes/zebra" not in page


def test_a_hidden_part_or_resource_stands_in_no_list_of_its_episode(client: FlaskClient) -> None:
    a_show()
    written = "Open.\n\n## Stays {#stays}\n\nA.\n\n## Goes {#goes}\n\nB.\n\n## Also {#also}\n\nC.\n"
    episode = an_episode("open", answer=written)
    drafts = [ResourceDraft("kept-book", ResourceKind.BOOK, "Kept book"),
              ResourceDraft("gone-book", ResourceKind.BOOK, "Gone book")]  # fmt: skip
    replace_resources(episode, drafts)
    db.session.commit()
    for fields in ({"scope": Scope.ANSWER_PART, "part_anchor": "goes"},
                   {"scope": Scope.RESOURCE, "resource_slug": "gone-book"}):  # fmt: skip
        warn(episode, fields.pop("scope"), "coercion", **fields)  # type: ignore[arg-type]
        sign = "Goes" if "part_anchor" in fields else "Gone book"
        for address in ("/episodes/open", "/episodes/open/answer"):
            client.delete_cookie(CHOICES_COOKIE)
            assert sign in listed(client, address)
            hide(client)
            page = listed(client, address)
            assert not re.search(rf"<(a|h2|h3)[^>]*>{sign}<", page), address
            assert "Stays" in page
            assert "Kept book" in page
