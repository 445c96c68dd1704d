"""What is written reads back as it was, but for what the report of the writing names."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import captions
import captions.formats.ttconv_cues
from captions import Cue, Track
from captions.cuetext import pieces

# How far a rounded time may be from what it was: half a frame, or half a hundredth of a second.
STEPS_MS = {
    "vtt": 0, "srt": 0, "sbv": 0, "ttml": 0, "podcast": 0, "sami": 0,
    "lrc": 5, "ass": 5, "microdvd": 20, "stl": 20, "scc": 17,
}  # fmt: skip
# The words of a note that own up to a loss of this kind.
OWNED_BY = {
    "times": ("rounded", "later", "ends when the next", "became one", "never shown", "an end"),
    "count": ("never shown", "became one", "segments", "no times", "without text"),
    "words": ("characters", "ruby", "columns", "rows", "voice", "became one"),
    "lines": ("line", "characters", "ruby", "rows", "voices", "became one", "segments"),
    "voices": ("voice", "became one", "segments", "characters"),
    "styles": ("bold", "italic", "underline", "colour", "style", "class", "ruby", "characters"),
    "places": ("position", "setting"),
    "names": ("name",),
    "moments": ("times within", "rounded"),
}

words = st.sampled_from(
    ["Well", "hello", "R&B", "<3", "10:30", "it's", "Ünïcode", "“yes”", "—", "♪", "{there}", "a|b",
     "/path", "\\N", "x\\", "[laughs]", "5", "-", "漢字", "привет", "so:", "NOTE", "--", ">>",
     "1.", "#", "~", "ß", "(so)", "$5", "@", "&amp;lt;", "co-op", "{y:i}", "{\\an8}", "$1"]
)  # fmt: skip


@st.composite
def spans(draw: st.DrawFn, depth: int = 0) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(
            ["word"] * 6 + ([] if depth > 2 else ["b", "i", "u", "c.yellow", "c.red", "c.lime",
             "c.odd", "lang", "ruby"])
        ))  # fmt: skip
        if kind == "word":
            parts.append(captions.escape(draw(words)))
        elif kind == "ruby":
            parts.append(f"<ruby>{captions.escape(draw(words))}<rt>kan</rt></ruby>")
        elif kind == "lang":
            parts.append(f"<lang en>{draw(spans(depth + 1))}</lang>")
        else:
            parts.append(f"<{kind}>{draw(spans(depth + 1))}</{kind[0]}>")
    return draw(st.sampled_from([" ", " ", "\n", ""])).join(parts)


@st.composite
def cues(draw: st.DrawFn) -> Cue:
    start_ms = draw(st.integers(0, 40_000))
    end_ms = start_ms + draw(st.sampled_from([0, 40, 500, 1_001, 2_000, 3_333]))
    text = draw(spans())
    way = draw(st.sampled_from(["", "", "", "one", "two", "label", "moment"]))
    if way == "one":
        text = f"<v {draw(st.sampled_from(['Ada', 'Dr. Bob', 'ada', 'A, B']))}>{text}</v>"
    elif way == "two":
        text = f"<v Ada>{text}</v>\n<v Bob>{draw(spans())}</v>"
    elif way == "label":
        text = f"ADA: {text}"
    elif way == "moment":
        text = f"Well <{captions.timecode.format_vtt(start_ms + 300)}>{text}"
    place = draw(st.sampled_from(["", "", "line:0", "line:0 align:start", "line:50%", "size:40%"]))
    return Cue(start_ms, end_ms, text, draw(st.sampled_from(["", "", "intro"])), place)


tracks = st.lists(cues(), min_size=1, max_size=3).map(lambda made: Track(tuple(made)))


@pytest.fixture(autouse=True)
def _parsers_in_this_process(monkeypatch):
    """A process of its own for each file is what the guard is for, and takes 0.3 s."""

    def run(function, data, limits):
        module, _, name = function.partition(":")
        return getattr(__import__(module, fromlist=[name]), name)(data, limits)

    monkeypatch.setattr(captions.formats.ttconv_cues, "run_guarded", run)


@pytest.mark.parametrize("format_id", sorted(STEPS_MS))
@settings(
    deadline=None, max_examples=60, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(track=tracks)
def test_all_that_the_report_does_not_name_reads_back(format_id, track):
    written = captions.write(track, format_id)
    notes = " ".join(note.reason for note in written.losses)
    suffix = captions.formats.by_id(format_id).extensions[0]
    try:
        back = captions.read(written.data, f"a.{suffix}").track
    except captions.CaptionError:
        assert "never shown" in notes, notes
        return
    for kind in lost_kinds(track, back, STEPS_MS[format_id]):
        assert any(word in notes for word in OWNED_BY[kind]), (kind, written.data, back, notes)


def lost_kinds(track: Track, back: Track, step_ms: int) -> list[str]:
    before = sorted(track.cues, key=lambda cue: cue.start_ms)
    after = sorted(back.cues, key=lambda cue: cue.start_ms)
    if len(before) != len(after):
        return ["count"]
    lost = []
    for cue, again in zip(before, after, strict=True):
        near = (abs(cue.start_ms - again.start_ms), abs(cue.end_ms - again.end_ms))
        lost += ["times"] if max(near) > step_ms + 1 else []
        lost += [kind for kind, of in KINDS.items() if of(cue) != of(again)]
    return lost


def _words(cue: Cue) -> str:
    return "".join("".join(speech.text.split()) for speech in cue.speeches)


def _lines(cue: Cue) -> list[str]:
    lines = ["".join(line.split()) for line in cue.plain_text.split("\n")]
    return [] if "<v" in cue.text or ":" in cue.plain_text else [line for line in lines if line]


def _voices(cue: Cue) -> list[str | None]:
    return [speech.speaker for speech in cue.speeches]


def _styles(cue: Cue) -> list[tuple[str, frozenset[str]]]:
    """Of each letter; not where a label may stand for a voice."""
    out, names = [], [("", "")]
    for piece in pieces(cue.text):
        if piece.kind == "open":
            colour = next((n for n in piece.classes if n in ("yellow", "red", "lime")), "")
            names.append((piece.name if piece.name in "biu" else "", colour))
        elif piece.kind == "close":
            names.pop()
        elif piece.kind == "text":
            colours = [colour for _, colour in names if colour]
            style = frozenset([*(name for name, _ in names), *colours[-1:]])
            out += [(letter, style) for letter in piece.value if not letter.isspace()]
    return [] if "<v" in cue.text or ":" in cue.plain_text else out


def _moments(cue: Cue) -> list[int]:
    return [piece.time_ms for piece in pieces(cue.text) if piece.kind == "timestamp"]


KINDS = {
    "words": _words,
    "lines": _lines,
    "voices": _voices,
    "styles": _styles,
    "places": lambda cue: cue.settings,
    "names": lambda cue: cue.id,
    "moments": _moments,
}


def test_the_rate_that_was_asked_for_is_what_frames_are_counted_at():
    track = Track((Cue(1001, 2002, "Hi"),))
    written = captions.write(track, "microdvd", frame_rate="23.976")
    assert written.text == "{1}{1}23.976\n{24}{48}Hi\n"
    assert written.losses == ()
    assert captions.read(written.data).track == track


def test_a_caption_that_takes_long_to_send_begins_later_and_the_report_says_so():
    text = "It is a long line\nand there is no time for it"
    written = captions.write(Track((Cue(0, 3000, text),)), "scc")
    assert any("later" in note.reason for note in written.losses)
    (cue,) = captions.read(written.data).track
    assert 0 < cue.start_ms < 1500
    assert cue.plain_text == text


def test_while_a_caption_is_shown_the_next_is_sent():
    first, second = Cue(10_000, 12_000, "One, two."), Cue(12_500, 14_000, "Three, four, five.")
    back = captions.read(captions.write(Track((first, second)), "scc").data).track
    for cue, again in zip((first, second), back, strict=True):
        assert abs(cue.start_ms - again.start_ms) <= 17
        assert abs(cue.end_ms - again.end_ms) <= 17


@pytest.mark.parametrize("frames", [0, 1, 1799, 1800, 1801, 17_981, 17_982, 107_891, 107_892])
def test_labels_of_frames_leave_out_two_a_minute_but_the_tenth(frames):
    hours, minutes, seconds, frame = captions.frames.drop_frame_label(frames)
    ms = captions.frames.ms_of_timecode(hours, minutes, seconds, frame, Fraction(30), drops=True)
    assert ms == captions.frames.ms_of_frames(frames, captions.frames.NTSC)


@pytest.mark.parametrize("text", ["Привет, как дела?", "Γειά σου, Ada", "שלום", "Łódź, çava, œuf"])
def test_ebu_stl_takes_the_table_that_has_the_letters(text):
    written = captions.write(Track((Cue(1000, 2000, text),)), "stl")
    assert written.losses == ()
    assert [cue.text for cue in captions.read(written.data).track] == [text]


def test_an_untimed_transcript_becomes_captions_of_no_kind():
    track = captions.read("Ada: Hello\nBob: Hi\n", "a.txt").track
    for known in captions.FORMATS:
        if known.write and known.id not in ("txt", "html"):
            with pytest.raises(captions.WriteError):
                captions.write(track, known.id)
