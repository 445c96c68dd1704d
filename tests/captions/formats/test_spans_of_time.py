"""Transcripts that say from when to when, as tools export them; and what looks like it."""

import pytest

import captions


def rows(source: str) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in captions.read(source).track]


@pytest.mark.parametrize(
    "text",
    [
        "00:00:04.000 - 00:00:09.500\nWelcome all.\n\n00:00:09.500 - 00:00:12.000\nBye.\n",
        "1\n00:00:04,000 → 00:00:09,500\nWelcome all.\n\n2\n00:00:09,500 → 00:00:12,000\nBye.\n",
        "1\n00:00:04,000 —> 00:00:09,500\nWelcome all.\n\n2\n00:00:09,500 —> 00:00:12,000\nBye.\n",
        "0:04 – 0:09.5\nWelcome all.\n\n0:09.5 – 0:12\nBye.\n",
        "[00:04.000 --> 00:09.500]  Welcome all.\n[00:09.500 --> 00:12.000]  Bye.\n",
        "00:00:04 to 00:00:09.5 Welcome all.\n00:00:09.5 to 00:00:12 Bye.\n",
    ],
)
def test_an_end_that_the_file_says_is_the_end(text):
    assert rows(text) == [(4000, 9500, "Welcome all."), (9500, 12_000, "Bye.")]
    assert captions.read(text).report == ()


@pytest.mark.parametrize(
    "text",
    [
        "00;00;01;12 - 00;00;03;00\nHello\n\n00;00;04;00 - 00;00;05;29\nBye\n",
        "@ This file written with the Avid Caption plugin, version 1\n\n<begin subtitles>\n"
        "00;00;01;12 00;00;03;00\nHello\n\n00;00;04;00 00;00;05;29\nBye\n<end subtitles>\n",
        "1\n00;00;01;12 --> 00;00;03;00\nHello\n\n2\n00;00;04;00 --> 00;00;05;29\nBye\n",
    ],
)
def test_frames_of_editing_programs_are_counted_from_and_to(text):
    assert rows(text) == [(1401, 3003, "Hello"), (4004, 5971, "Bye")] or rows(text) == [
        (1401, 3003, "Hello"),
        (4004, 5973, "Bye"),
    ]
    assert any("29.97 were assumed" in note.reason for note in captions.read(text).report)


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:04] Welcome all.\n[00:00:09] Good.\n[00:01:15] Bye.\n",
        "[0:00:04] Welcome all.\n[0:00:09] Good.\n[0:01:15] Bye.\n",
        "[00:04] Welcome all.\n[00:09] Good.\n[01:15] Bye.\n",
        "00:00:04:Welcome all.\n00:00:09:Good.\n00:01:15:Bye.\n",
        "00:00:04=Welcome all.\n00:00:09=Good.\n00:01:15=Bye.\n",
    ],
)
def test_hours_minutes_and_seconds_are_never_taken_for_hundredths(text):
    assert [row[0::2] for row in rows(text)] == [
        (4000, "Welcome all."),
        (9000, "Good."),
        (75_000, "Bye."),
    ]


def test_old_lyrics_with_colons_are_hundredths_where_a_tag_says_that_they_are_lyrics():
    text = "[ar:Ada]\n[ti:Notes]\n[00:12:50]One\n[00:14:00]Two\n"
    reading = captions.read(text)
    assert [cue.start_ms for cue in reading.track] == [12_500, 14_000]
    assert not [note for note in reading.report if note.kind == "dropped"]


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:04] Ada Lovelace\nWelcome all.\n\n[00:00:09] Bob Ray\nHi.\n",
        "[00:00:04.000] - Ada Lovelace\nWelcome all.\n\n[00:00:09.000] - Bob Ray\nHi.\n",
        "Ada Lovelace: 00:00:04\nWelcome all.\n\nBob Ray: 00:00:09\nHi.\n",
        "0:0:4.0 --> 0:0:9.0\nAda Lovelace\nWelcome all.\n\n0:0:9.0 --> 0:0:12.5\nBob Ray\nHi.\n",
        "00:00:04:00 - 00:00:09:00\nAda Lovelace\nWelcome all.\n\n"
        "00:00:09:00 - 00:00:12:00\nBob Ray\nHi.\n",
    ],
)
def test_a_name_after_or_under_the_times_speaks(text):
    turns = captions.speaker_turns(captions.read(text).track)
    assert [(turn.speaker, turn.start_ms, turn.text) for turn in turns] == [
        ("Ada Lovelace", 4000, "Welcome all."),
        ("Bob Ray", 9000, "Hi."),
    ]


def test_single_words_under_times_are_said_and_nobody_s_name():
    text = "0:01 - 0:02\nHello\n\n0:03 - 0:04\nYes\n\n0:05 - 0:06\nYes\n"
    assert rows(text) == [(1000, 2000, "Hello"), (3000, 4000, "Yes"), (5000, 6000, "Yes")]


def test_itt_with_dropped_frames_may_have_semicolons():
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
        'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:dropMode="dropNTSC" '
        'xml:lang="en"><body><div><p begin="00:00:01;12" end="00:00:03;00">Hi</p></div></body></tt>'
    )
    ((start_ms, end_ms, words),) = rows(text)
    assert (round(start_ms, -1), round(end_ms, -1), words) == (1400, 3000, "Hi")


@pytest.mark.parametrize("line", ["A: b", "ada: b", "[0:01] b", "0:01 b"])
def test_turns_are_counted_before_they_are_made(line):
    with pytest.raises(captions.LimitError) as caught:
        captions.read(f"{line}\n" * 100_001)
    assert caught.value.bound == "cues"
