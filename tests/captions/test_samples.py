"""Real files, where they are at hand: they remain their authors' and are not in this repository."""

from pathlib import Path

import pytest

import captions

SAMPLES = Path(__file__).parents[2] / "../shared/samples"
FILES = sorted(
    path
    for folder in ("captions/vtt", "captions/srt", "transcripts")
    for path in (SAMPLES / folder).glob("*")
)


def _sample(path: Path) -> object:
    return pytest.param(path, id=path.name)


if not FILES:
    pytest.skip("the sample files are not here", allow_module_level=True)


@pytest.mark.parametrize("path", [_sample(path) for path in FILES])
def test_a_real_file_is_read_as_what_it_is_and_its_cues_come_back(path):
    reading = captions.read(path.read_bytes(), path.name)
    expected = {".vtt": "vtt", ".srt": "srt"}.get(path.suffix, "txt")
    assert reading.format == expected
    assert reading.track.cues or reading.track.turns
    if reading.track.is_timed:
        written = captions.write(reading.track, "vtt")
        assert captions.read(written.data).track == reading.track


SRT_FILES = [path for path in FILES if path.suffix == ".srt"]


@pytest.mark.parametrize("path", [_sample(path) for path in SRT_FILES])
def test_no_cue_of_a_real_srt_file_is_lost(path):
    reading = captions.read(path.read_bytes(), path.name)
    arrows = path.read_bytes().decode(reading.encoding).count("-->")
    assert len(reading.track.cues) == arrows
    assert not [note for note in reading.report if note.kind == "dropped"]
    words = [cue.plain_text for cue in reading.track.cues]
    again = captions.read(captions.write(reading.track, "srt").data)
    assert [cue.plain_text for cue in again.track.cues] == words


@pytest.mark.parametrize(
    ("name", "pieces", "speakers"),
    [
        ("changelog-gotime.md", 200, 5),
        ("ladybug.md", 88, 4),
        ("lennys-name-time.md", 35, 2),
        ("talk-python.txt", 806, 0),
    ],
)
def test_the_marks_of_a_real_transcript_are_found(name, pieces, speakers):
    path = SAMPLES / "transcripts" / name
    track = captions.read(path.read_bytes(), name).track
    assert len(track.cues or track.turns) >= pieces
    assert len(captions.speakers(track)) == speakers
