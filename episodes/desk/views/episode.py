"""One episode: what stands, what is missing, and its basic facts."""

from flask import abort, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.models import RoleName
from episodes.accounts.permissions import requires_role
from episodes.db import now_utc
from episodes.desk.forms.base import ConfirmForm
from episodes.desk.forms.episode import EpisodeForm
from episodes.desk.forms.publishing import ScheduleForm
from episodes.desk.queries import people, standing_of, topics, trail_of
from episodes.desk.views.blueprint import bp, commit_form, episode_or_404, see_other, the_actor
from episodes.jobs.queries import pressing_jobs

Page = str | tuple[str, int] | Response


@bp.get("/episodes/<slug>")
@requires_role(RoleName.CAPTIONER)
def episode(slug: str) -> Page:
    return overview(slug, ScheduleForm())


def overview(slug: str, schedule: ScheduleForm, refused: ConfirmForm | None = None) -> Page:
    standing = standing_of(slug)
    if standing is None:
        abort(404)
    page = render_template(
        "desk/episode.html",
        episode=standing,
        standing=standing,
        schedule=schedule,
        refused=refused,
        now=now_utc(),
        jobs=pressing_jobs(f"episode:{standing.id}"),
    )
    return page, refused.status if refused else schedule.status


@bp.route("/episodes/new", methods=["GET", "POST"])
@requires_role(RoleName.PRODUCER)
def new_episode() -> Page:
    return _episode_form(None)


@bp.route("/episodes/<slug>/edit", methods=["GET", "POST"])
@requires_role(RoleName.PRODUCER)
def edit_episode(slug: str) -> Page:
    return _episode_form(slug)


def _episode_form(slug: str | None) -> Page:
    episode = episode_or_404(slug) if slug else None
    all_topics = topics()
    form = EpisodeForm.of(episode, people(), all_topics)
    if not form.adds_a_row() and (
        saved := commit_form(form, lambda: form.save(episode, all_topics, the_actor()))
    ):
        flash(
            gettext("Saved.") if episode else gettext("Episode created. Next: its question."),
            "good",
        )
        following = "desk.edit_episode" if episode else "desk.episode"
        return see_other(url_for(following, slug=saved.result.slug))
    episode = episode_or_404(slug) if slug else None
    page = render_template("desk/edit.html", episode=episode, form=form, people=people())
    return page, form.status


@bp.get("/episodes/<slug>/history")
@requires_role(RoleName.PRODUCER)
def history(slug: str) -> Page:
    episode = episode_or_404(slug)
    return render_template("desk/history.html", episode=episode, trail=trail_of(slug))
