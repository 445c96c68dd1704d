"""From what was found to what is shown of it: snippets, places, and what covers them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from episodes.catalog.words import numbering
from episodes.search.indexing.passages import ALSO_ASKED
from episodes.search.models import PlaceKind
from episodes.search.results.loading import LoadedEpisode, PassageFacts
from episodes.search.results.shown import FoundEpisode, Hit
from episodes.search.results.snippets import (
    Snippet,
    WordsToMark,
    cue_at,
    marked_whole,
    snippet,
    summary_snippet,
    with_turns,
)
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import Gate, Gates, gates
from episodes.warnings.notes import list_notes
from episodes.warnings.vocabulary import Action

QUESTION_CHARACTERS = 200
MOST_HITS = 3


def result_of(
    loaded: LoadedEpisode, marks: WordsToMark, choices: ViewerChoices, shown: frozenset[str]
) -> FoundEpisode | None:
    """None where the viewer hides it: it is not searched for, but content changes meanwhile."""
    over = gates(loaded.episode, loaded.warnings, choices, shown)
    if Action.HIDE in {gate.action for gate in (over.question, over.video, over.answer)}:
        return None
    return FoundEpisode(
        slug=loaded.episode.slug,
        title=marked_whole(loaded.episode.title, marks),
        language=loaded.episode.language,
        question=snippet(loaded.question, marks, QUESTION_CHARACTERS).html,
        asked_by=loaded.asked_by,
        question_gate=_cover(over.question),
        hits=_hits(loaded.passages, marks, over, shown),
        numbering=numbering(loaded.episode),
        published_at=loaded.episode.published_at,
        is_public=loaded.is_public,
        duration_ms=loaded.duration_ms,
        has_captions=loaded.has_captions,
        has_transcript=loaded.has_transcript,
        has_answer=loaded.has_answer,
        notes=list_notes(
            over, has_video=loaded.duration_ms is not None, has_answer=loaded.has_answer
        ),
    )


def _hits(
    passages: Iterable[PassageFacts], marks: WordsToMark, over: Gates, shown: frozenset[str]
) -> tuple[Hit, ...]:
    """Passages of speech overlap by a sentence, so one place may be found twice."""
    places: dict[tuple[PlaceKind, str, int | Markup], Hit] = {}
    for passage in passages:
        hit = None if _stands_above(passage) else _hit(passage, marks, over, shown)
        if hit is not None and _tells_more(hit):
            place = hit.html if hit.start_ms is None else hit.start_ms
            places.setdefault((hit.kind, hit.anchor, place), hit)
        if len(places) == MOST_HITS:
            break
    return tuple(places.values())


def _stands_above(passage: PassageFacts) -> bool:
    """The question has a place of its own."""
    return passage.kind is PlaceKind.QUESTION and passage.anchor != ALSO_ASKED


def _tells_more(hit: Hit) -> bool:
    """The title stands above the hits too."""
    return hit.kind is not PlaceKind.EPISODE or "<mark>" in hit.html


def _hit(
    passage: PassageFacts, marks: WordsToMark, over: Gates, shown: frozenset[str]
) -> Hit | None:
    gate = _gate(passage, over)
    if gate is not None and gate.action == Action.HIDE:
        return None
    piece = _piece(passage, marks)
    cue = cue_at(passage.cue_starts, piece.at)
    start_ms, speaker = cue or (passage.start_ms, passage.speaker)
    covers = [gate] if gate is not None and gate.is_covered else []
    covers += _folds(passage, start_ms, over, shown)
    return Hit(
        kind=passage.kind,
        html=piece.html,
        language=passage.language,
        heading=passage.heading,
        anchor=passage.anchor,
        start_ms=start_ms,
        speaker=speaker,
        gate=next(iter(covers), None),
        opened_by=tuple(cover.key for cover in covers),
    )


def _folds(
    passage: PassageFacts, start_ms: int | None, over: Gates, shown: frozenset[str]
) -> Iterator[Gate]:
    """A passage that the transcript folds is folded here too, under what it contains."""
    if passage.kind is not PlaceKind.SPEECH or start_ms is None:
        return
    for warning in over.timed:
        if warning.folds(start_ms, shown):
            lines = tuple(line for line in over.video.lines if line.category == warning.category)
            yield replace(
                over.transcript, key=warning.passage_key, action=Action.COVER, lines=lines
            )


def _piece(passage: PassageFacts, marks: WordsToMark) -> Snippet:
    if passage.kind is PlaceKind.EPISODE:
        return summary_snippet(passage.body, marks)
    return snippet(with_turns(passage.body, passage.cue_starts), marks)


def _gate(passage: PassageFacts, over: Gates) -> Gate | None:
    """The cover of a whole answer lies over its parts and resources too."""
    if passage.kind is PlaceKind.SPEECH:
        return over.transcript
    if passage.kind is PlaceKind.QUESTION:
        return over.question
    if passage.kind is PlaceKind.EPISODE:
        return None
    if over.answer.is_covered:
        return over.answer
    is_part = passage.kind is PlaceKind.ANSWER
    return over.part(passage.anchor) if is_part else over.resource(passage.anchor)


def _cover(gate: Gate | None) -> Gate | None:
    return gate if gate is not None and gate.is_covered else None
