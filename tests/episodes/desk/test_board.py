from itertools import product

import pytest
from flask import Flask

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.catalog.readiness import blockers_of, facts_of
from episodes.db import db
from episodes.desk.queries import CARDS_A_STAGE, board, standing_of
from episodes.desk.stages import Stage
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, CAPTIONS, an_episode

NOT_REVIEWED, REVIEWED = ReviewState.NOT_REVIEWED, ReviewState.REVIEWED_NONE


def stages() -> dict[str, list[str]]:
    return {c.stage.value: [card.slug for card in c.cards] for c in board() if c.cards}


def test_an_empty_desk_says_how_to_begin(producer: Browser) -> None:
    page = producer.get("/desk/")
    assert page.status_code == 200
    assert "There are no episodes yet" in page.text


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
    assert stages() == {
        "draft": ["question-alone", "no-question"],
        "captions": ["no-captions"],
        "review": ["answer-no-review", "no-review"],
        "ready": ["all-there"],
        "scheduled": ["later"],
        "published": ["out"],
        "withdrawn": ["back"],
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


def test_each_card_says_what_blocks_it(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, question="", video_review=NOT_REVIEWED)
    page = producer.get("/desk/").text
    assert "Write the question." in page
    assert "Check the video for content notes." in page


def test_a_long_stage_shows_its_newest_and_leads_to_the_rest(producer: Browser) -> None:
    for number in range(CARDS_A_STAGE + 2):
        an_episode(f"e{number:02}", status=Status.DRAFT, question="")
    page = producer.get("/desk/").text
    assert page.count('<li class="card">') == CARDS_A_STAGE
    assert f"Draft: see all {CARDS_A_STAGE + 2}" in page
    whole = producer.get("/desk/?stage=draft").text
    assert whole.count('<li class="card">') == CARDS_A_STAGE + 2


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
