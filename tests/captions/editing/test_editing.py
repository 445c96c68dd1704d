"""Every act of editing has an inverse, and nothing that was not touched changes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from captions.editing import Edit, Session, commands, edit_from_json, open_sheet
from captions.editing.edit import EditError
from captions.editing.sheet import Sheet

patient = settings(deadline=None)

RICH = """\ufeffWEBVTT - A title
Kind: captions

STYLE
::cue(.loud) { color: red }

NOTE   written by hand

REGION
id:low

1
00:01.000   -->  00:04.000 position:3%  align:left
<v Ana>Good evening, everybody.

NOTE in between

two
00:00:05.000 --> 00:00:09.500
- One <i>slanted
- word</i> here.


00:01:23.000 --> 00:01:27.000 line:0
<v.loud Ben>Say it out loud.</v>
""".replace("\n", "\r\n")


def rich_sheet() -> Sheet:
    return open_sheet(RICH.encode())


def test_one_changed_word_leaves_every_other_byte() -> None:
    sheet = rich_sheet()
    edit = commands.set_text(sheet, "c1", "<v Ana>Good morning, everybody.")
    assert edit.apply(sheet).text == RICH.replace("evening", "morning")


def test_another_time_leaves_the_spaces_and_settings_of_its_line() -> None:
    sheet = rich_sheet()
    edit = commands.set_times(sheet, "c1", start_ms=1200)
    assert edit.apply(sheet).text == RICH.replace("00:01.000   -->", "00:01.200   -->")


def test_a_file_that_is_not_touched_comes_out_as_it_went_in() -> None:
    assert rich_sheet().text.encode() == RICH.encode()


def test_another_format_is_opened_as_the_webvtt_that_says_the_same() -> None:
    sheet = open_sheet(b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "a.srt")
    assert sheet.text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n"


def test_a_note_before_a_deleted_caption_stays() -> None:
    sheet = rich_sheet()
    text = commands.delete(sheet, "c1", "c2").apply(sheet).text
    assert "NOTE in between" in text
    assert "STYLE\r\n::cue(.loud)" in text
    assert "Good evening" not in text
    assert [cue.text for cue in open_sheet(text.encode()).cues] == [
        "<v.loud Ben>Say it out loud.</v>"
    ]


def test_a_split_inside_of_a_tag_closes_and_opens_it() -> None:
    sheet = rich_sheet()
    position = sheet.rows[1].text.index("- word")
    edit = commands.split(sheet, "c2", position, "n1")
    first, second = edit.apply(sheet).rows[1:3]
    assert first.text == "- One <i>slanted</i>"
    assert second.text == "<i>- word</i> here."
    assert first.end_ms == second.start_ms


def test_both_halves_of_a_split_are_said_by_the_same_person() -> None:
    sheet = rich_sheet()
    edit = commands.split(sheet, "c1", len("Good evening,"), "n1", at_ms=2000)
    first, second = edit.apply(sheet).rows[:2]
    assert (first.text, second.text) == ("<v Ana>Good evening,", "<v Ana>everybody.")
    assert second.settings == "position:3% align:left"
    assert (first.end_ms, second.start_ms) == (2000, 2000)


def test_a_caret_at_the_edge_splits_nothing() -> None:
    assert commands.split(rich_sheet(), "c1", 0, "n1").is_empty


def test_two_voices_that_are_merged_stay_two() -> None:
    sheet = open_sheet(
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>One\n\n00:02.000 --> 00:03.000\n<v B>Two\n"
    )
    merged = commands.merge_with_next(sheet, "c1").apply(sheet)
    assert merged.text == "WEBVTT\n\n00:01.000 --> 00:03.000\n<v A>One\n<v B>Two\n"


def test_stretching_between_two_points_moves_all_in_proportion() -> None:
    sheet = rich_sheet()
    edit = commands.stretch(sheet, (1000, 2000), (83_000, 166_000))
    assert [row.start_ms for row in edit.apply(sheet).rows] == [2000, 10_000, 166_000]


def test_a_shift_from_here_leaves_what_was_before() -> None:
    sheet = rich_sheet()
    rows = commands.shift(sheet, -6000, since="c2").apply(sheet).rows
    assert [(row.start_ms, row.end_ms) for row in rows] == [
        (1000, 4000),
        (0, 3500),
        (77_000, 81_000),
    ]


def test_words_are_replaced_outside_of_tags_only() -> None:
    sheet = open_sheet(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>ana says: Ana!\n")
    replaced = commands.replace_words(sheet, "ana", "Eva").apply(sheet)
    assert replaced.rows[0].text == "<v Ana>Eva says: Eva!"


def test_a_speaker_is_renamed_once_for_all() -> None:
    sheet = open_sheet(
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hello\n\n"
        b"00:02.000 --> 00:03.000\nAna: Bye, Ana\n"
    )
    renamed = commands.rename_speaker(sheet, "Ana", "Eva").apply(sheet)
    assert [row.text for row in renamed.rows] == ["<v Eva>Hello", "Eva: Bye, Ana"]


def test_an_edit_of_a_caption_that_is_gone_changes_nothing() -> None:
    sheet = rich_sheet()
    assert Edit("text", texts=(("c99", "Hello"),)).apply(sheet).text == RICH


def test_a_new_caption_behind_one_that_is_gone_is_kept_at_its_time() -> None:
    sheet = rich_sheet()
    edit = commands.insert_after(sheet, "c2", "n1")
    later = edit.apply(commands.delete(sheet, "c2").apply(sheet))
    assert [row.id for row in later.rows] == ["c1", "n1", "c3"]


@pytest.mark.parametrize(("after", "lasts_ms"), [("", 1_000), ("c1", 1_000), ("c3", 2_000)])
def test_a_new_caption_lasts_two_seconds_where_there_is_room(after: str, lasts_ms: int) -> None:
    (new,) = commands.insert_after(rich_sheet(), after, "n1").inserts
    assert new.end_ms - new.start_ms == lasts_ms


def test_text_cannot_break_out_of_its_caption() -> None:
    sheet = rich_sheet()
    nasty = "one\n\n00:00:00.000 --> 00:00:01.000\ntwo"
    changed = commands.set_text(sheet, "c1", nasty).apply(sheet)
    assert len(open_sheet(changed.text.encode()).rows) == 3


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": 1},
        {"kind": "times", "times": [["c1", -1, 2]]},
        {"kind": "times", "times": [["c1", True, 2]]},
        {"kind": "times", "times": [["c1", 1.5, 2]]},
        {"kind": "texts", "texts": [["c1", "\ud800"]]},
        {"kind": "texts", "texts": {"c1": "x"}},
        {"kind": "inserts", "inserts": [["", "", 1, 2, "x", ""]]},
    ],
)
def test_what_is_no_edit_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(EditError):
        edit_from_json(values)


words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
lines = words.map(lambda text: "".join(text.split("\0")))
times_ms = st.integers(0, 10**8)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """WebVTT as nobody would write it: odd line ends, notes, no line end at the end."""
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    parts = [draw(st.sampled_from(["WEBVTT", "WEBVTT x", "\ufeffWEBVTT"]))]
    for _ in range(draw(st.integers(0, 6))):
        odd = draw(
            st.sampled_from(["", "", "", "NOTE hm" + newline * 2, "left over" + newline * 2])
        )
        name = draw(st.sampled_from(["", "7" + newline, "intro" + newline]))
        stamps = draw(
            st.sampled_from(["00:01.000 --> 00:02.000", "00:00:03.500-->00:00:04.000 line:0"])
        )
        text = draw(
            st.sampled_from(["<v Ana>Hi <i>you</i>", "Ana: Hello", "two" + newline + "lines", ""])
        )
        parts.append(f"{odd}{name}{stamps}{newline}{text}")
    return ((newline * 2).join(parts) + draw(st.sampled_from(["", newline]))).encode()


@st.composite
def edits_of(draw: st.DrawFn, sheet: Sheet, number: int) -> Edit:
    ids = st.sampled_from([row.id for row in sheet.rows] or ["c1"])
    row_id, other = draw(ids), draw(ids)
    if sheet.row(row_id) is None:
        return commands.insert_after(sheet, "", f"n{number}")
    text = sheet.row(row_id).text
    makers = {
        "text": lambda: commands.set_text(sheet, row_id, draw(lines)),
        "speaker": lambda: commands.set_speaker(sheet, row_id, draw(st.sampled_from(["", "Bo"]))),
        "times": lambda: commands.set_times(sheet, row_id, draw(times_ms), draw(times_ms)),
        "split": lambda: commands.split(
            sheet, row_id, draw(st.integers(0, len(text))), f"n{number}"
        ),
        "merge": lambda: commands.merge_with_next(sheet, row_id),
        "insert": lambda: commands.insert_after(
            sheet, draw(st.sampled_from(["", row_id])), f"n{number}"
        ),
        "delete": lambda: commands.delete(sheet, row_id, other),
        "shift": lambda: commands.shift(sheet, draw(st.integers(-5000, 5000)), since=row_id),
        "stretch": lambda: commands.stretch(sheet, (0, 100), (5000, draw(st.integers(101, 9999)))),
        "replace": lambda: commands.replace_words(sheet, "h", draw(lines)),
        "rename": lambda: commands.rename_speaker(sheet, "Ana", "Eva"),
    }
    return makers[draw(st.sampled_from(sorted(makers)))]()


@patient
@given(st.data())
def test_ten_edits_take_ten_undos_and_give_the_file_back_byte_for_byte(data: st.DataObject) -> None:
    source = data.draw(files())
    session = Session(open_sheet(source))
    assert session.sheet.text.encode() == source
    texts = [session.sheet.text]
    entries = []
    for number in range(10):
        edit = data.draw(edits_of(session.sheet, number))
        inverse = edit.inverse(session.sheet)
        session.do(edit)
        assert inverse.apply(session.sheet).text == texts[-1]
        entries.append(json.loads(json.dumps(edit.as_json())))
        texts.append(session.sheet.text)
    for text in reversed(texts[:-1]):
        assert session.undo()
        assert session.sheet.text == text
    assert not session.undo()
    for text in texts[1:]:
        assert session.redo()
        assert session.sheet.text == text
    replayed = Session(open_sheet(source)).replay(entries)
    assert replayed.sheet.text == texts[-1]


@patient
@given(st.data())
def test_what_was_edited_is_read_back_as_it_was_meant(data: st.DataObject) -> None:
    sheet = open_sheet(data.draw(files()))
    for number in range(5):
        sheet = data.draw(edits_of(sheet, number)).apply(sheet)
    again = open_sheet(sheet.text.encode())
    assert [(r.start_ms, r.end_ms, r.text, r.settings) for r in again.rows] == [
        (r.start_ms, r.end_ms, r.text, r.settings) for r in sheet.rows
    ]
