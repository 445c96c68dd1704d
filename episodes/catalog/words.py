"""What the makers say of an artifact, in words."""

from dataclasses import dataclass
from typing import Any

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.records import AnyEpisode

HEADLINES: dict[Headline | PictureHeadline, str] = {
    Headline.CLEAN: "clean",
    Headline.RACY: "a little racy",
    Headline.NSFW: "not safe for work",
    Headline.EXPLICIT: "explicit",
    PictureHeadline.NONE: "none",
    PictureHeadline.SAFE: "safe for work",
    PictureHeadline.NSFW: "not safe for work",
}
REVIEWS = {
    ReviewState.NOT_REVIEWED: "Not reviewed yet: nobody has said what is in it.",
    ReviewState.REVIEWED_NONE: "Reviewed: there is nothing to warn of.",
    ReviewState.REVIEWED_SOME: "Reviewed; this is what is in it.",
    ReviewState.CHOSE_NOT_TO_WARN: "The makers chose not to warn.",
}
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
QUIET = (Headline.CLEAN, PictureHeadline.NONE, PictureHeadline.SAFE)


@dataclass(frozen=True, slots=True)
class ArtifactNote:
    """gate: what the warnings say of this artifact, as the page's gate has it."""

    name: str
    brief: str
    sentence: str
    is_warned: bool
    gate: Any


def artifact_note(
    name: str, headline: Headline | PictureHeadline, review: ReviewState, gate: Any
) -> ArtifactNote:
    """A headline is only believed where somebody looked."""
    if review == ReviewState.NOT_REVIEWED:
        return ArtifactNote(name, "not reviewed yet", REVIEWS[review], True, gate)
    words = HEADLINES[headline]
    brief = f"{words}, {counted(len(gate.lines), 'note')}" if gate.lines else words
    sentence = f"{words[0].upper()}{words[1:]}. {REVIEWS[review]}"
    return ArtifactNote(name, brief, sentence, headline not in QUIET or bool(gate.lines), gate)


def list_notes(
    episode: AnyEpisode, *, has_answer: bool, is_question_covered: bool
) -> tuple[str, ...]:
    """The short notes that a list shows; silent where there is nothing to say."""
    notes = ["Question covered"] if is_question_covered else []
    if episode.video_review == ReviewState.NOT_REVIEWED:
        notes.append("Video not reviewed yet")
    elif episode.video_headline not in QUIET:
        notes.append(f"Video {HEADLINES[episode.video_headline]}")
    if has_answer and episode.answer_headline not in QUIET:
        notes.append(f"Text {HEADLINES[episode.answer_headline]}")
    return tuple(notes)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def numbering(episode: AnyEpisode) -> str:
    if episode.season is None:
        return ""
    return f"Season {episode.season}, episode {episode.number}"


def excerpt(text: str, most: int) -> str:
    """The text's beginning, up to the end of a sentence or else of a word, at most so long."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most]
    sentence = max(cut.rfind(mark) for mark in (". ", "? ", "! ", "… "))
    if sentence > most // 2:
        return f"{cut[: sentence + 1]} …"
    return cut.rsplit(" ", 1)[0].rstrip(",;:–— ") + "…"


def language_name(code: str) -> str:
    """As its speakers call it; the code itself where we do not know."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.split("-", maxsplit=1)[0]) or code
