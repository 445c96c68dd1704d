"""The question of an episode: its words, what in them points to a person, and who said that nothing
does."""

from flask import render_template, request

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Episode
from episodes.desk.editing import Editing
from episodes.desk.forms.question import QuestionForm
from episodes.desk.protecting import is_said_to_point_to_nobody, protect_people, say_so
from episodes.desk.views.blueprint import bp, episode_or_404, see_other, the_actor
from episodes.desk.views.editors import editing
from episodes.desk.views.episode import Page
from episodes.desk.views.going_on import next_step, page_after_save
from episodes.desk.views.saving import form_of, save_form, say_saved
from episodes.questions.asked.inbox import others_asked
from episodes.questions.asked.marking import Mark, marks_in
from episodes.versions.models import Version, VersionKind


@bp.route("/episodes/<slug>/question", methods=["GET", "POST"])
@requires_right(Right.EDIT, to_read=Right.REVIEW)
def question(slug: str) -> Page:
    work = editing(episode_or_404(slug), VersionKind.QUESTION)
    form = form_of(work)
    assert isinstance(form, QuestionForm)  # noqa: S101  # the editor of this kind
    words = form.redact(*_pressed_marks(form)) if form.is_submitted() else frozenset()
    if saved := save_form(work, form, and_then=lambda made: _judge(work, made, words)):
        say_saved(work, saved)
        return see_other(page_after_save(slug, "question"))
    return _question_page(episode_or_404(slug), work, form)


def _pressed_marks(form: QuestionForm) -> tuple[list[Mark], list[Mark]]:
    """A button at one of the marks, or the one for all of them: of the question, of its other
    wordings."""
    pressed = request.form.get("redact", "")
    if not pressed:
        return [], []
    marks, also = _marks_of(form)
    return (
        [mark for mark in marks if pressed in ("all", f"{mark.start}:{mark.words}")],
        [mark for mark in also if pressed in ("all", f"also:{mark.start}:{mark.words}")],
    )


def _marks_of(form: QuestionForm) -> tuple[list[Mark], list[Mark]]:
    """A name of the question is looked for in its other wordings too."""
    text = form.text.data or ""
    return marks_in(text), marks_in(form.also_asked_as.data or "", beside=text)


def _judge(work: Editing, version: Version, words: frozenset[str]) -> None:
    """words: what was taken out by the press of a button; it is read again after that."""
    if words:
        protect_people(work.episode, version, words, the_actor())
    elif "points_to_nobody" in request.form:
        say_so(work.episode, version, the_actor())


def _question_page(episode: Episode, work: Editing, form: QuestionForm) -> Page:
    marks, also = _marks_of(form)
    page = render_template(
        "desk/question.html",
        episode=episode,
        form=form,
        work=work,
        others=others_asked([episode.slug]).get(episode.slug, 0),
        marks=marks,
        also=also,
        is_said=is_said_to_point_to_nobody(episode, work),
        next=next_step(episode.slug, "question"),
        is_ticked="points_to_nobody" in request.form,
    )
    return page, form.status
