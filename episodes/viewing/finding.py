"""Words found in a text whatever their case and accents, as static/js/lib/finding.js does it."""

import unicodedata

from markupsafe import Markup, escape

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})


def folded(text: str) -> tuple[str, list[int]]:
    """The text to compare by, and for each of its letters where it stands in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKD", character).translate(STRAIGHT).lower()
        for letter in plain:
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def placed_marks(text: str, words: str) -> tuple[Markup, int]:
    """The text, escaped, with every place of the words in a <mark>, and how many there are."""
    wanted = folded(" ".join(words.split()))[0]
    haystack, places = folded(text)
    pieces, count, last, at = [], 0, 0, haystack.find(wanted) if wanted else -1
    while at >= 0:
        start, end = places[at], _end(text, places[at + len(wanted) - 1])
        pieces += [escape(text[last:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        count, last = count + 1, end
        at = haystack.find(wanted, at + len(wanted))
    return Markup("").join([*pieces, escape(text[last:])]), count


def _end(text: str, place: int) -> int:
    """Past the letter and the marks that belong to it."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
