"""From a track to the three documents that are served: WebVTT, an HTML fragment, plain text.

The writer of the cues is not trusted: every word of theirs is escaped, none becomes markup."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import captions
from captions import Cue, Track, Turn
from captions.timecode import clock
from episodes.transcripts.styles import with_own_looks_only


@dataclass(frozen=True, slots=True)
class Rendering:
    """vtt is empty for a track without times."""

    vtt: str
    html: str
    text: str

    @property
    def etag(self) -> str:
        whole = "\0".join((self.vtt, self.html, self.text))
        return hashlib.sha256(whole.encode()).hexdigest()


def rendering_of(track: Track, language: str) -> Rendering:
    served = with_own_looks_only(track)
    vtt = captions.write(served, "vtt").text if track.is_timed else ""
    return Rendering(vtt, transcript_html(track, language), captions.write(track, "txt").text)


def transcript_html(track: Track, language: str) -> str:
    items = _cue_items(track.cues) if track.is_timed else _turn_items(track.turns)
    timing = "cues" if track.is_timed else "cues untimed"
    return f'<ol class="{timing}" lang="{escape(language)}" dir="auto">{"".join(items)}</ol>'


def _cue_items(cues: tuple[Cue, ...]) -> Iterator[str]:
    speaker: str | None = None
    taken: set[str] = set()
    for cue in cues:
        paragraphs = []
        for speech in cue.speeches:
            changes = speech.speaker not in (None, speaker)
            paragraphs.append(_paragraph(speech.speaker if changes else None, speech.text))
            speaker = speech.speaker or speaker
        if paragraphs:
            anchor = _free_anchor(cue.start_ms, taken)
            yield _item(cue.start_ms, cue.end_ms, anchor, "".join(paragraphs))


def _turn_items(turns: tuple[Turn, ...]) -> Iterator[str]:
    taken: set[str] = set()
    for turn in turns:
        paragraph = _paragraph(turn.speaker, turn.text)
        if turn.start_ms is None:
            yield f"<li>{paragraph}</li>"
        else:
            yield _item(turn.start_ms, None, _free_anchor(turn.start_ms, taken), paragraph)


def _free_anchor(start_ms: int, taken: set[str]) -> str:
    """Two people may speak at once, but an id stands once on a page."""
    anchor = f"c{start_ms}"
    number = 2
    while anchor in taken:
        anchor = f"c{start_ms}-{number}"
        number += 1
    taken.add(anchor)
    return anchor


def _item(start_ms: int, end_ms: int | None, anchor: str, paragraphs: str) -> str:
    end = "" if end_ms is None else f' data-end="{end_ms}"'
    seconds = start_ms // 1000
    return (
        f'<li id="{anchor}" data-start="{start_ms}"{end}><a href="?t={seconds}#{anchor}">'
        f'<time datetime="PT{seconds}S">{clock(start_ms)}</time></a>{paragraphs}</li>'
    )


def _paragraph(speaker: str | None, text: str) -> str:
    name = f'<b class="speaker">{escape(speaker)}</b> ' if speaker else ""
    return f"<p>{name}{escape(' '.join(text.split()))}</p>"
