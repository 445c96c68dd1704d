from flask import render_template, url_for

from episodes.accounts.permissions import Right, requires_right
from episodes.desk.views.blueprint import bp, episode_or_404, see_other
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import form_of, save_form, say_saved
from episodes.questions.asked.inbox import others_asked
from episodes.versions.models import VersionKind


@bp.route("/episodes/<slug>/question", methods=["GET", "POST"])
@requires_right(Right.EDIT, to_read=Right.REVIEW)
def question(slug: str) -> Page:
    work = editing(episode_or_404(slug), VersionKind.QUESTION)
    form = form_of(work)
    if saved := save_form(work, form):
        say_saved(work, saved)
        return see_other(url_for("desk.question", slug=slug))
    episode = episode_or_404(slug)
    others = others_asked([slug]).get(slug, 0)
    page = render_template(
        "desk/question.html", episode=episode, form=form, work=work, others=others
    )
    return page, form.status
