"""Whether a person types English: by the small words, and where those do not tell, by how many of
the words are in a list of English ones."""

from episodes.search.language.general_words import general_words, is_known_elsewhere
from episodes.search.language.query import Query, has_short_forms
from episodes.search.language.small_words import MANY, small_words
from episodes.search.language.words import WORD, folded
from episodes.search.package_files import SMALL_WORDS

# Of 295 English titles the least has .7; of 49 in seven other languages the most has .55, and .44
# where the small words do not tell of another language.
LEAST_ENGLISH = 0.5
# So little English, with letters that English has not, is no misspelt English.
STRANGE, LEAST_WORDS = 0.3, 4


def is_english(query: Query) -> bool:
    """So is taken what may be a name, slang, or a slip of the pen: the model for all languages is
    read, 115 MB, only where there is a sign of another one."""
    if not has_short_forms(query.language):
        return False
    return _share(query) >= LEAST_ENGLISH or _is_unheard_of(query)


def _is_unheard_of(query: Query) -> bool:
    """A word or three that no list of any language has, in letters that English has."""
    words = [folded(match[0]) for match in WORD.finditer(query.searched)]
    is_short = query.text.isascii() and len(words) < LEAST_WORDS
    return is_short and not any(map(is_known_elsewhere, words))


def is_strange(query: Query) -> bool:
    """A sentence in a language of which nothing is known: to be left as it was typed."""
    if query.language or query.text.isascii():
        return False
    return len(WORD.findall(query.text)) >= LEAST_WORDS and _share(query) < STRANGE


def _share(query: Query) -> float:
    """Of the words, those in the list; all of them while another thread reads it."""
    words = [folded(match[0]) for match in WORD.finditer(query.searched)]
    english = general_words.unless_busy()
    if not english or not words:
        return 1.0
    return sum(word in english and not _is_others(word) for word in words) / len(words)


def _is_others(word: str) -> bool:
    """ "Que" is in lists of English words, and says more often that a text is not English."""
    return word not in MANY and any(word in small_words(other) for other in SMALL_WORDS)
