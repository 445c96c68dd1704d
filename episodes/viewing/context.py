"""What every template knows: the show, how pages look, and the stylesheets in their order."""

from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from flask import g, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from episodes.catalog.models import Show
from episodes.db import rows_of
from episodes.preferences.of_request import look_of_request

STYLESHEETS = (
    "tokens.css",
    "reset.css",
    "base.css",
    "layout.css",
    "components/controls.css",
    "components/question.css",
    "components/quick_exit.css",
    "components/search_box.css",
    "utilities.css",
)


@dataclass(frozen=True, slots=True)
class ShowRecord:
    """The fields bear the columns' names; the defaults stand in until a show is set up."""

    name: str = "Querent"
    tagline: str = ""
    description: str = ""
    language: str = "en"
    exit_address: str = ""
    helplines: list[dict[str, str]] = field(default_factory=list)


SHOW_COLUMNS = tuple(getattr(Show, field.name) for field in fields(ShowRecord))


def page_context() -> dict[str, Any]:
    return {
        "show": show_of_request(),
        "look": look_of_request(),
        "stylesheets": stylesheet_addresses(request.root_path),
    }


@lru_cache(maxsize=8)
def stylesheet_addresses(_root: str) -> tuple[str, ...]:
    """The same for every page under one root, which url_for reads from the request."""
    return tuple(url_for("static", filename=f"css/{sheet}") for sheet in STYLESHEETS)


def show_of_request() -> ShowRecord:
    if "show" not in g:
        try:
            g.show = _show()
        except SQLAlchemyError:
            g.show = ShowRecord()  # the error page must appear though the database does not
    show: ShowRecord = g.show
    return show


def _show() -> ShowRecord:
    row = rows_of(_THE_SHOW).first()
    return ShowRecord(*row) if row else ShowRecord()


_THE_SHOW = select(*SHOW_COLUMNS).where(Show.id == 1)
