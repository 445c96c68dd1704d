"""The inbox: what was asked, what is close to it, and what the show does with it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, may, requires_right
from episodes.catalog.models import Episode
from episodes.catalog.queries import visible_episode
from episodes.catalog.slugs import is_slug
from episodes.db import db, reads_only
from episodes.desk.forms.base import ConfirmForm, DeskForm
from episodes.desk.forms.inbox import (
    DeclineForm,
    InboxSettingsForm,
    MergeForm,
    PlanForm,
)
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_write,
    look_for_drafts,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import save_over
from episodes.messages import Message
from episodes.questions.asked import deciding, inbox
from episodes.questions.asked.inbox import InboxEntry, Shelf
from episodes.questions.asked.models import AskedQuestion, Opening
from episodes.refusals import RefusalError
from episodes.search.finding.similar import Candidate, similar_texts
from episodes.search.queries import similar_answers
from episodes.search.results.shown import SimilarShown
from episodes.site import site_settings
from episodes.warnings.presets import PRESETS
from episodes.warnings.vocabulary import CATEGORIES

EVERYTHING = PRESETS["everything"].choices


@dataclass(frozen=True, slots=True)
class Beside:
    """What is close to an asked question: episodes, and other asked questions."""

    episodes: list[SimilarShown]
    asked: list[Candidate]


@bp.get("/inbox", endpoint="inbox")
@requires_right(Right.INBOX)
def show_inbox() -> Page:
    named = request.args.get("shelf", "")
    shelf = Shelf(named) if named in set(Shelf) else Shelf.NEW
    before = request.args.get("before", type=int)
    before = min(before, 2**31 - 1) if before else None
    asked, following = inbox.inbox_page(shelf, before)
    beside = [_beside(each.asked, 2) for each in asked]
    if _note_seen(*[each.asked.id for each in asked], *_numbers_of(*beside)):
        asked, following = inbox.inbox_page(shelf, before)
    return render_template(
        "desk/inbox.html",
        shelf=shelf,
        shelves=inbox.shelf_counts(),
        questions=list(zip(asked, beside, strict=False)),
        following=following,
        inbox=inbox.settings_of_inbox(),
        form=ConfirmForm(),
    )


@bp.get("/inbox/<int:number>")
@requires_right(Right.INBOX)
def asked_question(number: int) -> Page:
    return _question_page(_entry_or_404(number))


@bp.post("/inbox/<int:number>/consider")
@requires_right(Right.INBOX)
def consider_question(number: int) -> Page:
    return _step(
        number,
        ConfirmForm(),
        _by_actor(deciding.consider),
        gettext("You’re considering this question now."),
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
        _by_actor(deciding.separate),
        gettext("It’s a question of its own again."),
    )


@bp.post("/inbox/<int:number>/decline")
@requires_right(Right.INBOX)
def decline_question(number: int) -> Page:
    form = DeclineForm()
    message = gettext("Declined. The person who asked can read your words with their code.")

    def decline(asked: AskedQuestion) -> None:
        deciding.decline(asked, form.reply.data, actor=the_actor())

    return _step(number, form, decline, message)


@bp.post("/inbox/<int:number>/plan")
@requires_right(Right.INBOX)
def plan_question(number: int) -> Page:
    entry, form = _entry_or_404(number), PlanForm()

    def plan() -> Episode:
        return deciding.plan(entry.asked, form.title.data, actor=the_actor())

    if planned := commit_form(form, plan):
        flash(
            gettext("Draft created. The person who asked can see that an episode is planned."),
            "good",
        )
        return see_other(url_for("desk.episode", slug=planned.result.slug))
    return _question_page(_entry_or_404(number), form)


@bp.post("/inbox/<int:number>/merge")
@requires_right(Right.INBOX)
def merge_question(number: int) -> Page:
    form = MergeForm()
    message = gettext("Merged. The person who asked will see the same answer as the other.")
    return _step(number, form, lambda asked: _merge(asked, form), message)


@bp.post("/inbox/spam/erase")
@requires_right(Right.INBOX)
def erase_spam() -> Page:
    form = ConfirmForm()
    if commit_form(form, lambda: deciding.erase_spam(actor=the_actor())):
        flash(gettext("All spam is erased."), "good")
    return see_other(url_for("desk.inbox", shelf=Shelf.SPAM.value))


@bp.route("/inbox/settings", methods=["GET", "POST"])
@requires_right(Right.PUBLISH)
def inbox_settings() -> Page:
    look_for_drafts("inbox")
    present = inbox.settings_of_inbox()
    form = InboxSettingsForm.of(present)

    def save() -> None:
        opening = Opening(form.opening.data)
        deciding.save_inbox_settings(
            opening,
            form.words.data,
            form.waiting.data,
            daily_limit=form.daily_limit.data,
            actor=the_actor(),
        )

    if save_over(form, save, InboxSettingsForm.of, present):
        flash(gettext("Saved. The ask page shows it now."), "good")
        return see_other(url_for("desk.inbox_settings"))
    usual = site_settings().ASK_DAILY_LIMIT
    return render_template("desk/inbox-settings.html", form=form, usual=usual), form.status


@bp.context_processor
def _what_waits() -> dict[str, object]:
    """For the number beside the link, which every page of the desk has."""
    return {"number_waiting": inbox.number_waiting() if may(Right.INBOX) else 0}


def _by_actor(step: Callable[..., None]) -> Callable[[AskedQuestion], None]:
    return lambda asked: step(asked, actor=the_actor())


def _step(number: int, form: DeskForm, step: Callable[[AskedQuestion], None], message: str) -> Page:
    entry = _entry_or_404(number)
    if commit_form(form, lambda: step(entry.asked)):
        flash(message, "good")
        return see_other(url_for("desk.asked_question", number=number))
    return _question_page(_entry_or_404(number), form)


def _merge(asked: AskedQuestion, form: MergeForm) -> None:
    if slug := form.episode_slug:
        episode = visible_episode(slug, staff=True) if is_slug(slug) else None
        if episode is None:
            raise RefusalError(Message("There is no episode “%(slug)s”.", slug=slug), "another")
        deciding.merge_into_episode(asked, episode, form.wording.data or "", actor=the_actor())
        return
    other = inbox.inbox_entry(form.other_number)
    if other is None:
        raise RefusalError(Message("Say which episode or question to merge it into."), "another")
    deciding.merge_into_question(asked, other.asked, actor=the_actor())


def _question_page(entry: InboxEntry, refused: DeskForm | None = None) -> Page:
    def form(kind: type[DeskForm], otherwise: Callable[[], DeskForm]) -> DeskForm:
        return refused if isinstance(refused, kind) else otherwise()

    into, beside = entry.asked.merged_into_id, _beside(entry.asked, 5)
    merged = inbox.merged_into(entry.asked.id)
    root = inbox.inbox_entry(into) if into is not None else None
    shown = [entry, *([root] if root else [])]
    _note_seen(*[each.asked.id for each in shown], *[m.id for m in merged], *_numbers_of(beside))
    page = render_template(
        "desk/inbox-question.html",
        entry=entry,
        steps=deciding.steps_of(entry.asked),
        beside=beside,
        merged=merged,
        root=root,
        labels=[CATEGORIES[n].label for n in entry.asked.content_notes if n in CATEGORIES],
        refused=refused,
        decline=form(DeclineForm, lambda: DeclineForm(formdata=None)),
        plan=form(PlanForm, lambda: PlanForm(formdata=None)),
        merge=form(MergeForm, lambda: MergeForm.of(entry.asked)),
    )
    return page, refused.status if refused else 200


def _beside(asked: AskedQuestion, most: int) -> Beside:
    """Warnings cover nothing here: anyone who works on the show must see what is there."""
    episodes = similar_answers(asked.text, choices=EVERYTHING, staff=True, limit=most)
    return Beside(episodes, similar_texts(asked.text, inbox.other_texts(asked.id), most))


def _numbers_of(*beside: Beside) -> list[int]:
    return [candidate.key for each in beside for candidate in each.asked]


def _note_seen(*numbers: int) -> bool:
    """From now on their askers are told so before they change the words. False where all were seen
    before. What was read is read again after it: the words may have changed until then."""
    unseen = inbox.unseen_of(numbers)
    if not unseen:
        return False
    db.session.rollback()
    reads_only.set(False)
    commit_write(lambda: deciding.mark_seen(unseen))
    reads_only.set(True)
    return True


def _entry_or_404(number: int) -> InboxEntry:
    entry = inbox.inbox_entry(number) if 0 < number < 2**31 else None
    if entry is None:
        db.session.rollback()
        abort(404)
    look_for_drafts(f"asked:{number}")
    return entry
