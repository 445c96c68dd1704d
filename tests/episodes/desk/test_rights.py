"""What each role may do on the desk, and what people see who are given single episodes."""

from collections.abc import Callable

import pytest
from flask import Flask

from episodes.accounts.models import RoleName, User
from episodes.catalog.given import give_episodes
from episodes.catalog.models import Status
from episodes.db import db
from episodes.transcripts.queries import live_tracks
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_access import addresses
from tests.factories import CAPTIONS, a_show, a_user, an_episode, signed_in

MAY_OPEN = {
    RoleName.GUEST_AUTHOR: {"answer", "resources"},
    RoleName.CAPTIONER: {"captions"},
    RoleName.REVIEWER: {"answer", "resources", "captions", "question", "warnings", "history"},
    RoleName.EDITOR: {
        "answer", "resources", "captions", "question", "warnings", "history", "edit", "video",
        "cover",
    },
}  # fmt: skip
PAGES = sorted(set().union(*MAY_OPEN.values()))
Enter = Callable[..., Browser]


@pytest.fixture
def enter(app: Flask) -> Enter:
    def browser_of(role: RoleName | User, **options: bool) -> Browser:
        person = role if isinstance(role, User) else a_user(role, **options)
        return Browser(signed_in(app.test_client(), person))

    a_show()
    return browser_of


def press(browser: Browser, address: str) -> int:
    return browser.post(address, form="/sign-in/password").status_code


@pytest.mark.parametrize("role", MAY_OPEN)
def test_a_role_opens_the_pages_of_its_work_and_no_others(enter: Enter, role: RoleName) -> None:
    an_episode("e", captions=CAPTIONS, answer="## A\n\nB", status=Status.DRAFT)
    browser = enter(role)
    pages = {page: browser.get(f"/desk/episodes/e/{page}").status_code for page in PAGES}
    assert pages == {page: 200 if page in MAY_OPEN[role] else 403 for page in PAGES}
    assert browser.get("/desk/inbox").status_code == (200 if role is RoleName.EDITOR else 403)
    assert browser.get("/desk/show").status_code == 403


@pytest.mark.parametrize("role", [RoleName.EDITOR, RoleName.REVIEWER, RoleName.CAPTIONER])
def test_only_producers_and_admins_publish(enter: Enter, role: RoleName) -> None:
    an_episode("e", answer="## A\n\nB", status=Status.DRAFT)
    assert press(enter(role), "/desk/episodes/e/publish") == 403
    assert press(enter(RoleName.PRODUCER), "/desk/episodes/e/publish") == 303


def test_an_editor_changes_nothing_that_viewers_would_see_at_once(enter: Enter) -> None:
    episode = an_episode("e", captions=CAPTIONS, video=True)
    (track,) = live_tracks(episode.id)
    editor = enter(RoleName.EDITOR)
    live = f"/desk/episodes/e/captions/{track.version_id}/live"
    editor.post(live, form="/sign-in/password", fits="1")
    assert "Ask somebody who may publish" in editor.get("/desk/episodes/e/captions").text
    page = editor.post("/desk/episodes/e/video/remove", form="/sign-in/password").text
    assert ("Ask somebody who may publish" in page, "e.mp4" in page) == (True, True)


def test_a_reviewer_reads_but_saves_nothing(enter: Enter) -> None:
    an_episode("e", answer="## A\n\nB", status=Status.DRAFT)
    reviewer = enter(RoleName.REVIEWER)
    for page in ("answer", "warnings", "question"):
        assert reviewer.get(f"/desk/episodes/e/{page}").status_code == 200
        assert press(reviewer, f"/desk/episodes/e/{page}") == 403


def test_of_episodes_that_were_not_given_nothing_is_there(app: Flask, enter: Enter) -> None:
    given, other = an_episode("given", status=Status.DRAFT), an_episode("e", status=Status.DRAFT)
    for episode in (given, other):
        episode.title = f"Title of {episode.slug}"
    captioner = a_user(RoleName.CAPTIONER, works_on_all=False)
    give_episodes(captioner, [given.id])
    db.session.commit()
    browser = enter(captioner)
    board = browser.get("/desk/").text
    assert ("Title of given" in board, "Title of e" in board) == (True, False)
    assert browser.get("/desk/episodes/given/captions").status_code == 200
    assert browser.get("/episodes/given").status_code == 200
    for method, address in addresses(app):
        if address.startswith("/desk/episodes/e"):
            send = (
                browser.get
                if method == "GET"
                else lambda a: browser.post(a, form="/sign-in/password")
            )
            assert send(address).status_code in (403, 404), address
    for address in ("", "/answer", "/captions/en.captions.vtt", "/poster.jpg", "/video.mp4"):
        assert browser.get(f"/episodes/e{address}").status_code == 404
    assert "Title of e" not in browser.get("/search?q=Title").text


def test_a_captioner_may_be_given_every_episode(enter: Enter) -> None:
    an_episode("e", status=Status.DRAFT)
    assert enter(RoleName.CAPTIONER).get("/desk/episodes/e/captions").status_code == 200
    some = enter(RoleName.CAPTIONER, works_on_all=False)
    assert some.get("/desk/episodes/e/captions").status_code == 404


def test_a_guest_author_writes_the_answer_that_was_given(enter: Enter) -> None:
    episode = an_episode("e", status=Status.DRAFT)
    author = a_user(RoleName.GUEST_AUTHOR, works_on_all=False)
    give_episodes(author, [episode.id])
    db.session.commit()
    browser = enter(author)
    saved = browser.post("/desk/episodes/e/answer", markdown="## Hello\n\nWords.", author="0")
    assert saved.status_code == 303
    assert browser.get("/desk/episodes/e/versions/answer").status_code == 200
    assert browser.get("/desk/episodes/e/versions/question").status_code == 403
