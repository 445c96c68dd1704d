"""The inbox's lists: what was asked, what is close to it, what words are looked for, and what was
asked most."""

from dataclasses import dataclass
from datetime import timedelta

from flask import flash, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, may, requires_right
from episodes.db import db, reads_only
from episodes.desk.forms.base import ConfirmForm, tidy
from episodes.desk.views.blueprint import bp, commit_form, commit_write, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.messages import Message
from episodes.questions.asked import deciding, inbox
from episodes.questions.asked.counting import today
from episodes.questions.asked.inbox import InboxEntry, Shelf
from episodes.questions.asked.models import AskedQuestion
from episodes.questions.asked.most_asked import most_asked
from episodes.search.finding.similar import similar_texts
from episodes.search.language.query import parsed
from episodes.search.meaning.letters import vectors_of_letters
from episodes.search.queries import similar_answers
from episodes.search.results.reasons import reason_of_letter
from episodes.search.results.shown import SimilarShown
from episodes.warnings.presets import PRESETS

EVERYTHING = PRESETS["everything"].choices
LONGEST_SEARCH = 200
MONTHS = (3, 6, 12)
DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Letter:
    """Another question that asks much the same, and why we think so."""

    number: int
    text: str
    why: Message


@dataclass(frozen=True, slots=True)
class Beside:
    """What is close to an asked question: episodes, and other asked questions."""

    episodes: list[SimilarShown]
    asked: list[Letter]


@bp.get("/inbox", endpoint="inbox")
@requires_right(Right.INBOX)
def show_inbox() -> Page:
    words = tidy(request.args.get("q")).strip()[:LONGEST_SEARCH]
    shelf = None if words else shelf_of_request() or Shelf.NEW
    before = request.args.get("before", type=int)
    before = min(before, 2**31 - 1) if before else None
    asked, following = inbox.inbox_page(shelf, before, words)
    beside = [what_is_beside(each.asked, 2) for each in asked]
    if note_seen(*[each.asked.id for each in asked], *numbers_of(*beside)):
        asked, following = inbox.inbox_page(shelf, before, words)
    return render_template(
        "desk/inbox.html",
        shelf=shelf,
        shelves=inbox.shelf_counts(),
        questions=list(zip(asked, beside, strict=False)),
        following=following,
        inbox=inbox.settings_of_inbox(),
        form=ConfirmForm(),
        words=words,
        longest=LONGEST_SEARCH,
    )


@bp.get("/inbox/most-asked")
@requires_right(Right.INBOX)
def most_asked_questions() -> Page:
    months = request.args.get("months", type=int)
    months = months if months in MONTHS else MONTHS[0]
    asked = most_asked(today() - timedelta(days=round(months * DAYS_A_MONTH)))
    if note_seen(*[each.asked_id for each in asked]):
        asked = most_asked(today() - timedelta(days=round(months * DAYS_A_MONTH)))
    return render_template(
        "desk/most-asked.html",
        questions=asked,
        months=months,
        all_months=MONTHS,
        shelves=inbox.shelf_counts(),
    )


@bp.post("/inbox/spam/erase")
@requires_right(Right.INBOX)
def erase_spam() -> Page:
    form = ConfirmForm()
    if commit_form(form, lambda: deciding.erase_spam(actor=the_actor())):
        flash(gettext("All spam is erased."), "good")
    return see_other(url_for("desk.inbox", shelf=Shelf.SPAM.value))


@bp.context_processor
def _what_waits() -> dict[str, object]:
    """For the number beside the link, which every page of the desk has."""
    return {"number_waiting": inbox.number_waiting() if may(Right.INBOX) else 0}


def shelf_of_request() -> Shelf | None:
    named = request.args.get("shelf", "")
    return Shelf(named) if named in set(Shelf) else None


def what_is_beside(asked: AskedQuestion, most: int) -> Beside:
    """Warnings cover nothing here: anyone who works on the show must see what is there."""
    episodes = similar_answers(asked.text, choices=EVERYTHING, staff=True, limit=most)
    texts = inbox.other_texts(asked.id)
    others = similar_texts(asked.text, texts, most, vectors_of_letters())
    query = parsed(asked.text)
    letters = [Letter(each.key, each.text, reason_of_letter(each.text, query)) for each in others]
    return Beside(episodes, letters)


def numbers_of(*beside: Beside) -> list[int]:
    return [letter.number for each in beside for letter in each.asked]


def note_seen(*numbers: int, opened: InboxEntry | None = None) -> bool:
    """From now on their askers are told so before they change the words. False where all were seen
    before. What was read is read again after it: the words may have changed until then.
    opened: by itself, so that it is read from now on."""
    unseen = inbox.unseen_of(numbers)
    unread = opened.asked.id if opened and not opened.asked.is_read else None
    if not unseen and unread is None:
        return False
    db.session.rollback()
    reads_only.set(False)

    def note() -> None:
        deciding.mark_seen(unseen)
        if unread is not None:
            deciding.mark_read(unread)

    commit_write(note)
    reads_only.set(True)
    return True
