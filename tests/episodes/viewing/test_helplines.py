"""Where an episode carries harm, the people to call stand beside it, not only at the foot."""

import pytest
from flask.testing import FlaskClient

from episodes.answers.actions import ResourceDraft, replace_resources
from episodes.answers.models import ResourceKind
from episodes.db import db
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import warn
from tests.factories import ANSWER, a_show, an_episode

LINE = {"country": "GB", "name": "Example Listening Line", "phone": "555 0163"}
ADDRESSES = ("/episodes/oat", "/episodes/oat/answer")
PLACES = [
    {"scope": Scope.QUESTION},
    {"scope": Scope.VIDEO_AUDIO},
    {"scope": Scope.ANSWER},
    {"scope": Scope.ANSWER_PART, "part_anchor": "make-the-list"},
    {"scope": Scope.RESOURCE, "resource_slug": "the-book"},
]


def before_the_foot(client: FlaskClient, address: str) -> str:
    return client.get(address).text.split('<footer class="site-footer"')[0]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["scope"].value)
def test_people_to_call_stand_beside_what_carries_harm(
    client: FlaskClient, place: dict[str, str]
) -> None:
    a_show(helplines=[LINE])
    episode = an_episode("oat", video=True, answer=ANSWER)
    replace_resources(episode, [ResourceDraft("the-book", ResourceKind.BOOK, "Oat milk")])
    db.session.commit()
    warn(episode, Scope.QUESTION, "strong-language")
    for address in ADDRESSES:
        assert LINE["name"] not in before_the_foot(client, address)
    warn(episode, category="coercion", **place)  # type: ignore[arg-type]
    for address in ADDRESSES:
        assert LINE["name"] in before_the_foot(client, address), address
