"""What keeps an episode from going out: what every show asks, and what this one asks besides."""

import pytest
from flask import Flask

from episodes.accounts.models import AuditEntry
from episodes.catalog.actions import publish
from episodes.catalog.directory import ShowDraft, save_show
from episodes.catalog.errors import NotPublishableError
from episodes.catalog.models import Credit, CreditRole, Episode, Person, Status
from episodes.catalog.readiness import Rule, blockers_of, facts_of
from episodes.db import db
from episodes.media.models import Video
from tests.factories import CAPTIONS, a_show, an_episode


def codes(episode: Episode) -> list[str]:
    db.session.flush()
    return [blocker.code for blocker in blockers_of(facts_of(episode))]


def ask_for(*rules: Rule) -> None:
    a_show(publishing_rules=[rule.value for rule in rules])


def test_an_episode_with_nothing_in_it_cannot_be_published(app: Flask) -> None:
    episode = an_episode(status=Status.DRAFT)
    with pytest.raises(NotPublishableError):
        publish(episode)
    assert codes(episode) == ["answered"]


def test_captions_block_where_the_show_asks_for_them(app: Flask) -> None:
    episode = an_episode(status=Status.DRAFT, video=True)
    assert codes(episode) == []
    ask_for(Rule.CAPTIONS)
    assert codes(episode) == ["captions"]
    assert codes(an_episode(status=Status.DRAFT, video=True, captions=CAPTIONS)) == []
    broken = CAPTIONS + "\n00:01:30.000 --> 00:0\nLost words.\n"
    assert codes(an_episode(status=Status.DRAFT, video=True, captions=broken)) == [
        "broken_captions"
    ]


def test_who_answers_blocks_where_the_show_asks_for_it(app: Flask) -> None:
    ask_for(Rule.SOMEBODY)
    episode = an_episode(status=Status.DRAFT, video=True)
    assert codes(episode) == ["somebody"]
    maya = Person(slug="maya", name="Maya")
    db.session.add(maya)
    db.session.flush()
    db.session.add(
        Credit(episode_id=episode.id, person_id=maya.id, role=CreditRole.HOST, position=0)
    )
    assert codes(episode) == []


def test_a_poster_without_words_blocks_where_the_show_asks_for_them(app: Flask) -> None:
    ask_for(Rule.ALTERNATIVES)
    episode = an_episode(status=Status.DRAFT, video=True)
    assert codes(episode) == []
    video = db.session.query(Video).one()
    video.poster_key = "po-abc"
    assert codes(episode) == ["alternatives"]
    video.poster_alt = "Maya holds the list."
    assert codes(episode) == []


def test_who_switched_a_rule_is_written_down(app: Flask) -> None:
    save_show(ShowDraft("Ours", publishing_rules=(Rule.CAPTIONS,)))
    save_show(ShowDraft("Ours", publishing_rules=(Rule.CAPTIONS,)))
    details = [entry.detail for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert details == [{"publishing_rules": ["captions"]}, {}]
