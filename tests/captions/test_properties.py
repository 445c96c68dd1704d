"""What holds for any input at all."""

import re
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

import captions
from captions import Block, Cue, Track

# A busy machine is not a failure.
patient = settings(deadline=None)

words = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\n\0"), max_size=30
)
markup = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<v Ada>", "<i", ">", "<", "</", "&lt;", "&amp", "<script>", "<img src=x ",
         "onerror=alert(1)>", "<c.red.\">", "<lang en>", "<v \"'>", "<ruby>", "<rt>", "</ruby>",
         "<00:01.000>", "-->", "\n", "text", " ", "Ada:", "javascript:"]
    )
    | words,
    max_size=12,
).map("".join)  # fmt: skip
cue_lines = words.map(lambda text: captions.escape(text).replace("-->", "")).filter(bool)
payloads = st.lists(cue_lines, max_size=3).map("\n".join)
identifiers = words.filter(lambda text: "-->" not in text)
times_ms = st.integers(0, 10**10)
cues = st.builds(
    Cue, times_ms, times_ms, payloads, identifiers, st.sampled_from(["", "line:0 align:start", "x"])
)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    found = tuple(draw(st.lists(cues, max_size=5)))
    places = sorted(draw(st.lists(st.integers(0, len(found)), max_size=3)))
    notes = tuple(Block("note", draw(cue_lines).strip(" \t\f"), place) for place in places)
    styles = (Block("style", "::cue {}"),) * draw(st.integers(0, 1))
    return Track(found, blocks=(*styles, *notes))


@patient
@given(tracks())
def test_a_track_written_as_webvtt_reads_back_as_itself(track):
    back = captions.read(captions.write(track, "vtt").data).track
    assert back == track


# A SubRip file has no signature, so one full of control characters counts as binary.
printable = words.map(lambda text: "".join(filter(str.isprintable, text)))


@patient
@given(st.lists(st.builds(Cue, times_ms, times_ms, printable.map(captions.escape)), min_size=1))
def test_times_and_words_survive_subrip(found):
    track = Track(tuple(found))
    back = captions.read(captions.write(track, "srt").data, "a.srt").track
    assert [(c.start_ms, c.end_ms) for c in back.cues] == [(c.start_ms, c.end_ms) for c in found]
    for cue, again in zip(found, back.cues, strict=True):
        assert "".join(again.plain_text.split()) == "".join(cue.plain_text.split())


starts = st.sampled_from(
    [b"", b"WEBVTT\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"1\n00:00:01,000 --> 00:00:02,000\n",
     b"WEBVTT\n\n00:01.000 --> 00:02.000\n", b"0:01 ", b"Ada: ", b"---\n", b"\x1b$B"]
)  # fmt: skip
fragments = st.lists(
    st.binary(max_size=20)
    | markup.map(lambda text: text.encode("utf-8", "replace"))
    | st.sampled_from(
        [b"\n", b"\n\n", b"00:00:01,000 --> 00:00:02,000\n", b"00:01.000 --> 00:02.000\n", b"--> ",
         b"STYLE\n", b"REGION\n", b"NOTE ", b"1\n", b"9" * 50, b"{\\an8}", b"Bob (0:05):\n",
         b"[0:07]"]
    ),
    max_size=15,
).map(b"".join)  # fmt: skip


@settings(patient, max_examples=400)
@given(starts, fragments, st.sampled_from([None, "a.vtt", "a.srt", "a.txt", "../\0"]))
@example(b"WEBVTT\n\n", b"00:01.000 --> 00:02.000\x85\xe2\x80\xa8\n", None)
def test_reading_raises_nothing_but_caption_errors_and_writing_is_stable(start, rest, name):
    try:
        reading = captions.read(start + rest, name)
    except captions.CaptionError as error:
        assert error.message
        return
    captions.check(reading.track)
    captions.write(reading.track, "txt")
    if reading.track.is_timed:
        once = captions.write(reading.track, "vtt").data
        again = captions.read(once, "a.vtt").track
        assert again == reading.track
        assert captions.write(again, "vtt").data == once
        captions.write(reading.track, "srt")


@patient
@given(markup)
def test_plain_text_holds_no_markup(payload):
    assert "<" not in captions.plain_text(payload.replace("&", ""))


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@patient
@given(markup)
def test_safe_html_holds_no_active_element(payload):
    elements = _Elements()
    html = captions.safe_html(payload)
    elements.feed(html)
    elements.close()
    for tag, attributes in elements.found:
        assert tag in {"b", "i", "u", "ruby", "rt", "span"}
        assert set(attributes) <= {"class", "title", "lang"}
        assert re.fullmatch(r"(?:cue-[a-z_]+ ?)*", attributes.get("class") or "")
        assert re.fullmatch(r"[A-Za-z0-9-]*", attributes.get("lang") or "")
    assert html.count("</") == len(elements.found)


@patient
@given(words)
def test_escaping_is_undone_by_reading(text):
    assert captions.plain_text(captions.escape(text)) == text


@patient
@given(markup)
def test_turns_hold_every_word_that_is_said(payload):
    said = " ".join(turn.text for turn in captions.speaker_turns(Track((Cue(0, 1, payload),))))
    labels = set("Ada:")
    missing = set(captions.plain_text(payload)) - set(said) - labels
    assert all(character.isspace() or character in "[]:：->–—" for character in missing)
