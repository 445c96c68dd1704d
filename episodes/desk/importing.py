"""A written text into versions of the answer and of its resources, and all of it back again.
Nothing here commits."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import AuditEntry, User
from episodes.answers.actions import remove_answer
from episodes.answers.importing.blocks import BlockKind, FoundResource
from episodes.answers.importing.importing import Imported
from episodes.answers.imports import new_resources
from episodes.answers.queries import resources_of
from episodes.catalog.artifacts import Headline
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.desk.editing import Editing
from episodes.desk.forms.drafts import typed_values
from episodes.drafts.actions import TypedDraft, close_draft, keep_draft
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.actions import erase_versions
from episodes.versions.merging import Content
from episodes.versions.models import Version, VersionKind
from episodes.versions.queries import newest_version, version_numbered

_RATINGS: dict[str, Message] = {
    Headline.CLEAN.value: Message("safe"),
    Headline.RACY.value: Message("mildly racy"),
    Headline.NSFW.value: Message("not safe for work"),
    Headline.EXPLICIT.value: Message("explicit"),
}
EditingOf = Callable[[VersionKind], Editing]


def save_imported(
    episode: Episode, result: Imported, editing_of: EditingOf, actor: User, *, name: str, adds: bool
) -> AuditEntry:
    """adds: below the text that is there, instead of in its place. Raises RefusalError."""
    if not result.markdown and not result.resources:
        raise RefusalError(Message("There is nothing to save: every line is left out."))
    note = str(Message("From “%(name)s”", name=name)) if name else str(Message("Pasted"))
    changed = {
        "answer": _save_text(editing_of(VersionKind.ANSWER), result.markdown, actor, note, adds),
        "resources": _add_resources(episode, editing_of, result, actor, note),
    }
    videos = [block.note for block in result.blocks if block.kind is BlockKind.SECOND_VIDEO]
    return record(
        actor,
        AuditAction.ANSWER_IMPORT,
        "episode",
        episode.slug,
        name=name[:100],
        draft=_propose_ratings(episode, editing_of(VersionKind.WARNINGS), result.ratings, actor),
        second_video=videos[0] or "told" if videos else "",
        **changed,
    )


def last_import(episode: Episode) -> AuditEntry | None:
    """None also where it was taken back, or something was saved since."""
    actions = (AuditAction.ANSWER_IMPORT.value, AuditAction.ANSWER_UNDO_IMPORT.value)
    entry = db.session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.thing_kind == "episode",
            AuditEntry.thing == episode.slug,
            AuditEntry.action.in_(actions),
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return entry if entry and entry.action == AuditAction.ANSWER_IMPORT else None


def second_video_note(entry: AuditEntry | None) -> Message | None:
    """What the text that was brought in says of a second video; None where it announces none."""
    told = entry.detail.get("second_video", "") if entry else ""
    if not told:
        return None
    rating = _RATINGS.get(told)
    if rating is None:
        return Message("The text announces a second video.")
    return Message("The text announces a second video: %(rating)s.", rating=rating)


def second_video_rating(entry: AuditEntry | None) -> Message | None:
    """How the text that was brought in rates the second video that it announces."""
    return _RATINGS.get(entry.detail.get("second_video", "")) if entry else None


def can_be_undone(episode: Episode, entry: AuditEntry | None) -> bool:
    return entry is not None and all(
        (newest.number if (newest := newest_version(episode.id, kind)) else 0) == after
        for kind, (_before, after) in _changes(entry).items()
    )


def undo_import(episode: Episode, editing_of: EditingOf, actor: User) -> None:
    """Text, resources and proposed ratings are as they were. Raises RefusalError."""
    entry = last_import(episode)
    if entry is None or not can_be_undone(episode, entry):
        raise RefusalError(
            Message("Something was saved since the import: bring back an earlier version instead.")
        )
    for kind, (before, after) in _changes(entry).items():
        if before != after:
            _bring_back(episode, kind, before, editing_of, actor)
    if key := entry.detail.get("draft"):
        close_draft(actor.id, key)
    record(actor, AuditAction.ANSWER_UNDO_IMPORT, "episode", episode.slug)


def _changes(entry: AuditEntry) -> dict[VersionKind, tuple[int, int]]:
    """The newest version before and after, of each kind."""
    changes = {}
    for kind in (VersionKind.ANSWER, VersionKind.RESOURCES):
        before, after = entry.detail[kind.value]
        changes[kind] = (int(before), int(after))
    return changes


def _save_text(work: Editing, markdown: str, actor: User, note: str, adds: bool) -> tuple[int, int]:
    newest = work.written_down()
    before = newest.number if newest else 0
    if not markdown:
        return before, before
    content: Content = dict(newest.content) if newest else {"author": 0}
    text = str(content.get("markdown") or "").rstrip()
    content["markdown"] = f"{text}\n\n{markdown}" if adds and text else markdown
    return before, _save(work, content, before, actor, note).number


def _add_resources(
    episode: Episode, editing_of: EditingOf, result: Imported, actor: User, note: str
) -> tuple[int, int]:
    work = editing_of(VersionKind.RESOURCES)
    newest = work.written_down()
    before = newest.number if newest else 0
    resources = new_resources(resources_of(episode.id), result.resources)
    if not resources:
        return before, before
    rows = list(newest.content.get("resources", ())) if newest else []
    rows += [_row(resource) for resource in resources]
    return before, _save(work, {"resources": rows}, before, actor, note).number


def _row(resource: FoundResource) -> dict[str, Any]:
    names = ("kind", "title", "creator", "address", "note")
    empty = {"id": "", "checked_on": None, "part": "", "slug": ""}
    return {name: getattr(resource, name) for name in names} | empty


def _save(work: Editing, content: Content, number: int, actor: User, note: str) -> Version:
    form = work.editor.build(formdata=None)
    form.version.data = str(number)
    form.refill(content)
    return work.save(form, actor, note)


def _bring_back(
    episode: Episode, kind: VersionKind, number: int, editing_of: EditingOf, actor: User
) -> None:
    earlier = version_numbered(episode.id, kind, number)
    if earlier is None and kind is VersionKind.ANSWER:  # the import made the first one
        remove_answer(episode, actor=actor)
        erase_versions(episode.id, kind)
        return
    work = editing_of(kind)
    newest = work.written_down()
    content = earlier.content if earlier else {"resources": []}
    note = str(Message("The import is taken back"))
    _save(work, content, newest.number if newest else 0, actor, note)


def _propose_ratings(
    episode: Episode, work: Editing, ratings: Mapping[str, str], actor: User
) -> str:
    """As unsaved text of the person who imports: the page of content notes offers it, and somebody
    looks before anything is said to viewers. The draft's key; empty where nothing is proposed."""
    if not ratings:
        return ""
    form = work.editor.build(formdata=None)
    if work.content is not None:
        form.refill(work.content)
    for artifact, rating in ratings.items():
        form[f"{artifact}_headline"].data = rating
    key = secrets.token_hex(16)
    fields = [[name, text] for name, _label, text in typed_values(form)]
    fields.append(["version", str(work.number)])
    thing = f"episode:{episode.id}"
    keep_draft(actor.id, TypedDraft(key, type(form).__name__, thing, 1, work.number, fields))
    return key
