"""Each weight and threshold that a measurement or a rule stands behind is held: moved by a fifth,
it fails one of these."""

import json
from typing import NamedTuple

import pytest

import captions
from captions import Cue, TimedWord, Track
from captions.decoding import encodings_as_likely
from captions.layout.atoms import atoms_of_words
from captions.layout.cues import Costs, Weights
from captions.layout.lines import Passage
from captions.layout.sense import Sense
from captions.profiles import PROFILES
from captions.sniffing import refuse_control_characters

RULES = PROFILES["default"]


def cost(*words: tuple[str, int, int], first: int = 0, end: int | None = None) -> int:
    """Of the words first to end as one caption, each given as (text, start_ms, end_ms)."""
    atoms = atoms_of_words(TimedWord(*word) for word in words)
    priced = Costs(Passage(atoms, "en", 42), RULES, Weights()).of(first, end or len(atoms))
    assert priced is not None
    return priced[0]


def test_a_caption_with_time_enough_costs_its_share_alone():
    assert cost(("Hello.", 0, 900)) == 60


def test_a_break_at_the_end_costs_what_it_does_to_the_sense():
    assert cost(("Hello", 0, 900), ("sailor", 900, 1800), end=1) == 60 + 80


def test_two_lines_cost_a_third_of_their_break_and_of_their_imbalance():
    above, below = "Something that goes on for a while,", "and comes to its end"
    words = [(word, n * 400, n * 400 + 400) for n, word in enumerate(f"{above} {below}".split())]
    uneven = 120 * (len(above) - len(below)) // (2 * 42)
    assert cost(*words) == 60 + (25 + uneven) * 35 // 100


@pytest.mark.parametrize(("pause_ms", "wins"), [(150, 0), (1150, 300), (2000, 555), (5000, 555)])
def test_a_pause_after_a_caption_speaks_for_it_by_its_length(pause_ms, wins):
    words = ("Hello", 0, 900), ("sailor", 900 + pause_ms, 1900 + pause_ms)
    assert cost(*words, end=1) == 60 + 80 - wins


def test_a_sentence_that_ends_inside_costs_and_a_clause_does_not():
    spaced = ("Hello.", 0, 2000), ("Sailor.", 2000, 4000)
    assert cost(*spaced) == 60 + 60
    assert cost(("Hello:", 0, 2000), ("sailor.", 2000, 4000)) == 60


def test_a_caption_without_the_time_to_read_it_costs_by_what_is_missing():
    word = "a" * 40  # read in 2,000 ms at 20 characters a second
    assert cost((word, 0, 1000), ("Next.", 1000, 2000), end=1) == 60 + 80 + 300 // 2


def test_a_caption_shorter_than_any_may_be_costs_on_top():
    room_ms, shortest_ms = 333, 833
    unread = 300 * (shortest_ms - room_ms) // shortest_ms
    short = 200 * (shortest_ms - room_ms) // shortest_ms
    words = ("Oh", 0, room_ms), ("no", room_ms, 1500)
    assert cost(*words, end=1) == 60 + 80 + unread + short


@pytest.mark.parametrize(
    ("left", "right", "price"),
    [("done.", "Then", 0), ("done;", "then", 15), ("done,", "then", 25), ("done", "and", 45),
     ("done", "with", 60), ("done", "today", 80), ("my", "day", 120), ("and", "day", 140),
     ("the", "day", 160), ("25", "km", 180)],
)  # fmt: skip
def test_a_break_costs_more_the_closer_two_words_are(left, right, price):
    assert Sense("en").cost(left, right) == price


@pytest.mark.parametrize(("shared_ms", "is_one"), [(340, True), (330, False)])
def test_two_cues_are_one_that_was_changed_from_a_third_of_their_time_on(shared_ms, is_one):
    old = Track((Cue(0, 1000, "Yes"),))
    new = Track((Cue(1000 - shared_ms, 2000 - shared_ms, "No"),))
    kinds = [one.kind for one in captions.compare(old, new).differences]
    assert kinds == (["changed"] if is_one else ["removed", "added"])


@pytest.mark.parametrize(("timed", "is_timed"), [(8, True), (7, False)])
def test_a_transcript_is_timed_from_four_turns_of_five_on(timed, is_timed):
    turns = [f"Ada (0:00:{n:02d}): Word\n" if n < timed else "Ada: Word\n" for n in range(10)]
    assert captions.read("".join(turns).encode()).track.is_timed is is_timed


@pytest.mark.parametrize(("labelled", "is_named"), [(6, True), (5, False)])
def test_words_before_a_colon_are_names_where_three_lines_of_five_have_one(labelled, is_named):
    lines = [f"mary: Line {n}\n" if n < labelled else f"line {n}\n" for n in range(10)]
    track = captions.read("".join(lines).encode()).track
    assert captions.speakers(track) == (("mary",) if is_named else ())


def test_the_last_turn_lasts_by_its_length_and_a_second_at_least():
    long = captions.read(f"0:00:01 {'word ' * 20}end\n".encode()).track.cues[0]
    assert long.end_ms - long.start_ms == 103 * 67
    short = captions.read(b"0:00:01 Oh\n").track.cues[0]
    assert short.end_ms - short.start_ms == 1000


@pytest.mark.parametrize(("length", "unit_ms"), [(59, 1000), (60, 1)])
def test_whole_numbers_are_seconds_where_captions_last_less_than_sixty(length, unit_ms):
    rows = f"start\tend\ttext\n0\t{length}\tHello\n".encode()
    assert captions.read(rows).track.cues[0].end_ms == length * unit_ms


@pytest.mark.parametrize(("channel", "colour"), [(0xF7, "<c.yellow>"), (0xF6, "")])
def test_a_colour_of_youtube_is_rounded_by_eight_steps(channel, colour):
    pen = {"fcForeColor": channel << 16 | channel << 8}
    event = {"tStartMs": 0, "dDurationMs": 900, "segs": [{"utf8": "Hi", "pPenId": 0}]}
    data = json.dumps({"wireMagic": "pb3", "pens": [pen], "events": [event]}).encode()
    assert captions.read(data).track.cues[0].text.startswith(colour or "Hi")


def _words(*words: tuple[str, float, float]) -> list[str]:
    parts = [{"word": text, "start": start, "end": end} for text, start, end in words]
    data = json.dumps({"word_segments": parts}).encode()
    return [cue.plain_text for cue in captions.read(data).track.cues]


@pytest.mark.parametrize(("gap", "count"), [(1.0, 1), (1.001, 2)])
def test_words_without_segments_part_at_a_pause_of_more_than_a_second(gap, count):
    assert len(_words(("one", 0, 1), ("two", 1 + gap, 3 + gap))) == count


@pytest.mark.parametrize(("letters", "count"), [(38, 1), (42, 2)])
def test_words_without_segments_are_captions_of_eighty_letters_at_most(letters, count):
    assert len(_words(("a" * letters, 0, 1), ("b" * letters, 1, 2))) == count


@pytest.mark.parametrize(
    ("data", "lasts_ms"),
    [
        (b"<SAMI><BODY><SYNC Start=1000><P Class=EN>Hello</BODY></SAMI>", 4000),
        (
            b'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s">Hello</p>'
            b"</div></body></tt>",
            4000,
        ),
        (b'{"segments": [{"startTime": 1, "body": "Hello"}]}', 3000),
        (b'[{"begin": 1, "text": "Hello there"}]', 3000),
        (b"[ar:Ana]\n[00:01.00]Hello", 4000),
    ],
)
def test_a_last_caption_without_an_end_lasts_a_few_seconds(data, lasts_ms):
    cue = captions.read(data).track.cues[0]
    assert cue.end_ms - cue.start_ms == lasts_ms


@pytest.mark.parametrize(("rare", "is_asked"), [(1, True), (2, False)])
def test_a_name_is_doubted_where_one_like_it_is_said_three_times_as_often(rare, is_asked):
    names = ["Ursula"] * 5 + ["Ursola"] * rare
    cues = (Cue(n * 2000, n * 2000 + 1900, f"<v {name}>Hi") for n, name in enumerate(names))
    rules = {problem.rule for problem in captions.check(Track(tuple(cues)))}
    assert ("name-spelling" in rules) is is_asked


@pytest.mark.parametrize(("name", "is_asked"), [("Annae", True), ("Anna", False)])
def test_only_names_of_five_letters_are_doubted_for_one_of_them(name, is_asked):
    names = [name] * 5 + [name[:-1] + "o"]
    cues = (Cue(n * 2000, n * 2000 + 1900, f"<v {each}>Hi") for n, each in enumerate(names))
    rules = {problem.rule for problem in captions.check(Track(tuple(cues)))}
    assert ("name-spelling" in rules) is is_asked


@pytest.mark.parametrize(("controls", "length", "is_binary"), [(2, 220, False), (3, 290, True)])
def test_a_file_is_no_text_from_one_control_character_in_a_hundred_on(controls, length, is_binary):
    data = b"\x01" * controls + b"a" * (length - controls)
    if is_binary:
        with pytest.raises(captions.BinaryFileError):
            captions.read(data)
    else:
        assert captions.read(data).format == "txt"


@pytest.mark.parametrize(("words", "edits"), [(400, 1), (401, 401)])
def test_words_of_a_cue_are_compared_up_to_four_hundred(words, edits):
    old, new = " ".join(["word"] * words), " ".join(["word"] * (words - 1) + ["end"])
    before, after = Track((Cue(0, 900, old),)), Track((Cue(0, 900, new),))
    (difference,) = captions.compare(before, after).differences
    assert len(difference.words[0].old) == edits


@pytest.mark.parametrize(("gap_ms", "is_noted"), [(999, True), (1000, False), (84, True)])
def test_a_gap_flickers_up_to_a_second(gap_ms, is_noted):
    track = Track((Cue(0, 2000, "Hello"), Cue(2000 + gap_ms, 4000 + gap_ms, "Bye")))
    assert ("flicker" in {problem.rule for problem in captions.check(track)}) is is_noted


class Guess(NamedTuple):
    """As charset-normalizer gives them: chaos is from 0 to 1, the less the likelier."""

    encoding: str
    chaos: float


@pytest.mark.parametrize(("chaos", "is_likely"), [(0.119, True), (0.121, False)])
def test_encodings_are_as_likely_within_a_fiftieth_of_disorder(chaos, is_likely):
    taken, other = Guess("cp1252", 0.1), Guess("cp1250", chaos)
    assert bool(encodings_as_likely(taken, [taken, other])) is is_likely


@pytest.mark.parametrize("code", range(33))
def test_of_control_characters_those_that_texts_have_may_be_many(code):
    data = b"Hello, all of you. " + bytes([code]) * 3
    if code in b"\t\n\f\r\x1b ":
        refuse_control_characters(data)
    else:
        with pytest.raises(captions.BinaryFileError):
            refuse_control_characters(data)


@pytest.mark.parametrize("kind", [b"ftypisom", b"moov"])
def test_a_film_is_told_by_what_follows_its_length(kind):
    with pytest.raises(captions.BinaryFileError, match="video"):
        captions.read(b"\0\0\0\x18" + kind + bytes(20))


@pytest.mark.parametrize(("rows", "is_table"), [(3, True), (2, False)])
def test_a_table_has_three_rows(rows, is_table):
    data = b"Dear Ana, listen\n" + b"I have 5, you have 6\n" * (rows - 1)
    if is_table:
        with pytest.raises(captions.UnsupportedFormatError, match="spreadsheet"):
            captions.read(data)
    else:
        assert captions.read(data).format == "txt"
