from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from episodes.accounts.models import AuditEntry
from episodes.answers.models import Answer
from episodes.catalog.actions import (
    ChapterDraft,
    CreditDraft,
    create_episode,
    publish,
    publish_answer,
    publish_due,
    replace_chapters,
    replace_credits,
    schedule,
    update_episode,
    withdraw,
)
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.errors import NotPublishableError
from episodes.catalog.models import CreditRole, Episode, Person, Status
from episodes.catalog.readiness import blockers_of, facts_of
from episodes.catalog.signals import episode_changed
from episodes.db import db, now_utc
from episodes.media.models import Video
from episodes.questions.published.models import Question
from episodes.refusals import RefusalError, TakenError

TOMORROW = timedelta(days=1)


def ready_episode(title: str = "Who carries the list?") -> Episode:
    episode = create_episode(title=title, video_review=ReviewState.REVIEWED_NONE)
    question = Question(episode_id=episode.id, text="Who carries the list?")
    question.points_to_nobody = True
    db.session.add(question)
    address = "https://media.example/list.mp4"
    db.session.add(Video(episode_id=episode.id, address=address, media_type="video/mp4"))
    db.session.flush()
    return episode


def test_a_slug_is_made_from_the_title(app: Flask) -> None:
    assert create_episode(title="It’s complicated: Zoë & me").slug == "its-complicated-zoe-and-me"


def test_the_same_title_twice_gets_a_number(app: Flask) -> None:
    slugs = [create_episode(title="Two years of faking it").slug for _ in range(3)]
    assert slugs == [
        "two-years-of-faking-it",
        "two-years-of-faking-it-2",
        "two-years-of-faking-it-3",
    ]


def test_a_title_of_emoji_still_gets_an_address(app: Flask) -> None:
    assert create_episode(title="🦄").slug == "episode"


def test_the_address_of_the_desks_own_form_is_not_given_away(app: Flask) -> None:
    assert create_episode(title="New!").slug == "new-2"


@pytest.mark.parametrize(
    "slug", ["../etc", "a/b", "A-B", "a--b", "-a", "a b", "a.b", "ä", "a" * 81, "new"]
)
def test_a_slug_that_no_address_can_carry_is_refused(app: Flask, slug: str) -> None:
    with pytest.raises(RefusalError) as caught:
        create_episode(title="A title", slug=slug)
    assert caught.value.field == "slug"


def test_a_taken_slug_is_named(app: Flask) -> None:
    create_episode(title="One", slug="one")
    with pytest.raises(TakenError, match="“one”"):
        create_episode(title="Another", slug="one")


def test_a_taken_season_and_number_names_the_other_episode(app: Flask) -> None:
    create_episode(title="First of all", season=1, number=1)
    with pytest.raises(TakenError, match="First of all"):
        create_episode(title="Another", season=1, number=1)


def test_an_episode_keeps_its_own_season_and_number(app: Flask) -> None:
    episode = create_episode(title="First", season=1, number=1)
    update_episode(episode, title="The first", season=1, number=1)
    assert (episode.title, episode.season) == ("The first", 1)


def test_a_season_without_a_number_names_the_missing_field(app: Flask) -> None:
    with pytest.raises(RefusalError) as caught:
        create_episode(title="One", season=1)
    assert caught.value.field == "number"


@pytest.mark.parametrize("language", ["", "english language", "e", "en_GB", "<b>"])
def test_a_language_that_is_no_tag_is_refused(app: Flask, language: str) -> None:
    with pytest.raises(RefusalError, match="code of a language"):
        create_episode(title="One", language=language)


def test_a_draft_may_change_its_address_and_the_trail_says_so(app: Flask) -> None:
    episode = create_episode(title="One")
    update_episode(episode, slug="another")
    db.session.flush()
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.thing, entry.detail) == ("another", {"fields": ["slug"], "was": "one"})


def test_the_address_of_a_published_episode_stays(app: Flask) -> None:
    episode = publish(ready_episode())
    with pytest.raises(RefusalError, match="stays as it is"):
        update_episode(episode, slug="another")
    assert episode.slug == "who-carries-the-list"


def test_an_update_that_changes_nothing_is_not_written_down(app: Flask) -> None:
    episode = create_episode(title="One")
    update_episode(episode, title="One")
    db.session.flush()
    actions = db.session.scalars(select(AuditEntry.action)).all()
    assert actions == ["episode.create"]


def test_an_empty_draft_lists_what_blocks_it(app: Flask) -> None:
    blockers = blockers_of(facts_of(create_episode(title="One")))
    assert [(b.code, b.where) for b in blockers] == [
        ("question", "question"),
        ("answered", "video"),
        ("video_review", "warnings"),
    ]


def test_an_answer_that_nobody_reviewed_blocks(app: Flask) -> None:
    episode = ready_episode()
    db.session.add(Answer(episode_id=episode.id, markdown="Talk."))
    db.session.flush()
    with pytest.raises(NotPublishableError) as caught:
        publish(episode)
    assert [b.code for b in caught.value.blockers] == ["answer_review"]
    assert episode.status == Status.DRAFT


def test_publishing_puts_the_answer_out_with_the_episode(app: Flask) -> None:
    episode = ready_episode()
    db.session.add(Answer(episode_id=episode.id, markdown="Talk."))
    update_episode(episode, answer_review=ReviewState.REVIEWED_SOME)
    publish(episode)
    assert episode.status == Status.PUBLISHED
    assert episode.answer_published_at == episode.published_at is not None


def test_an_episode_without_an_answer_has_no_answer_time(app: Flask) -> None:
    assert publish(ready_episode()).answer_published_at is None


def test_an_answer_written_later_is_put_out_by_itself(app: Flask) -> None:
    episode = publish(ready_episode())
    db.session.add(Answer(episode_id=episode.id, markdown="Talk."))
    with pytest.raises(NotPublishableError):
        publish_answer(episode)
    update_episode(episode, answer_review=ReviewState.REVIEWED_NONE)
    publish_answer(episode)
    assert episode.answer_published_at is not None


def test_what_was_withdrawn_does_not_come_back_as_new(app: Flask) -> None:
    march = datetime(2026, 3, 1, 18, tzinfo=UTC)
    episode = publish(ready_episode(), at=march)
    withdraw(episode)
    assert episode.status == Status.WITHDRAWN
    publish(episode)
    assert episode.published_at == march


def test_a_draft_cannot_be_withdrawn(app: Flask) -> None:
    with pytest.raises(RefusalError):
        withdraw(create_episode(title="One"))


def test_taking_a_scheduled_episode_back_makes_it_a_draft(app: Flask) -> None:
    episode = schedule(ready_episode(), now_utc() + TOMORROW)
    withdraw(episode)
    assert (episode.status, episode.published_at) == (Status.DRAFT, None)


def test_nothing_is_scheduled_for_the_past(app: Flask) -> None:
    with pytest.raises(RefusalError, match="future"):
        schedule(ready_episode(), now_utc() - TOMORROW)


def test_what_is_due_is_published_at_the_time_it_was_promised(app: Flask) -> None:
    promised = now_utc() + TOMORROW
    due = schedule(ready_episode("Due"), promised)
    later = schedule(ready_episode("Later"), promised + TOMORROW)
    assert publish_due(now_utc()) == []
    assert publish_due(promised + timedelta(minutes=1)) == [due]
    assert (due.status, due.published_at) == (Status.PUBLISHED, promised)
    assert later.status == Status.SCHEDULED


def test_what_is_due_but_blocked_stays_scheduled(app: Flask) -> None:
    episode = schedule(ready_episode(), now_utc() + TOMORROW)
    db.session.add(Answer(episode_id=episode.id, markdown="Written too late to be reviewed."))
    episode.published_at = now_utc() - timedelta(minutes=1)
    assert publish_due(now_utc()) == []
    assert episode.status == Status.SCHEDULED


def test_a_published_video_cannot_become_unreviewed(app: Flask) -> None:
    episode = publish(ready_episode())
    with pytest.raises(RefusalError) as caught:
        update_episode(episode, video_review=ReviewState.NOT_REVIEWED)
    assert caught.value.field == "video_review"


def test_credits_keep_their_order_and_can_be_saved_again(app: Flask) -> None:
    episode = create_episode(title="One")
    ana, bo = Person(slug="ana", name="Ana"), Person(slug="bo", name="Bo")
    db.session.add_all([ana, bo])
    db.session.flush()
    drafts = [CreditDraft(bo, CreditRole.HOST), CreditDraft(ana, CreditRole.GUEST)]
    replace_credits(episode, drafts)
    replace_credits(episode, drafts)
    assert [(c.person.name, c.role) for c in episode.credits] == [("Bo", "host"), ("Ana", "guest")]


def test_one_person_twice_in_one_role_is_refused(app: Flask) -> None:
    episode = create_episode(title="One")
    ana = Person(slug="ana", name="Ana")
    db.session.add(ana)
    db.session.flush()
    with pytest.raises(RefusalError, match="twice"):
        replace_credits(episode, [CreditDraft(ana, CreditRole.HOST)] * 2)


def test_chapters_are_kept_in_order_of_time(app: Flask) -> None:
    episode = create_episode(title="One")
    replace_chapters(episode, [ChapterDraft(5000, "Then"), ChapterDraft(0, "First")])
    assert [c.title for c in episode.chapters] == ["First", "Then"]


def test_two_chapters_at_one_time_are_refused(app: Flask) -> None:
    with pytest.raises(RefusalError, match="same time"):
        replace_chapters(
            create_episode(title="One"), [ChapterDraft(0, "First"), ChapterDraft(0, "Also")]
        )


def test_each_change_is_announced(app: Flask) -> None:
    heard: list[str] = []

    def hear(episode: Episode) -> None:
        heard.append(episode.slug)

    with episode_changed.connected_to(hear):
        publish(ready_episode())
    assert heard == ["who-carries-the-list", "who-carries-the-list"]
