"""Tracks and versions: what is kept, what is refused, what viewers are given."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from captions import CaptionError
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.media.models import Video
from episodes.refusals import RefusalError
from episodes.transcripts import queries
from episodes.transcripts.actions import add_version, ensure_track, make_live, plain_file_name
from episodes.transcripts.errors import NoCuesError, NoTimesError
from episodes.transcripts.models import CaptionRendering, CaptionTrack, CaptionVersion, TrackKind
from tests.factories import an_episode

SAMPLES = Path(__file__).parents[3] / "../shared/samples/captions"
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.500\n<v Maya>Hello.\n\n00:03.000 --> 00:04.000\n<v Joe>Hi.\n"
OTHER = b"WEBVTT\n\n00:01.000 --> 00:02.500\nAnother cut.\n"
SRT = b"1\r\n00:00:01,000 --> 00:00:02,500\r\nH\xe9llo there.\r\n"
WORDS = b"Maya: Hello, everyone.\n\nJoe: Hi.\n"


def english(episode: Episode, kind: TrackKind = TrackKind.CAPTIONS) -> CaptionTrack:
    return ensure_track(episode, language="en", kind=kind, label="English")


def test_a_version_keeps_the_file_and_what_was_understood(app: Flask) -> None:
    version = add_version(english(an_episode()), VTT, r"C:\cuts\final.vtt", author=None)
    db.session.expire_all()
    source = queries.source_of(version.id)
    assert source is not None
    assert source.data == VTT
    assert source.sha256 == hashlib.sha256(VTT).hexdigest()
    assert source.name == "final.vtt"
    assert (version.number, version.cue_count, version.last_end_ms) == (1, 2, 4000)
    assert version.speakers == ["Maya", "Joe"]
    assert version.source_format == "vtt"


def test_nothing_is_live_until_it_is_made_so(app: Flask) -> None:
    episode = an_episode()
    version = add_version(english(episode), VTT, "a.vtt", author=None)
    assert queries.live_tracks(episode.id) == []
    make_live(version)
    assert [track.version_id for track in queries.live_tracks(episode.id)] == [version.id]


def test_the_same_bytes_as_the_live_version_make_no_new_one(app: Flask) -> None:
    track = english(an_episode())
    first = add_version(track, VTT, "a.vtt", author=None, make_live=True)
    assert add_version(track, VTT, "b.vtt", author=None, make_live=True) is first
    assert db.session.scalar(select(func.count()).select_from(CaptionVersion)) == 1


def test_going_back_to_an_older_version_is_making_it_live(app: Flask) -> None:
    episode = an_episode()
    track = english(episode)
    first = add_version(track, VTT, "a.vtt", author=None, make_live=True)
    second = add_version(track, OTHER, "b.vtt", author=None, make_live=True)
    assert (second.number, track.live_version_id) == (2, second.id)
    make_live(first)
    assert track.live_version_id == first.id
    assert [(v.number, v.is_live) for v in queries.versions_of(track.id)] == [(2, False), (1, True)]


def test_listeners_hear_when_what_viewers_are_given_changes(app: Flask) -> None:
    heard: list[Episode] = []
    episode = an_episode()
    with episode_changed.connected_to(heard.append):
        version = add_version(english(episode), VTT, "a.vtt", author=None)
        assert heard == []
        make_live(version)
        make_live(version)
    assert heard == [episode]


def test_words_without_times_are_refused_as_captions(app: Flask) -> None:
    with pytest.raises(NoTimesError, match="has no times"):
        add_version(english(an_episode()), WORDS, "words.txt", author=None)


def test_captions_that_could_never_be_seen_are_refused(app: Flask) -> None:
    backwards = b"WEBVTT\n\n00:04.000 --> 00:01.000\nHello\n\n00:08.000 --> 00:08.000\nBye\n"
    with pytest.raises(CaptionError, match="would ever be seen"):
        add_version(english(an_episode()), backwards, "night.vtt", author=None)
    assert db.session.scalar(select(func.count()).select_from(CaptionVersion)) == 0


def test_words_without_times_are_a_transcript(app: Flask) -> None:
    episode = an_episode()
    track = english(episode, TrackKind.TRANSCRIPT)
    version = add_version(track, WORDS, "words.txt", author=None, make_live=True)
    fragment = queries.transcript_of(episode.id)
    assert fragment is not None
    assert not fragment.is_timed
    assert '<b class="speaker">Maya</b> Hello, everyone.' in fragment.html
    assert db.session.get_one(CaptionRendering, version.id).vtt == ""


@pytest.mark.parametrize(
    "data",
    [b"", b"   \n", b"\x00\x01\x02\x03" * 40, b"\x89PNG\r\n\x1a\n" + b"\0" * 64, b"x" * 11_000_000],
    ids=["nothing", "only space", "binary", "a picture", "too large"],
)
def test_what_is_no_caption_file_is_refused_and_leaves_nothing(app: Flask, data: bytes) -> None:
    track = english(an_episode())
    with pytest.raises(CaptionError) as caught:
        add_version(track, data, "a.vtt", author=None)
    assert str(caught.value)
    assert db.session.scalar(select(func.count()).select_from(CaptionVersion)) == 0


def test_a_file_without_any_cue_says_what_was_wrong_with_it(app: Flask) -> None:
    data = b"WEBVTT\n\n00:05.000 -> 00:04.000\nHello\n"
    with pytest.raises(NoCuesError, match="We found no captions"):
        add_version(english(an_episode()), data, "a.vtt", author=None)


@pytest.mark.parametrize("language", ["", "english", "en/../x", "en_GB", "e" * 40])
def test_a_language_that_is_none_is_refused(app: Flask, language: str) -> None:
    with pytest.raises(RefusalError) as caught:
        ensure_track(an_episode(), language=language, kind=TrackKind.CAPTIONS, label="x")
    assert caught.value.field == "language"


def test_an_episode_has_one_default_track(app: Flask) -> None:
    episode = an_episode()
    for language in ("en", "es"):
        track = ensure_track(
            episode, language=language, kind=TrackKind.CAPTIONS, label=language, is_default=True
        )
        add_version(track, VTT, "a.vtt", author=None, make_live=True)
    assert [(t.language, t.is_default) for t in queries.live_tracks(episode.id)] == [
        ("es", True),
        ("en", False),
    ]


def test_the_transcript_is_that_of_the_language_asked_for(app: Flask) -> None:
    episode = an_episode()
    for language in ("es", "en"):
        track = ensure_track(episode, language=language, kind=TrackKind.SUBTITLES, label=language)
        add_version(track, VTT, "a.vtt", author=None, make_live=True)
    asked = [queries.transcript_of(episode.id, wanted) for wanted in (None, "es", "xx")]
    assert [fragment.language for fragment in asked if fragment] == ["en", "es", "en"]


def test_understanding_names_lines_and_measures_against_the_video(app: Flask) -> None:
    episode = an_episode()
    data = VTT + b"\n00:09.000 --> nonsense\nLost.\n"
    db.session.add(Video(episode_id=episode.id, address="https://a.example/v", duration_ms=3000))
    version = add_version(english(episode), data, "a.vtt", author=None)
    seen = queries.understanding_of(version)
    assert [cue.start_ms for cue in seen.cues] == [1000, 3000]
    assert [(note.line, note.kind) for note in seen.notes] == [(9, "dropped")]
    assert 2 in [problem.cue for problem in seen.problems if problem.level == "error"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("c:\\a\\b.srt", "b.srt"),
        ("a\x00b.vtt", "ab.vtt"),
        ("", "unnamed"),
        ("é" * 300, "é" * 255),
    ],
)
def test_a_file_name_is_kept_without_its_folders(sent: str, kept: str) -> None:
    assert plain_file_name(sent) == kept


def test_a_latin_1_file_says_its_encoding(app: Flask) -> None:
    version = add_version(english(an_episode()), SRT, "a.srt", author=None)
    assert version.source_format == "srt"
    assert "utf" not in version.source_encoding


SAMPLE_FILES = [*sorted(SAMPLES.glob("vtt/*")), *sorted(SAMPLES.glob("srt/*"))]


@pytest.mark.skipif(not SAMPLE_FILES, reason="the real sample files are not on this machine")
def test_real_files_go_in_and_come_back_byte_for_byte(app: Flask) -> None:
    episode = an_episode()
    refused = []
    for path in SAMPLE_FILES:
        data = path.read_bytes()
        try:
            version = add_version(english(episode), data, path.name, author=None)
        except CaptionError as error:
            refused.append((path.name, str(error)))
            continue
        db.session.expire(version)
        assert version.source == data
        assert version.cue_count > 0
    assert len(refused) <= 3, refused
