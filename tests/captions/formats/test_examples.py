"""Each format's own small file: recognised by content, read whole, kept through WebVTT."""

import dataclasses
import re

import pytest

import captions
from captions.formats import FORMATS
from captions.formats.base import WrittenFormat
from tests.captions.formats.examples import EXAMPLES, TIMES, Example

ALL = pytest.mark.parametrize(("name", "example"), EXAMPLES.items(), ids=EXAMPLES)
TIMED = pytest.mark.parametrize(
    ("name", "example"),
    [pytest.param(*item, id=item[0]) for item in EXAMPLES.items() if item[1].texts],
)
IDS = {"srv1": "youtube-xml"}
_TIME_IN_CUE = re.compile(r"<[0-9:.]+>")
# Frames, hundredths and ends that are estimated: what is exact elsewhere is not here.
ROUNDED = {
    "scc": None,
    "stl": [(0, 480), (1000, 1480)],
    "subviewer": [(1000, 3000), (4000, 5000)],
    "microdvd": [(1000, 3480), (4200, 5000)],
    "spruce": [(1000, 3480), (4200, 5000)],
    "otr": [(1000, 4200), (4200, 5200)],
}


def test_every_format_that_is_read_has_a_file_here():
    """In examples.py, as captions/formats/README.md says."""
    read = {each.id for each in FORMATS if not isinstance(each, WrittenFormat)}
    assert read - EXAMPLES.keys() == set()


@ALL
@pytest.mark.parametrize("file_name", [None, "captions.srt"])
def test_the_content_says_what_a_file_is(name: str, example: Example, file_name):
    assert captions.read(example.data, file_name).format == IDS.get(name, name)


@TIMED
def test_all_that_a_file_says_is_read(name: str, example: Example):
    track = captions.read(example.data).track
    assert tuple(cue.text for cue in track.cues) == example.texts
    assert tuple(cue.settings for cue in track.cues) == example.settings
    assert captions.speakers(track) == example.speakers
    assert track.language == example.language


@TIMED
def test_times_are_exact_to_the_millisecond(name: str, example: Example):
    times = [(cue.start_ms, cue.end_ms) for cue in captions.read(example.data).track.cues]
    if name == "scc":
        # What is built up is shown with its last code: eight frames of 1001/30000 s later.
        assert times == [(1268, 3504), (4438, 5005)]
    else:
        assert times == ROUNDED.get(name, TIMES)


@TIMED
def test_cues_times_words_and_speakers_survive_webvtt(name: str, example: Example):
    track = captions.read(example.data).track
    back = captions.read(captions.write(track, "vtt").data).track
    assert back.cues == track.cues
    assert back.language == track.language


@TIMED
@pytest.mark.parametrize("target", ["srt", "sbv", "ttml", "podcast"])
def test_cues_times_words_and_speakers_survive_what_is_written(
    name: str, example: Example, target: str
):
    track = captions.read(example.data).track
    back = captions.read(captions.write(track, target).data).track
    assert [(c.start_ms, c.end_ms) for c in back.cues] == [
        (c.start_ms, c.end_ms) for c in track.cues
    ]
    assert captions.speakers(back) == captions.speakers(track)
    for cue, again in zip(track.cues, back.cues, strict=True):
        assert [s.text for s in again.speeches] == [s.text for s in cue.speeches]


@TIMED
def test_styles_and_places_survive_ttml(name: str, example: Example):
    track = captions.read(example.data).track
    plain = [dataclasses.replace(cue, text=_TIME_IN_CUE.sub("", cue.text)) for cue in track.cues]
    back = captions.read(captions.write(track, "ttml").data).track
    assert [(cue.text, cue.settings) for cue in back.cues] == [
        (cue.text, cue.settings) for cue in plain
    ]
    assert back.language == track.language


def test_the_turns_of_a_word_document_are_read_without_what_was_deleted():
    turns = captions.read(EXAMPLES["docx"].data).track.turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Ada", "R&B <3 says Ada"),
        ("Bob", "Bye"),
    ]
