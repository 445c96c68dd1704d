"""Words of the captions make a note worth a thought, with the line that says why."""

from captions import Cue
from episodes.warnings.clues import CLUES
from episodes.warnings.suggesting import Suggestion, suggested_notes
from episodes.warnings.vocabulary import CATEGORIES


def cues(*texts: str, seconds_apart: int = 2) -> list[Cue]:
    step = seconds_apart * 1000
    return [Cue(i * step, i * step + 1000, text) for i, text in enumerate(texts)]


def test_every_clue_is_of_a_category_that_there_is() -> None:
    assert {category for words in CLUES.values() for category in words} <= set(CATEGORIES)


def test_a_word_is_found_with_the_line_that_it_stands_in() -> None:
    found = suggested_notes(cues("Hello.", "<v Ana>He tracks me\nwith my phone."), "en-GB")
    assert found == [Suggestion("stalking", 2000, 3000, "He tracks me with my phone.")]


def test_what_is_said_again_soon_is_one_range_and_later_another() -> None:
    near = suggested_notes(cues("Shit.", "Oh shit."), "en")
    assert [(each.start_ms, each.end_ms) for each in near] == [(0, 3000)]
    for seconds_apart, ranges in ((11, 1), (12, 2)):  # ten and eleven between them
        twice = cues("Shit.", "Shit.", seconds_apart=seconds_apart)
        assert len(suggested_notes(twice, "en")) == ranges


def test_a_sound_is_one_only_where_the_captions_describe_it() -> None:
    assert suggested_notes(cues("Say it out loud."), "en") == []
    assert suggested_notes(cues("[phone rings loudly]"), "en")[0].category == "loud-sound"


def test_a_language_without_clues_suggests_nothing() -> None:
    assert suggested_notes(cues("fuck"), "ja") == []
