"""What search engines and other programs are told of a public episode (schema.org)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from episodes.catalog.models import CreditRole
from episodes.catalog.records import EpisodeRecord
from episodes.media.models import Place
from episodes.messages import Message
from episodes.transcripts.models import TrackKind
from episodes.transcripts.queries import LiveTrack
from episodes.viewing.watch_queries import WatchPage
from episodes.warnings.choices import UNSAFE_HEADLINES, ViewerChoices
from episodes.warnings.gate import gates
from episodes.warnings.records import AnyWarning
from episodes.warnings.vocabulary import CATEGORIES

SCHEMA = "schema.org:"
ADULTS = "18-"
HAZARDS = ("flashing", "sound", "motionSimulation")
FEATURES = {
    TrackKind.CAPTIONS: "captions",
    TrackKind.TRANSCRIPT: "transcript",
    TrackKind.DESCRIPTIONS: "audioDescription",
}
FORM_FEATURES = {Place.DESCRIBED: "audioDescription", Place.SIGN_LANGUAGE: "signLanguage"}
ROLES = {
    CreditRole.HOST: "actor",
    CreditRole.GUEST: "actor",
    CreditRole.EDITOR: "editor",
    CreditRole.WRITER: "author",
    CreditRole.CAPTIONER: "contributor",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute ones: of the page, of the picture of the video (empty for none), of a track's file,
    and of its words as plain text."""

    page: str
    poster: str
    file_of: Callable[[LiveTrack], str]
    text_of: Callable[[LiveTrack], str]


def structured_data(
    page: WatchPage, tracks: Sequence[LiveTrack], addresses: Addresses
) -> dict[str, Any]:
    """What is covered for who chose nothing is not told: no picture, no captions; and nothing of
    the question in any case."""
    episode, video = page.episode, page.video
    over = gates(episode, page.warnings, ViewerChoices())
    is_for_all = _is_for_all(episode)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject" if video else "Article",
        "name": episode.title,
        "description": episode.summary or episode.title,
        "inLanguage": episode.language,
        "isFamilyFriendly": is_for_all,
        "url": addresses.page,
    }
    if episode.published_at:
        data["uploadDate" if video else "datePublished"] = episode.published_at.isoformat()
    if not is_for_all:
        data["typicalAgeRange"] = ADULTS
    if addresses.poster and not over.thumbnail.is_covered:
        data["thumbnailUrl"] = addresses.poster
    told = [] if over.transcript.is_covered else tracks
    return data | _people(page) | (_of_video(page, tracks, told, addresses) if video else {})


def _is_for_all(episode: EpisodeRecord) -> bool:
    """Nothing of it is called unsafe by the show."""
    headlines = (
        episode.question_headline, episode.video_headline, episode.thumbnail_headline,
        episode.answer_headline, episode.answer_images_headline,
    )  # fmt: skip
    return UNSAFE_HEADLINES.isdisjoint(headlines)


def _of_video(
    page: WatchPage, tracks: Sequence[LiveTrack], told: Sequence[LiveTrack], addresses: Addresses
) -> dict[str, Any]:
    """told: the tracks whose words may be read without a choice."""
    duration_ms = page.video.duration_ms if page.video else None
    data: dict[str, Any] = {
        "caption": [_caption(track, addresses.file_of(track)) for track in told if _is_file(track)],
        "accessibilityFeature": _features(page, tracks),
        "accessibilityHazard": accessibility_hazards(page.warnings),
        "accessibilitySummary": _summary(tracks),
        "transcript": _transcript(told, page.episode.language, addresses),
    }
    if duration_ms:
        data["duration"] = _iso(duration_ms)
        data["hasPart"] = list(_clips(page, duration_ms, addresses.page)) if page.chapters else []
    return {name: value for name, value in data.items() if value}


def _is_file(track: LiveTrack) -> bool:
    return track.is_timed and track.kind in (TrackKind.CAPTIONS, TrackKind.SUBTITLES)


def _caption(track: LiveTrack, address: str) -> dict[str, str]:
    return {
        "@type": "MediaObject",
        "contentUrl": address,
        "encodingFormat": "text/vtt",
        "inLanguage": track.language,
        "name": track.label,
    }


def _transcript(told: Sequence[LiveTrack], language: str, addresses: Addresses) -> str:
    """Where its words are, in the episode's own language if they are there: a URL is a text to
    schema.org, and four hours of words on the page would be a page of their own."""
    worded = [track for track in told if track.kind in (TrackKind.TRANSCRIPT, TrackKind.CAPTIONS)]
    worded.sort(key=lambda track: track.language != language)
    return addresses.text_of(worded[0]) if worded else ""


def _features(page: WatchPage, tracks: Iterable[LiveTrack]) -> list[str]:
    """Captions are a transcript too: the page shows their words."""
    kinds = {track.kind for track in tracks}
    features = {feature for kind, feature in FEATURES.items() if kind in kinds}
    features |= {FORM_FEATURES[form.place] for form in page.other_forms}
    return sorted(features | ({"transcript"} if TrackKind.CAPTIONS in kinds else set()))


def accessibility_hazards(warnings: Iterable[AnyWarning]) -> list[str]:
    """What is not warned of is said not to be there only by who looked: silence otherwise."""
    counterparts = {
        name.removeprefix(SCHEMA)
        for warning in warnings
        if warning.category in CATEGORIES
        for name in CATEGORIES[warning.category].counterparts
        if name.startswith(SCHEMA)
    }
    return [hazard for hazard in HAZARDS if hazard in counterparts]


def _summary(tracks: Iterable[LiveTrack]) -> str:
    labels = dict.fromkeys(track.label for track in tracks if track.kind == TrackKind.CAPTIONS)
    words = Message(
        "Captions: %(languages)s. A transcript stands beside the video.",
        languages=", ".join(labels),
    )
    return str(words) if labels else ""


def _clips(page: WatchPage, duration_ms: int, address: str) -> Iterable[dict[str, Any]]:
    starts = [chapter.start_ms for chapter in page.chapters]
    for chapter, end_ms in zip(page.chapters, [*starts[1:], duration_ms], strict=True):
        second = chapter.start_ms // 1000
        yield {
            "@type": "Clip",
            "name": chapter.title,
            "startOffset": second,
            "endOffset": end_ms // 1000,
            "url": f"{address}?t={second}",
        }


def _people(page: WatchPage) -> dict[str, Any]:
    people: dict[str, list[dict[str, str]]] = {}
    for credit in page.credits:
        role = ROLES.get(credit.role)
        if role:
            people.setdefault(role, []).append({"@type": "Person", "name": credit.name})
    return people


def _iso(ms: int) -> str:
    return f"PT{timedelta(milliseconds=ms) // timedelta(seconds=1)}S"
