"""What must hold of any words whatever."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

import captions
from captions import TimedWord, break_lines, layout
from captions.layout import width
from captions.layout.scripts import parts
from captions.profiles import PROFILES

patient = settings(deadline=None)


word_texts = st.one_of(
    st.sampled_from(["the", "a", "Ada", "Lovelace", "go", "home.", "well,", "25", "kg", "-", ">>",
                     "[laughs]", "x" * 60, "مرحبا", "日本語です。", "ภาษาไทย", "e\u0301", "&",
                     "<b>", "-->", "—", "Bob:"]),
    st.text(st.characters(blacklist_categories=("Cs", "Zs", "Cc", "Zl", "Zp")), min_size=1,
            max_size=12),
)  # fmt: skip
word_lists = st.lists(
    st.builds(
        TimedWord, word_texts, st.integers(0, 60_000), st.integers(0, 60_000),
        st.sampled_from([None, None, "Ada", "Bob <3"]),
    ),
    max_size=60,
)  # fmt: skip
profiles = st.sampled_from(sorted(PROFILES))


@patient
@given(word_lists, profiles)
@example([TimedWord("-", 5, 1), TimedWord("-", 0, 0)], "netflix")
def test_words_and_their_order_never_change(words, profile):
    cues = layout(words, profile)
    said = "".join("".join(cue.plain_text.split()) for cue in cues)
    assert said == "".join("".join(word.text.split()) for word in words)
    assert captions.read(captions.write(captions.Track(cues), "vtt").data).track.cues == cues


@patient
@given(word_lists, profiles)
def test_no_caption_is_over_the_limits_unless_a_single_word_is(words, profile):
    rules = PROFILES[profile]
    for cue in layout(words, profile):
        lines = cue.plain_text.split("\n")
        assert len(lines) <= rules.lines
        for line in lines:
            assert width(line) <= rules.chars_per_line or len(parts(line)) == 1 or " " not in line
        assert rules.longest_ms is None or cue.end_ms - cue.start_ms <= rules.longest_ms


@patient
@given(word_lists, profiles)
def test_times_never_overlap_nor_go_backwards(words, profile):
    at_ms = 0
    for cue in layout(words, profile):
        assert at_ms <= cue.start_ms < cue.end_ms
        at_ms = cue.end_ms


@patient
@given(st.lists(word_texts, max_size=40).map(" ".join), st.integers(4, 50))
def test_breaking_lines_keeps_every_character(text, chars):
    lines = break_lines(text, chars=chars)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lines)
