"""What `read` takes: bytes, text, a path, an open file; and how a track is gone through."""

import io
from pathlib import Path

import pytest

import captions
from captions.command import main

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHellö\n"


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "a.vtt"
    path.write_text(VTT, encoding="utf-8")
    return path


def test_a_path_is_read(path):
    assert captions.read(path).track.cues[0].text == "Hellö"
    assert captions.read(str(path)).track.cues[0].text == "Hellö"


def test_text_is_read_as_it_is():
    assert captions.read(VTT).track.cues[0].text == "Hellö"
    assert captions.read("Ada: Hello").track.turns[0].speaker == "Ada"


def test_an_open_file_is_read_whichever_way_it_was_opened(path):
    with path.open("rb") as file:
        assert captions.read(file).track.cues[0].text == "Hellö"
    with path.open(encoding="utf-8") as file:
        assert captions.read(file).track.cues[0].text == "Hellö"
    assert captions.read(io.BytesIO(VTT.encode())).format == "vtt"


def test_a_path_that_leads_nowhere_is_no_transcript():
    with pytest.raises(FileNotFoundError):
        captions.read("missing.srt")


def test_no_more_of_a_file_is_read_than_the_bound_allows(tmp_path):
    path = tmp_path / "a.vtt"
    path.write_bytes(b"x" * 5000)
    with pytest.raises(captions.LimitError) as caught:
        captions.read(path, limits=captions.Limits(file_bytes=1000))
    assert caught.value.bound == "file_bytes"


def test_a_track_is_gone_through_cue_by_cue():
    track = captions.read(VTT).track
    assert [cue.text for cue in track] == ["Hellö"]
    assert len(track) == 1
    assert captions.Track()


@pytest.mark.parametrize("verb", ["convert", "fix", "shift", "merge"])
def test_every_verb_names_its_output_in_the_same_way(verb, path, tmp_path):
    files = [str(path)] * (3 if verb == "merge" else 1)
    flags = ["--by", "1s"] if verb == "shift" else []
    out = tmp_path / "out" / "b.vtt"
    out.parent.mkdir()
    main([verb, *files, *flags, "-o", str(out)])
    assert captions.read(out).track.cues[0].text == "Hellö"


@pytest.mark.parametrize("verb", ["convert", "fix", "merge"])
def test_a_folder_that_is_missing_is_not_blamed_on_the_input(verb, path, tmp_path, capsys):
    files = [str(path)] * (3 if verb == "merge" else 1)
    out = tmp_path / "none" / "b.vtt"
    assert main([verb, *files, "-o", str(out)]) == 2
    assert f"{out}: There is no folder {out.parent}" in capsys.readouterr().err
