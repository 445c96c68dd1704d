"""The code by which an asker, and nobody else, comes back to their question.

It is made from the form's random token and the site's secret, so that a form sent twice gives one
code. It is kept as a hash only: scrypt, because slow guessing is not guessing, with one salt made
from the site's secret, because a code must be found by its hash alone and the table without the
secret must be worth nothing. A salt for each row would protect weak passwords; these codes have 95
random bits."""

import hmac
import re
import secrets
import unicodedata
from hashlib import scrypt

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
RANDOM_SYMBOLS = 19
GROUP = 5
TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{22}")
_SEEN_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SCRYPT_COST = 2**14  # 16 MB and about 50 ms


def new_token() -> str:
    """128 random bits for one form."""
    return secrets.token_urlsafe(16)


def is_token(text: str) -> bool:
    return TOKEN_FORM.fullmatch(text) is not None


def code_of(token: str, secret: str) -> str:
    """In groups to be written down: 7K2QM-…, its last symbol a check on the others."""
    digest = hmac.digest(secret.encode(), f"receipt code {token}".encode(), "sha256")
    number = int.from_bytes(digest)
    symbols = [number >> 5 * place & 31 for place in range(RANDOM_SYMBOLS)]
    written = "".join(ALPHABET[s] for s in [*symbols, _check(symbols)])
    return "-".join(written[at : at + GROUP] for at in range(0, len(written), GROUP))


def read_code(typed: str) -> str | None:
    """The code's twenty symbols, however they were spaced; None where it can be no code."""
    folded = unicodedata.normalize("NFKC", typed[:200]).upper()
    code = "".join(c for c in folded if c.isalnum()).translate(_SEEN_AS)
    if len(code) != RANDOM_SYMBOLS + 1 or not set(code) <= set(ALPHABET):
        return None
    symbols = [ALPHABET.index(c) for c in code]
    return code if _check(symbols[:-1]) == symbols[-1] else None


def hash_of(code: str, secret: str) -> str:
    """code: as code_of wrote it or read_code read it."""
    salt = hmac.digest(secret.encode(), b"receipt pepper", "sha256")
    symbols = code.replace("-", "").encode()
    return scrypt(symbols, salt=salt, n=_SCRYPT_COST, r=8, p=1, dklen=32).hex()


def _check(symbols: list[int]) -> int:
    """The remainder over GF(32) (x⁵ + x² + 1): one wrong symbol, or two neighbours that changed
    places, never leave it as it was."""
    remainder = 0
    for symbol in symbols:
        remainder = _times_two(remainder) ^ symbol
    return _times_two(remainder)


def _times_two(value: int) -> int:
    return (value << 1 ^ (0b100101 if value & 16 else 0)) & 31
