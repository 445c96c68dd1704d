"""Tables, times that name their units, and SubViewer 1."""

import pytest

import captions
from tests.captions.formats.test_exports import rows


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('"Speaker Name","Start Time","End Time","Text"\r\n'
         '"Ada","00;00;01;15","00;00;03;00","Hello, ""you"""\r\n'
         '"Bob","00;00;03;00","00;00;04;00","Bye"\r\n',
         [(1502, 3003, '<v Ada>Hello, "you"'), (3003, 4004, "<v Bob>Bye")]),
        ("start;end;text\n0:01,5;0:02;Hello\n0:03;;Bye\n",
         [(1500, 2000, "Hello"), (3000, 7000, "Bye")]),
        ("Text,In,Out\nHello,1200,2400\nBye,2400,9000\n",
         [(1200, 2400, "Hello"), (2400, 9000, "Bye")]),
        ("Timecode,Speaker,Dialogue\n0:01,Ada,Hello\nnever,Ada,Lost\n0:03,,Bye\n",
         [(1000, 3000, "<v Ada>Hello"), (3000, 7000, "Bye")]),
    ],
)  # fmt: skip
def test_a_table_of_who_says_what_and_when_is_read(table, expected):
    reading = captions.read(table)
    assert reading.format == "csv"
    assert rows(reading) == expected
    assert ("Lost" in str([note.reason for note in reading.report])) is ("never" in table)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[4s] Hello\n[9.5s] Bye\n", [(4000, 9500, "Hello"), (9500, 11_500, "Bye")]),
        ("(1m 4s) Ada: Hello\n(1m 9s): Bye\n",
         [(64_000, 69_000, "<v Ada>Hello"), (69_000, 71_000, "<v Ada>Bye")]),
        ("[1h 0m 4s]\nHello\n[1h 0m 9s]\nBye\n",
         [(3_604_000, 3_609_000, "Hello"), (3_609_000, 3_611_000, "Bye")]),
    ],
)  # fmt: skip
def test_times_that_name_their_units_are_read(text, expected):
    assert [row[::2] for row in rows(captions.read(text))] == [row[::2] for row in expected]


def test_subviewer_ends_a_caption_where_a_time_has_no_words():
    head = "[TITLE]\nA talk\n[AUTHOR]\n\n[BEGIN]\n"
    reading = captions.read(f"{head}[00:00:41]\nPa|Pa\n[00:00:44]\n\n[00:00:50]\nLa\nla\n")
    assert reading.format == "subviewer"
    assert rows(reading) == [(41_000, 44_000, "Pa\nPa"), (50_000, 54_000, "La\nla")]
    assert [note.kind for note in reading.report] == ["dropped", "changed"]
