"""One episode: what stands, what is missing, and its basic facts."""

from typing import Any

from flask import abort, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.given import works_on
from episodes.catalog.models import Status
from episodes.db import now_utc
from episodes.desk.board import standing_of
from episodes.desk.details import details_of
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.episode import EpisodeForm
from episodes.desk.forms.publishing import ScheduleForm
from episodes.desk.queries import people, topics, trail_of
from episodes.desk.stages import Standing
from episodes.desk.steps import state_of, steps_of
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    episode_or_404,
    look_for_drafts,
    see_other,
    the_actor,
)
from episodes.desk.views.editors import editing
from episodes.desk.views.saving import form_of, save_form, say_saved
from episodes.jobs.queries import pressing_jobs
from episodes.media.models import Place
from episodes.media.queries import video_of
from episodes.versions.models import VersionKind
from episodes.versions.queries import kinds_ahead

Page = str | tuple[str, int] | Response
LATELY = 5


@bp.get("/episodes/<slug>")
@requires_right(Right.USE_DESK)
def episode(slug: str) -> Page:
    return overview(slug, ScheduleForm())


def overview(slug: str, schedule: ScheduleForm, refused: ConfirmForm | None = None) -> Page:
    standing = standing_of(slug) if works_on(slug) else None
    if standing is None:
        abort(404)
    page = render_template(
        "desk/episode.html",
        episode=standing,
        standing=standing,
        steps=[(step, state_of(step, standing)) for step in steps_of(standing)],
        details=details_of(standing.id),
        lately=trail_of(slug, LATELY),
        schedule=schedule,
        refused=refused,
        now=now_utc(),
        **_waiting_changes(standing),
        jobs=pressing_jobs(f"episode:{standing.id}"),
    )
    return page, refused.status if refused else schedule.status


def _waiting_changes(standing: Standing) -> dict[str, Any]:
    """What is saved of a published episode and not public; a video goes out from its own page, and
    the content notes with it."""
    if standing.status != Status.PUBLISHED:
        return {"ahead": [], "video_waits": False}
    waits = video_of(standing.id, Place.WAITING) is not None
    with_the_video = {VersionKind.VIDEO, *([VersionKind.WARNINGS] if waits else [])}
    ahead = [kind for kind in kinds_ahead(standing.id) if kind not in with_the_video]
    return {"ahead": ahead, "video_waits": waits}


@bp.route("/episodes/new", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def new_episode() -> Page:
    all_topics = topics()
    look_for_drafts("new-episode")
    form = EpisodeForm.of(None, people(), all_topics)
    if not form.changes_rows() and (
        made := commit_form(form, lambda: form.save(None, all_topics, the_actor()))
    ):
        flash(gettext("Episode created. Next: its question."), "good")
        return see_other(url_for("desk.episode", slug=made.result.slug))
    page = render_template("desk/edit.html", episode=None, form=form, work=None, people=people())
    return page, form.status


@bp.route("/episodes/<slug>/edit", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def edit_episode(slug: str) -> Page:
    work = editing(episode_or_404(slug), VersionKind.BASICS)
    form = form_of(work)
    if saved := save_form(work, form):
        say_saved(work, saved)
        return see_other(url_for("desk.edit_episode", slug=work.episode.slug))
    episode = episode_or_404(slug)
    page = render_template("desk/edit.html", episode=episode, form=form, work=work, people=people())
    return page, form.status


@bp.get("/episodes/<slug>/history")
@requires_right(Right.EDIT, to_read=Right.REVIEW)
def history(slug: str) -> Page:
    episode = episode_or_404(slug)
    return render_template("desk/history.html", episode=episode, trail=trail_of(slug))
