import io
import json
import subprocess
import sys

import pytest

from captions.__main__ import main

GOOD = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Ada>Hello\n"
BAD = "WEBVTT\n\n00:00:01,000 --> 00:00:03,000\nHello\n\n00:01.000 --> 00:01.100\nBye\n"


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.vtt"
    path.write_text(GOOD)
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.vtt"
    path.write_text(BAD)
    return path


def test_a_clean_file_is_described_with_status_0(good, capsys):
    assert main(["info", str(good)]) == 0
    out = capsys.readouterr().out
    assert out == f"{good}: vtt, utf-8, 1 cues, 0:03\n  speakers: Ada\n"


def test_problems_are_listed_with_line_and_cue_and_status_1(bad, capsys):
    assert main(["info", str(bad)]) == 1
    out = capsys.readouterr().out
    assert "dropped, line 3: " in out
    assert "warning, cue 1 at 0:01: Shown for 100 ms; at least 833 ms." in out


def test_unreadable_files_are_named_with_status_2_and_the_others_still_described(
    good, tmp_path, capsys
):
    video = tmp_path / "video.vtt"
    video.write_bytes(b"\0\0\0\x20ftypisom")
    assert main(["info", str(video), str(tmp_path / "missing.vtt"), str(good)]) == 2
    printed = capsys.readouterr()
    assert "MP4" in printed.err
    assert "No such file" in printed.err
    assert "speakers: Ada" in printed.out


def test_an_unreadable_line_is_named(tmp_path, capsys):
    path = tmp_path / "a.vtt"
    path.write_text("webvtt\n\n00:00:01.000 --> 00:00:03.000\nx\n")
    assert main(["info", str(path)]) == 2
    assert "a.vtt: line 1: " in capsys.readouterr().err


def test_info_for_machines_is_json(good, tmp_path, capsys):
    assert main(["info", "--json", str(good), str(tmp_path / "missing.vtt")]) == 2
    first, second = json.loads(capsys.readouterr().out)
    assert (first["format"], first["cues"], first["speakers"]) == ("vtt", 1, ["Ada"])
    assert second["error"] == "No such file or directory"


def test_an_untimed_transcript_is_described_by_its_turns(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("Ada: Hello.\nBob: Hi.\n")
    assert main(["info", str(path)]) == 0
    assert "2 turns, no times" in capsys.readouterr().out


def test_convert_takes_the_format_from_the_name(good, tmp_path, capsys):
    target = tmp_path / "out.srt"
    assert main(["convert", str(good), str(target)]) == 0
    assert target.read_text() == "1\n00:00:01,000 --> 00:00:03,000\nAda: Hello\n"
    assert capsys.readouterr().err == ""


def test_convert_says_what_was_lost_with_status_1(bad, tmp_path, capsys):
    assert main(["convert", str(bad), str(tmp_path / "out.txt")]) == 1
    err = capsys.readouterr().err
    assert "dropped, line 3" in err
    assert "changed: Cues became paragraphs" in err


def test_convert_for_machines_reports_in_json(bad, tmp_path, capsys):
    assert main(["convert", "--json", str(bad), str(tmp_path / "out.vtt")]) == 1
    assert json.loads(capsys.readouterr().err)["report"][0]["line"] == 3


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_convert_refuses_what_it_cannot_write(tmp_path, capsys, flags):
    source = tmp_path / "a.txt"
    source.write_text("Ada: Hello.\n")
    assert main(["convert", *flags, str(source), str(tmp_path / "out.vtt")]) == 2
    assert "without times" in capsys.readouterr().err
    assert not (tmp_path / "out.vtt").exists()


def test_a_target_without_a_format_is_refused(good, tmp_path, capsys):
    assert main(["convert", str(good), str(tmp_path / "out.xyz")]) == 2
    assert "--to" in capsys.readouterr().err


def test_standard_input_and_output_are_written_as_a_dash(monkeypatch, capsysbinary):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["convert", "-", "-", "--to", "srt"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"1\n00:00:01,000")


def test_the_module_runs_as_a_command():
    run = subprocess.run(
        [sys.executable, "-m", "captions", "info", "-"],
        input=GOOD.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"speakers: Ada" in run.stdout


OVERLAP = (
    "WEBVTT\n\n00:01.000 --> 00:03.500\nHello there.\n\n00:03.000 --> 00:05.000\nAnd welcome.\n"
)
FIXED = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nHello there.\n\n"
    "00:00:03.000 --> 00:00:05.000\nAnd welcome.\n"
)


@pytest.fixture
def overlap(tmp_path):
    path = tmp_path / "overlap.vtt"
    path.write_text(OVERLAP)
    return path


def test_check_names_cue_rule_source_and_fix_with_status_1(overlap, good, capsys):
    assert main(["check", str(good), str(overlap)]) == 1
    assert capsys.readouterr().out == (
        f"{good}: nothing to mend\n"
        f"{overlap}: 1 error\n"
        "  error, cue 2 at 0:03: Starts 500 ms before the cue above it ends. "
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
    assert "Ends 500 ms after the video." in capsys.readouterr().out


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
        f"{overlap}: 1 fixed, 0 left\n  overlap, cue 1: Ends 500 ms earlier, before the next.\n"
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
    assert "left: warning, cue 1 at 0:01: Shown for 100 ms" in capfd.readouterr().err


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
    assert "No such file" in capsys.readouterr().err


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
    assert "1 cues dropped\n  dropped: <v Ada>Hello" in printed.err


def test_shift_says_what_reading_repaired(bad, capfd):
    assert main(["shift", "--by", "1s", str(bad)]) == 1
    assert "dropped, line 3: " in capfd.readouterr().err


@pytest.mark.parametrize(
    "move", [["--by", "soon"], ["--points", "0:01", "0:02"], ["--snap", "0"], []]
)
def test_a_move_that_is_none_is_refused(good, move):
    with pytest.raises(SystemExit, match="2"):
        main(["shift", *move, str(good)])


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
        assert printed.err.startswith("conflict, cue 1: Both changed the text.\n  base: 00:00:01")


def test_a_conflict_of_headers_has_no_cue(overlap, tmp_path, capfd):
    sides = [tmp_path / name for name in ("ours.vtt", "theirs.vtt")]
    for side in sides:
        side.write_text(OVERLAP.replace("WEBVTT", f"WEBVTT {side.stem}"))
    assert main(["merge", str(overlap), *map(str, sides)]) == 1
    assert capfd.readouterr().err == "conflict: Both changed the header; ours stays.\n"


def test_a_merge_that_cannot_be_written_says_so(good, tmp_path, capsys):
    out = tmp_path / "none" / "out.vtt"
    assert main(["merge", str(good), str(good), str(good), "--out", str(out)]) == 2
    assert "No such file" in capsys.readouterr().err


def test_convert_puts_many_files_into_a_folder(good, overlap, tmp_path):
    folder = tmp_path / "srt"
    folder.mkdir()
    out = ["--to", "srt", "--out", str(folder)]
    assert main(["convert", *out, str(good), str(overlap)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["good.srt", "overlap.srt"]


@pytest.mark.parametrize("flags", [[], ["--out", "nowhere", "--to", "srt"], ["--out", "."]])
def test_convert_of_one_file_needs_a_target(good, flags):
    with pytest.raises(SystemExit, match="2"):
        main(["convert", str(good), *flags])


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_person_at_a_terminal_sees_how_many_files_are_done(good, monkeypatch, capsys):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["check", *[str(good)] * 4]) == 0
    shown = terminal.getvalue()
    assert "[##########----------] 2 of 4" in shown
    assert shown.endswith("\r\033[K")


def test_one_file_needs_no_progress_bar(good, monkeypatch, capsys):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["check", str(good)]) == 0
    assert terminal.getvalue() == ""
