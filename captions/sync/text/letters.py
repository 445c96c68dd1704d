"""English letters to phones by plain rules: for words that no dictionary holds."""

SOUNDS = {
    "tch": "CH", "sch": "SH", "igh": "AY", "eau": "OW", "dge": "JH",
    "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "wh": "W", "ck": "K", "ng": "NG", "qu": "K W",
    "gh": "G", "kn": "N", "wr": "R", "ee": "IY", "ea": "IY", "oo": "UW", "ou": "AW", "ow": "OW",
    "ai": "EY", "ay": "EY", "ei": "EY", "ey": "IY", "oa": "OW", "oi": "OY", "oy": "OY",
    "au": "AO", "aw": "AO", "ie": "IY", "ue": "UW", "ew": "UW", "er": "ER", "ir": "ER",
    "ur": "ER", "ar": "AA R", "or": "AO R",
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH",
    "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R",
    "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
LONGEST = max(map(len, SOUNDS))


def by_letters(word: str) -> str:
    """Phones with blanks between; empty where the word has no letter."""
    letters = _without_silent_e(word.replace("'", ""))
    phones: list[str] = []
    place = 0
    while place < len(letters):
        for size in range(LONGEST, 0, -1):
            sound = SOUNDS.get(letters[place : place + size])
            if sound:
                break
        if sound and phones[-1:] != [sound]:
            phones.append(sound)
        place += size
    return " ".join(phones)


def _without_silent_e(letters: str) -> str:
    return letters[:-1] if len(letters) > 3 and letters.endswith("e") else letters
