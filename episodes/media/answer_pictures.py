"""Pictures in written answers: taken in, stored, found by their name. Nothing here commits."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import column, or_, select, table

from captions.errors import CaptionError
from captions.guarded import run_guarded
from captions.limits import Limits
from episodes.catalog.models import Episode
from episodes.catalog.queries import answer_visible
from episodes.catalog.slugs import free_slug, slug_of
from episodes.db import db
from episodes.media.errors import FileTooLargeError, NotPlayableError
from episodes.media.local_files import StoredFile
from episodes.media.models import AnswerPicture
from episodes.media.pictures import LARGEST_POSTER_BYTES, check_picture, picture_size
from episodes.media.storage import Readable, storage
from episodes.messages import Message

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
MOST_PICTURES = 200  # of one episode
# 8192 by 8192 pixels take PyAV 3 s and 900 MB, its libraries among them.
_LIMITS = replace(
    Limits(), parser_file_bytes=LARGEST_POSTER_BYTES, parser_ms=15_000, parser_bytes=2_000_000_000
)
_ANSWER = table("answer", column("episode_id"), column("markdown"))


@dataclass(frozen=True, slots=True)
class SentPicture:
    data: bytes
    media_type: str
    width: int
    height: int


def sent_picture(stream: Readable) -> SentPicture:
    """What is left of a file that somebody sent: its pixels. Takes a second. Raises MediaError."""
    data = stream.read(LARGEST_POSTER_BYTES + 1)
    if len(data) > LARGEST_POSTER_BYTES:
        raise FileTooLargeError(LARGEST_POSTER_BYTES)
    check_picture(data)
    try:
        answer = run_guarded("episodes.media.picture_child:picture_made_again", data, _LIMITS)
    except CaptionError as error:
        raise NotPlayableError(
            Message("We can’t read the picture: it’s damaged or cut off.")
        ) from error
    made = cast("dict[str, Any]", answer)
    return SentPicture(
        base64.b64decode(made["data"]), made["media_type"], made["width"], made["height"]
    )


def add_picture(episode: Episode, sent: SentPicture, *, alt: str, file_name: str) -> AnswerPicture:
    """A picture that is there already is given back. Raises MediaError."""
    suffix = f".{SUFFIXES[sent.media_type]}"
    stored = storage().save(io.BytesIO(sent.data), limit_bytes=len(sent.data), suffix=suffix)
    present = pictures_of(episode.id)
    if len(present) >= MOST_PICTURES:
        raise NotPlayableError(
            Message("An episode can have at most %(most)s pictures.", most=MOST_PICTURES)
        )
    names = {picture.name for picture in present}
    stem = file_name.rpartition(".")[0] or file_name
    picture = AnswerPicture(
        episode_id=episode.id,
        name=free_slug(slug_of(stem[:60], "picture"), names.__contains__),
        storage_key=stored.key,
        media_type=sent.media_type,
        size_bytes=stored.size_bytes,
        width=sent.width,
        height=sent.height,
        alt=alt,
    )
    db.session.add(picture)
    db.session.flush()
    return picture


def put_picture(
    episode: Episode,
    present: AnswerPicture | None,
    name: str,
    stored: StoredFile,
    media_type: str,
    *,
    alt: str,
) -> None:
    """As an archive has it. Its size is read from its file's head."""
    picture = present or AnswerPicture(episode_id=episode.id, name=name)
    with storage().as_file(stored.key) as path:
        width, height = picture_size(path.read_bytes())
    picture.storage_key, picture.media_type = stored.key, media_type
    picture.size_bytes, picture.alt = stored.size_bytes, alt
    picture.width, picture.height = width, height
    db.session.add(picture)
    db.session.flush()


def pictures_of(episode_id: int) -> Sequence[AnswerPicture]:
    """Newest first."""
    pictures = select(AnswerPicture).where(AnswerPicture.episode_id == episode_id)
    return db.session.scalars(pictures.order_by(AnswerPicture.id.desc())).all()


def picture_names(episode_id: int) -> frozenset[str]:
    names = select(AnswerPicture.name).where(AnswerPicture.episode_id == episode_id)
    return frozenset(db.session.scalars(names))


def served_picture(slug: str, name: str, *, staff: bool) -> AnswerPicture | None:
    """A stranger gets what stands in an answer that is public, and nothing else."""
    pictures = (
        select(AnswerPicture)
        .join(Episode, Episode.id == AnswerPicture.episode_id)
        .where(Episode.slug == slug, AnswerPicture.name == name, answer_visible(staff=staff))
    )
    if not staff:
        mark = f"](picture:{name}"
        markdown = _ANSWER.c.markdown
        stands = or_(markdown.contains(f"{mark})"), markdown.contains(f'{mark} "'))
        pictures = pictures.join(_ANSWER, _ANSWER.c.episode_id == Episode.id).where(stands)
    return db.session.scalar(pictures)
