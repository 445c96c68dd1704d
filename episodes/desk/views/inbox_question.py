"""One question that was asked: what is close to it, and what the show does with it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.catalog.queries import visible_episode
from episodes.catalog.slugs import is_slug
from episodes.db import db
from episodes.desk.forms.base import ConfirmForm, DeskForm
from episodes.desk.forms.inbox import MergeForm, OpenLetterForm, PlanForm, RedactForm, ReplyForm
from episodes.desk.views.blueprint import bp, commit_form, look_for_drafts, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.desk.views.inbox import note_seen, numbers_of, shelf_of_request, what_is_beside
from episodes.messages import Message
from episodes.questions.asked import deciding, inbox, merging
from episodes.questions.asked.inbox import InboxEntry, Shelf
from episodes.questions.asked.models import AskedQuestion
from episodes.questions.asked.redacting import marks_of, proposed_changes
from episodes.questions.asked.sealing import is_sealed, may_open_letters
from episodes.questions.asked.steps import steps_of
from episodes.refusals import RefusalError
from episodes.warnings.vocabulary import CATEGORIES


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A line of the list that the question stands in."""

    number: int
    text: str
    others: int
    is_here: bool


@bp.get("/inbox/<int:number>")
@requires_right(Right.INBOX)
def asked_question(number: int) -> Page:
    return question_page(entry_or_404(number))


@bp.post("/inbox/<int:number>/shortlist")
@requires_right(Right.INBOX)
def shortlist_question(number: int) -> Page:
    return _step(
        number, ConfirmForm(), _by_actor(deciding.shortlist), gettext("It’s on the shortlist now.")
    )


@bp.post("/inbox/<int:number>/spam")
@requires_right(Right.INBOX)
def mark_spam(number: int) -> Page:
    return _step(number, ConfirmForm(), _by_actor(deciding.mark_spam), gettext("Marked as spam."))


@bp.post("/inbox/<int:number>/separate")
@requires_right(Right.INBOX)
def separate_question(number: int) -> Page:
    return _step(
        number,
        ConfirmForm(),
        _by_actor(merging.separate),
        gettext("Undone. It’s a question of its own again."),
    )


@bp.post("/inbox/<int:number>/decline")
@requires_right(Right.INBOX)
def decline_question(number: int) -> Page:
    form = ReplyForm.with_templates()
    message = gettext("Declined. The person who asked can read your words with their code.")

    def decline(asked: AskedQuestion) -> None:
        deciding.decline(asked, form.reply.data, actor=the_actor())

    return _step(number, form, decline, message)


@bp.post("/inbox/<int:number>/reply")
@requires_right(Right.INBOX)
def reply_to_question(number: int) -> Page:
    form = ReplyForm.with_templates()
    if form.inserts_template():
        return question_page(entry_or_404(number), form)
    message = gettext("Saved. The person who asked can read it with their code.")

    def reply(asked: AskedQuestion) -> None:
        deciding.save_reply(asked, form.reply.data, actor=the_actor())

    return _step(number, form, reply, message)


@bp.post("/inbox/<int:number>/plan")
@requires_right(Right.INBOX)
def plan_question(number: int) -> Page:
    entry, form = entry_or_404(number), PlanForm()

    def plan() -> Episode:
        return deciding.plan(entry.asked, form.title.data, actor=the_actor())

    if planned := commit_form(form, plan):
        flash(
            gettext("Draft created. The person who asked can see that an episode is planned."),
            "good",
        )
        return see_other(url_for("desk.question", slug=planned.result.slug))
    return question_page(entry_or_404(number), form)


@bp.post("/inbox/<int:number>/merge")
@requires_right(Right.INBOX)
def merge_question(number: int) -> Page:
    form = MergeForm()
    message = gettext("Merged. The person who asked will see the same answer as the other.")
    return _step(number, form, lambda asked: _merge(asked, form), message, leads_on=True)


def question_page(entry: InboxEntry, refused: DeskForm | None = None) -> Page:
    def form(kind: type[DeskForm], otherwise: Callable[[], DeskForm]) -> DeskForm:
        return refused if isinstance(refused, kind) else otherwise()

    shelf = shelf_of_request() or entry.shelf
    neighbours = _neighbours(shelf, entry.asked.id)
    into, beside = entry.asked.merged_into_id, what_is_beside(entry.asked, 5)
    merged = inbox.merged_into(entry.asked.id)
    root = inbox.inbox_entry(into) if into is not None else None
    shown = [entry.asked.id, *([root.asked.id] if root else []), *[m.id for m in merged]]
    shown += [each.number for each in neighbours]
    note_seen(*shown, *numbers_of(beside), opened=entry)
    page = render_template(
        "desk/inbox-question.html",
        entry=entry,
        shelf=shelf,
        neighbours=neighbours,
        steps=steps_of(entry.asked),
        beside=beside,
        merged=merged,
        root=root,
        marks=marks_of(entry.asked),
        changes=proposed_changes(entry.asked),
        redact=form(RedactForm, lambda: RedactForm(formdata=None)),
        is_sealed=is_sealed(entry.asked),
        may_open=may_open_letters(the_actor()),
        open_sealed=form(OpenLetterForm, lambda: OpenLetterForm(formdata=None)),
        labels=[CATEGORIES[n].label for n in entry.asked.content_notes if n in CATEGORIES],
        refused=refused,
        reply=form(ReplyForm, lambda: ReplyForm.of(entry.asked)),
        plan=form(PlanForm, lambda: PlanForm(formdata=None)),
        merge=form(MergeForm, lambda: MergeForm.of(entry.asked)),
    )
    return page, refused.status if refused else 200


def entry_or_404(number: int) -> InboxEntry:
    entry = inbox.inbox_entry(number) if 0 < number < 2**31 else None
    if entry is None:
        db.session.rollback()
        abort(404)
    look_for_drafts(f"asked:{number}")
    return entry


def _neighbours(shelf: Shelf, number: int) -> list[Neighbour]:
    """As the list stands before this question is read and leaves it."""
    entries, _ = inbox.inbox_page(shelf)
    return [
        Neighbour(each.asked.id, each.asked.text, each.others, each.asked.id == number)
        for each in entries
    ]


def _by_actor(step: Callable[..., None]) -> Callable[[AskedQuestion], None]:
    return lambda asked: step(asked, actor=the_actor())


def _step(
    number: int,
    form: DeskForm,
    step: Callable[[AskedQuestion], None],
    message: str,
    *,
    leads_on: bool = False,
) -> Page:
    """leads_on: to the question that this one went into, where the work goes on."""
    entry = entry_or_404(number)
    if commit_form(form, lambda: step(entry.asked)):
        flash(message, "good")
        shelf = request.args.get("shelf")
        if leads_on:
            number = entry.asked.merged_into_id or number
        return see_other(url_for("desk.asked_question", number=number, shelf=shelf))
    return question_page(entry_or_404(number), form)


def _merge(asked: AskedQuestion, form: MergeForm) -> None:
    if slug := form.episode_slug:
        episode = visible_episode(slug, staff=True) if is_slug(slug) else None
        if episode is None:
            raise RefusalError(Message("There is no episode “%(slug)s”.", slug=slug), "another")
        merging.merge_into_episode(asked, episode, form.wording.data or "", actor=the_actor())
        return
    other = inbox.inbox_entry(form.other_number)
    if other is None:
        raise RefusalError(Message("Say which episode or question to merge it into."), "another")
    merging.merge_into_question(asked, other.asked, actor=the_actor())
