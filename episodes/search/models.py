"""What search looks in: one row a place that a result can lead to."""

from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
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
