"""Content notes, and how each artifact is rated. A review is of one version: the page says of
which, and a newer one still has to be reviewed."""

from typing import Any

from flask import render_template, url_for

from episodes.accounts.models import RoleName
from episodes.accounts.permissions import requires_role
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode
from episodes.desk.editing import Editing
from episodes.desk.video_versions import newest_video_key, newest_video_version
from episodes.desk.views.blueprint import bp, commit_or_refuse, episode_or_404, see_other, the_actor
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import form_of, say_saved
from episodes.media.models import Place
from episodes.media.queries import newest_video_of, video_of
from episodes.messages import Message
from episodes.versions.actions import review_version
from episodes.versions.models import Version, VersionKind
from episodes.versions.queries import newest_version, review_of, reviewed_number

CHANGED = Message(
    "This was changed after you opened the page. Look at the newest version, then choose again."
)


@bp.route("/episodes/<slug>/warnings", methods=["GET", "POST"])
@requires_role(RoleName.PRODUCER)
def warnings(slug: str) -> Page:
    episode = episode_or_404(slug)
    work, answer = editing(episode, VersionKind.WARNINGS), editing(episode, VersionKind.ANSWER)
    form: Any = form_of(work)
    saved = None
    if form.adds_a_row():
        form.offer_again()
    elif (
        "take" not in form.pressed
        and form.validate_on_submit()
        and _judges_what_is_there(form, episode, answer)
    ):
        saved = commit_or_refuse(form, lambda: _save(work, answer, form))
    if saved:
        say_saved(work, saved.result)
        return see_other(url_for("desk.warnings", slug=slug))
    episode = episode_or_404(slug)
    answer = editing(episode, VersionKind.ANSWER)
    form.answer_seen.data, form.video_seen.data = str(answer.number), newest_video_key(episode.id)
    video = newest_video_of(episode.id)
    page = render_template(
        "desk/warnings.html",
        episode=episode,
        form=form,
        work=work,
        duration_ms=video.duration_ms if video else None,
        unreviewed_answer=_unreviewed_number(answer),
        reviewed_answer=reviewed_number(episode.id, VersionKind.ANSWER),
        unreviewed_video=_unreviewed_video(episode),
        reviewed_video=reviewed_number(episode.id, VersionKind.VIDEO),
    )
    return page, form.status


def _judges_what_is_there(form: Any, episode: Episode, answer: Editing) -> bool:
    """What was read is what is there now; what nobody looked at is not reviewed by this form."""
    if form.contradicts_itself():
        return False
    if form.video_seen.data not in (None, "", newest_video_key(episode.id)):
        form.blame("video_review", str(CHANGED))
    if form.answer_seen.data not in (None, "", str(answer.number)):
        form.blame("answer_review", str(CHANGED))
    return not form.problems()


def _save(work: Editing, answer: Editing, form: Any) -> Version:
    version = work.save(form, the_actor())
    is_answer_seen = form.answer_is_seen.data or not answer.is_public
    _judge(answer.written_down(), form.answer_review.data, is_seen=is_answer_seen)
    waits = video_of(work.episode.id, Place.WAITING) is not None
    is_video_seen = form.video_is_seen.data or not waits
    _judge(newest_video_version(work.episode), form.video_review.data, is_seen=is_video_seen)
    return version


def _judge(newest: Version | None, verdict: str, *, is_seen: bool) -> None:
    """is_seen: the person says that the review is of this very version."""
    if newest is None or verdict == ReviewState.NOT_REVIEWED:
        return
    before = review_of(newest)
    if (before or is_seen) and (before is None or before.verdict != verdict):
        review_version(newest, verdict, judge=the_actor())


def _unreviewed_number(answer: Editing) -> int | None:
    """Of a newer answer than the one that viewers see, where nobody has reviewed it yet."""
    newest = answer.newest
    if newest is None or not answer.is_public or not answer.is_ahead or review_of(newest):
        return None
    return newest.number


def _unreviewed_video(episode: Episode) -> int | None:
    """Of a video that waits for its viewers, where nobody has looked at it yet."""
    if video_of(episode.id, Place.WAITING) is None:
        return None
    newest = newest_version(episode.id, VersionKind.VIDEO)
    return newest.number if newest and review_of(newest) is None else None
