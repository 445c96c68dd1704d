"""Brakes on guessing passwords and on the work that a guess costs: by account and for everybody
together, never by who asks. A browser in which that person signed in before has one of its own,
so that nobody can lock them out (OWASP: device cookies)."""

from dataclasses import dataclass

from episodes.accounts.devices import device_of
from episodes.limits.bucket import Bucket
from episodes.site import secret_of_site

BURST = 10
SECONDS_PER_ATTEMPT = 30.0
# A check costs a tenth of a second of two cores. An address that nobody has draws on the same
# bucket as one that somebody has: else the answers would tell which is which.
STRANGERS_BURST = 40
STRANGERS_SECONDS = 2.0

ACCOUNTS = Bucket("sign-in by account", BURST, SECONDS_PER_ATTEMPT)
DEVICES = Bucket("sign-in by device", BURST, SECONDS_PER_ATTEMPT)
STRANGERS = Bucket("sign-in of strange browsers", STRANGERS_BURST, STRANGERS_SECONDS)
# Of a million codes of six digits three are right at a time: ten tries, then two a minute, take
# months. Only people who have the password get here, so it locks nobody out but them.
SECOND_STEPS = Bucket("second step by account", BURST, SECONDS_PER_ATTEMPT)
PASSWORD_CHANGES = Bucket("change of password", BURST, SECONDS_PER_ATTEMPT)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in. device: which of the account's browsers it came from, if any."""

    email: str
    device: str | None

    @classmethod
    def of(cls, email: str, cookie: str | None) -> "Attempt":
        return cls(email, device_of(cookie, email, secret_of_site()))

    def seconds_to_wait(self) -> int:
        """0 where it may be tried now, which is counted."""
        if self.device:
            return DEVICES.seconds_to_wait(self.device)
        if wait_s := STRANGERS.seconds_to_wait():
            return wait_s
        if wait_s := ACCOUNTS.seconds_to_wait(self.email):
            STRANGERS.give_back()  # nothing is checked: others' turns are not used up
            return wait_s
        return 0

    def forgive(self) -> None:
        """The password was right."""
        if self.device:
            DEVICES.refill(self.device)
        else:
            ACCOUNTS.refill(self.email)
            STRANGERS.give_back()
