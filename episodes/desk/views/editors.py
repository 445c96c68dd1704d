"""How each kind of content is edited: its form, and how the form gets into the tables."""

from collections.abc import Callable
from typing import Any

from episodes.answers.queries import answer_of, resources_of
from episodes.catalog.models import Episode
from episodes.desk.editing import Editing, Editor
from episodes.desk.forms.answer import AnswerForm, ResourcesForm
from episodes.desk.forms.episode import EpisodeForm
from episodes.desk.forms.question import QuestionForm
from episodes.desk.forms.warnings import WarningsForm
from episodes.desk.queries import people, topics
from episodes.desk.views.blueprint import the_actor
from episodes.media.queries import newest_video_of
from episodes.questions.published.queries import question_of
from episodes.versions.models import VersionKind


def basics_editor(episode: Episode) -> Editor:
    all_people, all_topics = people(), topics()

    def apply(form: Any) -> None:
        form.save(episode, topics(), the_actor())

    return Editor(
        VersionKind.BASICS,
        lambda **options: EpisodeForm.of(episode, all_people, all_topics, **options),
        apply,
    )


def question_editor(episode: Episode) -> Editor:
    question = question_of(episode.id)
    return Editor(
        VersionKind.QUESTION,
        lambda **options: QuestionForm.of(question, **options),
        _saving(episode),
        is_there=question is not None,
    )


def answer_editor(episode: Episode) -> Editor:
    answer, all_people = answer_of(episode.id), people()
    return Editor(
        VersionKind.ANSWER,
        lambda **options: AnswerForm.of(answer, all_people, **options),
        _saving(episode),
        is_there=answer is not None,
    )


def resources_editor(episode: Episode) -> Editor:
    answer, resources = answer_of(episode.id), resources_of(episode.id)
    parts = answer.parts if answer else []
    return Editor(
        VersionKind.RESOURCES,
        lambda **options: ResourcesForm.of(resources, parts, **options),
        _saving(episode),
    )


def warnings_editor(episode: Episode) -> Editor:
    answer, video = answer_of(episode.id), newest_video_of(episode.id)
    parts, resources = answer.parts if answer else [], resources_of(episode.id)
    duration_ms = video.duration_ms if video else None

    def apply(form: Any) -> None:
        form.save(episode, the_actor(), duration_ms=duration_ms, parts=parts, resources=resources)

    return Editor(
        VersionKind.WARNINGS,
        lambda **options: WarningsForm.of(episode, parts, resources, **options),
        apply,
    )


EDITORS: dict[VersionKind, Callable[[Episode], Editor]] = {
    VersionKind.BASICS: basics_editor,
    VersionKind.QUESTION: question_editor,
    VersionKind.ANSWER: answer_editor,
    VersionKind.RESOURCES: resources_editor,
    VersionKind.WARNINGS: warnings_editor,
}


def editing(episode: Episode, kind: VersionKind) -> Editing:
    return Editing(episode, lambda: EDITORS[kind](episode))


def _saving(episode: Episode) -> Callable[[Any], object]:
    return lambda form: form.save(episode, the_actor())
