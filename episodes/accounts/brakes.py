"""A brake on guessing passwords: by account, never by who asks."""

from episodes.bucket import Bucket
from episodes.site import this_site

BURST = 10
SECONDS_PER_ATTEMPT = 30.0
_BRAKE = "sign-in brake"


def sign_in_brake() -> Bucket:
    """Keys are e-mail addresses; an account under it need not exist."""
    made = this_site().extensions.setdefault(_BRAKE, Bucket(BURST, SECONDS_PER_ATTEMPT))
    brake: Bucket = made
    return brake
