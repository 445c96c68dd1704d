"""The way of a question from the form into the inbox, and all that can go wrong on it."""

import html
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from episodes.catalog.models import Status
from episodes.db import db
from episodes.questions.asked import inbox_settings, receiving
from episodes.questions.asked.counting import counted_today
from episodes.questions.asked.models import AskedQuestion, AskingDay, Opening, QuestionTally
from episodes.site import settings_of
from tests.episodes.asking.conftest import WORDS, Asker, code_on, hidden, solved
from tests.factories import an_episode

OAT = "We share a flat, a cat and a calendar. Who buys the oat milk?"


def kept() -> list[AskedQuestion]:
    db.session.commit()
    return db.session.query(AskedQuestion).order_by(AskedQuestion.id).all()


def typed_on(page: str) -> str:
    found = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found, "no field on the page"
    return html.unescape(found[1])


def test_a_question_is_written_looked_over_and_sent(asker: Asker) -> None:
    asker.start(display_name="Tired", may_publish="y", content_notes="infidelity")
    review = asker.post("/ask/review")
    assert "<strong>not</strong> change them" in review.text
    assert "infidelity" in review.text
    assert asker.post("/ask/send", proof=solved(review.text)).location == "/ask/sent"
    ticket = asker.client.get("/ask/sent").text
    assert re.fullmatch(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", code_on(ticket))
    assert 'href="/receipt">localhost/receipt</a>' in ticket
    (asked,) = kept()
    assert (asked.text, asked.display_name, asked.content_notes) == (WORDS, "Tired", ["infidelity"])
    assert (asked.may_publish, asked.may_edit, asked.is_checked) == (True, False, True)


def test_without_a_script_a_person_looks_first(asker: Asker) -> None:
    asker.sent()
    assert [asked.is_checked for asked in kept()] == [False]


def test_a_double_click_is_one_question_with_one_code(asker: Asker) -> None:
    asker.start()
    proof = asker.proof()
    assert [asker.post("/ask/send", proof=proof).status_code for _ in range(2)] == [303, 303]
    assert len(kept()) == 1
    assert code_on(asker.client.get("/ask/sent").text)


def test_two_of_the_same_at_one_moment_are_one_question(app: Flask, asker: Asker) -> None:
    asker.start()
    proof = asker.proof()
    cookie = asker.client.get_cookie("session")
    assert cookie

    def send(_: int) -> int:
        browser = app.test_client()
        browser.set_cookie("session", cookie.value)
        return browser.post("/ask/send", data=asker.fields | {"proof": proof}).status_code

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(send, range(4))) == [303] * 4
    assert len(kept()) == 1
    assert [day.checked for day in db.session.query(AskingDay)] == [1]


def test_the_code_is_shown_twice_and_never_again(asker: Asker) -> None:
    asker.start()
    asker.post("/ask/send")
    first = code_on(asker.client.get("/ask/sent").text)
    assert code_on(asker.client.get("/ask/sent").text) == ""  # loading again uses nothing up
    assert code_on(asker.post("/ask/sent").text) == first
    assert asker.post("/ask/sent").location == "/receipt"
    assert asker.client.get("/ask/sent").location == "/receipt"


@pytest.mark.parametrize("address", ["/ask/review", "/ask/send"])
def test_too_short_or_too_long_says_so_and_keeps_what_was_typed(asker: Asker, address: str) -> None:
    asker.start()
    for text, said in (
        ("", "Write your question first."),
        (" \u00a0\n ", "Write your question first."),
        ("short", "at least 10 characters"),
        ("x" * 10_000, "5,000 characters too long"),
        ("😢" * 10_000, "5,000 characters too long"),
    ):
        response = asker.post(address, text=text)
        assert response.status_code == 422
        assert said in response.text
        assert typed_on(response.text) == text.strip()
    assert kept() == []


def test_whatever_a_person_types_is_a_question(asker: Asker) -> None:
    typed = [
        "my husband\0 never asks",
        "שלום, למה הוא סופר הכול?",
        "\u202eevil reversed words here\u202c",
        "😢" * 10,
        "what is it and who is it",
        "'); DROP TABLE asked_question; --",
        '"NEAR(a b) OR * col:x ^"',
        "<script>alert(1)</script>",
        "line one\r\nline two is here",
    ]
    for text in typed:
        review = asker.start(text).post("/ask/review")
        assert review.status_code == 200
        assert "<script>alert" not in review.text
        assert asker.fragment("/ask/similar").status_code == 200
        assert asker.post("/ask/send").status_code == 303
    as_kept = [text.replace("\0", "").replace("\r\n", "\n") for text in typed]
    assert [asked.text for asked in kept()] == as_kept


def test_what_identifies_is_marked_in_the_look_over(asker: Asker) -> None:
    page = asker.start("My boyfriend Tom & I <3 live in Leeds.").post("/ask/review").text
    assert "boyfriend <mark>Tom</mark> &amp; I &lt;3 live in <mark>Leeds</mark>." in page


@pytest.mark.parametrize("wrong", ["used", "forged", "another day"])
def test_work_that_does_not_count_asks_for_it_once_more(
    asker: Asker, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if wrong == "another day":
        from datetime import timedelta

        monkeypatch.setattr("episodes.asking.proof.VALID_FOR", timedelta(seconds=-1))
    proof = asker.start().proof() if wrong != "forged" else "bm90aGluZw=="
    if wrong == "used":
        asker.post("/ask/send", proof=proof)
    before = len(kept())
    response = asker.start("Another question altogether.").post("/ask/send", proof=proof)
    assert response.status_code == 422
    assert "press Send again" in response.text
    assert "Another question altogether." in response.text
    assert len(kept()) == before


def test_a_field_that_only_machines_fill_is_emptied_and_asked_about(asker: Asker) -> None:
    response = asker.start(website="https://buy.example").post("/ask/send")
    assert response.status_code == 422
    assert "isn’t meant for people" in response.text
    assert "buy.example" not in response.text
    assert kept() == []


def test_without_its_cookie_the_form_keeps_what_was_typed(app: Flask, asker: Asker) -> None:
    asker.start()
    stranger = app.test_client()
    response = stranger.post("/ask/send", data=asker.fields)
    assert response.status_code == 400
    assert typed_on(response.text) == WORDS
    assert "Nothing was sent yet" in response.text


def limit(app: Flask, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    settings = settings_of(app).model_copy(update={"ASK_DAILY_LIMIT": most})
    monkeypatch.setitem(app.extensions, "settings", settings)


def test_what_is_above_the_limit_is_kept_and_its_asker_told(
    app: Flask, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(app, monkeypatch, 8)
    answers = [asker.start(f"A question of many, number {n}").post("/ask/send") for n in range(5)]
    assert [answer.status_code for answer in answers] == [303] * 5
    assert [asked.is_above_limit for asked in kept()] == [False, False, True, True, True]
    assert "waits apart from the others" in asker.client.get(answers[-1].headers["Location"]).text
    # Who did the work has room still: machines cannot take the whole day.
    asker.start("From a person at last.")
    assert asker.post("/ask/send", proof=asker.proof()).headers["Location"] == "/ask/sent"


def test_an_hour_cannot_take_the_whole_day(
    app: Flask, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(app, monkeypatch, 24)  # of which an hour takes four at once
    for number in range(5):
        asker.start(f"A question of many, number {number}")
        asker.post("/ask/send", proof=asker.proof())
    assert [asked.is_above_limit for asked in kept()] == [False] * 4 + [True]
    assert counted_today("checked") == 4  # the rest of the day is still there


def test_where_no_more_can_be_kept_that_is_said_and_nobodys_words_are_lost(
    app: Flask, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(app, monkeypatch, 4)
    monkeypatch.setattr(receiving, "MOST_BYTES_ABOVE", 0)
    asker.start("The first of the day.").post("/ask/send")
    full = asker.start("Nobody keeps this one.").post("/ask/send")
    assert full.status_code == 429
    assert "Nobody keeps this one." in full.text
    assert "come back tomorrow" in full.text


def test_a_producers_limit_counts_instead_of_the_sites(asker: Asker) -> None:
    inbox_settings.save_inbox_settings(Opening.OPEN, "", "", daily_limit=4, actor=None)
    for number in range(2):
        asker.start(f"A question of many, number {number}").post("/ask/send")
    assert [asked.is_above_limit for asked in kept()] == [False, True]


def test_a_closed_inbox_says_so_and_takes_nothing(asker: Asker) -> None:
    asker.start()
    words = "Back on Monday."
    inbox_settings.save_inbox_settings(Opening.CLOSED, words, "eight weeks", actor=None)
    db.session.commit()
    page = asker.client.get("/ask").text
    assert "The inbox is closed" in page
    assert words in page
    assert 'name="text"' not in page
    sent = asker.post("/ask/send")
    assert sent.status_code == 409
    assert html.escape(WORDS) in sent.text
    assert kept() == []


def test_an_inbox_that_is_behind_says_how_long_answers_take(asker: Asker) -> None:
    inbox_settings.save_inbox_settings(Opening.BEHIND, "", "twelve weeks", actor=None)
    db.session.commit()
    page = asker.client.get("/ask").text
    assert "We are behind." in page
    assert "Answers are taking twelve weeks" in page


def test_what_was_answered_already_stands_beside_the_words(asker: Asker) -> None:
    an_episode("oat-milk", question=OAT)
    an_episode("hidden", question=OAT, status=Status.DRAFT)
    asker.start("who should buy the oat milk for the flat we share")
    fragment = asker.fragment("/ask/similar")
    assert "Oat milk" in fragment.text
    assert "This is my question too" in fragment.text
    assert "Hidden" not in fragment.text
    assert "<html" not in fragment.text
    whole = asker.post("/ask/similar")
    assert "Oat milk" in whole.text
    assert typed_on(whole.text) == asker.fields["text"]


def test_my_question_too_adds_one_once_a_visit_and_keeps_nothing_else(
    app: Flask, asker: Asker
) -> None:
    an_episode("oat-milk", question=OAT)
    asker.start("who should buy the oat milk for the flat we share")
    first, second = (asker.post("/ask/me-too", slug="oat-milk") for _ in range(2))
    assert "Counted." in first.text
    assert typed_on(first.text) == asker.fields["text"]
    assert "counted you already." in second.text
    db.session.commit()
    assert [row.me_too for row in db.session.query(QuestionTally)] == [1]
    assert [row.me_too for row in db.session.query(AskingDay)] == [1]
    assert kept() == []
    other = Asker(app.test_client()).start(asker.fields["text"])
    assert "other person asked this too" in other.fragment("/ask/similar").text


@pytest.mark.parametrize("slug", ["secret", "nowhere", "", "x\0y", "../oat"])
def test_my_question_too_counts_only_what_is_public(asker: Asker, slug: str) -> None:
    an_episode("secret", status=Status.DRAFT)
    response = asker.start().fragment("/ask/me-too", slug=slug)
    assert "isn’t public" in response.text
    assert db.session.query(QuestionTally).count() == 0


def test_pages_with_words_are_kept_by_no_browser_and_no_proxy(asker: Asker) -> None:
    asker.start()
    answers = [asker.client.get("/ask"), asker.post("/ask/review"), asker.post("/ask/send")]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert all(
        "Max-Age" not in c and "Expires" not in c
        for a in answers
        for c in a.headers.getlist("Set-Cookie")
    )


def test_the_way_to_ask_is_on_every_page(asker: Asker) -> None:
    for address in ("/", "/episodes/", "/search?q=nothing-like-it", "/nowhere"):
        assert 'href="/ask"' in asker.client.get(address).text


def test_each_form_has_its_own_token(asker: Asker) -> None:
    pages = [asker.client.get("/ask").text for _ in range(2)]
    assert hidden(pages[0], "token") != hidden(pages[1], "token")
