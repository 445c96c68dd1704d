from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from captions import Block, Cue, Track
from captions.sync.result.corrections import keep_corrections

OLD = (
    Cue(1_000, 3_000, "<v Ada>I wanted to say\nthat I was wrong."),
    Cue(3_000, 5_000, "<v Bob>You were, a bit."),
    Cue(5_500, 8_000, "<v Ada>A bit? I forgot\nyour birthday twice."),
    Cue(8_000, 9_500, "<v Bob>Fine. A lot, then."),
)


def track(*cues: Cue) -> Track:
    return Track(cues=cues, language="en")


def with_change(number: int, **fields: object) -> tuple[Cue, ...]:
    return tuple(replace(c, **fields) if k == number else c for k, c in enumerate(OLD))


def test_text_breaks_and_times_set_by_hand_stay_where_the_words_are_the_same():
    by_hand = with_change(1, start_ms=3_200, end_ms=5_300, text="<v Bob>You were,\na bit.")
    kept = keep_corrections(track(*OLD), track(*by_hand), track(*OLD))
    assert kept.track.cues == by_hand
    assert (kept.count, kept.lost) == (1, ())


def test_words_that_were_put_right_by_hand_stay_though_the_transcript_still_has_them_wrong():
    by_hand = with_change(1, text="<v Bob>You were, quite a bit.")
    new = (*OLD[:3], Cue(8_000, 9_700, "<v Bob>Fine. Very much, then."))
    kept = keep_corrections(track(*OLD), track(*by_hand), track(*new))
    assert kept.track.cues == (*OLD[:1], by_hand[1], OLD[2], new[3])


def test_where_the_transcript_was_put_right_in_the_same_way_the_breaks_set_by_hand_stay():
    by_hand = with_change(1, text="<v Bob>You were,\nquite a bit.")
    new = with_change(1, text="<v Bob>You were, quite a bit.")
    kept = keep_corrections(track(*OLD), track(*by_hand), track(*new))
    assert kept.track.cues == by_hand
    assert kept.count == 1


def test_a_correction_of_words_that_are_others_now_is_listed_as_lost():
    by_hand = with_change(1, text="<v Bob>You were, quite a bit.")
    new = with_change(1, text="<v Bob>Not at all.")
    kept = keep_corrections(track(*OLD), track(*by_hand), track(*new))
    assert kept.track.cues == new
    assert (kept.count, kept.lost) == (0, (by_hand[1],))


def test_a_caption_divided_by_hand_stays_divided_where_the_new_sync_breaks_elsewhere():
    halves = (Cue(1_000, 2_000, "<v Ada>I wanted to say"), Cue(2_000, 3_000, "<v Ada>I was wrong."))
    new = (
        Cue(1_000, 4_000, "<v Ada>I wanted to say\nthat I was wrong. Sorry."),
        *OLD[1:],
    )
    kept = keep_corrections(track(*OLD), track(*halves, *OLD[1:]), track(*new))
    texts = [" ".join(cue.plain_text.split()) for cue in kept.track.cues]
    assert texts[:4] == ["I wanted to say", "I was wrong.", "Sorry.", "You were, a bit."]
    assert kept.track.cues[2].speaker == "Ada"


def test_a_caption_taken_out_by_hand_stays_out():
    kept = keep_corrections(track(*OLD), track(*OLD[:1], *OLD[2:]), track(*OLD))
    assert kept.track.cues == (*OLD[:1], *OLD[2:])


def test_a_caption_put_in_by_hand_stays_in_its_place():
    sound = Cue(5_000, 5_400, "[cup breaks]")
    kept = keep_corrections(track(*OLD), track(*OLD[:2], sound, *OLD[2:]), track(*OLD))
    assert kept.track.cues == (*OLD[:2], sound, *OLD[2:])


def test_times_set_by_hand_move_along_where_the_sound_moved():
    by_hand = with_change(1, start_ms=3_200, end_ms=5_100)
    later = tuple(Cue(c.start_ms + 60_000, c.end_ms + 60_000, c.text) for c in OLD)
    kept = keep_corrections(track(*OLD), track(*by_hand), track(*later))
    assert kept.track.cues[1] == Cue(63_200, 65_100, OLD[1].text)
    assert kept.track.cues[2] == later[2]


def test_a_machine_caption_gives_way_to_the_one_set_by_hand():
    by_hand = with_change(1, start_ms=2_500)
    kept = keep_corrections(track(*OLD), track(*by_hand), track(*OLD))
    assert [(c.start_ms, c.end_ms) for c in kept.track.cues[:2]] == [(1_000, 2_500), (2_500, 5_000)]


def test_notes_and_styles_made_by_hand_stay_before_their_caption():
    blocks = (Block("style", "::cue { color: white }"), Block("note", "check this", 2))
    by_hand = Track(cues=OLD, language="en", blocks=blocks)
    new = track(Cue(0, 900, "[music]"), *OLD)
    kept = keep_corrections(track(*OLD), by_hand, new)
    assert [(block.kind, block.before) for block in kept.track.blocks] == [
        ("style", 0),
        ("note", 3),
    ]


def test_a_caption_too_short_to_be_cut_leaves_no_empty_one():
    machine = track(Cue(0, 1, "so"), Cue(1, 2, "[x]"))
    new = track(Cue(0, 1, "so so"), Cue(1, 2, "[x]"))
    kept = keep_corrections(machine, track(), new)
    assert all(cue.start_ms < cue.end_ms for cue in kept.track.cues)


WORDS = st.lists(st.sampled_from(["so", "well", "I", "did", "not", "know"]), max_size=4)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    cues, at_ms = [], 0
    for words in draw(st.lists(WORDS, max_size=6)):
        start_ms = at_ms + draw(st.integers(0, 900))
        at_ms = start_ms + draw(st.integers(1, 3_000))
        cues.append(Cue(start_ms, at_ms, " ".join(words) or "[x]"))
    return track(*cues)


@given(tracks(), tracks(), tracks())
def test_captions_come_out_in_order_and_without_overlaps_whatever_people_did(machine, by_hand, new):
    kept = keep_corrections(machine, by_hand, new)
    times = [time for cue in kept.track.cues for time in (cue.start_ms, cue.end_ms)]
    assert times == sorted(times)
    assert all(cue.start_ms < cue.end_ms for cue in kept.track.cues)
    assert kept.count + len(kept.lost) >= (machine.cues != by_hand.cues)
