from flask import flash, render_template, url_for
from flask_babel import gettext

from episodes.accounts.models import RoleName
from episodes.accounts.permissions import requires_role
from episodes.answers.queries import answer_of, resources_of
from episodes.desk.forms.warnings import WarningsForm
from episodes.desk.views.blueprint import bp, commit_or_refuse, episode_or_404, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.media.queries import video_of


@bp.route("/episodes/<slug>/warnings", methods=["GET", "POST"])
@requires_role(RoleName.PRODUCER)
def warnings(slug: str) -> Page:
    episode = episode_or_404(slug)
    written, video = answer_of(episode.id), video_of(episode.id)
    parts, resources = written.parts if written else [], resources_of(episode.id)
    duration_ms = video.duration_ms if video else None
    form = WarningsForm.of(episode, parts, resources)
    if form.adds_a_row():
        form.offer(parts, resources)
    elif (
        form.validate_on_submit()
        and not form.contradiction()
        and commit_or_refuse(
            form,
            lambda: form.save(
                episode, the_actor(), duration_ms=duration_ms, parts=parts, resources=resources
            ),
        )
    ):
        flash(gettext("Saved."), "good")
        return see_other(url_for("desk.warnings", slug=slug))
    episode = episode_or_404(slug)
    page = render_template(
        "desk/warnings.html", episode=episode, form=form, duration_ms=duration_ms
    )
    return page, form.status
