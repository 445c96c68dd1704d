"""Words that no dictionary holds, said by a small model, where `hama` is installed."""

from functools import cache
from typing import Any

from captions.sync.borrowed import SPELLING_MODEL, checked_folder, is_installed

# The model speaks IPA; the recogniser's phones are CMUdict's.
PHONES = {
    "t͡ʃ": "CH", "d͡ʒ": "JH", "aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "ɔɪ": "OY",
    "ɪə": "IH R", "eə": "EH R", "i": "IY", "ɪ": "IH", "e": "EY", "ɛ": "EH", "æ": "AE", "a": "AA",
    "ɑ": "AA", "ɒ": "AA", "ɔ": "AO", "o": "OW", "u": "UW", "ʊ": "UH", "ʌ": "AH", "ə": "AH",
    "ɐ": "AH", "ɝ": "ER", "ɚ": "ER", "ɜ": "ER", "b": "B", "d": "D", "ð": "DH", "f": "F",
    "g": "G", "ɡ": "G", "h": "HH", "j": "Y", "k": "K", "l": "L", "ɫ": "L", "m": "M", "n": "N",
    "ŋ": "NG", "p": "P", "r": "R", "ɹ": "R", "ɾ": "T", "s": "S", "ʃ": "SH", "t": "T", "θ": "TH",
    "v": "V", "w": "W", "z": "Z", "ʒ": "ZH",
}  # fmt: skip
LONGEST = max(map(len, PHONES))


def guessed_phones(word: str) -> str:
    """Phones with blanks between; empty where no model is installed or it has no answer."""
    model = _model()
    if model is None:
        return ""
    return " ".join(_phones(model.predict(word).ipa))


@cache
def _model() -> Any:
    if not is_installed(SPELLING_MODEL):
        return None
    checked_folder(SPELLING_MODEL)
    try:
        from hama import G2PModel

        return G2PModel()
    except (ImportError, OSError, RuntimeError):
        return None  # its compiled library is not for this machine


def _phones(ipa: str) -> list[str]:
    phones: list[str] = []
    place = 0
    while place < len(ipa):
        for size in range(LONGEST, 0, -1):
            phone = PHONES.get(ipa[place : place + size])
            if phone:
                phones.append(phone)
                break
        place += size
    return phones
