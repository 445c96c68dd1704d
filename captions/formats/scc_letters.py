"""The characters of CEA-608 captions as bytes (47 CFR 15.119, CTA-608-E, tables 49 to 51)."""

import unicodedata

# Where the table of single bytes differs from ASCII.
_OWN = {"á": 0x2A, "é": 0x5C, "í": 0x5E, "ó": 0x5F, "ú": 0x60, "ç": 0x7B, "÷": 0x7C, "Ñ": 0x7D,
        "ñ": 0x7E, "█": 0x7F}  # fmt: skip
_TAKEN = set(_OWN.values())
_SINGLE = {chr(code): code for code in range(0x20, 0x7F) if code not in _TAKEN} | _OWN
# Two bytes each, from 0x20 or 0x30 on; "\0" stands for what no text has.
_SPECIAL = {
    letter: (0x11, 0x30 + place) for place, letter in enumerate("®°½¿™¢£♪à\0èâêîôû")
    if letter != "\0"
}  # fmt: skip
# Sent after a plain letter, which they replace where a decoder knows them.
_EXTENDED = {
    letter: (first, 0x20 + place)
    for first, letters in (
        (0x12, "ÁÉÓÚÜü‘¡*\0—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»"),
        (0x13, "ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤│ÅåØø┌┐└┘"),
    )
    for place, letter in enumerate(letters)
    if letter != "\0"
}
_PLAIN = {"‘": "'", "¡": "!", "—": "-", "©": "c", "℠": "s", "•": ".", "“": '"', "”": '"',
          "«": '"', "»": '"', "{": "(", "}": ")", "\\": "/", "^": "/", "_": "-", "|": "/",
          "~": "-", "ß": "s", "¥": "Y", "¤": "$", "│": "/", "Ø": "O", "ø": "o"}  # fmt: skip
# What is meant by characters that the tables do not have.
_SAME = {"’": "'", "′": "'", "″": '"', "–": "-", "‐": "-", "‑": "-", "−": "-", "…": "...",
         "„": '"', "‚": "'", "♫": "♪", "♩": "♪", "\xa0": " "}  # fmt: skip
# That nobody sees changed: they look the same, or nearly so.
_UNSEEN = frozenset({"\xa0", "‐", "‑"})
Codes = list[tuple[int, ...]]


def codes_of(text: str) -> tuple[Codes, list[str]]:
    """One byte for a usual character, two for a special one; and which were said in another way."""
    codes: Codes = []
    strange: list[str] = []
    for letter in text:
        own = _codes_of_letter(letter)
        if own is None:
            strange += [letter] if letter not in _UNSEEN else []
            own = [code for other in _likeness(letter) for code in _codes_of_letter(other) or []]
        codes += own
    return codes, strange


def _codes_of_letter(letter: str) -> Codes | None:
    if letter in _SINGLE:
        return [(_SINGLE[letter],)]
    if letter in _SPECIAL:
        return [_SPECIAL[letter]]
    if letter in _EXTENDED:
        base = _PLAIN.get(letter) or unicodedata.normalize("NFD", letter)[0]
        return [(_SINGLE.get(base, 0x3F),), _EXTENDED[letter]]
    return None


def _likeness(letter: str) -> str:
    if letter in _SAME:
        return _SAME[letter]
    bare = [one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one)]
    return "".join(bare) if bare and all(one in _SINGLE for one in bare) else "?"
