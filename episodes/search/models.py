"""What search looks in: one row a place that a result can lead to."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, choice, primary_key


class PlaceKind(StrEnum):
    QUESTION = "question"
    EPISODE = "episode"
    SPEECH = "speech"
    ANSWER = "answer"
    RESOURCE = "resource"


class Passage(Model):
    """start_ms and end_ms are for speech, with cue_starts, rising: an offset in body, the start in
    ms of the cue whose words begin there, and who speaks them. anchor: a part of the answer, a
    resource; for speech the caption version that it was made from ("v12"), for another wording of
    the question "also-asked". The full-text indexes over the table belong to each database."""

    __tablename__ = "passage"

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[PlaceKind] = mapped_column(choice(PlaceKind, "kind_known"))
    language: Mapped[str] = mapped_column(String(35))
    heading: Mapped[str] = mapped_column(String(500), default="")
    body: Mapped[str] = mapped_column(Text)
    speaker: Mapped[str] = mapped_column(String(200), default="")
    start_ms: Mapped[int | None] = mapped_column(BigInteger)
    end_ms: Mapped[int | None] = mapped_column(BigInteger)
    cue_starts: Mapped[list[tuple[int, int, str]]] = mapped_column(JSON, default=list)
    anchor: Mapped[str] = mapped_column(String(80), default="")


class RelatedEpisode(Model):
    """What to watch after an episode, nearest first, worked out beforehand. Drafts stand in it too:
    the page that shows them asks who may see."""

    __tablename__ = "related_episode"

    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("episode.id", ondelete="CASCADE"), index=True)


class PassageVector(Model):
    """The meaning of a passage as a sentence model puts it: float32, little-endian, of length one.

    model: a short hash of the model's files, for vectors of different ones do not compare: a
    passage has one by the model for its language, and one by the model for all. A number
    is never given twice, so that who keeps vectors in memory need ask for later numbers only."""

    __tablename__ = "passage_vector"
    __table_args__ = (
        UniqueConstraint("passage_id", "model", name="uq_passage_vector_passage_id_model"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = primary_key()
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"))
    model: Mapped[str] = mapped_column(String(16))
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class AskedVector(Model):
    """The same of a question in the inbox, for what asks the same there: it goes with the question,
    and with the words that it was made from (redacting.py)."""

    __tablename__ = "asked_vector"

    asked_id: Mapped[int] = mapped_column(
        ForeignKey("asked_question.id", ondelete="CASCADE"), primary_key=True
    )
    model: Mapped[str] = mapped_column(String(16))
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class MissedWords(Model):
    """What people looked for when nothing came close (missed.py). days: different ones; words: as
    somebody typed them, empty until they were looked for on enough days."""

    __tablename__ = "missed_words"
    __table_args__ = (CheckConstraint("words = '' OR days >= 5", name="words_after_five_days"),)

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    days: Mapped[int] = mapped_column(default=1)
    last_day: Mapped[date] = mapped_column(Date)
    words: Mapped[str] = mapped_column(String(80), default="")
    is_dismissed: Mapped[bool] = mapped_column(default=False)


class CorpusWord(Model):
    """Every word that ever stood in a passage, folded but not stemmed: what a misspelt word may
    have been meant for. Whether it still stands somewhere, and for whom, the index knows."""

    __tablename__ = "corpus_word"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
