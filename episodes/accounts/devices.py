"""The cookie of a browser in which a person of the desk signed in before: random bits, and a
signature over them and the account. It is sent to the sign-in page only, opens nothing, and says
nothing about anybody without the site's secret."""

import hmac
import secrets

from episodes.accounts.queries import plain_email

COOKIE_PATH = "/sign-in"
COOKIE_SECONDS = 180 * 24 * 3600
_RANDOM_BYTES = 16
_LONGEST = 200


def cookie_name(email: str, secret: str) -> str:
    """One for each account, so that people who share a computer don't push each other out."""
    return f"device_{_signature('name', email, secret)[:12]}"


def new_device(email: str, secret: str) -> str:
    """What the cookie holds."""
    device = secrets.token_hex(_RANDOM_BYTES)
    return f"{device}.{_signature(device, email, secret)}"


def device_of(cookie: str | None, email: str, secret: str) -> str | None:
    """The random bits, where the cookie was made for this account."""
    device, dot, signature = (cookie or "")[:_LONGEST].partition(".")
    expected = _signature(device, email, secret)
    is_ours = dot and hmac.compare_digest(signature.encode(), expected.encode())
    return device if is_ours else None


def _signature(what: str, email: str, secret: str) -> str:
    words = f"device {what} {plain_email(email)}"
    return hmac.new(secret.encode(), words.encode(), "sha256").hexdigest()
