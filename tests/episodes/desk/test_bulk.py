"""One change to many episodes: tried first, all or none, and undone."""

import re

import pytest

from episodes.catalog.models import Status, Topic
from episodes.catalog.planning import plan_of
from episodes.db import db
from episodes.versions.bulk_changes import BulkChange
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_episodes import the_episode
from tests.factories import a_show, an_episode

DRAFT = {"status": Status.DRAFT}
# What a browser sends of lists in which nobody chose anything.
SELECTS = {
    "role": "host", "scope": "video.audio", "owner": "", "category": "", "treatment": "",
    "severity": "0",
}  # fmt: skip


def send(producer: Browser, slugs: list[str], *, do: bool = True, **fields: object) -> str:
    """The page that follows; do: after having looked at what will happen."""
    ids = [the_episode(slug).id for slug in slugs]
    page = producer.get("/desk/bulk?" + "&".join(f"e={number}" for number in ids)).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    form = {"e": ids, "csrf_token": token[1], **SELECTS} | fields
    plan = producer.client.post("/desk/bulk", data=form)
    if not do:
        return plan.text
    return producer.client.post("/desk/bulk", data=form | {"do": "1"}, follow_redirects=True).text


def undo(producer: Browser) -> str:
    number = db.session.query(BulkChange.id).order_by(BulkChange.id.desc()).first()[0]
    address = f"/desk/bulk/{number}"
    producer.post(f"{address}/undo", form=address)
    return producer.get(address).text


def topics_of(slug: str) -> list[str]:
    return [topic.name for topic in the_episode(slug).topics]


def test_topics_are_given_to_many_and_taken_back(producer: Browser) -> None:
    an_episode("a", **DRAFT), an_episode("b")
    page = send(producer, ["a", "b"], what="topics", new_topics="Oat milk")
    assert "Done: 2 episodes changed." in page
    assert (topics_of("a"), topics_of("b")) == (["Oat milk"], ["Oat milk"])
    assert "Undone on" in undo(producer)
    assert (topics_of("a"), topics_of("b")) == ([], [])


def test_looking_at_what_will_happen_changes_nothing(producer: Browser) -> None:
    an_episode("a", **DRAFT), an_episode("b")
    page = send(producer, ["a", "b"], do=False, what="topics", new_topics="Oat milk")
    assert "Gets these topics." in page
    assert "Viewers see it at once." in page
    assert db.session.query(Topic).count() == 0
    assert db.session.query(BulkChange).count() == 0


def test_one_that_cannot_keeps_all_from_it_and_may_be_left_out(producer: Browser) -> None:
    an_episode("ready", video=True, **DRAFT), an_episode("empty", question="", **DRAFT)
    fields = {"what": "schedule", "published_at": "2099-01-01T18:00", "days_between": "7"}
    page = send(producer, ["ready", "empty"], **fields)
    assert "Can’t be done:" in page
    assert "Write the question." in page
    assert the_episode("ready").status == Status.DRAFT
    send(producer, ["ready"], **fields)
    assert the_episode("ready").status == Status.SCHEDULED


def test_they_go_out_one_after_another_by_the_shows_clock(producer: Browser) -> None:
    a_show(time_zone="Europe/London")
    for slug in ("a", "b"):
        an_episode(slug, video=True, **DRAFT)
    # The clocks go back on 25 October: the second goes out at 18:00 all the same.
    fields = {"what": "schedule", "published_at": "2099-10-20T18:00", "days_between": "7"}
    send(producer, ["a", "b"], **fields)
    times = [the_episode(slug).published_at.isoformat() for slug in ("a", "b")]  # type: ignore[union-attr]
    assert times == ["2099-10-20T17:00:00+00:00", "2099-10-27T18:00:00+00:00"]
    undo(producer)
    assert {the_episode(slug).status for slug in ("a", "b")} == {Status.DRAFT}


def test_withdrawn_together_they_come_back_together(producer: Browser) -> None:
    an_episode("a", video=True), an_episode("b", video=True)
    was = the_episode("a").published_at
    send(producer, ["a", "b"], what="withdraw")
    assert {the_episode(slug).status for slug in ("a", "b")} == {Status.WITHDRAWN}
    undo(producer)
    assert the_episode("a").status == Status.PUBLISHED
    assert the_episode("a").published_at == was


def test_a_person_a_note_an_owner_and_the_archive(producer: Browser) -> None:
    an_episode("a", **DRAFT)
    send(producer, ["a"], what="person", person="Maya", role="guest")
    assert [(c.person.name, c.role.value) for c in the_episode("a").credits] == [("Maya", "guest")]
    note = {"category": "drugs", "treatment": "mention", "severity": "1"}
    page = send(producer, ["a"], what="note", **note)
    assert "Done: 1 episode changed." in page, page
    assert "drugs" in producer.get("/desk/episodes/a/warnings").text
    send(producer, ["a"], what="plan", due_on="2099-01-01")
    assert plan_of(the_episode("a").id).due_on is not None
    send(producer, ["a"], what="archive")
    assert plan_of(the_episode("a").id).archived_at is not None
    undo(producer)
    db.session.expire_all()
    assert plan_of(the_episode("a").id).archived_at is None


def test_what_somebody_changed_since_is_not_undone_over_them(producer: Browser) -> None:
    an_episode("a", **DRAFT), an_episode("b", **DRAFT)
    send(producer, ["a", "b"], what="topics", new_topics="Oat milk")
    producer.post("/desk/episodes/b/edit", title="Another title")
    assert "Somebody changed it since." in undo(producer)
    assert topics_of("a") == ["Oat milk"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"what": "nonsense"},
        {"what": "topics"},
        {"what": "person"},
        {"what": "note"},
        {"what": "schedule"},
        {"what": "schedule", "published_at": "x"},
        {"what": "plan", "owner": "99"},
    ],
)
def test_what_is_missing_is_said_and_nothing_happens(
    producer: Browser, fields: dict[str, object]
) -> None:
    an_episode("a", **DRAFT)
    assert 'role="alert"' in send(producer, ["a"], **fields)
    assert db.session.query(BulkChange).count() == 0


def test_a_board_has_what_to_choose_with(producer: Browser) -> None:
    episode = an_episode("a", **DRAFT)
    assert f'name="e" value="{episode.id}" form="bulk"' in producer.get("/desk/").text
    assert "No episode is chosen" in producer.get("/desk/bulk").text
    assert producer.get("/desk/bulk?e=x&e=999999").status_code == 200
