"""The command's check, fix and shift."""

import json

import pytest

from captions.__main__ import main

GOOD = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Ada>Hello\n"
OVERLAP = (
    "WEBVTT\n\n00:01.000 --> 00:03.500\nHello there.\n\n00:03.000 --> 00:05.000\nAnd welcome.\n"
)
FIXED = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nHello there.\n\n"
    "00:00:03.000 --> 00:00:05.000\nAnd welcome.\n"
)


def test_check_names_cue_rule_source_and_fix_with_status_1(overlap, good, capsys):
    assert main(["check", str(good), str(overlap)]) == 1
    assert capsys.readouterr().out == (
        f"{good}: nothing to fix\n"
        f"{overlap}: 1 error\n"
        "  error, caption 2 at 0:03: Starts 0.50 s before the caption above it ends. "
        "(Querent: one caption at a time); fix: overlap\n"
    )


def test_check_counts_each_level(tmp_path, capsys):
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:01.800\nHi.\n\n00:02.000 --> 00:04.000\nOh.\n")
    assert main(["check", str(path)]) == 1
    assert f"{path}: 1 warning, 1 note" in capsys.readouterr().out


def test_notes_alone_leave_the_status_clean(tmp_path, capsys):
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:03.000\n(laughs)\n")
    assert main(["check", str(path)]) == 0
    assert "1 note" in capsys.readouterr().out


def test_check_for_machines_has_what_was_measured(overlap, capsys):
    assert main(["check", "--json", str(overlap)]) == 1
    ((problem,),) = (found["problems"] for found in json.loads(capsys.readouterr().out))
    assert (problem["rule"], problem["measured"], problem["limit"]) == ("overlap", 500, 0)


def test_check_takes_the_house_the_video_and_the_frame_rate(good, capsys):
    options = ["--profile", "netflix", "--media", "2.5s", "--frame-rate", "23.976"]
    assert main(["check", *options, str(good)]) == 1
    assert "Ends 0.50 s after the video does." in capsys.readouterr().out


def test_check_goes_on_past_an_unreadable_file(overlap, tmp_path, capsys):
    assert main(["check", str(tmp_path / "missing.vtt"), str(overlap)]) == 2
    printed = capsys.readouterr()
    assert "No such file" in printed.err
    assert "1 error" in printed.out


def test_fix_writes_to_standard_output_and_says_aside_what_it_did(overlap, capfd):
    assert main(["fix", str(overlap)]) == 0
    printed = capfd.readouterr()
    assert printed.out == FIXED
    assert printed.err == (
        f"{overlap}: 1 fixed, 0 left\n"
        "  overlap, caption 1: Now ends 0.50 s earlier, before the next caption starts.\n"
    )


def test_fix_in_place_keeps_the_rights_of_the_file(overlap):
    overlap.chmod(0o600)
    assert main(["fix", "--in-place", str(overlap)]) == 0
    assert overlap.read_text() == FIXED
    assert overlap.stat().st_mode & 0o777 == 0o600
    assert list(overlap.parent.iterdir()) == [overlap]


def test_fix_puts_many_files_into_a_folder(overlap, good, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["fix", "--out", str(folder), str(overlap), str(good)]) == 0
    assert (folder / "overlap.vtt").read_text() == FIXED
    assert (folder / "good.vtt").read_text() == GOOD


def test_fix_takes_the_format_of_out(overlap, tmp_path):
    assert main(["fix", "--out", str(tmp_path / "a.srt"), str(overlap)]) == 0
    assert (tmp_path / "a.srt").read_text().startswith("1\n00:00:01,000 --> 00:00:03,000\n")


def test_fix_lists_what_is_left_with_status_1(tmp_path, capfd):
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:01.100\nHi.\n\n00:01.100 --> 00:05.000\nAnd.\n")
    assert main(["fix", "--kind", "overlap", str(path)]) == 1
    assert "left: warning, caption 1 at 0:01: Shown for 0.10 s" in capfd.readouterr().err


def test_fix_and_shift_name_what_they_cannot_read(tmp_path, capsys):
    assert main(["fix", str(tmp_path / "missing.vtt")]) == 2
    assert main(["shift", "--by", "1s", str(tmp_path / "missing.vtt")]) == 2
    assert capsys.readouterr().err.count("No such file") == 2


def test_fix_for_machines_says_what_was_done_aside(overlap, capfd):
    assert main(["fix", "--json", str(overlap)]) == 0
    printed = capfd.readouterr()
    ((change,),) = (found["done"] for found in json.loads(printed.err))
    assert (change["kind"], change["cue"]) == ("overlap", 1)
    assert printed.out == FIXED


@pytest.mark.parametrize("verb", [["fix"], ["shift", "--by", "1s"]])
def test_several_outcomes_need_a_place(verb, overlap, good, tmp_path, capsys):
    files = [str(overlap), str(good)]
    for where in ([], ["--out", str(tmp_path / "none.vtt")]):
        with pytest.raises(SystemExit, match="2"):
            main([*verb, *where, *files])
    assert "--in-place" in capsys.readouterr().err


def test_a_file_that_cannot_be_replaced_is_left_whole(tmp_path, capsys, overlap):
    assert main(["fix", "--out", str(tmp_path / "none" / "a.vtt"), str(overlap)]) == 2
    assert "There is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("move", "line"),
    [
        (["--by", "1.5s"], "00:00:02.500 --> 00:00:04.500"),
        (["--by", "+250ms"], "00:00:01.250 --> 00:00:03.250"),
        (["--by=-0:00.500"], "00:00:00.500 --> 00:00:02.500"),
        (["--by", "0:01:00.000"], "00:01:01.000 --> 00:01:03.000"),
        (["--points", "0:01=0:02", "0:03=0:06"], "00:00:02.000 --> 00:00:06.000"),
        (["--cut", "2s", "10s"], "00:00:00.000 --> 00:00:01.000"),
        (["--rates", "25", "24"], "00:00:01.042 --> 00:00:03.125"),
        (["--snap", "3"], "00:00:01.000 --> 00:00:03.000"),
    ],
)
def test_shift_moves_the_times(good, move, line, capfd):
    assert main(["shift", *move, str(good)]) == 0
    assert line in capfd.readouterr().out


def test_shift_names_the_cues_that_no_time_is_left_for(good, capfd):
    assert main(["shift", "--by=-5s", str(good)]) == 1
    printed = capfd.readouterr()
    assert "1 caption left out\n  left out: <v Ada>Hello" in printed.err


def test_shift_says_what_reading_repaired(bad, capfd):
    assert main(["shift", "--by", "1s", str(bad)]) == 1
    assert "dropped, line 3: " in capfd.readouterr().err


@pytest.mark.parametrize(
    "move", [["--by", "soon"], ["--points", "0:01", "0:02"], ["--snap", "0"], []]
)
def test_a_move_that_is_none_is_refused(good, move):
    with pytest.raises(SystemExit, match="2"):
        main(["shift", *move, str(good)])
