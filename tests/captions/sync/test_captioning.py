import pytest

import captions
from captions import Cue
from captions.sync import Gap, Kind, Synced, SyncedWord, captions_of
from captions.sync.result.captioning import Doubt
from captions.sync.result.gathering import unspoken
from captions.sync.result.reading_time import with_time_to_read

DEFAULT = captions.PROFILES["default"]
SENTENCE = "I wanted to tell you that the soup was cold and nobody said a word."


def said(
    text: str, start_ms: int, ms_a_word: int = 300, speaker: str = "Ada", kind: Kind = Kind.ANCHOR
) -> list[SyncedWord]:
    return [
        SyncedWord(word, 1, at, at + ms_a_word, kind, 0.9, speaker)
        for number, word in enumerate(text.split())
        for at in [start_ms + number * ms_a_word]
    ]


def untimed(text: str, kind: Kind, speaker: str = "Ada") -> list[SyncedWord]:
    return [SyncedWord(word, 1, None, None, kind, 0.0, speaker) for word in text.split()]


def synced(*parts: list[SyncedWord], gaps: tuple[Gap, ...] = (), ms: int = 60_000) -> Synced:
    words = tuple(word for part in parts for word in part)
    return Synced(words, gaps, unspoken(words), ms, "en", "anchors", 90)


def texts(cues: tuple[Cue, ...]) -> list[str]:
    return [" ".join(cue.plain_text.split()) for cue in cues]


def test_a_caption_begins_a_little_early_after_a_pause_and_ends_when_it_is_said():
    track, doubts = captions_of(synced(said(SENTENCE, 5_000)))
    assert track.cues[0].start_ms == 4_920
    assert track.cues[-1].end_ms == 5_000 + 15 * 300
    assert (track.language, doubts) == ("en", ())


def test_speakers_are_kept_and_never_share_a_caption():
    track, _ = captions_of(synced(said("Was it you?", 0), said("It was.", 900, speaker="Bob")))
    assert [(cue.speaker, cue.plain_text) for cue in track.cues] == [
        ("Ada", "Was it you?"),
        ("Bob", "It was."),
    ]


def test_sounds_stand_where_the_transcript_has_them():
    sound = untimed("[door slams]", Kind.UNSAID)
    track, doubts = captions_of(synced(said("So I left.", 0), sound, said("I ran.", 1_000)))
    assert " ".join(texts(track.cues)) == "So I left. [door slams] I ran."
    assert doubts == ()


def test_a_sound_before_the_first_word_is_shown_from_the_start():
    track, _ = captions_of(
        synced(untimed("[soft music]", Kind.UNSAID, ""), said("Hello there.", 12_000))
    )
    assert (track.cues[0].plain_text, track.cues[0].start_ms) == ("[soft music]", 0)
    assert track.cues[1].start_ms == 11_920


def test_a_few_words_that_were_not_heard_are_shown_with_their_neighbours_and_in_doubt():
    parts = said("I wanted", 1_000), untimed("to tell", Kind.SKIPPED), said("you that.", 2_200)
    track, doubts = captions_of(synced(*parts))
    assert texts(track.cues) == ["I wanted to tell you that."]
    assert doubts == (Doubt(1, 920, "Not heard: “to tell”."),)


def test_words_that_cannot_have_been_said_are_left_out_and_the_doubt_says_so():
    never = untimed("and this is a sentence that nobody ever said", Kind.SKIPPED)
    track, doubts = captions_of(synced(said("So I left.", 0), never, said("I ran.", 1_000)))
    assert " ".join(texts(track.cues)) == "So I left. I ran."
    assert doubts[0].reason.startswith(
        "Left out before it, because nobody is heard saying it: “and"
    )


def test_words_that_were_not_heard_are_laid_on_speech_that_has_no_words():
    missed = untimed("then the cat came in and sat down", Kind.SKIPPED)
    track, doubts = captions_of(
        synced(said("So I left.", 0), missed, said("I ran.", 30_000), gaps=(Gap(9_000, 12_000),))
    )
    assert texts(track.cues)[1] == "then the cat came in and sat down"
    assert track.cues[1].start_ms == 8_920
    assert doubts[0].cue == 2


def test_a_caption_of_estimated_times_is_in_doubt():
    guessed = synced(said("So I left.", 1_000, kind=Kind.INTERPOLATED))
    assert captions_of(guessed)[1] == (
        Doubt(1, 920, "Its time is a guess from the words around it."),
    )


def test_words_that_were_hard_to_hear_are_in_doubt():
    words = [SyncedWord("Hm.", 1, 1_000, 1_400, Kind.ALIGNED, 0.2, "Ada")]
    assert captions_of(synced(words))[1] == (Doubt(1, 920, "Its words were hard to hear."),)


def test_nothing_is_shown_after_the_end_of_the_sound():
    track, _ = captions_of(synced(said("And then it stopped.", 1_000), ms=2_100))
    assert track.cues[-1].end_ms == 2_100
    assert captions.check(track, media_ms=2_100) == [
        problem for problem in captions.check(track) if problem.level != "error"
    ]


@pytest.mark.parametrize("profile", sorted(captions.PROFILES))
def test_captions_break_no_rule_that_is_an_error(profile):
    parts = [said(SENTENCE, at, 190, "Ada" if at % 2 else "Bob") for at in range(1, 60_000, 3_001)]
    track, _ = captions_of(synced(*parts, ms=64_000), profile)
    errors = [p for p in captions.check(track, profile, 64_000) if p.level == "error"]
    assert errors == []


def test_a_caption_too_quick_to_read_takes_time_from_the_pause_before_it():
    cues = (Cue(0, 2_000, "Well."), Cue(3_000, 3_750, "x" * 16))
    assert with_time_to_read(cues, DEFAULT)[1] == Cue(2_917, 3_750, "x" * 16)


def test_a_caption_too_quick_to_read_takes_time_from_its_neighbour_and_no_more_than_is_spare():
    cues = (Cue(0, 1_000, "x" * 22), Cue(1_000, 2_000, "x" * 18), Cue(2_000, 3_000, "y" * 20))
    quick, lender, full = with_time_to_read(cues, DEFAULT)
    assert (quick.end_ms, lender.start_ms) == (1_100, 1_100)
    assert (lender.end_ms, full) == (2_000, cues[2])


def test_words_in_writing_without_spaces_are_found_again_in_their_captions():
    words = [SyncedWord("日本語です。", 1, 1_000, 2_000, Kind.INTERPOLATED, 0.3, "")]
    result = Synced(tuple(words), (), (), 5_000, "ja", "spread", 0)
    assert [doubt.cue for doubt in captions_of(result)[1]] == [1]
