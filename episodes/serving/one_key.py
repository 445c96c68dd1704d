"""One secret key for all processes of a site: a process with another would sign people out at
every second request, and find nobody's receipt."""

import hashlib

from sqlalchemy.exc import IntegrityError

from episodes.db import db
from episodes.serving.models import SiteKey


class OtherKeyError(Exception):
    """This process has another key than the site."""

    def __init__(self) -> None:
        super().__init__(
            "The secret key here is not the one that this database's site uses, so sessions and"
            " receipts would not hold. Give every machine the same SECRET_KEY, or copy the file"
            " secret-key of the first one into DATA_DIR. If the key was changed on purpose:"
            " flask serve --new-key"
        )


def is_key_of_site(secret: str) -> bool:
    """False where the site has none yet. Raises OtherKeyError."""
    row = db.session.get(SiteKey, 1)
    if row and row.fingerprint != _fingerprint(secret):
        raise OtherKeyError
    return row is not None


def require_one_key(secret: str, *, is_new: bool = False) -> None:
    """The first to come says which key it is. is_new: this one is, from now on. Flushes.

    Raises OtherKeyError."""
    fingerprint = _fingerprint(secret)
    row = db.session.get(SiteKey, 1) or _first(fingerprint)
    if is_new:
        row.fingerprint = fingerprint
        db.session.flush()
    elif row.fingerprint != fingerprint:
        raise OtherKeyError


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(b"the site's key " + secret.encode()).hexdigest()


def _first(fingerprint: str) -> SiteKey:
    try:
        with db.session.begin_nested():
            row = SiteKey(id=1, fingerprint=fingerprint)
            db.session.add(row)
    except IntegrityError:  # another process came first
        return db.session.get_one(SiteKey, 1)
    return row
