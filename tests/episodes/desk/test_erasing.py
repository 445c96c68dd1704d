"""What was never public is deleted whole; the rest goes into the archive."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from episodes.catalog.models import Episode, Status
from episodes.catalog.planning import plan_of
from episodes.db import db
from episodes.media.models import Video
from episodes.media.storage import storage
from episodes.search.models import Passage
from episodes.versions.models import Version
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_episodes import the_episode
from tests.factories import ANSWER, CAPTIONS, an_episode

DELETE = "/desk/episodes/e/delete"


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_draft_goes_with_all_that_was_made_for_it(producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video=True, captions=CAPTIONS, answer=ANSWER)
    producer.post("/desk/episodes/e/edit", title="E", new_topics="Oat milk")
    assert count(Passage) > 0
    response = producer.post(DELETE, title=" E ")
    assert response.status_code == 303
    assert [count(model) for model in (Episode, Video, Version, Passage)] == [0, 0, 0, 0]


def test_its_files_go_too_but_for_those_that_another_episode_has(producer: Browser) -> None:
    own, shared = (
        storage().save(BytesIO(data), limit_bytes=100, suffix=".mp4").key
        for data in (b"its own", b"of both")
    )
    for slug in ("e", "other"):
        episode = an_episode(slug, status=Status.DRAFT)
        db.session.add(Video(episode_id=episode.id, original_key=shared, media_type="video/mp4"))
    video = db.session.query(Video).join(Episode).filter(Episode.slug == "e").one()
    video.storage_key = own
    db.session.commit()
    producer.post(DELETE, title="E")
    assert not storage().has(own)
    assert storage().has(shared)


@pytest.mark.parametrize("title", ["", "e", "Something else"])
def test_it_is_not_deleted_where_the_title_is_not_typed(producer: Browser, title: str) -> None:
    an_episode("e", status=Status.DRAFT)
    response = producer.post(DELETE, title=title)
    assert response.status_code == 422
    assert "Type the title exactly" in response.text
    assert count(Episode) == 1


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.SCHEDULED, Status.WITHDRAWN])
def test_what_was_public_is_never_deleted(producer: Browser, status: Status) -> None:
    an_episode("e", status=status)
    assert "people may have linked to it" in producer.get(DELETE).text
    producer.post(DELETE, form="/desk/episodes/e/plan", title="E")
    assert count(Episode) == 1


def test_the_archive_takes_what_is_withdrawn_and_gives_it_back(producer: Browser) -> None:
    an_episode("e", status=Status.WITHDRAWN)
    producer.post("/desk/episodes/e/archive", form=DELETE)
    assert plan_of(the_episode("e").id).archived_at is not None
    producer.post("/desk/episodes/e/bring-back", form=DELETE)
    db.session.expire_all()
    assert plan_of(the_episode("e").id).archived_at is None


def test_what_viewers_see_does_not_go_into_the_archive(producer: Browser) -> None:
    an_episode("e")
    producer.post("/desk/episodes/e/archive", form=DELETE)
    assert "Withdraw it first" in producer.get(DELETE).text
    assert plan_of(the_episode("e").id).archived_at is None
