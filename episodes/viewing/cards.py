"""An episode as a list shows it: its cover, its question, and what there is to watch and read."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from episodes.answers.reading_time import reading_minutes
from episodes.catalog.covers import usual_accent
from episodes.catalog.models import Accent, CoverStyle
from episodes.catalog.records import EpisodeRecord
from episodes.catalog.words import excerpt, numbering
from episodes.viewing.listing import ListedEpisode, TopicName
from episodes.viewing.presenting import poster_address
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import Gates, gates
from episodes.warnings.notes import ArtifactNote, list_notes

CARD_EXCERPT = 150
HOME_EXCERPT = 260
COVER_EXCERPT = 110  # five lines of a card's cover


@dataclass(frozen=True, slots=True)
class Cover:
    """A poster, or else a line in quotation marks, or else the accent alone."""

    accent: Accent
    poster_address: str = ""
    line: str = ""
    said_by: str = ""
    said_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """excerpt: empty where the viewer's choices cover the question. read_minutes: None where there
    is not an answer to read."""

    episode: EpisodeRecord
    address: str
    answer_address: str
    cover: Cover
    excerpt: str
    asked_by: str
    numbering: str
    guests: tuple[str, ...]
    duration_ms: int | None
    read_minutes: int | None
    has_captions: bool
    has_transcript: bool
    notes: tuple[ArtifactNote, ...]
    topics: tuple[TopicName, ...]

    @property
    def has_answer(self) -> bool:
        return self.read_minutes is not None


@dataclass(frozen=True, slots=True)
class CardStyle:
    """How this page's covers are to be: as the show likes them, without pictures where the viewer
    is discreet."""

    cover_style: CoverStyle = CoverStyle.LINE
    is_discreet: bool = False
    most_characters: int = CARD_EXCERPT


def cards_of(
    episodes: Iterable[ListedEpisode], choices: ViewerChoices, style: CardStyle
) -> list[Card]:
    return [card_of(listed, choices, style) for listed in episodes]


def card_of(listed: ListedEpisode, choices: ViewerChoices, style: CardStyle) -> Card:
    episode = listed.episode
    gate = gates(episode, listed.warnings, choices, frozenset())
    is_question_covered = gate.question.is_covered
    characters = listed.answer_characters
    has_answer = characters is not None
    return Card(
        episode=episode,
        address=url_for("viewing.watch", slug=episode.slug),
        answer_address=url_for("answers.answer", slug=episode.slug) if has_answer else "",
        cover=cover_of(listed, gate, style),
        excerpt="" if is_question_covered else excerpt(listed.question, style.most_characters),
        asked_by=listed.asked_by,
        numbering=numbering(episode),
        guests=listed.guests,
        duration_ms=listed.duration_ms,
        read_minutes=None if characters is None else reading_minutes(characters),
        has_captions=listed.has_captions,
        has_transcript=listed.has_transcript,
        notes=list_notes(gate, has_video=listed.duration_ms is not None, has_answer=has_answer),
        topics=listed.topics,
    )


def cover_of(listed: ListedEpisode, gate: Gates, style: CardStyle) -> Cover:
    """Words that the viewer's choices cover stand on no cover either."""
    episode = listed.episode
    accent = accent_of(episode)
    poster = poster_address(episode, listed.poster_media_type)
    if gate.thumbnail.is_covered or style.is_discreet:
        poster = ""
    source = gate.answer if episode.cover_said_ms is None else gate.transcript
    line = "" if source.is_covered else episode.cover_line
    if poster and (style.cover_style is CoverStyle.POSTER or not line):
        return Cover(accent, poster)
    if line:
        return Cover(accent, "", line, episode.cover_said_by, episode.cover_said_ms)
    if gate.question.is_covered:
        return Cover(accent)
    return Cover(accent, "", excerpt(listed.question, COVER_EXCERPT), listed.asked_by)


def accent_of(episode: EpisodeRecord) -> Accent:
    """The one that was chosen, else one that the episode keeps for good."""
    return episode.accent or usual_accent(episode.id)
