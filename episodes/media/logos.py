"""The show's logo: any picture of a stranger's -> a small PNG of our own, kept with the show.

It is opened in a bounded child; what is served was drawn here, so nothing of the file that was sent
(its metadata, what hides behind its pixels) reaches a viewer."""

import hashlib
from base64 import b64decode
from dataclasses import dataclass

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.logo_ground import LogoGround
from episodes.catalog.models import Show
from episodes.db import db
from episodes.media.child import ChildStoppedError, answer_of_child
from episodes.media.errors import FileTooLargeError, NotPlayableError
from episodes.media.pictures import check_picture, picture_kind
from episodes.media.storage import Readable
from episodes.messages import Message, restored

LARGEST_LOGO_BYTES = 2_000_000
MOST_PIXELS_A_SIDE = 4096
# Decoding 4,096 by 4,096 pixels and drawing them smaller takes some 300 MB and a second.
MOST_MEMORY_BYTES = 800_000_000
MOST_CPU_SECONDS = 20
TOO_COSTLY = Message(
    "Looking at this picture takes more memory or time than we allow. Send a smaller one."
)


@dataclass(frozen=True, slots=True)
class Logo:
    """picture: PNG. width, height: its pixels, twice as many as it is shown with. ground: on which
    of the site's two pages it can be made out as it is."""

    picture: bytes
    width: int
    height: int
    ground: LogoGround

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.picture).hexdigest()


def read_logo(stream: Readable) -> Logo:
    """Raises MediaError."""
    data = stream.read(LARGEST_LOGO_BYTES + 1)
    if len(data) > LARGEST_LOGO_BYTES:
        raise FileTooLargeError(LARGEST_LOGO_BYTES)
    check_picture(data, most_pixels_a_side=MOST_PIXELS_A_SIDE)
    kind = picture_kind(data).suffix.removeprefix(".")
    bounds = (str(MOST_MEMORY_BYTES), str(MOST_CPU_SECONDS))
    try:
        answer = answer_of_child("episodes.media.making.logo", kind, *bounds, sent=data)
    except ChildStoppedError as error:
        raise NotPlayableError(TOO_COSTLY) from error
    if "refusal" in answer:
        raise NotPlayableError(restored(answer["refusal"]))
    ground = LogoGround(answer["ground"])
    return Logo(b64decode(answer["png"]), answer["width"], answer["height"], ground)


def set_logo(show: Show, logo: Logo, alt: str, *, actor: User | None = None) -> None:
    """alt: what stands in it, for who does not see it; empty: the show's name."""
    show.logo, show.logo_digest = logo.picture, logo.digest
    show.logo_width, show.logo_height, show.logo_ground = logo.width, logo.height, logo.ground
    show.logo_alt = alt
    record(actor, AuditAction.SHOW_SET_LOGO, "show", "show")
    db.session.flush()


def describe_logo(show: Show, alt: str, *, actor: User | None = None) -> None:
    """Other words for the logo that is there. Raises NotPlayableError where there is none."""
    if not show.logo_digest:
        raise NotPlayableError(Message("Choose a picture first."), "logo")
    show.logo_alt = alt
    record(actor, AuditAction.SHOW_SET_LOGO, "show", "show")
    db.session.flush()


def remove_logo(show: Show, *, actor: User | None = None) -> None:
    show.logo, show.logo_digest, show.logo_alt = None, "", ""
    show.logo_width = show.logo_height = None
    show.logo_ground = LogoGround.ANY
    record(actor, AuditAction.SHOW_REMOVE_LOGO, "show", "show")
    db.session.flush()
