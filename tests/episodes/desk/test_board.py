import re
from datetime import date
from html import unescape
from itertools import product

import pytest
from flask import Flask

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.catalog.planning import EpisodePlan, archive_episode, save_plan
from episodes.catalog.readiness import blockers_of, facts_of
from episodes.db import db
from episodes.desk.board import CARDS_A_STAGE, board, standing_of
from episodes.desk.stages import Stage
from episodes.questions.asked.models import AskedQuestion
from episodes.transcripts.models import CaptionTrack
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, CAPTIONS, a_user, an_episode

NOT_REVIEWED, REVIEWED = ReviewState.NOT_REVIEWED, ReviewState.REVIEWED_NONE


def stages() -> dict[str, list[str]]:
    return {c.stage.value: [card.slug for card in c.cards] for c in board() if c.cards}


def test_an_empty_desk_says_how_to_begin(producer: Browser) -> None:
    page = producer.get("/desk/")
    assert page.status_code == 200
    assert "Four steps" in page.text


def test_episodes_stand_in_the_stage_that_their_parts_make(app: Flask) -> None:
    draft = {"status": Status.DRAFT}
    an_episode("no-question", question="", video=True, **draft)
    an_episode("question-alone", **draft)
    an_episode("no-captions", video=True, **draft)
    an_episode("no-review", video=True, captions=CAPTIONS, video_review=NOT_REVIEWED, **draft)
    an_episode("answer-no-review", answer=ANSWER, answer_review=NOT_REVIEWED, **draft)
    an_episode("all-there", video=True, captions=CAPTIONS, answer=ANSWER, **draft)
    an_episode("later", status=Status.SCHEDULED)
    an_episode("out", status=Status.PUBLISHED)
    an_episode("back", status=Status.WITHDRAWN)
    captioned = an_episode("captions-begun", video=True, captions=CAPTIONS, **draft)
    for track in db.session.query(CaptionTrack).filter_by(episode_id=captioned.id):
        track.live_version_id = None
    archive_episode(an_episode("away", status=Status.WITHDRAWN), None)
    db.session.commit()
    assert stages() == {
        "planned": ["question-alone", "no-question"],
        "recorded": ["no-captions"],
        "captions": ["captions-begun"],
        "notes": ["answer-no-review", "no-review"],
        "ready": ["all-there"],
        "scheduled": ["later"],
        "published": ["out"],
        "withdrawn": ["back"],
        "archived": ["away"],
    }


def test_the_board_and_publishing_agree_on_what_blocks(app: Flask) -> None:
    for number, (words, answer, video, written) in enumerate(
        product(("", "Why?"), ("", ANSWER), (NOT_REVIEWED, REVIEWED), (NOT_REVIEWED, REVIEWED))
    ):
        an_episode(
            f"e{number}", status=Status.DRAFT, question=words, answer=answer,
            video_review=video, answer_review=written,
        )  # fmt: skip
    for number in range(16):
        standing = standing_of(f"e{number}")
        episode = db.session.query(Episode).filter_by(slug=f"e{number}").one()
        assert standing is not None
        wheres = [gap.where for gap in standing.blockers]
        assert wheres == [blocker.where for blocker in blockers_of(facts_of(episode))]


def test_each_card_says_what_blocks_it_and_has_its_next_step(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, question="", video_review=NOT_REVIEWED)
    page = producer.get("/desk/").text
    states = re.findall(r'data-state="(\w+)"><span>(\w+)</span>', page)
    assert {name: state for state, name in states} == {
        "Question": "blocks", "Video": "blocks", "Captions": "spare", "Notes": "blocks",
        "Answer": "open", "People": "spare",
    }  # fmt: skip
    assert '<a class="button" href="/desk/episodes/e/question">Write the question' in page


def test_a_long_stage_shows_its_newest_and_leads_to_the_rest(producer: Browser) -> None:
    for number in range(CARDS_A_STAGE + 2):
        an_episode(f"e{number:02}", status=Status.DRAFT, question="")
    page = producer.get("/desk/").text
    assert page.count('<li class="brow"') == CARDS_A_STAGE
    assert f"Planned: see all {CARDS_A_STAGE + 2}" in page
    whole = producer.get("/desk/?stage=planned").text
    assert whole.count('<li class="brow"') == CARDS_A_STAGE + 2


def test_owner_and_due_date_are_changed_on_the_card(producer: Browser) -> None:
    mei = a_user(name="Mei")
    an_episode("e", status=Status.DRAFT)
    address = "/desk/episodes/e/plan?back=/desk/%3Fview%3Dcolumns"
    response = producer.post(address, form="/desk/", owner=str(mei.id), due_on="2001-02-03")
    assert (response.status_code, response.location) == (303, "/desk/?view=columns")
    assert "overdue since 3 February 2001" in producer.get("/desk/").text
    assert (standing := standing_of("e"))
    assert (standing.owner, standing.due_on) == ("Mei", date(2001, 2, 3))


def test_two_who_plan_the_same_episode_are_put_together(producer: Browser) -> None:
    mei, ana = a_user(name="Mei"), a_user(name="Ana")
    an_episode("e", status=Status.DRAFT)
    first = re.search(r'name="opened" value="([^"]*)"', producer.get("/desk/").text)
    assert first
    opened = unescape(first[1])
    producer.post("/desk/episodes/e/plan", form="/desk/", owner=str(mei.id))
    producer.post_fields("/desk/episodes/e/plan", {"due_on": "2099-01-01", "opened": opened})
    assert (standing := standing_of("e"))
    assert (standing.owner, standing.due_on) == ("Mei", date(2099, 1, 1))
    fields = {"owner": str(ana.id), "opened": opened}
    clash = producer.post_fields("/desk/episodes/e/plan", fields, form="/desk/people")
    assert clash.status_code == 409
    assert "Changed by both of you" in clash.text


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("owner=nobody", ["nobodys"]),
        ("overdue=1", ["late"]),
        ("overdue=1&owner=nobody", []),
        ("q=late", ["late"]),
        ("owner=x", ["late", "nobodys"]),
        ("owner=99999999999999", ["late", "nobodys"]),
    ],
)
def test_the_board_shows_whose_and_what_is_overdue(
    producer: Browser, query: str, slugs: list[str]
) -> None:
    late = an_episode("late", status=Status.DRAFT)
    save_plan(late, owner_id=a_user(name="Mei").id, due_on=date(2001, 2, 3), actor=None)
    an_episode("nobodys", status=Status.DRAFT)
    db.session.commit()
    page = producer.get(f"/desk/?{query}").text
    assert sorted(re.findall(r'<li class="brow" id="e-([\w-]+)"', page)) == slugs


@pytest.mark.parametrize("form", [{"owner": "999999"}, {"owner": "x"}, {"due_on": "someday"}])
def test_a_plan_that_cannot_be_is_refused(producer: Browser, form: dict[str, object]) -> None:
    an_episode("e", status=Status.DRAFT)
    response = producer.post_fields("/desk/episodes/e/plan", form)
    assert response.status_code == 422
    assert db.session.query(EpisodePlan).count() == 0


def test_what_many_asked_stands_first_once_somebody_has_read_it(producer: Browser) -> None:
    words = "How do I tell my flatmate about the oat milk?"
    asked = AskedQuestion(text=words, asked_on=date(2026, 1, 1), receipt_hash="a", is_read=True)
    db.session.add(asked)
    db.session.flush()
    other = {"text": words, "asked_on": date(2026, 1, 1), "merged_into_id": asked.id}
    db.session.add(AskedQuestion(receipt_hash="b", **other))
    db.session.add(
        AskedQuestion(text="Nobody read this yet", asked_on=date(2026, 1, 1), receipt_hash="c")
    )
    db.session.commit()
    page = producer.get("/desk/").text
    assert words in page
    assert "2 people asked this" in page
    assert "Nobody read this yet" not in page


@pytest.mark.parametrize("words", ["100%", "%", "_", "'", '"', "<b>", "🦄", "\\"])
def test_finding_by_title_takes_every_character_as_it_is(producer: Browser, words: str) -> None:
    an_episode("found", title=f"Is it {words}?")
    an_episode("other", title="Something else")
    page = producer.client.get("/desk/", query_string={"q": words})
    assert page.status_code == 200
    assert "/desk/episodes/found" in page.text
    assert "/desk/episodes/other" not in page.text


@pytest.mark.parametrize(
    "query", ["stage=nonsense", "page=0", "page=-5", "page=x", "page=99999999999"]
)
def test_an_address_that_nobody_would_type_still_shows_the_board(
    producer: Browser, query: str
) -> None:
    assert producer.get(f"/desk/?{query}").status_code == 200


def test_scheduled_episodes_stand_with_the_next_first(app: Flask) -> None:
    from datetime import timedelta

    from episodes.db import now_utc

    for days in (3, 1, 2):
        at = now_utc() + timedelta(days=days)
        an_episode(f"in-{days}", status=Status.SCHEDULED, published_at=at)
    assert stages() == {Stage.SCHEDULED.value: ["in-1", "in-2", "in-3"]}
