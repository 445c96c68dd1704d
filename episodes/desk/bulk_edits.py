"""The changes that can be made to many episodes, each as what it does to one."""

from collections.abc import Sequence
from typing import Any

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import CreditRole, Episode, Person, Status, Topic
from episodes.desk.bulk import Changed, Desk, change_content
from episodes.desk.forms.warning_choices import ARTIFACT_OF_SCOPE
from episodes.messages import Message
from episodes.versions.merging import Content
from episodes.versions.models import VersionKind
from episodes.warnings.models import Scope

NOTHING = Message("Nothing changes: it is like that already.")


def add_topics(episode: Episode, topics: Sequence[Topic], desk: Desk) -> Changed:
    def change(content: Content) -> bool:
        new = [topic.id for topic in topics if topic.id not in content["topics"]]
        content["topics"] = [*content["topics"], *new]
        return bool(new)

    return _edited(episode, VersionKind.BASICS, change, desk, Message("Gets these topics."))


def remove_topics(episode: Episode, topics: Sequence[Topic], desk: Desk) -> Changed:
    gone = {topic.id for topic in topics}

    def change(content: Content) -> bool:
        left = [number for number in content["topics"] if number not in gone]
        is_less = len(left) < len(content["topics"])
        content["topics"] = left
        return is_less

    return _edited(episode, VersionKind.BASICS, change, desk, Message("Loses these topics."))


def add_person(episode: Episode, person: Person, role: CreditRole, desk: Desk) -> Changed:
    def change(content: Content) -> bool:
        names = (person.slug, person.name)
        if any(row["person"] in names and row["role"] == role for row in content["credits"]):
            return False
        row = {"id": "", "person": person.slug, "role": role.value}
        content["credits"] = [*content["credits"], row]
        return True

    words = Message("Names %(name)s.", name=person.name)
    return _edited(episode, VersionKind.BASICS, change, desk, words)


def add_note(episode: Episode, note: dict[str, Any], desk: Desk) -> Changed:
    """note: category, scope, treatment and severity. What was said to hold nothing to note holds
    something now; nothing is marked as checked."""
    review = f"{ARTIFACT_OF_SCOPE[Scope(note['scope'])].value}_review"

    def change(content: Content) -> bool:
        rows = content["warnings"]
        if any(all(str(row[name]) == str(value) for name, value in note.items()) for row in rows):
            return False
        empty = dict.fromkeys(
            ("start_ms", "end_ms", "skip_to_ms", "part_anchor", "resource_slug", "note", "id"), ""
        )
        content["warnings"] = [*rows, empty | note]
        if content[review] == ReviewState.REVIEWED_NONE:
            content[review] = ReviewState.REVIEWED_SOME.value
        return True

    # A content note goes out by itself nowhere: somebody publishes it on the episode's page.
    careful = Desk(desk.actor, desk.editing_of, may_publish=False)
    return _edited(
        episode, VersionKind.WARNINGS, change, careful, Message("Gets this content note.")
    )


def _edited(
    episode: Episode, kind: VersionKind, change: Any, desk: Desk, words: Message
) -> Changed:
    before = change_content(episode, kind, change, desk)
    if before is None:
        return Changed(NOTHING)
    if episode.status != Status.PUBLISHED:
        return Changed(words, before)
    how = (
        Message("%(what)s Viewers see it at once.", what=words)
        if before["is_shown"]
        else Message("%(what)s Viewers see it when you publish the changes.", what=words)
    )
    return Changed(how, before)
