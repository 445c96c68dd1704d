"""What every template knows: the show, how pages look, and the stylesheets in their order."""

from dataclasses import dataclass, field
from typing import Any

from flask import g
from sqlalchemy.exc import SQLAlchemyError

from episodes.catalog.models import Show
from episodes.catalog.queries import the_show
from episodes.preferences.visit import look_of_request

STYLESHEETS = (
    "tokens.css",
    "reset.css",
    "base.css",
    "layout.css",
    "components/controls.css",
    "components/question.css",
    "components/quick_exit.css",
    "utilities.css",
)


@dataclass(frozen=True)
class NamelessShow:
    """Stands in until a show is set up."""

    name: str = "Querent"
    tagline: str = ""
    description: str = ""
    language: str = "en"
    exit_address: str = ""
    helplines: list[dict[str, str]] = field(default_factory=list)


def page_context() -> dict[str, Any]:
    return {"show": show_of_request(), "look": look_of_request(), "stylesheets": STYLESHEETS}


def show_of_request() -> Show | NamelessShow:
    if "show" not in g:
        try:
            g.show = the_show() or NamelessShow()
        except SQLAlchemyError:
            g.show = NamelessShow()  # the error page must appear though the database does not
    found: Show | NamelessShow = g.show
    return found
