import pytest

import captions
from captions import Cue, Track, Turn


def said(payload: str) -> list[tuple[str | None, str]]:
    return [(speech.speaker, speech.text) for speech in Cue(0, 1000, payload).speeches]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("<v Ada>Hello", [("Ada", "Hello")]),
        ("<v Ada>Hi</v> <v Bob>Hello", [("Ada", "Hi"), ("Bob", "Hello")]),
        ("Well, <v Ada>hello", [(None, "Well,"), ("Ada", "hello")]),
        ("<v.loud Ada><i>Hi</i> you", [("Ada", "Hi you")]),
        ("<v Ada>Hi <00:00.500>you", [("Ada", "Hi you")]),
        ("<v>Hello", [(None, "Hello")]),
        ("ADA: Hello", [("ADA", "Hello")]),
        ("- Ada: Hi\n- Bob: Hello", [("Ada", "Hi"), ("Bob", "Hello")]),
        (">> ADA LOVELACE: Hi", [("ADA LOVELACE", "Hi")]),
        ("[Amit Varma]: A tree", [("Amit Varma", "A tree")]),
        ("Ludwig van der Rohe: Less", [("Ludwig van der Rohe", "Less")]),
        ("Speaker 1: Hi", [("Speaker 1", "Hi")]),
        ("SPEAKER_00: Hi", [("SPEAKER_00", "Hi")]),
        ("ADA:\nHello\nyou", [("ADA", "Hello\nyou")]),
        ("アダ：こんにちは", [("アダ", "こんにちは")]),
        ("<b>Ada:</b> Hi", [("Ada", "Hi")]),
    ],
)
def test_a_speaker_is_found(payload, expected):
    assert said(payload) == expected


@pytest.mark.parametrize(
    "payload",
    [
        "See https://example.org",
        "It is 10:30 now",
        "Note: this is not a name",
        "I said this to him: go",
        "and then: nothing",
        "Welcome to the Show:\nhere we go",
        "A sentence of far too many Words To Be A Name: yes",
        "[laughs]",
        "下に書かれている:\n世界",
        "",
    ],
)
def test_no_speaker_is_invented(payload):
    assert {speaker for speaker, _ in said(payload)} <= {None}


def test_a_cue_that_names_nobody_goes_on_as_the_last_did():
    track = Track(
        (
            Cue(0, 1000, "[music]"),
            Cue(1000, 2000, "<v Ada>Hello and"),
            Cue(2000, 3000, "welcome\nback"),
            Cue(3000, 4000, "<v Bob>Hi.</v> <v Ada>So."),
        )
    )
    assert captions.speaker_turns(track) == (
        Turn(None, "[music]", 0),
        Turn("Ada", "Hello and welcome back", 1000),
        Turn("Bob", "Hi.", 3000),
        Turn("Ada", "So.", 3000),
    )
    assert captions.speakers(track) == ("Ada", "Bob")


def test_the_turns_of_an_untimed_transcript_are_its_own():
    turns = (Turn("Ada", "Hello."), Turn("Ada", "Again."))
    assert captions.speaker_turns(Track(turns=turns)) == turns


def test_a_track_without_cues_has_no_turns():
    assert captions.speaker_turns(Track()) == ()
