"""A table of episodes into the desk: all of its rows, or none. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from episodes.accounts.models import User
from episodes.catalog.actions import CreditDraft, create_episode, replace_credits, replace_topics
from episodes.catalog.directory import PersonDraft, save_person, topics_named
from episodes.catalog.models import Credit, CreditRole, Episode, Person
from episodes.catalog.planning import EpisodePlan, plan_of, save_plan
from episodes.db import db
from episodes.desk.board import people_of_desk
from episodes.desk.bulk import Desk, change_content
from episodes.desk.tables import BETWEEN, TableProblem, TableRow
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.merging import Content
from episodes.versions.models import VersionKind

COLUMN_OF_FIELD = {"credits": "people", "credits.person": "people", "new_topics": "topics"}
PLAIN = ("title", "summary", "language")
NUMBERS = ("season", "number")


@dataclass(frozen=True, slots=True)
class RowOutcome:
    row: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class TableOutcome:
    outcomes: list[RowOutcome]
    problems: list[TableProblem]


def exported_rows() -> list[list[str]]:
    """Every episode, the newest last, as `tables.table_text` takes them."""
    episodes = db.session.scalars(
        select(Episode)
        .options(selectinload(Episode.topics), selectinload(Episode.credits))
        .options(selectinload(Episode.credits, Credit.person))
        .order_by(Episode.id)
    ).all()
    names = dict(people_of_desk())
    plans = {plan.episode_id: plan for plan in db.session.scalars(select(EpisodePlan))}
    return [_exported(episode, plans.get(episode.id), names) for episode in episodes]


def _exported(episode: Episode, plan: EpisodePlan | None, names: dict[int, str]) -> list[str]:
    return [
        episode.slug,
        episode.title,
        episode.summary,
        episode.language,
        str(episode.season or ""),
        str(episode.number or ""),
        BETWEEN.join(topic.name for topic in episode.topics),
        BETWEEN.join(f"{c.role.value}: {c.person.name}" for c in episode.credits),
        names.get(plan.owner_id or 0, "") if plan else "",
        plan.due_on.isoformat() if plan and plan.due_on else "",
        episode.status.value,
        episode.published_at.isoformat() if episode.published_at else "",
    ]


def try_table(rows: Sequence[TableRow], desk: Desk) -> TableOutcome:
    """What would happen; nothing of it stays."""
    savepoint = db.session.begin_nested()
    try:
        return save_table(rows, desk)
    finally:
        savepoint.rollback()


def save_table(rows: Sequence[TableRow], desk: Desk) -> TableOutcome:
    """The caller takes all of it back where there is a problem."""
    outcomes, problems = [], _doubles(rows)
    owners = {name.casefold(): number for number, name in people_of_desk()}
    for row in rows:
        savepoint = db.session.begin_nested()
        try:
            words = _save_row(row, owners, desk)
        except RefusalError as error:
            savepoint.rollback()
            column = COLUMN_OF_FIELD.get(error.field, error.field)
            problems.append(TableProblem(row.number, column, str(error)))
        else:
            savepoint.commit()
            outcomes.append(RowOutcome(row.number, row.cells.get("title", ""), str(words)))
    return TableOutcome(outcomes, sorted(problems, key=lambda problem: problem.row))


def _doubles(rows: Sequence[TableRow]) -> list[TableProblem]:
    first: dict[str, int] = {}
    problems = []
    for row in rows:
        slug = row.cells.get("slug", "")
        if slug and slug in first:
            message = Message("The same address stands in row %(row)s.", row=first[slug])
            problems.append(TableProblem(row.number, "slug", str(message)))
        first.setdefault(slug, row.number)
    return problems


def _save_row(row: TableRow, owners: dict[str, int], desk: Desk) -> Message:
    slug = row.cells.get("slug", "")
    episode = db.session.scalar(select(Episode).where(Episode.slug == slug)) if slug else None
    if episode is None:
        episode = _create(row.cells, desk.actor)
        words = Message("New")
    else:
        words = _change(episode, row.cells, desk)
    return Message("Changes") if _plan(episode, row.cells, owners, desk) else words


def _create(cells: dict[str, str], actor: User) -> Episode:
    fields: Any = {name: _number(name, cells.get(name, "")) for name in NUMBERS}
    episode = create_episode(
        title=cells.get("title", ""),
        slug=cells.get("slug") or None,
        language=cells.get("language") or "en",
        actor=actor,
        summary=cells.get("summary", ""),
        **fields,
    )
    replace_topics(episode, topics_named(_parts(cells.get("topics", "")), actor=actor))
    people = _people(cells.get("people", ""), actor)
    replace_credits(episode, [CreditDraft(person, role) for person, role in people])
    return episode


def _change(episode: Episode, cells: dict[str, str], desk: Desk) -> Message:
    """Only what the table has a column for. New topics and people come first: the form of the
    basics knows those that are there when it is made."""
    topics = topics_named(_parts(cells.get("topics", "")), actor=desk.actor)
    people = _people(cells.get("people", ""), desk.actor)

    def change(content: Content) -> bool:
        before = dict(content)
        content.update({name: cells[name] for name in PLAIN if name in cells})
        content.update({name: _number(name, cells[name]) for name in NUMBERS if name in cells})
        if "topics" in cells and {topic.id for topic in topics} != set(content["topics"]):
            content["topics"] = [topic.id for topic in topics]
        there = [(credit.person_id, credit.role) for credit in episode.credits]
        if "people" in cells and [(person.id, role) for person, role in people] != there:
            content["credits"] = [
                {"id": "", "person": person.slug, "role": role.value} for person, role in people
            ]
        return content != before

    before = change_content(episode, VersionKind.BASICS, change, desk)
    return Message("Changes") if before else Message("Nothing changes.")


def _plan(episode: Episode, cells: dict[str, str], owners: dict[str, int], desk: Desk) -> bool:
    if not {"owner", "due"} & set(cells):
        return False
    plan = plan_of(episode.id)
    owner_id, due_on = plan.owner_id, plan.due_on
    if name := cells.get("owner"):
        if name.casefold() not in owners:
            raise RefusalError(Message("Nobody of this name works here."), "owner")
        owner_id = owners[name.casefold()]
    elif "owner" in cells:
        owner_id = None
    if "due" in cells:
        due_on = _day(cells["due"])
    if (owner_id, due_on) == (plan.owner_id, plan.due_on):
        return False
    save_plan(episode, owner_id=owner_id, due_on=due_on, actor=desk.actor)
    return True


def _number(column: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RefusalError(Message("Write a number, such as 2."), column)
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise RefusalError(Message("Write the day like 2026-03-01."), "due") from error


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(BETWEEN.strip()) if part.strip()]


def _people(text: str, actor: User) -> list[tuple[Person, CreditRole]]:
    people = []
    for part in _parts(text):
        role, colon, name = part.partition(":")
        if not colon or role.strip().lower() not in set(CreditRole) or not name.strip():
            roles = ", ".join(CreditRole)
            message = Message("Write each as “host: Maya”. The roles are %(roles)s.", roles=roles)
            raise RefusalError(message, "people")
        people.append((_person(name.strip(), actor), CreditRole(role.strip().lower())))
    return people


def _person(name: str, actor: User) -> Person:
    named = select(Person).where((Person.slug == name) | (Person.name == name))
    people = db.session.scalars(named).all()
    if len(people) > 1:
        slugs = ", ".join(person.slug for person in people)
        message = Message(
            "Several people are called %(name)s. Write one of %(slugs)s.", name=name, slugs=slugs
        )
        raise RefusalError(message, "people")
    return people[0] if people else save_person(None, PersonDraft(name), actor=actor)
