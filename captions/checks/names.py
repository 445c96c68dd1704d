"""One person, one spelling."""

from collections import Counter
from collections.abc import Iterator, Mapping

from captions.cue import Track

# A name like it that is said so many times as often is what was meant.
_TIMES_AS_OFTEN = 3
# Of shorter names too many are one letter apart: Ann and Ana, Tim and Tom.
_FEWEST_LETTERS = 5
# A file with hundreds of names is not dialogue, and comparing each with each would take long.
_MOST_NAMES = 500


def names_of(track: Track) -> Counter[str]:
    """In how many speeches each name stands, by its spelling."""
    return Counter(
        speech.speaker for cue in track.cues for speech in cue.speeches if speech.speaker
    )


def spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Each lesser spelling with the usual one, where only case, dots and spaces differ."""
    groups: dict[str, list[str]] = {}
    for name in counts:
        groups.setdefault(_bare_letters(name), []).append(name)
    usual_names = {}
    for names in groups.values():
        best = max(names, key=lambda name: (counts[name], not name.isupper(), name))
        usual_names.update({name: best for name in names if name != best})
    return usual_names


def _bare_letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum()) or name


def lookalikes(counts: Mapping[str, int]) -> dict[str, str]:
    """A rare name with a common one of five letters or more that is one letter away. These may be
    two people."""
    usual_names = {}
    common = [name for name, count in counts.items() if count >= _TIMES_AS_OFTEN]
    for rare in list(counts)[:_MOST_NAMES]:
        for name in common[:_MOST_NAMES]:
            if counts[name] >= _TIMES_AS_OFTEN * counts[rare] and _is_one_letter_away(rare, name):
                usual_names[rare] = name
                break
    return usual_names


def _is_one_letter_away(one: str, other: str) -> bool:
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if (
        len(long) < _FEWEST_LETTERS
        or len(long) - len(short) > 1
        or _bare_letters(one) == _bare_letters(other)
    ):
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1]
    return short[at + 1 :] == long[at + 1 :] or swapped + short[at + 2 :] == long[at:]


def misspelt(track: Track) -> Iterator[tuple[int, str, str, bool]]:
    """(number of the cue, name, usual name, whether they are surely one), once for each name."""
    counts = names_of(track)
    sure, unsure = spellings(counts), lookalikes(counts)
    seen = set()
    for number, cue in enumerate(track.cues, start=1):
        for name in dict.fromkeys(speech.speaker for speech in cue.speeches):
            usual = sure.get(name or "") or unsure.get(name or "")
            # A name that is surely misspelt is fixed wherever it stands; a doubt is said once.
            if name and usual and (name in sure or name not in seen):
                seen.add(name)
                yield number, name, usual, name in sure
