"""What every template knows: the show, how pages look, and where in the site a page stands."""

from dataclasses import dataclass, field, fields
from typing import Any
from zoneinfo import ZoneInfo

from flask import g, request, url_for
from markupsafe import Markup, escape
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from episodes.catalog.logo_ground import LogoGround
from episodes.catalog.models import CoverStyle, Show
from episodes.catalog.zones import USUAL_ZONE, zone_of
from episodes.db import rows_of
from episodes.identity.views import current_sheet, face_address, identity_of
from episodes.preferences.of_request import look_of_request

PLACES = {
    "viewing.home": "home",
    "viewing.catalog": "episodes",
    "viewing.watch": "episodes",
    "viewing.season": "episodes",
    "viewing.person": "episodes",
    "answers.answer": "episodes",
    "viewing.topics": "topics",
    "viewing.topic": "topics",
    "search.search": "search",
    "preferences.preferences": "settings",
    "asking.ask": "ask",
    "asking.review": "ask",
    "asking.sent": "ask",
    "asking.receipt": "ask",
}


@dataclass(frozen=True, slots=True)
class ShowRecord:
    """The fields bear the columns' names; the defaults stand in until a show is set up."""

    name: str = "Querent"
    tagline: str = ""
    description: str = ""
    language: str = "en"
    exit_address: str = ""
    helplines: list[dict[str, str]] = field(default_factory=list)
    hot: str = ""
    plum: str = ""
    display_face: str = ""
    cover_style: CoverStyle = CoverStyle.LINE
    logo_digest: str = ""
    logo_alt: str = ""
    logo_width: int | None = None
    logo_height: int | None = None
    logo_ground: LogoGround = LogoGround.ANY
    time_zone: str = USUAL_ZONE


SHOW_COLUMNS = tuple(getattr(Show, field.name) for field in fields(ShowRecord))


def page_context() -> dict[str, Any]:
    show = show_of_request()
    identity = identity_of(show.hot, show.plum, show.display_face)
    return {
        "show": show,
        "look": look_of_request(),
        "stylesheet": url_for("identity.stylesheet", digest=current_sheet(identity).digest),
        "display_face": face_address(identity.face),
        "nav_place": _place(),
    }


def last_word_marked(name: str) -> Markup:
    """A show's name with its last word set apart, as a wordmark has it."""
    before, space, last = name.rpartition(" ")
    return Markup("{}{}<em>{}</em>").format(before, space, last) if space else escape(name)


def initials(name: str) -> str:
    """Of the first and the last word of a name, at most two letters."""
    words = name.split()
    return "".join(word[0] for word in ([words[0], words[-1]] if words[1:] else words)).upper()


def _place() -> str:
    """Which entry of the site's navigation leads here."""
    return PLACES.get(request.endpoint or "", "")


def show_of_request() -> ShowRecord:
    if "show" not in g:
        try:
            g.show = _show()
        except SQLAlchemyError:
            g.show = ShowRecord()  # the error page must appear though the database does not
    show: ShowRecord = g.show
    return show


def zone_of_request() -> ZoneInfo:
    """The show's."""
    return zone_of(show_of_request().time_zone)


def _show() -> ShowRecord:
    row = rows_of(_THE_SHOW).first()
    return ShowRecord(*row) if row else ShowRecord()


_THE_SHOW = select(*SHOW_COLUMNS).where(Show.id == 1)
