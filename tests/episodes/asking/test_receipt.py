"""Coming back with the code."""

import pytest

from episodes.asking.views import receipt
from episodes.db import db
from episodes.limits.bucket import Bucket
from episodes.questions.asked import deciding
from episodes.questions.asked.models import AskedAddition, AskedQuestion
from episodes.questions.asked.receipts import code_of
from tests.episodes.asking.conftest import WORDS, Asker

NOBODYS = code_of("n" * 22, "another site's secret")


def asked() -> AskedQuestion:
    db.session.commit()
    return db.session.query(AskedQuestion).one()


def test_a_code_shows_the_least(asker: Asker) -> None:
    code = asker.sent()
    response = asker.with_code(code.lower().replace("-", " "))
    assert "Received" in response.text
    assert WORDS not in response.text
    assert response.request.query_string == b""
    assert response.headers["Cache-Control"] == "no-store"


def test_a_declined_question_shows_the_shows_words_and_nothing_to_add(asker: Asker) -> None:
    code = asker.sent()
    deciding.decline(asked(), "Please <b>talk</b> to a doctor.", actor=None)
    db.session.commit()
    page = asker.with_code(code).text
    assert "Please &lt;b&gt;talk&lt;/b&gt; to a doctor." in page
    assert "Add something" not in page


def test_a_line_is_added(asker: Asker) -> None:
    code = asker.sent()
    response = asker.with_code(code, "/receipt/line", line="His mum agrees with him.")
    assert "We’ve added it to your question." in response.text
    assert db.session.query(AskedAddition).one().text == "His mum agrees with him."


@pytest.mark.parametrize("line", ["", "x" * 1001])
def test_a_line_that_does_not_fit_is_kept_in_the_form(asker: Asker, line: str) -> None:
    response = asker.with_code(asker.sent(), "/receipt/line", line=line)
    assert response.status_code == 422
    assert line in response.text
    assert db.session.query(AskedAddition).count() == 0


def test_taking_back_asks_first_and_then_erases(asker: Asker) -> None:
    code = asker.sent()
    unsure = asker.with_code(code, "/receipt/withdraw")
    assert unsure.status_code == 422
    assert asked().text == WORDS
    assert "Erased" in asker.with_code(code, "/receipt/withdraw", sure="y").text
    assert db.session.query(AskedQuestion).count() == 0


def test_what_was_taken_back_and_what_never_was_are_told_alike(asker: Asker) -> None:
    code = asker.sent()
    asker.with_code(code, "/receipt/withdraw", sure="y")
    gone, never = asker.with_code(code), asker.with_code(NOBODYS)
    assert gone.status_code == never.status_code == 422

    def said(page: str) -> list[str]:
        return [line for line in page.splitlines() if "csrf_token" not in line]

    assert said(gone.text) == said(never.text)


def test_what_is_no_code_changes_nothing_and_never_errs(asker: Asker) -> None:
    for typed in ("", "x", "é" * 20, "0" * 500, "\0", "' OR 1=1 --", NOBODYS[:-1]):
        for address in ("/receipt", "/receipt/line", "/receipt/withdraw"):
            response = asker.with_code(typed, address, line="a line", sure="y")
            assert response.status_code == 422, (typed, address)


def test_looking_up_codes_is_slowed_for_everybody_together(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt, "RECEIPTS", Bucket("receipts", 2, 60.0))
    answers = [asker.with_code("x").status_code for _ in range(3)]
    assert answers == [422, 422, 429]
