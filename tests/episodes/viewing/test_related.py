"""What the watch page and the written answer lead on to: the nearest first, and never what may not
be seen."""

import re
from datetime import timedelta

from flask.testing import FlaskClient

from episodes.catalog.models import Status, Topic
from episodes.db import db, now_utc
from episodes.search.models import RelatedEpisode
from episodes.warnings.choices import CHOICES_COOKIE
from episodes.warnings.models import Scope
from tests.episodes.viewing.conftest import warn
from tests.factories import ANSWER, an_episode


def leads_of(client: FlaskClient, address: str, heading: str) -> list[str]:
    """Where the titles under this heading lead, below /episodes/."""
    section = client.get(address).text.partition(f'aria-labelledby="{heading}"')[2]
    return re.findall(r'<h3[^>]*>\s*<a [^>]*href="/episodes/([\w/-]+)"', section)


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
    assert leads_of(client, "/episodes/oat", "related-heading") == ["nearest", "near", "sharing"]


def test_an_answer_leads_on_to_other_answers_without_what_is_hidden(client: FlaskClient) -> None:
    oat, near, silent, later = (
        an_episode(slug, answer=answer)
        for slug, answer in (("oat", ANSWER), ("near", ANSWER), ("silent", ""), ("later", ANSWER))
    )
    hidden = an_episode("hidden", answer=ANSWER)
    later.answer_published_at = now_utc() + timedelta(days=1)
    warn(hidden, Scope.ANSWER)
    for position, other in enumerate([silent, later, hidden, near]):
        link = RelatedEpisode(episode_id=oat.id, position=position, other_id=other.id)
        db.session.add(link)
    db.session.commit()
    next_of_oat = ("/episodes/oat/answer", "next-heading")
    assert leads_of(client, *next_of_oat) == ["hidden/answer", "near/answer"]
    client.set_cookie(CHOICES_COOKIE, "c.violence=hide")
    assert leads_of(client, *next_of_oat) == ["near/answer"]
    assert "Read next" not in client.get("/episodes/near/answer").text
