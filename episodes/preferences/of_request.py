"""What the current request says of its viewer: choices, look, and what this visit revealed."""

from flask import request, session

from episodes.preferences.look import LOOK_COOKIE, Look
from episodes.warnings.choices import CHOICES_COOKIE, ViewerChoices

SHOWN = "shown"
NOTHING_CHOSEN, USUAL_LOOK = ViewerChoices(), Look()
MOST_CHARACTERS = 2000  # a browser refuses cookies over 4 kB, the signature included


def choices_of_request() -> ViewerChoices:
    cookie = request.cookies.get(CHOICES_COOKIE)
    return ViewerChoices.parse(cookie) if cookie else NOTHING_CHOSEN


def look_of_request() -> Look:
    cookie = request.cookies.get(LOOK_COOKIE)
    return Look.parse(cookie) if cookie else USUAL_LOOK


def language_of_request() -> str:
    """The code of the language that the viewer chose for the pages, or "browser"."""
    return look_of_request().language


def shown_of_request(slug: str) -> frozenset[str]:
    """Keys of the episode's artifacts that this visit chose to be shown once."""
    prefix = f"{slug}/"
    shown = session.get(SHOWN, [])
    return frozenset(entry[len(prefix) :] for entry in shown if entry.startswith(prefix))


def remember_shown(slug: str, key: str) -> None:
    """Until the browser is closed; the oldest are forgotten, so that the cookie stays small."""
    entry = f"{slug}/{key}"
    entries = [e for e in session.get(SHOWN, []) if e != entry]
    entries.append(entry)
    while len("".join(entries)) > MOST_CHARACTERS:
        entries.pop(0)
    session[SHOWN] = entries
