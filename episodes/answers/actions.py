"""Saving the written answer and its resources. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.answers.markdown import ParsedPart, parse_answer
from episodes.answers.models import (
    Answer,
    AnswerPart,
    AnswerRevision,
    ChecklistItem,
    Resource,
    ResourceKind,
)
from episodes.answers.pictures import check_pictures, pictures_in
from episodes.answers.queries import answer_of, resources_of
from episodes.catalog.artifacts import PictureHeadline, ReviewState
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.catalog.slugs import is_slug
from episodes.db import db, now_utc
from episodes.media.answer_pictures import picture_names
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.warnings.models import ContentWarning, Scope

RESOURCE_LENGTHS = {"title": 300, "creator": 200, "address": 1000, "note": 1000}


@dataclass(frozen=True, slots=True)
class ResourceDraft:
    """part_anchor: the part of the answer that it stands with; empty: with the whole answer."""

    slug: str
    kind: ResourceKind
    title: str
    creator: str = ""
    address: str = ""
    note: str = ""
    checked_on: date | None = None
    part_anchor: str = ""


def save_answer(
    episode: Episode,
    markdown: str,
    *,
    author_id: int | None,
    saved_by: User | None,
    note: str = "",
) -> Answer:
    """A new revision only where the Markdown differs; nothing at all where the author is the same
    too. A warning or resource of a part that is gone then speaks for the whole answer.

    Raises MarkdownError."""
    if not markdown.strip():
        raise RefusalError(Message("The answer is empty."), "markdown")
    parts = parse_answer(markdown)
    check_pictures(markdown, picture_names(episode.id))
    answer = answer_of(episode.id)
    if answer and answer.markdown == markdown:
        if answer.author_id == author_id:
            return answer
    elif answer:
        answer.parts.clear()
        db.session.flush()  # the old rows go first: an anchor may stand once only
        _widen_what_lost_its_part(episode, {part.anchor for part in parts})
        _rewrite(answer, parts, _revision(markdown, _next_number(answer), saved_by, note))
    else:
        answer = Answer(episode_id=episode.id, parts=[], revisions=[])
        db.session.add(answer)
        _rewrite(answer, parts, _revision(markdown, 1, saved_by, note))
    answer.author_id, answer.updated_at = author_id, now_utc()
    db.session.flush()
    record(saved_by, AuditAction.ANSWER_SAVE, "episode", episode.slug)
    episode_changed.send(episode)
    return answer


def lapse_claim_of_no_pictures(episode: Episode, markdown: str) -> None:
    """“No photos” is not said of a text that has some."""
    says_none = episode.answer_images_headline == PictureHeadline.NONE
    if says_none and any(pictures_in(markdown)):
        episode.answer_images_review = ReviewState.NOT_REVIEWED


def remove_answer(episode: Episode, *, actor: User | None) -> None:
    """With its revisions. Does nothing where there is none."""
    answer = answer_of(episode.id)
    if answer is None:
        return
    episode.answer_published_at = None
    db.session.delete(answer)
    _widen_what_lost_its_part(episode, set())
    db.session.flush()
    record(actor, AuditAction.ANSWER_REMOVE, "episode", episode.slug)
    episode_changed.send(episode)


def replace_resources(
    episode: Episode, drafts: Sequence[ResourceDraft], *, actor: User | None = None
) -> Sequence[Resource]:
    """In the order of the drafts; nothing at all where they say what is there. A warning of a
    resource that is gone goes with it.

    Raises RefusalError with the index of the resource, from 0."""
    _check_resources(episode, drafts)
    present = resources_of(episode.id)
    if [_draft_of(resource) for resource in present] == list(drafts):
        return present
    for resource in present:
        db.session.delete(resource)
    db.session.flush()  # the old rows go first: a slug may stand once only
    new = [_resource(episode, draft, position) for position, draft in enumerate(drafts)]
    db.session.add_all(new)
    if present:
        _drop_warnings_without_resource(episode, {draft.slug for draft in drafts})
    db.session.flush()
    record(actor, AuditAction.RESOURCES_SET, "episode", episode.slug, count=len(new))
    episode_changed.send(episode)
    return new


def _next_number(answer: Answer) -> int:
    numbers = select(AnswerRevision.number).where(AnswerRevision.answer_id == answer.id)
    return max(db.session.scalars(numbers), default=0) + 1


def _revision(markdown: str, number: int, saved_by: User | None, note: str) -> AnswerRevision:
    saved_by_id = saved_by.id if saved_by else None
    return AnswerRevision(number=number, markdown=markdown, saved_by_id=saved_by_id, note=note)


def _rewrite(answer: Answer, parts: Sequence[ParsedPart], revision: AnswerRevision) -> None:
    answer.markdown = revision.markdown
    answer.parts.extend(_part(part, position) for position, part in enumerate(parts))
    answer.revisions.append(revision)


def _part(parsed: ParsedPart, position: int) -> AnswerPart:
    return AnswerPart(
        position=position,
        anchor=parsed.anchor,
        heading=parsed.heading,
        html=str(parsed.html),
        plain=parsed.plain,
        checklist_items=[
            ChecklistItem(position=n, text=text) for n, text in enumerate(parsed.checklist)
        ],
    )


def _widen_what_lost_its_part(episode: Episode, anchors: set[str]) -> None:
    """A warning is never lost to a rewritten heading: it stands before the whole answer then."""
    warnings = ContentWarning.episode_id == episode.id, ContentWarning.scope == Scope.ANSWER_PART
    db.session.execute(
        update(ContentWarning)
        .where(*warnings, ContentWarning.part_anchor.not_in(anchors))
        .values(scope=Scope.ANSWER, part_anchor="")
    )
    db.session.execute(
        update(Resource)
        .where(Resource.episode_id == episode.id, Resource.part_anchor.not_in({"", *anchors}))
        .values(part_anchor="")
    )


def _check_resources(episode: Episode, drafts: Sequence[ResourceDraft]) -> None:
    slugs: set[str] = set()
    for index, draft in enumerate(drafts):
        if not is_slug(draft.slug) or draft.slug in slugs:
            problem = (
                Message("Two resources have the same name for links: “%(slug)s”.", slug=draft.slug)
                if draft.slug in slugs
                else Message(
                    "“%(slug)s” can’t be a name for links: use a to z, 0 to 9 and hyphens.",
                    slug=draft.slug,
                )
            )
            raise RefusalError(problem, "resources.slug", index)
        if not draft.title.strip():
            raise RefusalError(Message("The title is empty."), "resources.title", index)
        if draft.address and not draft.address.startswith(("https://", "http://")):
            raise RefusalError(
                Message("An address must start with https://."), "resources.address", index
            )
        _check_lengths(index, draft)
        slugs.add(draft.slug)
    _check_parts_exist(episode, drafts)


def _check_lengths(index: int, draft: ResourceDraft) -> None:
    for name, longest in RESOURCE_LENGTHS.items():
        text = getattr(draft, name)
        if len(text) > longest or "\0" in text:
            message = Message(
                "At most %(longest)s characters, and no NUL characters.", longest=longest
            )
            raise RefusalError(message, f"resources.{name}", index)


def _check_parts_exist(episode: Episode, drafts: Sequence[ResourceDraft]) -> None:
    if not any(draft.part_anchor for draft in drafts):
        return
    anchors = select(AnswerPart.anchor).join(Answer, Answer.id == AnswerPart.answer_id)
    present = set(db.session.scalars(anchors.where(Answer.episode_id == episode.id)))
    for index, draft in enumerate(drafts):
        if draft.part_anchor and draft.part_anchor not in present:
            message = Message("The answer has no part “%(part)s”.", part=draft.part_anchor)
            raise RefusalError(message, "resources.part", index)


def _draft_of(resource: Resource) -> ResourceDraft:
    return ResourceDraft(
        slug=resource.slug,
        kind=resource.kind,
        title=resource.title,
        creator=resource.creator,
        address=resource.address,
        note=resource.note,
        checked_on=resource.checked_on,
        part_anchor=resource.part_anchor,
    )


def _resource(episode: Episode, draft: ResourceDraft, position: int) -> Resource:
    return Resource(
        episode_id=episode.id,
        position=position,
        slug=draft.slug,
        kind=draft.kind,
        title=draft.title,
        creator=draft.creator,
        address=draft.address,
        note=draft.note,
        checked_on=draft.checked_on,
        part_anchor=draft.part_anchor,
    )


def _drop_warnings_without_resource(episode: Episode, slugs: set[str]) -> None:
    scoped = ContentWarning.episode_id == episode.id, ContentWarning.scope == Scope.RESOURCE
    db.session.execute(
        delete(ContentWarning).where(*scoped, ContentWarning.resource_slug.not_in(slugs))
    )
