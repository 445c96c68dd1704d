import json
from pathlib import Path

import pytest

import captions
from captions.__main__ import main
from captions.sync import captions_of, sync
from tests.captions.sync.conftest import Speech

ANOTHER = (
    "Ada: Our harbour opens at noon, whatever weather arrives.\n"
    "Bob: Eleven fishermen repaired twenty purple boats yesterday.\n"
)


@pytest.fixture
def transcript(speech: Speech, tmp_path: Path) -> Path:
    path = tmp_path / "transcript.txt"
    path.write_text(speech.transcript)
    return path


def test_a_video_and_its_transcript_become_captions_and_words_with_times(
    speech, transcript, tmp_path, capsys
):
    out, words = tmp_path / "out.vtt", tmp_path / "words.json"
    assert (
        main(["sync", str(speech.sound), str(transcript), "-o", str(out), "--json", str(words)])
        == 0
    )
    track = captions.read(out.read_bytes()).track
    assert track.cues[0].speaker == speech.cues[0].speaker
    assert abs(track.cues[0].start_ms - speech.cues[0].start_ms) < 250
    facts = json.loads(words.read_text())
    assert sorted(facts) == ["gaps", "unspoken", "words"]
    spoken = " ".join(cue.plain_text for cue in speech.cues).split()
    assert [word["text"] for word in facts["words"]] == spoken
    assert sorted(facts["words"][0]) == ["confidence", "end_ms", "kind", "line", "start_ms", "text"]
    assert "100 % of the words were heard in 0:14." in capsys.readouterr().err


def test_every_true_caption_begins_where_its_first_word_was_found(speech):
    told: list[tuple[str, float]] = []
    track = captions.read(speech.transcript.encode(), "a.txt").track
    synced = sync(speech.sound, track, progress=lambda step, done: told.append((step, done)))
    place, errors = 0, []
    for cue in speech.cues:
        errors.append(abs((synced.words[place].start_ms or 0) - cue.start_ms))
        place += len(cue.plain_text.split())
    assert max(errors) < 250
    assert all(0 <= done <= 1 for _, done in told)
    assert captions_of(synced)[1] == ()


def test_speech_that_the_transcript_does_not_have_is_listed_with_status_1(speech, tmp_path, capsys):
    path = tmp_path / "short.txt"
    path.write_text("\n".join(speech.transcript.splitlines()[:2]))
    assert main(["sync", str(speech.sound), str(path), "-o", str(tmp_path / "out.vtt")]) == 1
    assert "someone speaks and the transcript is silent." in capsys.readouterr().err


def test_the_transcript_of_another_video_is_refused_and_nothing_is_written(
    speech, tmp_path, capsys
):
    path, out = tmp_path / "another.txt", tmp_path / "out.vtt"
    path.write_text(ANOTHER)
    assert main(["sync", str(speech.sound), str(path), "-o", str(out)]) == 2
    assert "Is this the transcript of another video" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("sound", "words", "said"),
    [
        ("missing.mp4", ANOTHER, "missing.mp4: No such file or directory"),
        ("transcript.txt", ANOTHER, "isn’t a video or sound file"),
        ("transcript.txt", "Ada: [laughs]\n", "has no words to listen for"),
        ("transcript.txt", "", "The file is empty"),
    ],
)
def test_what_cannot_be_read_is_named_with_status_2(tmp_path, capsys, sound, words, said):
    path = tmp_path / "transcript.txt"
    path.write_text(words)
    assert main(["sync", str(tmp_path / sound), str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_named_with_status_2(speech, transcript, capsys):
    assert main(["sync", str(speech.sound), str(transcript), "-o", "/nowhere/out.vtt"]) == 2
    assert "/nowhere/out.vtt: There is no folder /nowhere" in capsys.readouterr().err
