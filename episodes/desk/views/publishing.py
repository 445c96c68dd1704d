"""Putting an episode out, later, or taking it back."""

from collections.abc import Callable

from flask import flash, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog import actions
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode
from episodes.catalog.readiness import Rule, show_asks_for
from episodes.desk.editing import Editing
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.publishing import ScheduleForm
from episodes.desk.protecting import require_nobody
from episodes.desk.views.blueprint import bp, commit_form, episode_or_404, see_other, the_actor
from episodes.desk.views.editors import EDITORS, editing
from episodes.desk.views.episode import Page, overview
from episodes.media.models import Place
from episodes.media.queries import video_of
from episodes.messages import Message
from episodes.questions.published.actions import say_it_points_to_nobody
from episodes.refusals import RefusalError
from episodes.versions.models import VersionKind
from episodes.versions.queries import is_approved_by_another, kinds_ahead, review_of


@bp.post("/episodes/<slug>/publish")
@requires_right(Right.PUBLISH)
def publish(slug: str) -> Page:
    return _change_and_return(
        slug,
        lambda e: actions.publish(e, actor=the_actor()),
        gettext("Published. Everyone can see it now."),
    )


@bp.post("/episodes/<slug>/publish-answer")
@requires_right(Right.PUBLISH)
def publish_answer(slug: str) -> Page:
    return _change_and_return(
        slug,
        lambda e: actions.publish_answer(e, actor=the_actor()),
        gettext("The written answer is public now."),
    )


@bp.post("/episodes/<slug>/withdraw")
@requires_right(Right.PUBLISH)
def withdraw(slug: str) -> Page:
    message = gettext("Withdrawn. Viewers can’t see it any more.")
    return _change_and_return(slug, lambda e: actions.withdraw(e, the_actor()), message)


@bp.post("/episodes/<slug>/schedule")
@requires_right(Right.PUBLISH)
def schedule(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = ScheduleForm()
    if commit_form(form, lambda: form.save(episode, the_actor())):
        flash(gettext("Scheduled. It will go out by itself."), "good")
        return see_other(url_for("desk.episode", slug=slug))
    return overview(slug, form)


@bp.post("/episodes/<slug>/publish-changes")
@requires_right(Right.PUBLISH)
def publish_changes(slug: str) -> Page:
    return _change_and_return(
        slug, _publish_changes, gettext("Published. Viewers see the changes now.")
    )


def _publish_changes(episode: Episode) -> None:
    """All that waits, or none of it; while a video waits, the notes are for that one, and go out
    with it. Raises RefusalError."""
    waits = video_of(episode.id, Place.WAITING) is not None
    for kind in kinds_ahead(episode.id):
        if kind not in EDITORS or (waits and kind is VersionKind.WARNINGS):
            continue
        work = editing(episode, kind)
        if kind is VersionKind.ANSWER and work.is_public:
            _require_review(work)
        if kind is VersionKind.QUESTION and work.is_public:
            _require_review_of_question(episode, work)
        if kind is VersionKind.WARNINGS:
            require_second_person(work)
        if kind is VersionKind.QUESTION:
            require_nobody(work)
        work.publish(the_actor())
        if kind is VersionKind.QUESTION and work.is_ahead:
            say_it_points_to_nobody(episode, actor=the_actor())


def _require_review_of_question(episode: Episode, question: Editing) -> None:
    """Where anything says that the question was reviewed, it is said of this very version."""
    notes = editing(episode, VersionKind.WARNINGS).content or {}
    claims = {str(episode.question_review), notes.get("question_review", "")}
    newest = question.newest
    is_claimed = not claims <= {ReviewState.NOT_REVIEWED.value, ""}
    if newest is not None and question.is_ahead and is_claimed and review_of(newest) is None:
        message = Message(
            "Nobody has reviewed version %(version)s of the question for content warnings.",
            version=newest.number,
        )
        raise RefusalError(message)


def _require_review(answer: Editing) -> None:
    newest = answer.newest
    if newest is not None and answer.is_ahead and review_of(newest) is None:
        message = Message(
            "Nobody has reviewed version %(version)s of the written answer for content warnings.",
            version=newest.number,
        )
        raise RefusalError(message)


def require_second_person(notes: Editing) -> None:
    """Raises RefusalError where the show asks for one and nobody else has approved them."""
    newest = notes.newest
    if newest is None or not notes.is_ahead or not show_asks_for(Rule.SECOND_PERSON):
        return
    if not is_approved_by_another(newest):
        message = Message(
            "Somebody else has to approve version %(version)s of the content notes.",
            version=newest.number,
        )
        raise RefusalError(message)


def _change_and_return(slug: str, change: Callable[[Episode], object], message: str) -> Page:
    episode = episode_or_404(slug)
    form = ConfirmForm()
    if commit_form(form, lambda: change(episode)):
        flash(message, "good")
        return see_other(url_for("desk.episode", slug=slug))
    return overview(slug, ScheduleForm(formdata=None), form)
