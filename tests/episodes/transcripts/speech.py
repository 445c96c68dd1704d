"""The first seconds of a demo film: real video, real speech, and the times at which it is said."""

import io
from functools import cache
from pathlib import Path

import av

import captions
from captions import Cue
from captions.sync import Gap, Kind, Synced, SyncedWord, Unspoken
from captions.sync.result.captioning import Doubt
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.media.models import Video
from episodes.media.storage import storage
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import CaptionSync, CaptionVersion, TrackKind
from episodes.transcripts.proposals import Proposal, store_proposal

FOLDER = Path(__file__).parents[3] / "episodes/demo/season/episodes/nothing-is-missing"
SECONDS = 14.7
WORDS = """Marnie Okafor: “What is wrong with me?” It’s signed, “A Defective Unit”.

Noor Haddad: Can I stop you there? I don’t accept the question.

Marnie Okafor: That was the first line, Noor.

Noor Haddad: I know. I’d send it back with the word “wrong” crossed out.
"""
TRUE_STARTS_MS = {"“What": 3240, "Can": 6425, "That": 9436, "I know": 11289}


@cache
def a_talk(*, with_sound: bool = True) -> bytes:
    """The film, cut by its packets: nothing is encoded again."""
    cut = io.BytesIO()
    with av.open(str(FOLDER / "video.mp4")) as whole, av.open(cut, "w", format="mp4") as film:
        wanted = [s for s in whole.streams if s.type == "video" or with_sound]
        streams = {s.index: film.add_stream_from_template(s) for s in wanted}
        for packet in whole.demux(wanted):
            if packet.dts is not None and packet.dts * packet.time_base < SECONDS:
                packet.stream = streams[packet.stream.index]
                film.mux(packet)
    return cut.getvalue()


def keep_video(episode: Episode, data: bytes, *, has_audio: bool = True) -> Video:
    """Committed; nothing of it is prepared, which other tests pay for."""
    stored = storage().save(io.BytesIO(data), limit_bytes=10**8, suffix=".mp4")
    video = Video(
        episode_id=episode.id, original_key=stored.key, storage_key=stored.key,
        media_type="video/mp4", duration_ms=14_700, has_audio=has_audio,
    )  # fmt: skip
    db.session.add(video)
    db.session.commit()
    return video


def keep_transcript(episode: Episode, words: str = WORDS, language: str = "en") -> CaptionVersion:
    """Committed."""
    kind = TrackKind.TRANSCRIPT
    track = ensure_track(episode, language=language, kind=kind, label="Words")
    version = add_version(track, words.encode(), "talk.txt", author=None)
    db.session.commit()
    return version


def keep_sync(
    episode: Episode,
    version: CaptionVersion,
    *,
    sound_key: str = "",
    kind: Kind = Kind.ANCHOR,
    text: str = "Hello there.",
    speaker: str = "Maya",
) -> CaptionSync:
    """A result as the job keeps it: two captions, the second doubtful, a gap, an unheard word."""
    words = (
        SyncedWord("Hello", 1, 1000, 1400, kind, 0.9, speaker),
        SyncedWord("absent", 1, None, None, Kind.SKIPPED, 0.0, speaker),
        SyncedWord("there.", 1, 4000, 4600, kind, 0.4, speaker),
    )
    cues = (
        Cue(920, 2000, f"<v {captions.escape(speaker)}>{captions.escape(text)}"),
        Cue(3920, 5000, "<v Joe>And you."),
    )
    track = captions.Track(cues=cues, language="en")
    synced = Synced(
        words, (Gap(7000, 9000),), (Unspoken(1, 1, "absent"),), 14_700, "en", "test", 97
    )
    doubts = (Doubt(2, 3920, "Heard only in part."),)
    sync = store_proposal(version, episode.id, sound_key, Proposal(synced, track, track, doubts))
    db.session.commit()
    return sync
