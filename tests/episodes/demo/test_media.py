"""The demo season's films and captions: what they say of themselves, and what is really in them."""

from __future__ import annotations

import json
from array import array
from itertools import pairwise
from math import sqrt
from pathlib import Path

import av
import pytest

import captions

ROOT = Path(__file__).parents[3] / "episodes" / "demo" / "season" / "episodes"
EPISODES = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.glob("*/episode.json"))
}
FILMED = [slug for slug, each in EPISODES.items() if "file" in each.get("video", {})]
TRACKS = [(slug, each["file"]) for slug, ep in EPISODES.items() for each in ep.get("captions", [])]
HEARD_RATE = 8_000


def film(slug: str) -> av.container.InputContainer:
    return av.open(str(ROOT / slug / EPISODES[slug]["video"]["file"]))


def track(slug: str, file: str) -> captions.Track:
    return captions.read((ROOT / slug / file).read_bytes(), file).track


def heard(slug: str) -> array[int]:
    """The sound as 16-bit mono samples at HEARD_RATE."""
    samples = array("h")
    resampler = av.AudioResampler(format="s16", layout="mono", rate=HEARD_RATE)
    with film(slug) as media:
        for frame in media.decode(audio=0):
            for piece in resampler.resample(frame):
                samples.frombytes(bytes(piece.planes[0])[: piece.samples * 2])
    return samples


def loudness(samples: array[int], start_ms: int, end_ms: int) -> float:
    """Root mean square, of full scale."""
    piece = samples[start_ms * HEARD_RATE // 1000 : end_ms * HEARD_RATE // 1000]
    return sqrt(sum(value * value for value in piece) / len(piece)) / 32_768


def test_at_least_four_episodes_can_be_played():
    assert len(FILMED) >= 4


@pytest.mark.parametrize("slug", FILMED)
def test_a_film_is_h264_and_aac_of_the_length_and_size_that_the_episode_says(slug: str):
    video = EPISODES[slug]["video"]
    with film(slug) as media:
        picture, sound = media.streams.video[0], media.streams.audio[0]
        assert (picture.codec_context.name, sound.codec_context.name) == ("h264", "aac")
        assert picture.codec_context.pix_fmt == "yuv420p"
        assert (picture.width, picture.height) == (video["width"], video["height"])
        assert abs(media.duration / 1_000 - video["duration_ms"]) <= 50


@pytest.mark.parametrize("slug", FILMED)
def test_a_film_begins_to_play_before_all_of_it_has_arrived(slug: str):
    data = (ROOT / slug / "video.mp4").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("slug", FILMED)
def test_a_film_has_a_key_frame_at_least_every_two_seconds(slug: str):
    with film(slug) as media:
        keys = [
            float(packet.pts * packet.time_base)
            for packet in media.demux(video=0)
            if packet.is_keyframe and packet.pts is not None
        ]
    assert max(later - earlier for earlier, later in pairwise(keys)) <= 2.0


@pytest.mark.parametrize("slug", FILMED)
def test_a_poster_is_light_and_as_large_as_the_film(slug: str):
    path = ROOT / slug / EPISODES[slug]["video"]["poster"]
    with av.open(str(path)) as picture:
        size = (picture.streams.video[0].width, picture.streams.video[0].height)
    assert size == (1280, 720)
    assert path.stat().st_size < 120_000


@pytest.mark.parametrize(("slug", "file"), TRACKS)
def test_captions_keep_the_rules_of_the_default_profile(slug: str, file: str):
    length_ms = EPISODES[slug]["video"]["duration_ms"]
    problems = captions.check(track(slug, file), media_ms=length_ms)
    assert [each for each in problems if each.level != "note"] == []


@pytest.mark.parametrize(("slug", "file"), TRACKS)
def test_captions_name_the_speakers_who_are_credited(slug: str, file: str):
    people = json.loads((ROOT.parent / "people.json").read_text(encoding="utf-8"))
    names = {person["slug"]: person["name"] for person in people}
    credited = [names[each["person"]] for each in EPISODES[slug]["credits"]]
    speakers = {cue.speaker for cue in track(slug, file).cues if cue.speaker}
    assert len(speakers) >= 2
    assert all(any(name.startswith(said) for name in credited) for said in speakers)


@pytest.mark.parametrize("slug", FILMED)
def test_there_is_speech_at_every_cue_and_quiet_between_them(slug: str):
    samples = heard(slug)
    cues = track(slug, EPISODES[slug]["captions"][0]["file"]).cues
    spoken = [cue for cue in cues if cue.speaker]
    gaps = [
        loudness(samples, earlier.end_ms, later.start_ms)
        for earlier, later in pairwise(cues)
        if later.start_ms - earlier.end_ms >= 80
    ]
    assert gaps
    assert max(gaps) < 0.02
    assert min(loudness(samples, cue.start_ms, cue.end_ms - 250) for cue in spoken) > 0.04


def test_translated_subtitles_have_the_times_of_the_original():
    own, translated = (
        track("nothing-is-missing", f"captions/{name}.vtt")
        for name in ("en.captions", "es.subtitles")
    )
    times = [[(cue.start_ms, cue.end_ms) for cue in each.cues] for each in (own, translated)]
    assert times[0] == times[1]


@pytest.mark.parametrize("slug", EPISODES)
def test_warnings_and_chapters_lie_within_the_video(slug: str):
    episode = EPISODES[slug]
    length_ms = episode.get("video", {}).get("duration_ms", 0)
    starts = [chapter["start_ms"] for chapter in episode.get("chapters", [])]
    assert starts == sorted(set(starts))
    assert all(start < length_ms for start in starts)
    for warning in episode.get("warnings", []):
        if "start_ms" in warning:
            assert warning["scope"].startswith("video.")
            assert 0 <= warning["start_ms"] < warning["end_ms"] <= length_ms
            assert warning["end_ms"] <= warning.get("skip_to_ms", length_ms) <= length_ms


def test_one_skip_has_another_warning_inside_it_and_one_where_it_lands():
    timed = [each for each in EPISODES["a-pin-on-a-map"]["warnings"] if "start_ms" in each]
    skip = next(each for each in timed if each["category"] == "coercion")
    inside = [
        each["category"]
        for each in timed
        if each is not skip and skip["start_ms"] < each["start_ms"] < skip["skip_to_ms"]
    ]
    landing = [each["category"] for each in timed if each["start_ms"] == skip["skip_to_ms"]]
    assert (inside, landing) == (["strong-language"], ["loud-sound"])
