"""On the desk: what points to a person is marked, changed in one press, and has to be read before
an episode goes out."""

import re
from html import unescape

from sqlalchemy import select

from episodes.accounts.models import AuditEntry, RoleName
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.questions.asked.models import AskedQuestion, InboxSettings, SealedLetter
from episodes.questions.asked.receiving import AskedDraft, receive
from episodes.questions.published.queries import question_of
from episodes.versions.models import Version
from episodes.versions.previews import PreviewLink
from tests.episodes.desk.conftest import Browser
from tests.factories import a_user, an_episode, signed_in

LETTER = "My boyfriend Zebulon counts the milk. Zebulon lives in Ghent."
SAFE = "My boyfriend counts the milk. My boyfriend lives in a town."


def ask() -> int:
    draft = AskedDraft(LETTER, may_publish=True)
    asked = receive(draft, receipt_hash="r", proof="r", daily_limit=200)
    db.session.commit()
    return asked.id


def stored(number: int) -> AskedQuestion:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(AskedQuestion, number)


def draft_of(slug: str, words: str = LETTER) -> int:
    episode = an_episode(slug, status=Status.DRAFT, question="", video=True)
    number = episode.id
    db.session.commit()
    return number


def save(producer: Browser, page: str, **fields: object) -> object:
    return producer.post_fields(page, {"text": LETTER, **fields})


def test_one_mark_is_changed_by_one_press_and_all_by_another(producer: Browser) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    first = producer.get(page).text
    assert "<mark>Zebulon</mark>" in first
    assert "<mark>Ghent</mark>" in first
    fields = {"place": "text", "start": "13", "words": "Zebulon", "instead": "X."}
    producer.post_fields(f"{page}/redact", fields, form=page)
    assert stored(number).text.startswith("My boyfriend X. counts the milk. Zebulon")
    producer.post_fields(f"{page}/redact-all", {}, form=page)
    assert "Ghent" not in stored(number).text
    assert "Zebulon" not in producer.get(page).text.replace(LETTER, "")


def test_other_words_are_changed_wherever_they_stand(producer: Browser) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    fields = {"words": "the milk", "instead": "something"}
    producer.post_fields(f"{page}/redact", fields, form=page)
    assert "counts something." in stored(number).text
    refused = producer.post_fields(f"{page}/redact", fields, form=page)
    assert refused.status_code == 422
    assert "doesn’t say “the milk”" in refused.text


def test_a_place_that_no_letter_has_is_refused_and_nothing_changes(producer: Browser) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    for place, start in (("text", "999"), ("7", "0"), ("text", "12"), ("nowhere", "3")):
        fields = {"place": place, "start": start, "words": "Zebulon", "instead": ""}
        assert producer.post_fields(f"{page}/redact", fields, form=page).status_code == 422
    assert stored(number).text == LETTER


def test_the_letter_as_it_came_opens_for_whom_the_show_names(
    producer: Browser, admin: Browser
) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    producer.post_fields(f"{page}/redact-all", {}, form=page)
    assert producer.post(f"{page}/open-sealed", form=page, reason="Why not").status_code == 403
    settings = admin.get("/desk/inbox/settings").text
    reader = re.search(r'name="seal_readers"[^>]*value="(\d+)"', settings)
    assert reader
    assert 'name="seal_readers"' not in producer.get("/desk/inbox/settings").text
    people = re.findall(r'name="seal_readers"[^>]*value="(\d+)"', settings)
    for person in people:
        fields = {"opening": "open", "seal_days": "30", "seal_readers": person}
        admin.post_fields("/desk/inbox/settings", fields)
    db.session.rollback()
    row = db.session.get_one(InboxSettings, 1)
    assert (row.seal_days, row.seal_readers) == (30, [int(people[-1])])
    row.seal_readers = [int(person) for person in people]
    db.session.commit()
    assert producer.post(f"{page}/open-sealed", form=page, reason=" ").status_code == 422
    opened = producer.post(f"{page}/open-sealed", form=page, reason="A life may be at risk")
    assert LETTER in unescape(opened.text)
    assert opened.headers["Cache-Control"] == "no-store"
    db.session.rollback()
    trail = db.session.scalars(select(AuditEntry.detail).order_by(AuditEntry.id.desc())).first()
    assert trail == {"reason": "A life may be at risk"}


def test_an_episode_goes_out_once_somebody_read_that_very_question(producer: Browser) -> None:
    draft_of("oat")
    page, publish = "/desk/episodes/oat/question", "/desk/episodes/oat/publish"
    save(producer, page, text=SAFE)
    refused = producer.post(publish, form="/desk/episodes/oat")
    assert "nothing in it points to a person" in refused.text
    save(producer, page, text=SAFE, points_to_nobody="y")
    save(producer, page, text=f"{SAFE} Yes.")
    assert producer.post(publish, form="/desk/episodes/oat").status_code == 422
    save(producer, page, text=f"{SAFE} Yes.", points_to_nobody="y")
    assert producer.post(publish, form="/desk/episodes/oat").status_code == 303


def test_a_change_of_a_public_question_is_read_before_it_goes_out(producer: Browser) -> None:
    an_episode("oat", video=True)
    page, publish = "/desk/episodes/oat/question", "/desk/episodes/oat/publish-changes"
    save(producer, page, text=SAFE)
    refused = producer.post(publish, form="/desk/episodes/oat")
    assert "tick that nothing in it points to a person" in refused.text
    save(producer, page, text=SAFE, points_to_nobody="y")
    assert producer.post(publish, form="/desk/episodes/oat").status_code == 303
    db.session.rollback()
    episode = db.session.scalars(select(Episode)).one()
    question = question_of(episode.id)
    assert question
    assert (question.text, question.points_to_nobody) == (SAFE, True)


def test_what_is_out_already_is_not_red_for_a_question_that_nobody_read(
    producer: Browser,
) -> None:
    episode = an_episode("oat", video=True)
    question = question_of(episode.id)
    assert question
    question.points_to_nobody = False
    db.session.commit()
    board = producer.get("/desk/").text
    assert 'class="blocks">Read the question' not in board


def test_a_press_in_the_form_changes_the_draft_its_letter_and_no_version_keeps_it(
    producer: Browser,
) -> None:
    number = ask()
    letter = f"/desk/inbox/{number}"
    producer.post(f"{letter}/plan", form=letter, title="Oat")
    page = "/desk/episodes/oat/question"
    save(producer, page, text=f"{LETTER} And so on.")
    also = "Why does Zebulon count?\nWho counts in Ghent?"
    save(producer, page, text=f"{LETTER} And so on.", also_asked_as=also)
    shown = producer.get(page).text
    assert 'value="13:Zebulon"' in shown
    assert f'value="also:{also.index("Ghent")}:Ghent"' in shown
    producer.post("/desk/episodes/oat/previews", form="/desk/episodes/oat/previews", days="7")
    assert db.session.query(PreviewLink).count() == 1
    save(producer, page, text=f"{LETTER} And so on.", also_asked_as=also, redact="all")
    assert stored(number).text == SAFE
    assert db.session.get_one(SealedLetter, number).text == LETTER
    versions = db.session.scalars(select(Version)).all()
    assert versions
    assert db.session.query(PreviewLink).count() == 0
    assert not any("Zebulon" in str(version.content) for version in versions)
    assert f"{SAFE} And so on." in unescape(producer.get(page).text)


def test_who_only_captions_is_not_shown_the_inbox(captioner: Browser) -> None:
    number = ask()
    page = f"/desk/inbox/{number}"
    client = signed_in(captioner.client.application.test_client(), a_user(RoleName.CAPTIONER))
    for step in ("redact", "redact-all", "open-sealed"):
        assert client.post(f"{page}/{step}").status_code in (400, 403)
