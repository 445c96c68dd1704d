"""From what was read to what the templates of the lists and the watch page show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from captions.timecode import clock
from episodes.catalog.artifacts import Headline
from episodes.catalog.records import EpisodeRecord
from episodes.catalog.words import language_name
from episodes.media.views import POSTER_SUFFIXES, VIDEO_SUFFIXES
from episodes.transcripts.queries import LiveTrack
from episodes.viewing.watch_queries import QuestionRecord, Remark, WatchPage
from episodes.warnings.timed import TimedWarning

READ_KINDS = ("captions", "subtitles", "transcript")
LONG_QUESTION = 220


def poster_address(episode: EpisodeRecord, media_type: str) -> str:
    suffix = POSTER_SUFFIXES.get(media_type)
    return url_for("media.poster", slug=episode.slug, suffix=suffix) if suffix else ""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    html: Markup
    length: str


def question_words(question: QuestionRecord) -> QuestionWords:
    return QuestionWords(question_html(question.text, question.remarks), _length(question.text))


def question_html(text: str, remarks: Iterable[Remark]) -> Markup:
    """The words verbatim; those that are remarked on lead to the remark."""
    pieces, last = [], 0
    for remark in remarks:
        if remark.start < last or remark.end > len(text):
            continue
        link = Markup(
            '<a class="annotated" id="word-{0}" href="#remark-{0}">{1}<sup>{0}</sup></a>'
        ).format(remark.number, text[remark.start : remark.end])
        pieces += [escape(text[last : remark.start]), link]
        last = remark.end
    return Markup("").join([*pieces, escape(text[last:])])


def _length(text: str) -> str:
    return "long" if len(text) > LONG_QUESTION else "short"


@dataclass(frozen=True, slots=True)
class PlayerTrack:
    kind: str
    language: str
    label: str
    address: str
    is_default: bool


def player_tracks(page: WatchPage, tracks: Iterable[LiveTrack]) -> list[PlayerTrack]:
    """What a player can show, and the chapters."""
    slug = page.episode.slug
    shown = [
        PlayerTrack(
            track.kind,
            track.language,
            track.label,
            url_for("transcripts.vtt", slug=slug, language=track.language, kind=track.kind),
            track.is_default,
        )
        for track in tracks
        if track.is_timed and track.kind in ("captions", "subtitles", "descriptions")
    ]
    if page.chapters:
        address = url_for("transcripts.chapters", slug=slug)
        shown.append(PlayerTrack("chapters", page.episode.language, "Chapters", address, False))
    return shown


@dataclass(frozen=True, slots=True)
class TranscriptLanguage:
    code: str
    name: str
    address: str
    is_current: bool


def transcript_languages(
    slug: str, tracks: Iterable[LiveTrack], current: str
) -> list[TranscriptLanguage]:
    codes = dict.fromkeys(t.language for t in tracks if t.kind in READ_KINDS)
    return [
        TranscriptLanguage(
            code,
            language_name(code),
            url_for("viewing.watch", slug=slug, lang=code, _anchor="transcript"),
            code == current,
        )
        for code in codes
    ]


@dataclass(frozen=True, slots=True)
class Download:
    name: str
    address: str


def downloads(slug: str, tracks: Iterable[LiveTrack], language: str, kind: str) -> list[Download]:
    """Of the transcript that is shown."""
    shown = next((t for t in tracks if t.language == language and t.kind == kind), None)
    if shown is None:
        return []
    timed = [("VTT", "transcripts.vtt"), ("SRT", "transcripts.srt")] if shown.is_timed else []
    kinds = [*timed, ("TXT", "transcripts.text")]
    return [
        Download(name, url_for(endpoint, slug=slug, language=language, kind=kind))
        for name, endpoint in kinds
    ]


def timed_lines(timed: Iterable[TimedWarning], slug: str) -> list[tuple[int, Markup]]:
    """What the transcript says where a timed warning begins."""
    return [(warning.start_ms, _timed_line(warning, slug)) for warning in timed]


def _timed_line(warning: TimedWarning, slug: str) -> Markup:
    skip_ms = warning.skip_to_ms
    address = moment_address(slug, skip_ms)
    return Markup(
        '<li class="cue-warning"><span>Content note: {}</span><a href="{}">Skip to {}</a></li>'
    ).format(warning.label, address, clock(skip_ms))


def moment_address(slug: str, ms: int) -> str:
    """Whole seconds, rounded up: a skip must not land before its end."""
    return url_for("viewing.watch", slug=slug, t=-(-ms // 1000))


def structured_data(page: WatchPage) -> dict[str, Any]:
    """schema.org for a public episode: nothing of the question, whose words may be covered."""
    episode, video = page.episode, page.video
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject" if video else "Article",
        "name": episode.title,
        "description": episode.summary or episode.title,
        "inLanguage": episode.language,
        "isFamilyFriendly": episode.video_headline in (Headline.CLEAN, Headline.RACY),
    }
    if episode.published_at:
        data["uploadDate" if video else "datePublished"] = episode.published_at.isoformat()
    if video and video.duration_ms:
        data["duration"] = f"PT{timedelta(milliseconds=video.duration_ms) // timedelta(seconds=1)}S"
    return data


@dataclass(frozen=True, slots=True)
class VideoSource:
    address: str
    media_type: str

    @property
    def is_sound(self) -> bool:
        return self.media_type.startswith("audio/")


def video_source(page: WatchPage, second: int | None) -> VideoSource | None:
    """With the second in its address, so that it begins there without script. None also where the
    file is still being prepared."""
    video = page.video
    if video is None or not (video.address or video.storage_key):
        return None
    address = video.address or url_for(
        "media.video", slug=page.episode.slug, suffix=VIDEO_SUFFIXES.get(video.media_type, "mp4")
    )
    return VideoSource(f"{address}#t={second}" if second else address, video.media_type)
