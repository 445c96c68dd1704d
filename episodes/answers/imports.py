"""What an import brings, into the answer and its resources. Nothing here commits."""

from collections.abc import Sequence

from episodes.accounts.models import User
from episodes.answers.actions import (
    RESOURCE_LENGTHS,
    ResourceDraft,
    replace_resources,
    save_answer,
)
from episodes.answers.importing.blocks import FoundResource
from episodes.answers.importing.importing import Imported
from episodes.answers.models import Answer, Resource, ResourceKind
from episodes.answers.queries import answer_of, resources_of
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode
from episodes.catalog.slugs import free_slug, slug_of
from episodes.messages import Message
from episodes.refusals import RefusalError

_SHOWN = 60  # characters of a title that an error names


def save_import(
    episode: Episode, imported: Imported, *, saved_by: User | None, note: str = ""
) -> Answer:
    """The text takes the place of the one that is there; resources are added to those that are.

    Raises RefusalError, and where viewers see the answer: there the desk makes a draft of it."""
    if episode.answer_published_at is not None:
        raise RefusalError(
            Message(
                "Viewers see this answer. Bring the text in on the desk, where it waits as a draft."
            )
        )
    answer = answer_of(episode.id)
    author_id = answer.author_id if answer else None
    answer = save_answer(
        episode, imported.markdown, author_id=author_id, saved_by=saved_by, note=note
    )
    present = resources_of(episode.id)
    new = new_resources(present, imported.resources)
    if new:
        taken = {resource.slug for resource in present}
        drafts = [*map(_draft_of, present), *(_draft(resource, taken) for resource in new)]
        replace_resources(episode, drafts, actor=saved_by)
    episode.answer_review = ReviewState.NOT_REVIEWED
    return answer


def new_resources(
    present: Sequence[Resource], resources: Sequence[FoundResource]
) -> list[FoundResource]:
    """Those that are not in the list already. Raises RefusalError where one holds more than its
    fields do."""
    there = {(resource.title.casefold(), resource.address) for resource in present}
    new = []
    for resource in resources:
        key = (resource.title.casefold(), resource.address)
        if key not in there:
            there.add(key)
            new.append(_fitting(resource))
    return new


def _fitting(resource: FoundResource) -> FoundResource:
    """What a title, a name or an address cannot hold goes on in the note, so that no word is
    lost."""
    held, beyond = {}, []
    for name in ("title", "creator"):
        held[name], rest = _cut(getattr(resource, name), RESOURCE_LENGTHS[name])
        beyond.append(rest)
    address = resource.address
    if len(address) > RESOURCE_LENGTHS["address"]:
        address, beyond = "", [*beyond, address]
    note = " ".join(filter(None, [*beyond, resource.note]))
    if len(note) > RESOURCE_LENGTHS["note"]:
        raise RefusalError(
            Message(
                "“%(title)s…” is too long for the list of resources. Make it a paragraph, or"
                " shorten it in your text.",
                title=resource.title[:_SHOWN],
            )
        )
    return FoundResource(resource.kind, held["title"], held["creator"], address, note)


def _cut(words: str, most: int) -> tuple[str, str]:
    """Between two words, where there are any."""
    if len(words) <= most:
        return words, ""
    at = words.rfind(" ", 0, most + 1)
    at = at if at > 0 else most
    return words[:at], words[at:].strip()


def _draft(resource: FoundResource, taken: set[str]) -> ResourceDraft:
    slug = free_slug(slug_of(resource.title, otherwise="resource"), taken.__contains__)
    taken.add(slug)
    return ResourceDraft(
        slug=slug,
        kind=ResourceKind(resource.kind),
        title=resource.title,
        creator=resource.creator,
        address=resource.address,
        note=resource.note,
    )


def _draft_of(resource: Resource) -> ResourceDraft:
    names = ("slug", "kind", "title", "creator", "address", "note", "checked_on", "part_anchor")
    return ResourceDraft(**{name: getattr(resource, name) for name in names})
