"""Deleting what was never public; the archive for the rest."""

from flask import flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.planning import archive_episode, bring_back_episode, plan_of
from episodes.desk.erasing import delete_episode, erase_files, may_be_deleted
from episodes.desk.forms.erasing import DeleteForm
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_press,
    episode_or_404,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page


@bp.route("/episodes/<slug>/delete", methods=["GET", "POST"])
@requires_right(Right.PUBLISH)
def remove_episode(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = DeleteForm()
    actor = the_actor()
    if deleted := commit_form(form, lambda: delete_episode(episode, form.title.data, actor)):
        erase_files(deleted.result)
        flash(gettext("Deleted. Nothing of it is left."), "good")
        return see_other(url_for("desk.board"))
    episode = episode_or_404(slug)
    page = render_template(
        "desk/delete.html",
        episode=episode,
        form=form,
        may_be_deleted=may_be_deleted(episode),
        is_archived=plan_of(episode.id).archived_at is not None,
    )
    return page, form.status


@bp.post("/episodes/<slug>/archive")
@requires_right(Right.PUBLISH)
def put_into_archive(slug: str) -> Response:
    episode = episode_or_404(slug)
    words = gettext("In the archive: out of the lists, and everything of it is kept.")
    commit_press(lambda: archive_episode(episode, the_actor()), words)
    return see_other(url_for("desk.episode", slug=slug))


@bp.post("/episodes/<slug>/bring-back")
@requires_right(Right.PUBLISH)
def bring_back(slug: str) -> Response:
    episode = episode_or_404(slug)
    commit_press(lambda: bring_back_episode(episode, the_actor()), gettext("Back on the board."))
    return see_other(url_for("desk.episode", slug=slug))
