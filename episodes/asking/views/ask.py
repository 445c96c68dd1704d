"""Ask: write, look it over, send, and the receipt."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError

from episodes.asking import session_marks
from episodes.asking.answered import already_answered
from episodes.asking.brakes import ME_TOO, SENDS, me_too_limit, pace
from episodes.asking.forms import AskForm
from episodes.asking.proof import ProofRefusedError, hardness_of, new_challenge, nonce_of
from episodes.asking.views.blueprint import bp, daily_limit
from episodes.catalog.queries import visible_episode
from episodes.db import db, reads_only
from episodes.messages import Message
from episodes.pages import is_fragment_request
from episodes.preferences.of_request import choices_of_request, shown_of_request
from episodes.questions.asked.counting import count_question, count_today
from episodes.questions.asked.identifying import identifying
from episodes.questions.asked.identifying_table import script_table
from episodes.questions.asked.inbox import settings_of_inbox
from episodes.questions.asked.models import Opening
from episodes.questions.asked.receipts import code_of, hash_of, is_token, new_token
from episodes.questions.asked.receiving import (
    LONGEST,
    SHORTEST,
    AlreadySeenError,
    InboxFullError,
    ProofSpentError,
    asked_by_receipt,
    forget_journal,
    lane_of,
    receive,
)
from episodes.questions.published.queries import question_of
from episodes.site import secret_of_site

FULL = Message(
    "We’ve had more questions than we can keep. Nothing was sent, and your words are still here:"
    " keep a copy, and come back tomorrow."
)
CROWD = Message(
    "Many people are sending questions right now. Nothing was sent, and your words are still here."
    " Wait a minute, then press Send again."
)
ONCE_MORE = Message(
    "This page was open for a long time, so nothing was sent yet. Please press Send again."
)
NO_COOKIE = Message(
    "Nothing was sent yet: this page was open for too long, or your browser kept no cookie for this"
    " visit. Your words are still here. Please try again."
)
CLOSED = Message(
    "The inbox closed while you were writing. Nothing was sent. Your words are still here to copy."
)


@bp.get("/ask")
def ask() -> ResponseReturnValue:
    return _writing_page(AskForm(formdata=None))


@bp.post("/ask")
def change() -> ResponseReturnValue:
    """Back from the look-over, with everything as it was."""
    reads_only.set(True)
    return _writing_page(AskForm())


@bp.post("/ask/similar")
def similar() -> ResponseReturnValue:
    """The words come in the body: no address, history or log ever has them."""
    reads_only.set(True)
    form = AskForm()
    if not is_fragment_request():
        return _writing_page(form, checked=True)
    return render_template("asking/similar.html", **_answers_for(form), checked=True)


@bp.post("/ask/me-too")
def me_too() -> ResponseReturnValue:
    """Adds one to that question's count, and to nothing else."""
    slug = request.form.get("slug", "")[:80].replace("\0", "")
    outcome = _count_me_too(slug)
    if is_fragment_request():
        return render_template("asking/me-too.html", notice=outcome)
    return _writing_page(AskForm(), checked=True, notice=outcome)


@bp.post("/ask/review")
def review() -> ResponseReturnValue:
    reads_only.set(True)
    form = AskForm()
    if _is_closed() or not form.validate():
        return _writing_page(form, checked=True, status=422)
    return _review_page(form)


@bp.post("/ask/send")
def send() -> ResponseReturnValue:
    """All that takes its time is done before the transaction that writes, and after it: meanwhile
    others write."""
    reads_only.set(True)
    form = AskForm().with_token()
    if is_token(another := request.form.get("another", "")):
        form.token.data = another
    if _is_closed():
        return _writing_page(form, notice=CLOSED, status=409)
    if not form.validate():
        return _writing_page(form, checked=True, status=422)
    if not SENDS.take():
        return _review_page(form, CROWD, 429)
    return _stored_or_refused(form)


def _stored_or_refused(form: AskForm) -> ResponseReturnValue:
    """The way to the receipt; where the question is refused, the page that says why."""
    payload = request.form.get("proof", "")
    try:
        proof = nonce_of(payload, secret_of_site()) if payload else None
        is_above_limit = _store_question(form, proof)
    except (ProofRefusedError, ProofSpentError):
        return _review_page(form, ONCE_MORE, 422)
    except InboxFullError:
        return _review_page(form, FULL, 429)
    except AlreadySeenError as error:
        return _both_versions_page(form, error.text)
    session_marks.remember_sent(form.token.data)
    waits = "apart" if is_above_limit else None
    return redirect(url_for("asking.receipt_of_new_question", waits=waits), 303)


@bp.get("/ask/sent")
def receipt_of_new_question() -> ResponseReturnValue:
    """A page that is loaded again does not use up the second time."""
    shown = session_marks.show_code() if session_marks.is_first_showing() else None
    return _receipt_page(shown)


@bp.post("/ask/sent")
def show_again() -> ResponseReturnValue:
    return _receipt_page(session_marks.show_code())


@bp.errorhandler(CSRFError)
def keep_what_was_typed(_error: CSRFError) -> ResponseReturnValue:
    db.session.rollback()
    reads_only.set(True)
    if request.path.startswith("/receipt"):
        return render_template("asking/code.html", notice=NO_COOKIE), 400
    return _writing_page(AskForm(), notice=NO_COOKIE, status=400)


def _store_question(form: AskForm, proof: str | None) -> bool:
    """Whether it is above the limit. Where the same form arrives twice at one moment, the second
    meets the first.

    Raises AlreadySeenError, InboxFullError, ProofSpentError."""
    is_hurried = not pace(lane_of(proof), daily_limit()).take()
    secret = secret_of_site()
    receipt_hash = hash_of(code_of(form.token.data, secret), secret)
    db.session.rollback()
    reads_only.set(False)
    try:
        return _receive_and_commit(form, receipt_hash, proof, is_hurried=is_hurried)
    except IntegrityError:
        db.session.rollback()
        return _receive_and_commit(form, receipt_hash, proof, is_hurried=is_hurried)
    finally:
        db.session.rollback()
        reads_only.set(True)


def _receive_and_commit(
    form: AskForm, receipt_hash: str, proof: str | None, *, is_hurried: bool
) -> bool:
    is_sent_again = asked_by_receipt(receipt_hash) is not None
    asked = receive(
        form.draft(), receipt_hash=receipt_hash, proof=proof, daily_limit=daily_limit(),
        takes_back=bool(form.takes_back.data), is_hurried=is_hurried,
    )  # fmt: skip
    is_above_limit = asked.is_above_limit
    db.session.commit()
    if is_sent_again:
        forget_journal()
    return is_above_limit


def _count_me_too(slug: str) -> Message:
    episode = visible_episode(slug, staff=False)
    question = question_of(episode.id) if episode else None
    if question is None:
        return Message("That question isn’t public any more.")
    if session_marks.has_said_me_too(slug):
        return Message(
            "We’ve counted you already. You don’t need to send yours, unless it’s different."
        )
    limit = me_too_limit(daily_limit())
    if not ME_TOO.take() or not count_today("me_too", limit=limit):
        db.session.rollback()
        return Message("Many people are pressing this right now. Please try again later.")
    count_question(question.id, "me_too")
    db.session.commit()
    session_marks.remember_me_too(slug)
    return Message("Counted. You don’t need to send yours, unless it’s different.")


def _is_closed() -> bool:
    return settings_of_inbox().opening is Opening.CLOSED


def _answers_for(form: AskForm) -> dict[str, object]:
    answers = already_answered(form.text.data or "", choices_of_request(), shown_of_request)
    slugs = [answer.episode.slug for answer in answers]
    counted = {slug for slug in slugs if session_marks.has_said_me_too(slug)}
    return {"answered": answers, "counted": counted}


def _writing_page(
    form: AskForm, *, checked: bool = False, notice: Message | str = "", status: int = 200
) -> ResponseReturnValue:
    """checked: the page also says what was answered already."""
    answers = _answers_for(form) if checked else {"answered": [], "counted": set()}
    page = render_template(
        "asking/ask.html",
        form=form.with_token(),
        inbox=settings_of_inbox(),
        identifying_table=script_table(),
        hints=identifying((form.text.data or "")[:LONGEST]),
        checked=checked,
        notice=notice,
        shortest=SHORTEST,
        longest=LONGEST,
        **answers,
    )
    return page, status


def _review_page(
    form: AskForm, notice: Message | str = "", status: int = 200
) -> ResponseReturnValue:
    hardness = hardness_of(pace("checked", daily_limit()).fullness())
    answers = _answers_for(form) if status != 429 else {"answered": [], "counted": set()}
    page = render_template(
        "asking/review.html",
        form=form.with_token(),
        hints=identifying(form.text.data),
        inbox=settings_of_inbox(),
        challenge=new_challenge(secret_of_site(), hardness),
        notice=notice,
        checked=status != 429,
        **answers,
    )
    return page, status


def _both_versions_page(form: AskForm, former: str) -> ResponseReturnValue:
    """The proof of work that came along is not spent yet."""
    page = render_template(
        "asking/both-versions.html",
        form=form,
        former=former,
        proof=request.form.get("proof", ""),
        another_token=new_token(),
    )
    return page, 409


def _receipt_page(shown: tuple[str, int] | None) -> ResponseReturnValue:
    code, left = shown or ("", 1 if session_marks.can_show_code() else 0)
    if not code and not left:
        return redirect(url_for("asking.receipt"), 303)
    return render_template(
        "asking/sent.html",
        code=code,
        left=left,
        inbox=settings_of_inbox(),
        is_above_limit="waits" in request.args,
    )
