"""Languages other than English: how they are written short, counted, and said.

To add one: a module with its rules, an entry below, two texts under bench/sync/texts, its voices in
bench/sync/espeak.py, and its figures in docs/sync.md."""

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
# As ISO 639-2 has them, in both of its forms.
_LONG_CODES = {
    "cat": "ca", "dut": "nl", "nld": "nl", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de",
    "ger": "de", "ita": "it", "pol": "pl", "por": "pt", "spa": "es",
}  # fmt: skip


def base_language(tag: str) -> str:
    """`en` of `en-GB`, `en_US` and `eng`."""
    base = tag.strip().replace("_", "-").partition("-")[0].lower()
    return _LONG_CODES.get(base, base)


def language_named(tag: str) -> Language:
    """One without rules, signs and short forms where nothing is known of it."""
    base = base_language(tag)
    return _LANGUAGES.get(base) or Language(base)
