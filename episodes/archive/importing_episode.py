"""One folder of the archive -> one episode, by the same actions as the desk's forms."""

from dataclasses import dataclass
from typing import Any

from episodes.answers.actions import (
    ResourceDraft,
    remove_answer,
    replace_resources,
    save_answer,
)
from episodes.archive.folder import Folder
from episodes.archive.importing_files import (
    StoredFiles,
    put_captions,
    put_pictures,
    put_videos,
)
from episodes.archive.reading import EpisodeFolder
from episodes.archive.schema import EpisodeFile, ResourceFile, WarningFile
from episodes.catalog.models import Chapter, Credit, Episode, Person, Topic
from episodes.db import db
from episodes.questions.published.actions import (
    remove_question,
    save_question,
    say_it_points_to_nobody,
)
from episodes.warnings.actions import WarningDraft, replace_warnings


@dataclass(frozen=True, slots=True)
class Directory:
    """Whom and what episodes refer to, by slug."""

    people: dict[str, Person]
    topics: dict[str, Topic]


def put_episode(
    folder: EpisodeFolder,
    archive: Folder,
    episode: Episode | None,
    directory: Directory,
    files: StoredFiles,
) -> Episode:
    """episode: as it is in the database, with its topics, credits and chapters loaded; None: new.
    What the folder does not say is taken away."""
    is_new = episode is None
    episode = episode or Episode(slug=folder.slug, topics=[], credits=[], chapters=[])
    _put_fields(episode, folder.file)
    _put_lists(episode, folder.file, directory)
    db.session.add(episode)
    db.session.flush()
    _put_question(episode, folder.file, is_new=is_new)
    put_pictures(episode, folder, archive, files)
    _put_answer(episode, folder, directory, is_new=is_new)
    put_captions(episode, folder, archive, is_new=is_new)
    put_videos(episode, folder, archive, files, is_new=is_new)
    return episode


def _put_fields(episode: Episode, file: EpisodeFile) -> None:
    for name, value in _fields(file).items():
        if getattr(episode, name) != value:
            setattr(episode, name, value)


def _fields(file: EpisodeFile) -> dict[str, Any]:
    plain = ("title", "summary", "language", "season", "number", "status", "published_at")
    fields: dict[str, Any] = {name: getattr(file, name) for name in plain}
    fields["accent"], fields["cover_line"] = file.cover.accent, file.cover.line
    fields["cover_said_by"], fields["cover_said_ms"] = file.cover.said_by, file.cover.said_ms
    fields["answer_published_at"] = file.answer.published_at if file.answer else None
    for artifact in type(file.artifacts).model_fields:
        artifact_file = getattr(file.artifacts, artifact)
        fields[f"{artifact}_headline"] = artifact_file.headline
        fields[f"{artifact}_review"] = artifact_file.review
    return fields


def _put_lists(episode: Episode, file: EpisodeFile, directory: Directory) -> None:
    if {topic.slug for topic in episode.topics} != set(file.topics):
        episode.topics = [directory.topics[slug] for slug in file.topics]
    credits_ = [(directory.people[credit.person].id, credit.role) for credit in file.credits]
    if [(credit.person_id, credit.role) for credit in episode.credits] != credits_:
        _empty(episode.credits)
        episode.credits.extend(
            Credit(person_id=person_id, role=role, position=position)
            for position, (person_id, role) in enumerate(credits_)
        )
    chapters = [(chapter.start_ms, chapter.title) for chapter in file.chapters]
    if [(chapter.start_ms, chapter.title) for chapter in episode.chapters] != chapters:
        _empty(episode.chapters)
        episode.chapters.extend(Chapter(start_ms=ms, title=title) for ms, title in chapters)


def _empty(rows: list[Any]) -> None:
    if rows:
        rows.clear()
        db.session.flush()  # the old rows go first: each may stand once only


def _put_question(episode: Episode, file: EpisodeFile, *, is_new: bool) -> None:
    if question := file.question:
        save_question(
            episode,
            text=question.text,
            asked_by=question.asked_by,
            annotations=question.drafts(),
            also_asked_as=question.also_asked_as,
        )
        if question.points_to_nobody:
            say_it_points_to_nobody(episode, actor=None)
    elif not is_new:
        remove_question(episode, actor=None)


def _put_answer(
    episode: Episode, folder: EpisodeFolder, directory: Directory, *, is_new: bool
) -> None:
    """Warnings stand last: they name parts and resources."""
    answer = folder.file.answer
    if answer and folder.markdown is not None:
        author_id = directory.people[answer.author].id if answer.author else None
        save_answer(
            episode, folder.markdown, author_id=author_id, saved_by=None, note="From an archive"
        )
    elif not is_new:
        remove_answer(episode, actor=None)
    resources = [_resource(file) for file in answer.resources] if answer else []
    if resources or not is_new:
        replace_resources(episode, resources)
    warnings = [_warning(file) for file in folder.file.warnings]
    if warnings or not is_new:
        replace_warnings(episode, warnings)


def _resource(file: ResourceFile) -> ResourceDraft:
    return ResourceDraft(
        slug=file.slug,
        kind=file.kind,
        title=file.title,
        creator=file.creator,
        address=file.address,
        note=file.note,
        checked_on=file.checked_on,
        part_anchor=file.part or "",
    )


def _warning(file: WarningFile) -> WarningDraft:
    return WarningDraft(
        scope=file.scope,
        category=file.category,
        treatment=file.treatment,
        severity=file.severity,
        start_ms=file.start_ms,
        end_ms=file.end_ms,
        skip_to_ms=file.skip_to_ms,
        note=file.note,
        part_anchor=file.part or "",
        resource_slug=file.resource or "",
    )
