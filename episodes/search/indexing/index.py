"""Keeps the passages in step with the episodes: whatever changes one sends episode_changed, and
before the transaction commits, each episode that changed is read once and its rows corrected.

Everything is indexed, drafts too: who may find what is decided when someone searches."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import Row, event, inspect, select
from sqlalchemy.orm import Session, selectinload

import captions
from episodes.answers.queries import answer_of, resources_of
from episodes.catalog.models import Credit, Episode, Topic
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.questions.published.queries import question_of
from episodes.search.finding.spelling import init_spelling
from episodes.search.indexing.corpus_words import forget_words, learn_words
from episodes.search.indexing.erasing import erase_question_traces
from episodes.search.indexing.jobs import init_search_jobs, passages_changed
from episodes.search.indexing.passages import (
    PassageDraft,
    episode_passage,
    part_passages,
    question_passages,
    resource_passage,
    speech_anchor,
    speech_passages,
)
from episodes.search.meaning.process import init_meaning
from episodes.search.models import Passage, PlaceKind
from episodes.site import Site
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from episodes.transcripts.queries import READ_BY_PEOPLE

_CHANGED = "episodes to index"
_DELETED = "texts of deleted episodes"


def init_search(app: Site) -> None:
    init_meaning(app)
    init_spelling(app)
    init_search_jobs(app)
    episode_changed.connect(_note_change)
    if not event.contains(Session, "before_commit", _index_changed):
        event.listen(Session, "before_commit", _index_changed)
        event.listen(Session, "before_flush", _note_deleted)
        event.listen(Session, "after_rollback", _forget_changed)


def _note_change(episode: Episode) -> None:
    db.session().info.setdefault(_CHANGED, {})[episode.id] = episode


def _index_changed(session: Session) -> None:
    """What only went needs no job, and the row of one would tell when it was taken back."""
    if session.deleted:
        session.flush()
    is_new = False
    for episode in session.info.pop(_CHANGED, {}).values():
        if inspect(episode).persistent:
            is_new |= reindex(episode)
    forget_words(session.info.pop(_DELETED, []))
    if is_new:
        passages_changed()


def _note_deleted(session: Session, _context: object, _instances: object) -> None:
    """The database takes the passages of an episode away with it, and their words would stay."""
    numbers = [each.id for each in session.deleted if isinstance(each, Episode)]
    if numbers:
        texts = select(Passage.heading + "\n" + Passage.body)
        rows = session.execute(texts.where(Passage.episode_id.in_(numbers)))
        session.info.setdefault(_DELETED, []).extend(row[0] for row in rows)


def _forget_changed(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_CHANGED, None)
        session.info.pop(_DELETED, None)


def index_pending() -> None:
    """For code that changes thousands of episodes in one transaction and shows how far it is."""
    _index_changed(db.session())


def reindex(episode: Episode, *, again: bool = False) -> bool:
    """Corrects the episode's rows, touching only those that differ. Whether any are new.

    again: cuts the speech again even where its captions are those that were indexed."""
    db.session.flush()
    there = {_as_draft(row): row for row in _rows_of(episode.id)}
    return _correct(episode.id, there, _passages_to_keep(episode, {} if again else there))


def difference(episode: Episode) -> tuple[int, int]:
    """How many places of the episode are not indexed, and how many are that it does not have."""
    there = {_as_draft(row) for row in _rows_of(episode.id)}
    wanted = _passages_to_keep(episode, {})
    return len(wanted.keys() - there), len(there - wanted.keys())


def _passages_to_keep(
    episode: Episode, there: Collection[PassageDraft]
) -> dict[PassageDraft, None]:
    """Each once, in order. there: of which speech is taken as it was cut before."""
    indexed = {draft.anchor for draft in there if draft.kind is PlaceKind.SPEECH}
    wanted: list[PassageDraft] = list(_written(episode))
    for version_id, language in _spoken_versions(episode.id):
        if speech_anchor(version_id) not in indexed:
            wanted.extend(_spoken(version_id, language))
        else:
            wanted.extend(d for d in there if d.anchor == speech_anchor(version_id))
    return dict.fromkeys(wanted)


def _rows_of(episode_id: int) -> Iterable[Passage]:
    return db.session.scalars(select(Passage).where(Passage.episode_id == episode_id)).all()


def _as_draft(row: Passage) -> PassageDraft:
    return PassageDraft(
        kind=row.kind,
        language=row.language,
        body=row.body,
        heading=row.heading,
        speaker=row.speaker,
        start_ms=row.start_ms,
        end_ms=row.end_ms,
        cue_starts=tuple((at, ms, who) for at, ms, who in row.cue_starts),
        anchor=row.anchor,
    )


def _correct(
    episode_id: int, there: dict[PassageDraft, Passage], wanted: dict[PassageDraft, None]
) -> bool:
    gone = [row for draft, row in there.items() if draft not in wanted]
    for row in gone:
        db.session.delete(row)
    new = [draft for draft in wanted if draft not in there]
    add_passages(episode_id, new)
    forget_words(f"{row.heading}\n{row.body}" for row in gone)
    if any(row.kind is PlaceKind.QUESTION for row in gone):
        erase_question_traces()
    return bool(new)


def add_passages(episode_id: int, drafts: Sequence[PassageDraft]) -> None:
    db.session.add_all(Passage(episode_id=episode_id, **_columns(draft)) for draft in drafts)
    db.session.flush()
    if drafts:
        learn_words(f"{draft.heading}\n{draft.body}" for draft in drafts)


def _columns(draft: PassageDraft) -> dict[str, Any]:
    return dict(zip(PassageDraft.__slots__, astuple(draft), strict=True))


def _written(episode: Episode) -> Iterator[PassageDraft]:
    language = episode.language
    yield _about(episode.id)
    question = question_of(episode.id)
    if question:
        also_asked = [variant.text for variant in question.also_asked_as]
        yield from question_passages(language, question.text, also_asked)
    answer = answer_of(episode.id)
    for part in answer.parts if answer else []:
        yield from part_passages(language, part.anchor, part.heading, part.plain)
    for resource in resources_of(episode.id):
        yield resource_passage(
            language, resource.slug, resource.title, resource.creator, resource.note
        )


def _about(episode_id: int) -> PassageDraft:
    episode = db.session.scalars(
        select(Episode)
        .where(Episode.id == episode_id)
        .options(
            selectinload(Episode.topics).selectinload(Topic.synonyms),
            selectinload(Episode.credits).joinedload(Credit.person),
        )
    ).one()
    topics = [
        name
        for topic in episode.topics
        for name in (topic.name, *(synonym.name for synonym in topic.synonyms))
    ]
    people = [credit.person.name for credit in episode.credits]
    return episode_passage(episode.language, episode.title, episode.summary, topics, people)


def _spoken_versions(episode_id: int) -> Iterator[tuple[int, str]]:
    """One live track a language: what has times before what has none, captions before subtitles."""
    rows: Iterable[Row[int, str]] = db.session.execute(
        select(CaptionVersion.id, CaptionTrack.language)
        .join(CaptionTrack, CaptionTrack.live_version_id == CaptionVersion.id)
        .where(CaptionTrack.episode_id == episode_id, CaptionTrack.kind.in_(READ_BY_PEOPLE))
        .order_by(CaptionVersion.is_timed.desc(), CaptionTrack.kind)
    )
    languages: set[str] = set()
    for version_id, language in rows:
        if language not in languages:
            languages.add(language)
            yield version_id, language


def _spoken(version_id: int, language: str) -> list[PassageDraft]:
    version = db.session.get_one(CaptionVersion, version_id)
    reading = captions.read(version.source, version.source_name)
    return speech_passages(language, reading.track, version_id)
