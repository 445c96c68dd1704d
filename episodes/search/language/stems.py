"""The stem of an English word by M. F. Porter's algorithm of 1980, as SQLite's FTS5 makes it.

The databases stem what they index; here it is needed again to mark the words that matched and
to ask FTS5's vocabulary. PostgreSQL's stemmer differs in a few words: those are found, unmarked."""

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "logi": "log", "bli": "ble", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous",
    "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive",
    "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
_STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip


def stem(word: str) -> str:
    """word: lower case. Very short and very long ones stay, as FTS5 leaves them."""
    if not 2 < len(word.encode()) <= 64:
        return word
    word = _without_y(_without_past(_without_plural(word)))
    word = _replaced(word, _STEP_2)
    word = _replaced(word, _STEP_3)
    return _tidied(_without_suffix(word))


def _shape(word: str) -> str:
    """v for each vowel, c for each other letter; y is a vowel after a consonant."""
    shape = ""
    for letter in word:
        is_vowel = letter in "aeiou" or (letter == "y" and shape.endswith("c"))
        shape += "v" if is_vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How often a consonant follows a vowel: m in Porter's paper."""
    return _shape(word).count("vc")


def _ends_in_short_syllable(word: str) -> bool:
    return _shape(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _without_plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        root = word.removesuffix(ending)
        if root != word:
            return _mended(root) if "v" in _shape(root) else word
    return word


def _mended(root: str) -> str:
    if root.endswith(("at", "bl", "iz")):
        return root + "e"
    if root[-1:] == root[-2:-1] and _shape(root)[-1] == "c" and root[-1] not in "lsz":
        return root[:-1]
    return root + "e" if _measure(root) == 1 and _ends_in_short_syllable(root) else root


def _without_y(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and "v" in _shape(word[:-1]) else word


def _replaced(word: str, endings: dict[str, str]) -> str:
    """By the longest ending that the word has."""
    for length in range(7, 2, -1):
        ending = word[-length:]
        if ending in endings and len(word) > length:
            root = word[:-length]
            return root + endings[ending] if _measure(root) > 0 else word
    return word


def _without_suffix(word: str) -> str:
    fitting = [suffix for suffix in _STEP_4 if word.endswith(suffix)]
    if not fitting:
        return word
    suffix = max(fitting, key=len)
    root = word.removesuffix(suffix)
    if suffix == "ion" and not root.endswith(("s", "t")):
        return word
    return root if _measure(root) > 1 else word


def _tidied(word: str) -> str:
    if word.endswith("e"):
        root = word[:-1]
        measure = _measure(root)
        if measure > 1 or (measure == 1 and not _ends_in_short_syllable(root)):
            word = root
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word
