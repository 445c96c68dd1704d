"""One change to many episodes: all of them or none, tried first so that a page can say what will
happen to which, and undone by what each was before. Nothing here commits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.actions import publish, schedule, withdraw
from episodes.catalog.models import Episode, Status
from episodes.catalog.planning import archive_episode, bring_back_episode, plan_of, save_plan
from episodes.db import db, now_utc
from episodes.desk.editing import Editing
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.bulk_changes import BulkChange
from episodes.versions.merging import Content
from episodes.versions.models import VersionKind
from episodes.versions.queries import version_numbered

MOST_EPISODES = 200
EditingOf = Callable[[Episode, VersionKind], Editing]


class BulkAction(StrEnum):
    TOPICS = "topics"
    REMOVE_TOPICS = "remove_topics"
    PERSON = "person"
    NOTE = "note"
    PLAN = "plan"
    SCHEDULE = "schedule"
    WITHDRAW = "withdraw"
    ARCHIVE = "archive"
    BRING_BACK = "bring_back"


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened to one episode. before: what leads back, as JSON; None: nothing changed."""

    words: Message
    before: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    episode_id: int
    slug: str
    title: str
    words: str
    is_refused: bool = False
    before: dict[str, Any] | None = None


Change = Callable[[Episode, int], Changed]  # the number: its place among the chosen, from 0


@dataclass(frozen=True, slots=True)
class Desk:
    """Who changes it, and how. may_publish: viewers may see it at once."""

    actor: User
    editing_of: EditingOf
    may_publish: bool


def chosen_episodes(ids: Sequence[int]) -> list[Episode]:
    """In the order of the ids; those that are gone are left out."""
    rows = db.session.scalars(select(Episode).where(Episode.id.in_(ids)))
    by_id = {episode.id: episode for episode in rows}
    return [by_id[number] for number in dict.fromkeys(ids) if number in by_id]


def try_change(episodes: Sequence[Episode], change: Change) -> list[Outcome]:
    """What would happen; nothing of it stays."""
    savepoint = db.session.begin_nested()
    try:
        return change_each(episodes, change)
    finally:
        savepoint.rollback()


def change_each(episodes: Sequence[Episode], change: Change) -> list[Outcome]:
    """The caller takes all of it back where one is refused."""
    outcomes = []
    for place, episode in enumerate(episodes):
        number, slug, title = episode.id, episode.slug, episode.title
        savepoint = db.session.begin_nested()
        try:
            changed = change(episode, place)
        except RefusalError as error:
            savepoint.rollback()
            outcomes.append(Outcome(number, slug, title, str(error), is_refused=True))
        else:
            savepoint.commit()
            outcomes.append(Outcome(number, slug, title, str(changed.words), before=changed.before))
    return outcomes


def keep_change(action: BulkAction, outcomes: Sequence[Outcome], actor: User) -> BulkChange:
    before = [{"id": each.episode_id} | each.before for each in outcomes if each.before is not None]
    change = BulkChange(action=action.value, before=before, actor_id=actor.id)
    db.session.add(change)
    db.session.flush()
    record(actor, AuditAction.BULK_CHANGE, "bulk", action.value, count=len(before))
    return change


def undo_change(change: BulkChange, desk: Desk) -> None:
    """Raises RefusalError, which names the episode, where one was changed since."""
    if change.undone_at is not None:
        raise RefusalError(Message("It is undone already."))
    episodes = {
        episode.id: episode for episode in chosen_episodes([b["id"] for b in change.before])
    }
    for before in change.before:
        if episode := episodes.get(before["id"]):
            try:
                _lead_back(episode, before, desk)
            except RefusalError as error:
                message = Message("“%(title)s”: %(why)s", title=episode.title, why=error)
                raise RefusalError(message) from error
    change.undone_at = now_utc()
    record(desk.actor, AuditAction.BULK_UNDO, "bulk", change.action, count=len(change.before))


def _lead_back(episode: Episode, before: dict[str, Any], desk: Desk) -> None:
    if "kind" in before:
        _restore_version(episode, before, desk)
    elif "due" in before:
        due = date.fromisoformat(before["due"]) if before["due"] else None
        save_plan(episode, owner_id=before["owner_id"], due_on=due, actor=desk.actor)
    elif before.get("is_archived") is True:
        archive_episode(episode, desk.actor)
    elif before.get("is_archived") is False:
        bring_back_episode(episode, desk.actor)
    else:
        _restore_status(episode, before, desk)


def _restore_version(episode: Episode, before: dict[str, Any], desk: Desk) -> None:
    kind = VersionKind(before["kind"])
    work = desk.editing_of(episode, kind)
    newest = work.written_down()
    earlier = version_numbered(episode.id, kind, before["number"])
    if newest is None or newest.number != before["after"] or earlier is None:
        raise RefusalError(Message("Somebody changed it since."))
    note = str(Message("A change to many episodes is taken back"))
    _save_content(work, earlier.content, newest.number, desk.actor, note)
    if before["is_shown"]:
        desk.editing_of(episode, kind).publish(desk.actor)


def _restore_status(episode: Episode, before: dict[str, Any], desk: Desk) -> None:
    if episode.status.value != before["after"]:
        raise RefusalError(Message("Somebody changed it since."))
    if before["status"] == Status.PUBLISHED:
        publish(episode, actor=desk.actor)
    elif before["status"] == Status.SCHEDULED:
        schedule(episode, datetime.fromisoformat(before["at"]), desk.actor)
    else:
        withdraw(episode, desk.actor)


def change_content(
    episode: Episode, kind: VersionKind, change: Callable[[Content], bool], desk: Desk
) -> dict[str, Any] | None:
    """change: puts it into the content, and says whether anything is new. What leads back; None
    where there is nothing to change. Of a published episode viewers see it at once, where what they
    see is the newest and the person may publish."""
    work = desk.editing_of(episode, kind)
    newest = work.written_down()
    number = newest.number if newest else 0
    content = dict(newest.content if newest else work.editor.build(formdata=None).content())
    if not change(content):
        return None
    is_shown = work.is_public and not work.is_ahead and desk.may_publish
    note = str(Message("Changed together with other episodes"))
    version = _save_content(work, content, number, desk.actor, note)
    if is_shown:
        desk.editing_of(episode, kind).publish(desk.actor)
    return {"kind": kind.value, "number": number, "after": version, "is_shown": is_shown}


def _save_content(work: Editing, content: Content, number: int, actor: User, note: str) -> int:
    form = work.editor.build(formdata=None)
    form.version.data = str(number)
    form.refill(content)
    return work.save(form, actor, note).number


def plan_change(episode: Episode, owner_id: int | None, due_on: date | None, desk: Desk) -> Changed:
    plan = plan_of(episode.id)
    before = {"owner_id": plan.owner_id, "due": plan.due_on.isoformat() if plan.due_on else ""}
    if (plan.owner_id, plan.due_on) == (owner_id, due_on):
        return Changed(Message("Nothing changes."))
    save_plan(episode, owner_id=owner_id, due_on=due_on, actor=desk.actor)
    return Changed(Message("Gets this owner and due date."), before)


def status_change(episode: Episode, change: Callable[[], object], words: Message) -> Changed:
    before = {
        "status": episode.status.value,
        "at": episode.published_at.isoformat() if episode.published_at else "",
    }
    change()
    return Changed(words, before | {"after": episode.status.value})


def archive_change(
    episode: Episode, change: Callable[[], object], words: Message, *, archives: bool
) -> Changed:
    is_archived = plan_of(episode.id).archived_at is not None
    if is_archived == archives:
        return Changed(Message("Nothing changes."))
    change()
    return Changed(words, {"is_archived": is_archived})
