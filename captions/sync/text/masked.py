"""Strong words that captions hide (`f***`, `sh*t`): what they may stand for, so that they can be
listened for as they are said."""

import re
from functools import lru_cache

# The commonest first: the first that fits is what is listened for.
STRONG_WORDS = (
    "fuck", "fucking", "fucked", "fucker", "fucks", "motherfucker", "motherfucking", "shit",
    "shits", "shitty", "bullshit", "bitch", "bitches", "bastard", "bastards", "asshole", "assholes",
    "arsehole", "arse", "ass", "cunt", "cunts", "dick", "dickhead", "cock", "prick", "piss",
    "pissed", "wanker", "twat", "bollocks", "slut", "whore", "damn", "goddamn", "crap", "hell",
)  # fmt: skip
_WORD = re.compile(r"(\W*?)([a-z]+(?:[*#@$%_–—-]+[a-z]*)+)(\W*)", re.IGNORECASE)
_MASK = re.compile(r"[*#@$%_–—-]+")
# A dash between letters joins two words; a star never does.
_ONLY_DASHES = re.compile(r"[a-z]+(?:[–—-][a-z]+)+", re.IGNORECASE)


@lru_cache(maxsize=1024)
def unmasked(written: str) -> str:
    """The word with what stands around it, its letters given back; "" where nothing is hidden in
    it, or nobody knows what."""
    match = _WORD.fullmatch(written)
    if match is None or _ONLY_DASHES.fullmatch(match[2]):
        return ""
    before, word, after = match[1], match[2].lower(), match[3]
    letter_by_letter = _MASK.sub(lambda mask: f"[a-z]{{{len(mask[0])}}}", word)
    of_any_length = _MASK.sub("[a-z]+", word)
    for pattern in (letter_by_letter, of_any_length):
        for strong in STRONG_WORDS:
            if re.fullmatch(pattern, strong):
                return f"{before}{strong}{after}"
    return ""
