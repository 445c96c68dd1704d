"""What this visit knows of its own: which form was just sent, and which questions are theirs too.
It is kept in the browser's session cookie, which ends with the browser, and tells nobody anything
without the site's secret: neither code nor question stands in it."""

import hmac

from flask import session

from episodes.questions.asked.receipts import code_of, is_token
from episodes.site import secret_of_site

SENT, ME_TOO = "sent", "me_too"
TIMES_SHOWN = 2
MOST_REMEMBERED = 50


def remember_sent(token: str) -> None:
    session[SENT] = [token, TIMES_SHOWN]


def show_code() -> tuple[str, int] | None:
    """The code, and how often more it can be shown. The last time forgets how to make it."""
    mark = session.pop(SENT, None)
    if not (isinstance(mark, list) and len(mark) == 2 and is_token(str(mark[0]))):
        return None
    token, left = str(mark[0]), int(mark[1]) - 1
    if left > 0:
        session[SENT] = [token, left]
    return code_of(token, secret_of_site()), left


def can_show_code() -> bool:
    return SENT in session


def is_first_showing() -> bool:
    mark = session.get(SENT)
    return isinstance(mark, list) and mark[-1:] == [TIMES_SHOWN]


def forget_sent() -> None:
    session.pop(SENT, None)


def has_said_me_too(slug: str) -> bool:
    return _mark(slug) in session.get(ME_TOO, [])


def remember_me_too(slug: str) -> None:
    session[ME_TOO] = [*session.get(ME_TOO, []), _mark(slug)][-MOST_REMEMBERED:]


def _mark(slug: str) -> str:
    return hmac.digest(secret_of_site().encode(), f"me too {slug}".encode(), "sha256").hex()[:8]
