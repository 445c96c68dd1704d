"""What the watch page leads on to: the nearest first, and never what may not be seen."""

import re

from flask.testing import FlaskClient

from episodes.catalog.models import Status, Topic
from episodes.db import db
from episodes.search.models import RelatedEpisode
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import warn
from tests.factories import an_episode


def related_on(client: FlaskClient, slug: str) -> list[str]:
    page = client.get(f"/episodes/{slug}").text
    section = page.partition('aria-labelledby="related-heading"')[2]
    return re.findall(r'<h3[^>]*>\s*<a [^>]*href="/episodes/([\w-]+)"', section)


def test_the_nearest_come_first_then_those_that_share_a_topic(client: FlaskClient) -> None:
    oat, sharing, near, nearest, *others = (
        an_episode(slug) for slug in ("oat", "sharing", "near", "nearest", "draft", "hidden", "far")
    )
    topic = Topic(slug="trust", name="Trust")
    oat.topics, sharing.topics = [topic], [topic]
    others[0].status = Status.DRAFT
    warn(others[1], Scope.QUESTION)
    for position, other in enumerate([others[0], others[1], nearest, near]):
        link = RelatedEpisode(episode_id=oat.id, position=position, other_id=other.id)
        db.session.add(link)
    db.session.commit()
    client.set_cookie(CHOICES_COOKIE, "c.violence=hide")
    assert related_on(client, "oat") == ["nearest", "near", "sharing"]
