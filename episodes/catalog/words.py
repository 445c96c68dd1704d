"""Facts about an episode in words: its number, a language's name, the beginning of a text."""

from episodes.catalog.records import AnyEpisode
from episodes.messages import Message

NO_BREAK_SPACE = "\u00a0"

LANGUAGES = {
    "ar": "العربية",
    "ca": "Català",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "pt-BR": "Português (Brasil)",
    "ru": "Русский",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "zh": "中文",
}


def numbering(episode: AnyEpisode) -> str:
    if episode.season is None:
        return ""
    return str(
        Message(
            "Season %(season)s, episode %(number)s", season=episode.season, number=episode.number
        )
    )


def excerpt(text: str, most: int) -> str:
    """The text's beginning, up to the end of a sentence or else of a word, at most so long."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most]
    sentence = max(cut.rfind(mark) for mark in (". ", "? ", "! ", "… "))
    if sentence > most // 2:
        return f"{cut[: sentence + 1]}{NO_BREAK_SPACE}…"
    return cut.rsplit(" ", 1)[0].rstrip(",;:–— ") + "…"


def language_name(code: str) -> str:
    """As its speakers call it; the code itself where we do not know."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.split("-", maxsplit=1)[0]) or code
