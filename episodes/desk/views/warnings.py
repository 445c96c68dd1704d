"""Content notes, and how each artifact is rated. A review is of one version: the page says of
which, and a newer one still has to be reviewed."""

from dataclasses import dataclass
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode
from episodes.catalog.readiness import Rule, show_asks_for
from episodes.desk.editing import Editing
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.video_versions import newest_video_key, newest_video_version
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_or_refuse,
    episode_or_404,
    see_other,
    the_actor,
)
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.desk.views.going_on import next_step, page_after_save
from episodes.desk.views.note_making import suggestions_for
from episodes.desk.views.saving import form_of, say_saved
from episodes.desk.views.sync import video_address
from episodes.media.models import Place
from episodes.media.queries import newest_video_of, video_of
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.actions import approve_version, review_version
from episodes.versions.models import Version, VersionKind
from episodes.versions.queries import (
    is_approved_by_another,
    newest_version,
    review_of,
    reviewed_number,
)

CHANGED = Message(
    "This was changed after you opened the page. Look at the newest version, then choose again."
)


@bp.route("/episodes/<slug>/warnings", methods=["GET", "POST"])
@requires_right(Right.EDIT, to_read=Right.REVIEW)
def warnings(slug: str) -> Page:
    episode = episode_or_404(slug)
    work, answer = editing(episode, VersionKind.WARNINGS), editing(episode, VersionKind.ANSWER)
    question = editing(episode, VersionKind.QUESTION)
    form: Any = form_of(work)
    saved = None
    if form.changes_rows():
        form.offer_again()
    elif (
        "take" not in form.pressed
        and form.validate_on_submit()
        and _judges_what_is_there(form, episode, answer, question)
    ):
        saved = commit_or_refuse(form, lambda: _save(work, answer, question, form))
    if saved:
        say_saved(work, saved.result)
        return see_other(page_after_save(slug, "warnings"))
    episode = episode_or_404(slug)
    answer, question = editing(episode, VersionKind.ANSWER), editing(episode, VersionKind.QUESTION)
    form.answer_seen.data, form.video_seen.data = str(answer.number), newest_video_key(episode.id)
    form.question_seen.data, form.poster_seen.data = str(question.number), _poster_key(episode)
    video = newest_video_of(episode.id)
    page = render_template(
        "desk/warnings.html",
        episode=episode,
        form=form,
        work=work,
        duration_ms=video.duration_ms if video else None,
        unreviewed_answer=_unreviewed_number(answer),
        reviewed_answer=reviewed_number(episode.id, VersionKind.ANSWER),
        unreviewed_question=_unreviewed_number(question),
        reviewed_question=reviewed_number(episode.id, VersionKind.QUESTION),
        source=video_address(slug, video),
        suggestions=suggestions_for(episode, form) if request.method == "GET" else [],
        second_person=_second_person(work),
        unreviewed_video=_unreviewed_video(episode),
        next=next_step(slug, "warnings"),
        reviewed_video=reviewed_number(episode.id, VersionKind.VIDEO),
    )
    return page, form.status


@bp.post("/episodes/<slug>/warnings/approve")
@requires_right(Right.REVIEW)
def approve_notes(slug: str) -> Page:
    """Of the version that the page showed, by somebody else than who wrote it."""
    episode = episode_or_404(slug)
    work = editing(episode, VersionKind.WARNINGS)
    form = ConfirmForm()
    number = request.form.get("number", type=int)

    def approve() -> None:
        newest = work.written_down()
        if newest is None or newest.number != number:
            raise RefusalError(CHANGED)
        approve_version(newest, the_actor())

    if commit_form(form, approve):
        flash(gettext("Version %(number)s is approved, in your name.", number=number), "good")
    else:
        flash(" ".join(problem.message for problem in form.problems()), "danger")
    return see_other(url_for("desk.warnings", slug=slug))


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Whether somebody else has approved the newest notes. is_own: who looks at the page wrote
    them. number: of their version."""

    number: int
    is_own: bool
    is_approved: bool


def _second_person(work: Editing) -> SecondPerson | None:
    """None where the show does not ask for one, or nothing is saved yet."""
    if not work.number or not show_asks_for(Rule.SECOND_PERSON):
        return None
    newest = work.newest
    is_newest = newest is not None and newest.number == work.number
    is_own = is_newest and newest is not None and newest.author_id == the_actor().id
    is_approved = is_newest and newest is not None and is_approved_by_another(newest)
    return SecondPerson(work.number, is_own, is_approved)


def _judges_what_is_there(form: Any, episode: Episode, answer: Editing, question: Editing) -> bool:
    """What was read is what is there now; what nobody looked at is not reviewed by this form."""
    if form.contradicts_itself() or (_is_new_video(episode) and form.claims_unwatched()):
        return False
    if form.video_seen.data not in (None, "", newest_video_key(episode.id)):
        form.blame("video_review", str(CHANGED))
    if form.answer_seen.data not in (None, "", str(answer.number)):
        form.blame("answer_review", str(CHANGED))
    if form.question_seen.data not in (None, "", str(question.number)):
        form.blame("question_review", str(CHANGED))
    if form.poster_seen.data not in (None, "", _poster_key(episode)):
        form.blame("thumbnail_review", str(CHANGED))
    return not form.problems()


def _poster_key(episode: Episode) -> str:
    """The poster's version, as it were: another picture has another."""
    video = video_of(episode.id)
    return (video.poster_key if video else "") or "none"


def _save(work: Editing, answer: Editing, question: Editing, form: Any) -> Version:
    version = work.save(form, the_actor(), form.watched_note)
    is_answer_seen = form.answer_is_seen.data or not answer.is_public
    _judge(answer.written_down(), form.answer_review.data, is_seen=is_answer_seen)
    waits_to_be_seen = question.is_public and question.is_ahead
    is_question_seen = form.question_is_seen.data or not waits_to_be_seen
    _judge(question.written_down(), form.question_review.data, is_seen=is_question_seen)
    waits = video_of(work.episode.id, Place.WAITING) is not None
    is_video_seen = form.video_is_seen.data or not waits
    _judge(newest_video_version(work.episode), form.video_review.data, is_seen=is_video_seen)
    return version


def _is_new_video(episode: Episode) -> bool:
    """Nobody has looked at the newest version of it yet."""
    newest = newest_version(episode.id, VersionKind.VIDEO)
    return newest_video_of(episode.id) is not None and (newest is None or not review_of(newest))


def _judge(newest: Version | None, verdict: str, *, is_seen: bool) -> None:
    """is_seen: the person says that the review is of this very version."""
    if newest is None or verdict == ReviewState.NOT_REVIEWED:
        return
    before = review_of(newest)
    if (before or is_seen) and (before is None or before.verdict != verdict):
        review_version(newest, verdict, judge=the_actor())


def _unreviewed_number(work: Editing) -> int | None:
    """Of a newer one than viewers see, where nobody has reviewed it yet."""
    newest = work.newest
    if newest is None or not work.is_public or not work.is_ahead or review_of(newest):
        return None
    return newest.number


def _unreviewed_video(episode: Episode) -> int | None:
    """Of a video that waits for its viewers, where nobody has looked at it yet."""
    if video_of(episode.id, Place.WAITING) is None:
        return None
    newest = newest_version(episode.id, VersionKind.VIDEO)
    return newest.number if newest and review_of(newest) is None else None
