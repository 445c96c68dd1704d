"""Nothing typed is lost: unsaved text is kept, offered again, and thrown away when it is saved."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from episodes.accounts.models import RoleName, User
from episodes.catalog.models import Status
from episodes.db import db
from episodes.drafts.models import KeptDraft
from tests.episodes.desk.conftest import Browser
from tests.factories import a_show, a_user, an_episode, sign_in

PAGE = "/desk/episodes/e/question"
KEY = "0123456789abcdef"
UNSAVED = "Who buys the oat milk now?"


@pytest.fixture
def ana(app: Flask) -> User:
    a_show()
    an_episode("e", status=Status.DRAFT)
    return a_user(RoleName.PRODUCER, name="Ana")


@pytest.fixture
def desk(app: Flask, ana: User) -> Browser:
    return Browser(sign_in(app.test_client(), ana))


def keep(
    desk: Browser, person: User, *, page: str = PAGE, sequence: int = 1, **sent: Any
) -> TestResponse:
    """As the page's script sends it."""
    html = desk.get(page).text
    names = re.search(r'<draft-keeper form="([\w-]+)" thing="([^"]+)"', html)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert names and token, html
    draft = {
        "key": KEY, "form": names[1], "thing": names[2], "sequence": sequence, "made_from": 1,
        "person": str(person.id), "fields": [["version", "1"], ["text", UNSAVED]],
    }  # fmt: skip
    return desk.client.post("/desk/drafts", json=draft | sent, headers={"X-CSRFToken": token[1]})


def test_unsaved_text_is_offered_when_its_writer_comes_back(desk: Browser, ana: User) -> None:
    assert keep(desk, ana).status_code == 200
    page = desk.get(PAGE).text
    assert "You have unsaved text of" in page
    assert "<ins>" in page
    assert 'value="">' not in re.findall(r"<textarea[^>]*name=\"text\"[^<]*<", page)[0]
    taken = desk.get(f"{PAGE}?draft={KEY}").text
    assert re.search(rf'name="text"[^>]*>\s*{re.escape(UNSAVED)}<', taken)
    assert f'name="draft" value="{KEY}:1"' in taken


def test_nobody_else_is_offered_it(app: Flask, desk: Browser, ana: User) -> None:
    keep(desk, ana)
    bob = Browser(sign_in(app.test_client(), a_user(RoleName.ADMIN)))
    assert UNSAVED not in bob.get(PAGE).text
    assert UNSAVED not in bob.get(f"{PAGE}?draft={KEY}").text
    assert keep(bob, ana).status_code == 403


def test_saving_throws_it_away_and_a_late_autosave_does_not_bring_it_back(
    desk: Browser, ana: User
) -> None:
    keep(desk, ana)
    assert desk.post(PAGE, text=UNSAVED, draft=f"{KEY}:1").status_code == 303
    late = keep(desk, ana, sequence=2)
    assert (late.status_code, late.get_json()["closed"]) == (200, True)
    assert "data-draft" not in desk.get(PAGE).text


def test_a_save_that_is_refused_keeps_it(desk: Browser, ana: User) -> None:
    keep(desk, ana)
    refused = desk.post(PAGE, text="", draft=f"{KEY}:1")
    assert refused.status_code == 422
    assert f'name="draft" value="{KEY}:1"' in refused.text
    assert KEY in desk.get(PAGE).text


def test_an_older_autosave_that_comes_late_is_refused(desk: Browser, ana: User) -> None:
    assert keep(desk, ana, sequence=8).status_code == 200
    refused = keep(desk, ana, sequence=7, fields=[["text", "older"]])
    assert (refused.status_code, refused.get_json()) == (409, {"sequence": 8, "closed": False})
    assert db.session.query(KeptDraft).one().sequence == 8


def test_text_from_an_older_version_says_so_and_is_merged_when_it_is_saved(
    desk: Browser, ana: User
) -> None:
    desk.post(PAGE, text="First words, long enough.", asked_by="somebody")
    first = re.search(r'name="version"[^>]*value="(\d+)"', desk.get(PAGE).text)
    assert first
    keep(desk, ana, made_from=int(first[1]), fields=[["version", first[1]], ["text", UNSAVED]])
    desk.post(PAGE, text="First words, long enough.", asked_by="a friend")
    newest = int(first[1]) + 1
    assert f"made from version {first[1]}; version {newest} is newer" in desk.get(PAGE).text
    assert desk.get(f"{PAGE}?draft={KEY}").status_code == 200
    fields: dict[str, object] = {"version": first[1], "text": UNSAVED}
    fields["asked_by"] = "somebody"
    assert desk.post_fields(PAGE, fields, form=f"{PAGE}?draft={KEY}").status_code == 303
    page = desk.get(PAGE).text
    assert UNSAVED in page and "a friend" in page


def test_it_is_thrown_away_by_a_button(desk: Browser, ana: User) -> None:
    keep(desk, ana)
    address = f"/desk/drafts/{KEY}/throw-away"
    response = desk.client.post(
        f"{address}?next={PAGE}", data={"csrf_token": token_of(desk)}, follow_redirects=False
    )
    assert (response.status_code, response.location) == (303, PAGE)
    assert "data-draft" not in desk.get(PAGE).text


def token_of(desk: Browser) -> str:
    token = re.search(r'name="csrf_token" value="([^"]+)"', desk.get(PAGE).text)
    assert token
    return token[1]


def test_what_the_browser_kept_is_given_back_without_saving(desk: Browser, ana: User) -> None:
    given = desk.post(PAGE, text=UNSAVED, restore="1", draft=f"{KEY}:4")
    assert given.status_code == 200
    assert UNSAVED in given.text and " unsaved>" in given.text
    assert UNSAVED not in desk.get(PAGE).text


@pytest.mark.parametrize(
    "sent",
    [
        {"key": "../../etc"}, {"key": 7}, {"sequence": -1}, {"sequence": 2**40}, {"sequence": "x"},
        {"fields": "text"}, {"fields": [["text"]]}, {"fields": [["text", 7]]}, {"form": None},
    ],
)  # fmt: skip
def test_what_the_script_never_sends_is_refused(
    desk: Browser, ana: User, sent: dict[str, object]
) -> None:
    assert keep(desk, ana, **sent).status_code == 400


def test_letters_that_no_database_takes_are_left_out(desk: Browser, ana: User) -> None:
    assert keep(desk, ana, fields=[["text", "a\0b\ud800c"]]).status_code == 200
    assert db.session.query(KeptDraft).one().fields == [["text", "ab?c"]]


def test_text_without_end_is_refused_in_words(desk: Browser, ana: User) -> None:
    response = keep(desk, ana, fields=[["text", "x" * 1_100_000]])
    assert response.status_code == 413
    assert "too long" in response.get_json()["message"]


TYPED = re.compile(r'<textarea|<input[^>]*type="(?:text|url|number|email|date)"')
PAGES = [
    "/desk/episodes/new", "/desk/episodes/e/edit", PAGE, "/desk/episodes/e/answer",
    "/desk/episodes/e/resources", "/desk/episodes/e/warnings", "/desk/episodes/e/captions",
    "/desk/episodes/e/cover", "/desk/episodes/e/video", "/desk/people/new", "/desk/topics/new",
    "/desk/show", "/desk/inbox/settings", "/desk/episodes/e/second-video",
    "/desk/episodes/e/answer/import", "/desk/episodes/e/plan", "/desk/episodes/import-table",
    "/desk/house/invite",
]  # fmt: skip


def test_every_form_with_something_to_type_keeps_it(app: Flask, ana: User) -> None:
    admin = Browser(sign_in(app.test_client(), a_user(RoleName.ADMIN)))
    pages = [*PAGES, f"/desk/house/{ana.id}"]
    for page in pages:
        html = admin.get(page).text
        forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL)
        typed = [form for form in forms if TYPED.search(form)]
        assert typed or page == "/desk/episodes/e/video", page
        assert [form[:200] for form in typed if "<draft-keeper" not in form] == [], page


def test_two_forms_of_one_kind_on_a_page_keep_their_text_apart(desk: Browser, ana: User) -> None:
    page = "/desk/episodes/e/other-forms"
    keep(desk, ana, page=page, form="OtherFormFormsign_language-",
         fields=[["sign_language-note", UNSAVED]])  # fmt: skip
    html = desk.get(f"{page}?draft={KEY}").text
    assert re.search(rf'name="sign_language-note"[^>]*value="{re.escape(UNSAVED)}"', html)
    assert not re.search(r'name="described-note"[^>]*value="[^"]', html)


def test_a_long_open_page_learns_who_is_signed_in(client: FlaskClient, ana: User) -> None:
    assert client.get("/sign-in/token").get_json()["person"] == ""
    sign_in(client, ana)
    answer = client.get("/sign-in/token")
    assert answer.get_json()["person"] == str(ana.id)
    assert answer.headers["Cache-Control"] == "no-store"
    text = {"csrf_token": answer.get_json()["token"], "text": UNSAVED}
    assert client.post(PAGE, data=text).status_code == 303
