from flask import flash, render_template, url_for
from flask_babel import gettext

from episodes.accounts.models import RoleName
from episodes.accounts.permissions import requires_role
from episodes.desk.forms.question import QuestionForm
from episodes.desk.views.blueprint import bp, commit_form, episode_or_404, see_other, the_actor
from episodes.desk.views.episode import Page
from episodes.questions.asked.inbox import others_asked
from episodes.questions.published.queries import question_of


@bp.route("/episodes/<slug>/question", methods=["GET", "POST"])
@requires_role(RoleName.PRODUCER)
def question(slug: str) -> Page:
    episode = episode_or_404(slug)
    form = QuestionForm.of(question_of(episode.id))
    if not form.adds_a_row() and commit_form(form, lambda: form.save(episode, the_actor())):
        flash(gettext("Saved."), "good")
        return see_other(url_for("desk.question", slug=slug))
    episode = episode_or_404(slug)
    others = others_asked([slug]).get(slug, 0)
    page = render_template("desk/question.html", episode=episode, form=form, others=others)
    return page, form.status
