"""Inviting people, letting them in by their link, and what an admin does with their accounts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from episodes.accounts.models import AuditEntry, RoleName, User
from episodes.accounts.passwords import is_right_password
from episodes.accounts.queries import user_by_email
from episodes.db import db, now_utc
from episodes.house.models import AccessLink
from episodes.jobs.models import Job
from episodes.jobs.running import run_pending
from episodes.site import settings_of
from tests.episodes.desk.conftest import Browser
from tests.episodes.house.test_mail import free_port
from tests.factories import a_show, a_user, an_episode, csrf_token, sign_in, signed_in

PASSWORD = "a password of theirs"
NEW = "newcomer@example.org"


@pytest.fixture
def admin(app: Flask) -> Browser:
    a_show()
    return Browser(signed_in(app.test_client(), a_user(RoleName.ADMIN, name="Ada")))


def invite(admin: Browser, email: str = NEW, role: str = "editor", **fields: str) -> str:
    """The invitation's page on the desk."""
    sent = admin.post("/desk/house/invite", email=email, role=role, **fields)
    assert sent.status_code == 303, sent.text
    return sent.location


def link_on(page: str) -> str:
    """Without the host, which in a test is another."""
    shown = re.search(r"<code[^>]*>\s*https?://[^/]+(/[^<\s]+)", page)
    assert shown
    return unescape(shown[1])


def accept(app: Flask, link: str, password: str = PASSWORD) -> FlaskClient:
    stranger = app.test_client()
    form = {"name": "Nia", "password": password, "again": password}
    token = csrf_token(stranger, link)
    sent = stranger.post(link, data=form | {"csrf_token": token})
    assert sent.status_code == 303, sent.text
    return stranger


def test_an_invited_person_chooses_a_password_and_works(admin: Browser, app: Flask) -> None:
    link = link_on(admin.get(invite(admin)).text)
    stranger = accept(app, link)
    nia = user_by_email(NEW)
    assert (nia.display_name, nia.active, nia.roles[0].name) == ("Nia", True, "editor")
    assert sign_in(stranger, nia, PASSWORD).get("/desk/").status_code == 200
    actions = list(db.session.scalars(select(AuditEntry.action)))
    assert {"user.invite", "user.accept_invitation"} <= set(actions)


def test_an_invitation_opens_once_and_not_when_withdrawn_or_old(admin: Browser, app: Flask) -> None:
    page = invite(admin)
    link = link_on(admin.get(page).text)
    accept(app, link)
    assert app.test_client().get(link).status_code == 410

    withdrawn = invite(admin, "w@example.org")
    link = link_on(admin.get(withdrawn).text)
    admin.post(f"{withdrawn}/withdraw", form=withdrawn)
    assert app.test_client().get(link).status_code == 410
    assert user_by_email("w@example.org") is None

    old = invite(admin, "o@example.org")
    link = link_on(admin.get(old).text)
    db.session.execute(update(AccessLink).values(ends_at=now_utc() - timedelta(seconds=1)))
    db.session.commit()
    assert app.test_client().get(link).status_code == 410
    assert "Invitation ended" in admin.get("/desk/house").text


def test_sending_again_makes_a_new_link_and_ends_the_one_before(admin: Browser, app: Flask) -> None:
    page = invite(admin)
    first = link_on(admin.get(page).text)
    admin.post(f"{page}/invitation", form=page)
    second = link_on(admin.get(page).text)
    statuses = [app.test_client().get(link).status_code for link in (first, second)]
    assert statuses == [410, 200]


def test_no_copy_of_the_database_opens_an_account(admin: Browser, app: Flask) -> None:
    key = link_on(admin.get(invite(admin)).text).rpartition("/")[2]
    (row,) = db.session.execute(select(AccessLink.__table__)).all()
    assert key not in map(str, row)
    assert app.test_client().get(f"/invitation/{row.nonce}").status_code == 410


def test_nobody_signs_in_to_an_account_that_waits(admin: Browser, app: Flask) -> None:
    invite(admin)
    for password in ("!", "", "anything at all"):
        assert not is_right_password(user_by_email(NEW), password)


def test_a_mail_server_that_is_down_loses_nothing(
    admin: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": free_port(), "MAIL_FROM": "a@b.org"}
    mailing = settings_of(app).model_copy(update=nobody)
    monkeypatch.setitem(app.extensions, "settings", mailing)
    page = invite(admin)
    db.session.execute(update(Job).values(attempts=9))
    db.session.commit()
    run_pending(app)
    text = admin.get(page).text
    assert "The mail server doesn’t answer." in text
    assert app.test_client().get(link_on(text)).status_code == 200


def test_without_a_mail_server_the_letter_is_in_the_log(
    admin: Browser, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    link = link_on(admin.get(invite(admin)).text)
    run_pending(app)
    assert link in caplog.text


def ask_for_reset(client: FlaskClient, email: str) -> str:
    form = {"email": email, "csrf_token": csrf_token(client, "/sign-in/forgotten")}
    return client.post("/sign-in/forgotten", data=form).text


def test_a_forgotten_password_is_replaced_by_a_link(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    a_show()
    ana = a_user()
    ask_for_reset(client, ana.email)
    run_pending(app)
    link = re.search(r"(/sign-in/new-password/\S+)", caplog.text)[1]
    form = {"password": PASSWORD, "again": PASSWORD, "csrf_token": csrf_token(client, link)}
    assert client.post(link, data=form).status_code == 303
    assert client.get(link).status_code == 410
    assert sign_in(client, ana, PASSWORD).get("/desk/").status_code == 200


def test_asking_for_a_password_tells_nobody_who_has_an_account(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    a_show()
    ana = a_user()
    known = ask_for_reset(client, ana.email)
    db.session.execute(update(User).values(active=False))
    db.session.commit()
    answers = {known, ask_for_reset(client, ana.email), ask_for_reset(client, "x@example.org")}
    assert len({re.sub(r'value="[^"]*"', "", answer) for answer in answers}) == 1
    assert len(db.session.scalars(select(Job.id)).all()) == 3
    run_pending(app)
    assert caplog.text.count("/sign-in/new-password/") == 0


def test_one_address_gets_few_letters(app: Flask, client: FlaskClient) -> None:
    a_show()
    for _ in range(3):
        assert "on its way" in ask_for_reset(client, "x@example.org")
    assert "Too many attempts" in ask_for_reset(client, "x@example.org")


def test_the_list_says_who_sees_what(admin: Browser) -> None:
    a_user(RoleName.CAPTIONER, name="Cas", works_on_all=False)
    text = admin.get("/desk/house").text
    assert ("Cas" in text, "0 episodes" in text, "Admin" in text) == (True, True, True)


def test_an_admin_gives_and_takes_episodes(admin: Browser, app: Flask) -> None:
    an_episode("e", title="Oat milk")
    cas = a_user(RoleName.CAPTIONER, works_on_all=False)
    page = f"/desk/house/{cas.id}"
    browser = Browser(signed_in(app.test_client(), cas))
    assert browser.get("/desk/episodes/e/captions").status_code == 404
    admin.post(f"{page}/episodes", form=page, episode="oat milk")
    assert browser.get("/desk/episodes/e/captions").status_code == 200
    wrong = admin.post(f"{page}/episodes", form=page, episode="nothing")
    assert wrong.status_code == 422
    assert "There’s no episode “nothing”." in wrong.text
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.detail["changes"] == {"episodes": [[], ["e"]]}


def test_the_last_admin_stays(admin: Browser) -> None:
    ada = db.session.scalar(select(User).where(User.display_name == "Ada"))
    page = f"/desk/house/{ada.id}"
    demoted = admin.post(page, name="Ada", role="editor")
    assert "This is the only admin" in demoted.text
    admin.post(f"{page}/let-go", form=page)
    assert "This is the only admin" in admin.get(page).text
    assert ada.active


def test_who_is_let_go_is_signed_out_at_once(admin: Browser, app: Flask) -> None:
    bob = a_user()
    browser = Browser(signed_in(app.test_client(), bob))
    page = f"/desk/house/{bob.id}"
    admin.post(f"{page}/let-go", form=page)
    assert browser.get("/desk/").status_code == 302
    admin.post(f"{page}/take-back", form=page)
    assert sign_in(app.test_client(), bob).get("/desk/").status_code == 200
