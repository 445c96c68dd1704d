import io
import json
import subprocess
import sys

import pytest

from captions.__main__ import main

GOOD = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Ada>Hello\n"


def test_a_clean_file_is_described_with_status_0(good, capsys):
    assert main(["info", str(good)]) == 0
    out = capsys.readouterr().out
    assert out == f"{good}: vtt, utf-8, 1 caption, 0:03\n  speakers: Ada\n"


def test_problems_are_listed_with_line_and_cue_and_status_1(bad, capsys):
    assert main(["info", str(bad)]) == 1
    out = capsys.readouterr().out
    assert "dropped, line 3: " in out
    assert "warning, caption 1 at 0:01: Shown for 0.10 s; it needs at least 0.83 s." in out


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
    assert "changed: Captions became one paragraph" in err


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


def test_convert_puts_many_files_into_a_folder(good, overlap, tmp_path):
    folder = tmp_path / "srt"
    folder.mkdir()
    out = ["--to", "srt", "--out", str(folder)]
    assert main(["convert", *out, str(good), str(overlap)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["good.srt", "overlap.srt"]


@pytest.mark.parametrize("flags", [[], ["--out", "nowhere/"], ["--out", "."]])
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
