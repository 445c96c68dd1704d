"""The command's diff and merge."""

import json

import pytest

from captions.__main__ import main

OVERLAP = (
    "WEBVTT\n\n00:01.000 --> 00:03.500\nHello there.\n\n00:03.000 --> 00:05.000\nAnd welcome.\n"
)
FIXED = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nHello there.\n\n"
    "00:00:03.000 --> 00:00:05.000\nAnd welcome.\n"
)


def test_diff_prints_the_words_with_status_1(overlap, tmp_path, capsys):
    other = tmp_path / "other.vtt"
    other.write_text(OVERLAP.replace("And welcome", "And a welcome"))
    assert main(["diff", str(overlap), str(other)]) == 1
    assert "And {+a+} welcome." in capsys.readouterr().out
    assert main(["diff", str(overlap), str(overlap)]) == 0
    assert capsys.readouterr().out == "2 the same, 0 different\n"


def test_diff_for_machines_is_json(overlap, good, capsys):
    assert main(["diff", "--json", str(overlap), str(good)]) == 1
    assert json.loads(capsys.readouterr().out)["same"] == 0


def test_diff_and_merge_name_what_they_cannot_read(good, tmp_path, capsys):
    missing = str(tmp_path / "missing.vtt")
    assert main(["diff", str(good), missing]) == 2
    assert main(["merge", missing, str(good), str(good)]) == 2
    assert capsys.readouterr().err.count(f"{missing}: No such file") == 2


def test_merge_takes_the_changes_of_both(overlap, tmp_path):
    ours, theirs = tmp_path / "ours.vtt", tmp_path / "theirs.vtt"
    ours.write_text(OVERLAP.replace("Hello there", "Hello you"))
    theirs.write_text(OVERLAP.replace("And welcome", "Welcome"))
    out = tmp_path / "out.vtt"
    assert main(["merge", str(overlap), str(ours), str(theirs), "--out", str(out)]) == 0
    assert "Hello you." in out.read_text()
    assert "\nWelcome." in out.read_text()


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_merge_tells_of_conflicts_with_status_1(overlap, tmp_path, capfd, flags):
    ours, theirs = tmp_path / "ours.vtt", tmp_path / "theirs.vtt"
    ours.write_text(OVERLAP.replace("Hello there", "Hello you"))
    theirs.write_text(OVERLAP.replace("Hello there", "Hello all").replace("WEBVTT", "WEBVTT - A"))
    assert main(["merge", *flags, str(overlap), str(ours), str(theirs)]) == 1
    printed = capfd.readouterr()
    assert "Hello you." in printed.out
    assert "Hello all." in printed.err
    if flags:
        assert json.loads(printed.err)[0]["kind"] == "text"
    else:
        assert printed.err.startswith(
            "conflict, caption 1: Both changed the text.\n  base: 00:00:01"
        )


def test_a_conflict_of_headers_has_no_cue(overlap, tmp_path, capfd):
    sides = [tmp_path / name for name in ("ours.vtt", "theirs.vtt")]
    for side in sides:
        side.write_text(OVERLAP.replace("WEBVTT", f"WEBVTT {side.stem}"))
    assert main(["merge", str(overlap), *map(str, sides)]) == 1
    assert capfd.readouterr().err == "conflict: Both changed the first line; ours stays.\n"


def test_a_merge_that_cannot_be_written_says_so(good, tmp_path, capsys):
    out = tmp_path / "none" / "out.vtt"
    assert main(["merge", str(good), str(good), str(good), "--out", str(out)]) == 2
    assert "There is no folder" in capsys.readouterr().err
