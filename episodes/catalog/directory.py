"""People, topics and the show's own settings. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy import exists, select

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import CaptionProfile, CoverStyle, Person, Show, Topic, TopicSynonym
from episodes.catalog.readiness import Rule
from episodes.catalog.slugs import free_slug, is_language, is_slug, slug_of
from episodes.catalog.zones import USUAL_ZONE, is_zone
from episodes.db import db
from episodes.messages import Message
from episodes.refusals import RefusalError, TakenError

Thing = TypeVar("Thing", Person, Topic, Show)


@dataclass(frozen=True, slots=True)
class PersonDraft:
    name: str
    pronouns: str = ""
    biography: str = ""
    disclosure: str = ""
    website: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class TopicDraft:
    name: str
    description: str = ""
    synonyms: tuple[str, ...] = ()
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Helpline:
    country: str
    name: str
    phone: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShowDraft:
    name: str
    tagline: str = ""
    description: str = ""
    language: str = "en"
    exit_address: str = ""
    helplines: tuple[Helpline, ...] = ()
    hot: str = ""
    plum: str = ""
    display_face: str = ""
    cover_style: CoverStyle = CoverStyle.LINE
    caption_profile: CaptionProfile = CaptionProfile.DEFAULT
    publishing_rules: tuple[Rule, ...] = ()
    time_zone: str = USUAL_ZONE


def save_person(person: Person | None, draft: PersonDraft, *, actor: User | None = None) -> Person:
    """A new one where person is None. Raises RefusalError."""
    _check_name(draft.name)
    _check_web("website", draft.website)
    slug = _slug(Person.slug, draft.slug, draft.name, person.slug if person else "")
    person = person or Person()
    for field, value in (asdict(draft) | {"slug": slug}).items():
        setattr(person, field, value)
    return _save(person, AuditAction.PERSON_SAVE, slug, actor)


def save_topic(topic: Topic | None, draft: TopicDraft, *, actor: User | None = None) -> Topic:
    """A new one where topic is None. Raises RefusalError."""
    _check_name(draft.name)
    if any(not 1 <= len(synonym) <= 120 for synonym in draft.synonyms):
        raise RefusalError(Message("Each synonym must have 1 to 120 characters."), "synonyms")
    slug = _slug(Topic.slug, draft.slug, draft.name, topic.slug if topic else "")
    topic = topic or Topic()
    topic.slug, topic.name, topic.description = slug, draft.name, draft.description
    topic.synonyms.clear()
    db.session.add(topic)
    db.session.flush()  # the old rows go first: a synonym may stand once only
    unique = list(dict.fromkeys(draft.synonyms))
    topic.synonyms.extend(TopicSynonym(position=n, name=name) for n, name in enumerate(unique))
    return _save(topic, AuditAction.TOPIC_SAVE, slug, actor)


def save_show(draft: ShowDraft, *, actor: User | None = None) -> Show:
    """Raises RefusalError."""
    _check_name(draft.name)
    _check_web("exit_address", draft.exit_address, schemes=("https://",))
    if not is_language(draft.language):
        raise RefusalError(
            Message("Write the code of a language, such as en, es or pt-BR."), "language"
        )
    if not is_zone(draft.time_zone):
        raise RefusalError(Message("Choose a time zone from the list."), "time_zone")
    helplines = [_helpline(index, line) for index, line in enumerate(draft.helplines)]
    show = db.session.get(Show, 1) or Show(id=1)
    rules = [rule.value for rule in draft.publishing_rules]
    detail = {"publishing_rules": rules} if rules != (show.publishing_rules or []) else {}
    lists = {"helplines": helplines, "publishing_rules": rules}
    for field, value in (asdict(draft) | lists).items():
        setattr(show, field, value)
    return _save(show, AuditAction.SHOW_SAVE, "show", actor, **detail)


def topics_named(names: Sequence[str], *, actor: User | None = None) -> list[Topic]:
    """The topics of these names, made where there are none yet; capitals do not matter."""
    topics_by_name = {topic.name.casefold(): topic for topic in db.session.scalars(select(Topic))}
    topics = []
    for name in names:
        topic = topics_by_name.get(name.casefold()) or save_topic(
            None, TopicDraft(name), actor=actor
        )
        topics_by_name[name.casefold()] = topic
        topics.append(topic)
    return topics


_HELPLINE_NEEDS = {
    "country": Message("Say which country the helpline is in."),
    "name": Message("A helpline needs a name."),
}


def _helpline(index: int, line: Helpline) -> dict[str, str]:
    for field, message in _HELPLINE_NEEDS.items():
        if not getattr(line, field):
            raise RefusalError(message, f"helplines.{field}", index)
    _check_web("helplines.address", line.address, index)
    return {field: value for field, value in asdict(line).items() if value}


def _slug(column: Any, wanted: str, name: str, present: str) -> str:
    """The wanted slug, else the present one, else one made from the name."""

    def is_taken(slug: str) -> bool:
        return slug == "new" or bool(db.session.scalar(select(exists().where(column == slug))))

    with db.session.no_autoflush:
        if not wanted:
            return present or free_slug(slug_of(name, otherwise="unnamed"), is_taken)
        if not is_slug(wanted):
            message = Message("Use a to z, 0 to 9 and single hyphens, at most 80 characters.")
            raise RefusalError(message, "slug")
        if wanted != present and is_taken(wanted):
            raise TakenError(Message("The address “%(slug)s” is taken.", slug=wanted), "slug")
        return wanted


def _check_name(name: str) -> None:
    if not 1 <= len(name.strip()) <= 120:
        raise RefusalError(Message("A name must have 1 to 120 characters."), "name")


def _check_web(
    field: str,
    address: str,
    index: int | None = None,
    *,
    schemes: tuple[str, ...] = ("https://", "http://"),
) -> None:
    if address and not address.startswith(schemes):
        raise RefusalError(Message("An address must start with https://."), field, index)


def _save(
    thing: Thing, action: AuditAction, name: str, actor: User | None, **detail: object
) -> Thing:
    db.session.add(thing)
    db.session.flush()
    kind, _, _ = action.partition(".")
    record(actor, action, kind, name, **detail)
    return thing
