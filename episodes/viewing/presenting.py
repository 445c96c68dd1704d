"""From what was read to what the watch page shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import url_for
from markupsafe import Markup, escape

from episodes.answers.reading_time import reading_minutes
from episodes.catalog.models import CreditRole
from episodes.catalog.records import EpisodeRecord
from episodes.catalog.words import language_name
from episodes.media.models import Place
from episodes.media.views import POSTER_SUFFIXES, VIDEO_SUFFIXES
from episodes.messages import Message
from episodes.transcripts.queries import LiveTrack
from episodes.viewing.watch_queries import Credited, OtherForm, Remark, WatchPage
from episodes.warnings.gate import Gate
from episodes.warnings.notes import headline_told

READ_KINDS = ("captions", "subtitles", "transcript")
ON_SCREEN_ROLES = {CreditRole.HOST: Message("host"), CreditRole.GUEST: Message("guest")}
CRAFTS = {
    CreditRole.WRITER: Message("Written by %(names)s."),
    CreditRole.DIRECTOR: Message("Directed by %(names)s."),
    CreditRole.PRODUCER: Message("Produced by %(names)s."),
    CreditRole.CAMERA: Message("Filmed by %(names)s."),
    CreditRole.EDITOR: Message("Edited by %(names)s."),
    CreditRole.MUSIC: Message("Music by %(names)s."),
    CreditRole.CAPTIONER: Message("Captions by %(names)s."),
    CreditRole.TRANSLATOR: Message("Translated by %(names)s."),
}
CHAPTERS = Message("Chapters")


def poster_address(episode: EpisodeRecord, media_type: str) -> str:
    suffix = POSTER_SUFFIXES.get(media_type)
    return url_for("media.poster", slug=episode.slug, suffix=suffix) if suffix else ""


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


def people_on_screen(credited: Iterable[Credited]) -> list[tuple[Credited, str]]:
    """With what each is here, in a word."""
    return [(c, str(ON_SCREEN_ROLES[c.role])) for c in credited if c.role in ON_SCREEN_ROLES]


def credit_lines(credited: Iterable[Credited]) -> list[str]:
    """Who made it, a sentence for each craft."""
    names: dict[CreditRole, list[str]] = {}
    for credit in credited:
        if credit.role in CRAFTS:
            names.setdefault(credit.role, []).append(credit.name)
    return [CRAFTS[role] % {"names": ", ".join(people)} for role, people in names.items()]


def answer_minutes(page: WatchPage) -> int:
    characters = sum(len(part.plain) for part in page.parts)
    return reading_minutes(characters)


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
        shown.append(PlayerTrack("chapters", page.episode.language, str(CHAPTERS), address, False))
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


def moment_address(slug: str, ms: int) -> str:
    """Whole seconds, rounded up: a skip must not land before its end."""
    return url_for("viewing.watch", slug=slug, t=-(-ms // 1000))


@dataclass(frozen=True, slots=True)
class VideoSource:
    address: str
    media_type: str

    @property
    def site(self) -> str:
        """The other site's name, for a person."""
        return urlsplit(self.address).netloc

    @property
    def is_elsewhere(self) -> bool:
        return self.address.startswith(("https:", "http:"))

    @property
    def is_sound(self) -> bool:
        return self.media_type.startswith("audio/")


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A form of the video that a viewer can choose. name: in the page's address; address: of the
    page with it, or without it where it is chosen already. gate: its own, beside the video's."""

    name: str
    note: str
    source: "VideoSource"
    address: str
    is_chosen: bool
    gate: Gate

    @property
    def brief(self) -> str:
        """What its headline says beyond the video's, and that nobody has looked yet."""
        return headline_told(self.gate)


FORM_NAMES = {Place.DESCRIBED: "described", Place.SIGN_LANGUAGE: "sign-language"}
FORM_ENDPOINTS = {
    Place.DESCRIBED: "media.described_video",
    Place.SIGN_LANGUAGE: "media.sign_language_video",
}


def form_choices(
    page: WatchPage, chosen: str | None, second: int | None, gate_of: Callable[[OtherForm], Gate]
) -> list[FormChoice]:
    """Those that can be played by now, described first."""
    slug = page.episode.slug
    choices = []
    for form in sorted(page.other_forms, key=lambda form: form.place):
        name = FORM_NAMES[form.place]
        address = form.address or _file_address(FORM_ENDPOINTS[form.place], slug, form.media_type)
        if not (form.address or form.storage_key):
            continue
        page_address = url_for(
            "viewing.watch",
            slug=slug,
            t=second,
            form=None if name == chosen else name,
            _anchor="player",
        )
        source = VideoSource(_from_second(address, second), form.media_type)
        is_chosen = name == chosen
        choices.append(FormChoice(name, form.note, source, page_address, is_chosen, gate_of(form)))
    return choices


def _file_address(endpoint: str, slug: str, media_type: str) -> str:
    return url_for(endpoint, slug=slug, suffix=VIDEO_SUFFIXES.get(media_type, "mp4"))


def _from_second(address: str, second: int | None) -> str:
    return f"{address}#t={second}" if second else address


def video_source(page: WatchPage, second: int | None) -> VideoSource | None:
    """With the second in its address, so that it begins there without script. None also where the
    file is still being prepared."""
    video = page.video
    if video is None or not (video.address or video.storage_key):
        return None
    address = video.address or _file_address("media.video", page.episode.slug, video.media_type)
    return VideoSource(_from_second(address, second), video.media_type)
