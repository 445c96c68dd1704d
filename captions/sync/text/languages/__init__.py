"""Languages other than English: how they are written short, counted, and said.

To add one: a module with its rules, an entry below, two texts under bench/sync/texts, its voices in
bench/sync/espeak.py, and its figures in docs/sync.md."""

from captions.sync.language_tags import base_language
from captions.sync.text.languages.catalan import CATALAN
from captions.sync.text.languages.dutch import DUTCH
from captions.sync.text.languages.french import FRENCH
from captions.sync.text.languages.german import GERMAN
from captions.sync.text.languages.italian import ITALIAN
from captions.sync.text.languages.polish import POLISH
from captions.sync.text.languages.portuguese import PORTUGUESE
from captions.sync.text.languages.rules import Language
from captions.sync.text.languages.spanish import SPANISH

_LANGUAGES = {
    language.code: language
    for language in (CATALAN, DUTCH, FRENCH, GERMAN, ITALIAN, POLISH, PORTUGUESE, SPANISH)
}


def language_named(tag: str) -> Language:
    """One without rules, signs and short forms where nothing is known of it."""
    base = base_language(tag)
    return _LANGUAGES.get(base) or Language(base)
