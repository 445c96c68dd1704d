"""Writing without spaces: where it may break, and where it had better not."""

import re
import unicodedata
from functools import lru_cache

# Han, kana, bopomofo, Yi, Thai, Lao, Khmer, Burmese and their neighbours. Hangul has spaces.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u2fdf\u3001-\u30ff"
    "\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff"
    "\uff01-\uff60\uff65-\uff9f\U00020000-\U0003ffff]"
)
_COMPLEX = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf]")
# Thai and Lao write some vowels before their consonant and others after it, as full characters.
_LEADING_VOWELS = "เแโใไເແໂໃໄ"
_NEVER_FIRST = "ะาำๅๆฯะາຳຽໆຯ"


# A longer word of katakana is several, and may break.
_LONGEST_WORD = 12
# What a break costs, on the scale of sense.py: after a comma or a bracket; between clusters of
# Thai, Lao and their like, before a syllable and inside one; after kana (the end of a word, as a
# rule) and inside kana; between two kanji, and between a kanji and the kana that end its word.
_AFTER_COMMA = 20
_BEFORE_SYLLABLE, _IN_SYLLABLE = 60, 110
_AFTER_KANA, _IN_KANA = 40, 110
_IN_KANJI, _BEFORE_ENDING = 80, 130


def is_unspaced(text: str) -> bool:
    return _UNSPACED.search(text) is not None


def joins_without_space(left: str, right: str) -> bool:
    """Whether two words of such writing stand side by side as they are."""
    return bool(left and right and is_unspaced(left[-1]) and is_unspaced(right[0]))


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[str, ...]:
    """One word as the pieces between which a line may break (UAX #14); joined they are the word.

    South-East Asian scripts, which UAX #14 leaves to dictionaries, fall into grapheme clusters.
    """
    if not is_unspaced(text):
        return (text,)
    # Half a second of tables that only such writing needs.
    from uniseg.linebreak import line_break_units

    pieces_of_word: list[str] = []
    for unit in line_break_units(text):
        for piece in _clusters(unit) if _COMPLEX.search(unit) else [unit]:
            if pieces_of_word and _is_one_word(pieces_of_word[-1], piece):
                pieces_of_word[-1] += piece
            else:
                pieces_of_word.append(piece)
    return tuple(pieces_of_word)


def _clusters(unit: str) -> list[str]:
    from uniseg.graphemecluster import grapheme_clusters

    pieces_of_word: list[str] = []
    for cluster in grapheme_clusters(unit):
        never = cluster[0] in _NEVER_FIRST or not cluster[0].isalpha()
        if pieces_of_word and (never or pieces_of_word[-1] in _LEADING_VOWELS):
            pieces_of_word[-1] += cluster
        else:
            pieces_of_word.append(cluster)
    return pieces_of_word


def _is_one_word(left: str, right: str) -> bool:
    """UAX #14 would cut a word of katakana anywhere; a reader takes it in as one."""
    return len(left) < _LONGEST_WORD and _is_katakana(left[-1]) and _is_katakana(right[0])


def _is_katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30ff"


def strain(left: str, right: str) -> int:
    """What a break inside unspaced writing costs; words begin with kanji and end with kana."""
    before, after = left[-1], right[0]
    if unicodedata.category(before) in ("Po", "Pe", "Pf"):
        return 0 if before in "。！？｡" else _AFTER_COMMA
    if _COMPLEX.match(before):
        return _BEFORE_SYLLABLE if after in _LEADING_VOWELS else _IN_SYLLABLE
    if _is_hiragana(before):
        return _IN_KANA if _is_hiragana(after) else _AFTER_KANA
    return _BEFORE_ENDING if _is_hiragana(after) else _IN_KANJI


def _is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"
