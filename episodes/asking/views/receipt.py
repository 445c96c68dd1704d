"""Coming back with the code. Everything is sent in the body: no address holds it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from episodes.asking import session_marks
from episodes.asking.brakes import RECEIPTS
from episodes.asking.forms import ReceiptForm
from episodes.asking.views.blueprint import bp
from episodes.db import db, reads_only
from episodes.messages import Message
from episodes.questions.asked.receipts import hash_of, read_code
from episodes.questions.asked.receiving import (
    MOST_ADDITIONS,
    add_line,
    asked_by_receipt,
    forget_journal,
    withdraw,
)
from episodes.questions.asked.standing import Standing, receipt_of
from episodes.refusals import RefusalError
from episodes.site import secret_of_site

SLIP = Message(
    "That isn’t one of our codes: they have 20 letters and digits in four groups. Is there a typo?"
)
UNKNOWN = Message(
    "We have no question with this code. It may have been taken back, or there’s a typo in the"
    " code."
)
TOO_MANY = Message("Many codes are being looked up right now. Wait a minute, then try again.")


@bp.get("/receipt")
def receipt() -> ResponseReturnValue:
    return render_template("asking/code.html", notice="")


@bp.post("/receipt")
def open_receipt() -> ResponseReturnValue:
    reads_only.set(True)
    form = ReceiptForm()
    receipt_hash = _hash_or_page(form)
    if not isinstance(receipt_hash, str):
        return receipt_hash
    return _status_page(form, receipt_hash)


@bp.post("/receipt/line")
def add_to_receipt() -> ResponseReturnValue:
    form = ReceiptForm()
    receipt_hash = _hash_or_page(form)
    if not isinstance(receipt_hash, str):
        return receipt_hash
    asked = asked_by_receipt(receipt_hash)
    if asked is None:
        return _refusal_page(UNKNOWN)
    try:
        add_line(asked, form.line.data or "")
        db.session.commit()
    except RefusalError as error:
        db.session.rollback()
        return _status_page(form, receipt_hash, wrong=str(error), status=422)
    form.line.data = ""
    return _status_page(form, receipt_hash, notice=gettext("We’ve added it to your question."))


@bp.post("/receipt/withdraw")
def withdraw_question() -> ResponseReturnValue:
    form = ReceiptForm()
    receipt_hash = _hash_or_page(form)
    if not isinstance(receipt_hash, str):
        return receipt_hash
    if not form.sure.data:
        unsure = gettext("Nothing is erased yet. Tick the box if you’re sure.")
        return _status_page(form, receipt_hash, unsure=unsure, status=422)
    asked = asked_by_receipt(receipt_hash)
    if asked is None:
        return _refusal_page(UNKNOWN)
    withdraw(asked)
    db.session.commit()
    forget_journal()
    session_marks.forget_sent()
    return render_template("asking/withdrawn.html")


def _hash_or_page(form: ReceiptForm) -> str | ResponseReturnValue:
    """The hash of a code that could be one, or the page that says why it is none. What is unknown
    and what was taken back go the same way and take the same time."""
    if not RECEIPTS.take():
        return _refusal_page(TOO_MANY, 429)
    code = read_code(form.code.data or "")
    if code is None:
        return _refusal_page(SLIP)
    return hash_of(code, secret_of_site())


def _status_page(
    form: ReceiptForm,
    receipt_hash: str,
    *,
    notice: str = "",
    wrong: str = "",
    unsure: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    question = receipt_of(receipt_hash)
    if question is None:
        return _refusal_page(UNKNOWN)
    page = render_template(
        "asking/status.html",
        receipt=question,
        form=form,
        notice=notice,
        wrong=wrong,
        unsure=unsure,
        Standing=Standing,
        has_room=question.additions < MOST_ADDITIONS,
    )
    return page, status


def _refusal_page(notice: Message, status: int = 422) -> ResponseReturnValue:
    return render_template("asking/code.html", notice=notice), status
