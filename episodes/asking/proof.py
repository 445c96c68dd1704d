"""Work that a browser does before it sends a question, so that a machine cannot send thousands: by
ALTCHA's library, without any third party and without anything about the person."""

import base64
import hmac
import json
import secrets
from datetime import timedelta

import altcha

from episodes.db import now_utc

ALGORITHM = "SHA-256"
LEAST, MOST = 5_000, 50_000  # hashes; a phone makes about 20,000 a second
HARDEST = 8  # half a minute on a phone, while its owner reads
DOUBLINGS = 4  # with each quarter of the hour’s room that is taken
VALID_FOR = timedelta(hours=2)
LONGEST_PAYLOAD = 4_000


class ProofRefusedError(Exception):
    """The work was not done, was done for another site, or ran out."""


def new_challenge(secret: str, hardness: int = 1) -> str:
    """JSON for the browser: hash salt + nonce + a counter until the key begins with the prefix."""
    counter = LEAST * hardness + secrets.randbelow((MOST - LEAST) * hardness)
    challenge = altcha.create_challenge(
        ALGORITHM,
        1,
        counter=counter,
        expires_at=now_utc() + VALID_FOR,
        hmac_secret=_key(secret),
    )
    return json.dumps(challenge.to_dict())


def nonce_of(payload: str, secret: str) -> str:
    """What tells this proof from all others. Whether it was used before is for others to say.

    Raises ProofRefusedError."""
    if len(payload) > LONGEST_PAYLOAD:
        raise ProofRefusedError
    try:
        result = altcha.verify_solution(payload, _key(secret))
        nonce = json.loads(base64.b64decode(payload))["challenge"]["parameters"]["nonce"]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise ProofRefusedError from error
    if not result.verified:
        raise ProofRefusedError
    return str(nonce)[:64]


def hardness_of(fullness: float) -> int:
    """fullness: 0 to 1, of what the last hour may take. The fuller, the more work: 1, 2, 4, 8."""
    return min(HARDEST, 1 << int(DOUBLINGS * fullness))


def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"proof of work", "sha256")
