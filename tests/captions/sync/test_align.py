import json
import re
from pathlib import Path

import numpy as np
import pytest

import captions
from captions.sync import Kind, NoSpeechError
from captions.sync.matching.align import Aligned, Token, align
from captions.sync.sound import open_sound
from tests.captions.sync.conftest import Speech
from tests.captions.sync.media import silence, tone, write
from tests.conftest import absent

SPANISH = Path(__file__).parents[3] / "episodes/demo/season/episodes/el-numero"
SAMPLES = Path(__file__).parents[4] / "shared/samples/speech"


def unreported(step: str, fraction: float) -> None:
    pass


def tokens(text: str, hints: dict[int, int] | None = None) -> list[Token]:
    """`hints`: word, counted from 0: milliseconds."""
    words = re.findall(r"[a-z']+", text.lower().replace("’", "'"))
    return [Token(word, of, (hints or {}).get(of)) for of, word in enumerate(words)]


def aligned(path: Path, said: list[Token], language: str = "en") -> Aligned:
    with open_sound(path) as sound:
        return align(sound, said, language=language, progress=unreported)


def text_of(speech: Speech) -> list[str]:
    return [cue.plain_text for cue in speech.cues]


def starts(speech: Speech) -> dict[int, int]:
    """Of the first word of each cue, which begins up to 30 ms before it is said."""
    found, words = {}, 0
    for cue in speech.cues:
        found[words] = cue.start_ms
        words += len(tokens(cue.plain_text))
    return found


def test_words_are_found_where_they_are_said(speech):
    result = aligned(speech.sound, tokens(" ".join(text_of(speech))))
    assert result.method == "anchors"
    for word, start_ms in starts(speech).items():
        assert abs(result.times[word].start_ms - start_ms) < 100
    begins = [time.start_ms for time in result.times]
    assert begins == sorted(begins)
    assert {time.kind for time in result.times} <= {Kind.ANCHOR, Kind.ALIGNED, Kind.INTERPOLATED}


def test_words_that_nobody_says_get_no_time_and_move_no_others(speech):
    first, *others = text_of(speech)
    extra = "seventeen elephants danced gracefully beneath the frozen waterfall yesterday evening"
    result = aligned(speech.sound, tokens(" ".join((first, extra, *others))))
    begin, count = len(tokens(first)), len(tokens(extra))
    skipped = [time.kind for time in result.times[begin : begin + count]]
    assert skipped.count(Kind.SKIPPED) >= count - 1
    last = list(starts(speech).items())[-1]
    assert abs(result.times[last[0] + count].start_ms - last[1]) < 100


def test_speech_that_is_not_in_the_transcript_moves_no_words(speech):
    without = text_of(speech)
    del without[1]
    result = aligned(speech.sound, tokens(" ".join(without)))
    after = len(tokens(without[0]))
    assert abs(result.times[after].start_ms - speech.cues[2].start_ms) < 100


def test_an_exact_time_in_the_transcript_is_kept(speech):
    word, start_ms = list(starts(speech).items())[2]
    hints = {word: start_ms + 40}
    result = aligned(speech.sound, tokens(" ".join(text_of(speech)), hints))
    assert result.times[word].start_ms == start_ms + 40
    assert result.times[word].kind == Kind.GIVEN


def test_times_of_another_cut_are_not_used_and_the_person_told(speech):
    late = {word: ms + 5_000 for word, ms in starts(speech).items() if ms < 9_000}
    result = aligned(speech.sound, tokens(" ".join(text_of(speech)), late))
    assert any("another cut" in remark for remark in result.remarks)
    for word, start_ms in starts(speech).items():
        assert abs(result.times[word].start_ms - start_ms) < 100


def test_a_language_without_recogniser_is_spread_over_the_speech_and_says_so(speech):
    result = aligned(speech.sound, tokens(" ".join(text_of(speech))), language="fr")
    assert {time.kind for time in result.times} == {Kind.SPREAD}
    assert result.times[0].start_ms == result.speech[0][0]
    assert all(time.confidence < 0.5 for time in result.times)
    assert "no recogniser for this language" in result.remarks[0]


def test_given_times_bound_the_spreading(speech):
    word, start_ms = list(starts(speech).items())[-1]
    said = tokens(" ".join(text_of(speech)), {word: start_ms})
    result = aligned(speech.sound, said, language="fr")
    assert result.times[word].kind == Kind.GIVEN
    assert result.times[word].start_ms == start_ms
    assert all(time.start_ms <= start_ms for time in result.times[:word])


def test_speech_in_another_language_than_its_words_is_spread_and_says_so(speech):
    text = (
        "hola bienvenida otra vez a la mesa de la cocina hoy hablamos de mudarse con alguien "
        "gracias ana yo lo hice hace cinco inviernos y todo el mundo me dijo que era una locura "
        "pero la verdad es que nos fue bastante bien"
    )
    others = tokens(text)
    result = aligned(speech.sound, others, language="es")
    assert {time.kind for time in result.times} == {Kind.SPREAD}
    assert "Hardly any words were heard" in result.remarks[-1]


def test_spanish_is_heard_by_english_phones():
    """The demo season's film in Spanish; captions of it begin up to 30 ms before the words."""
    track = captions.read((SPANISH / "captions/es.captions.vtt").read_bytes()).track
    cues = [cue for cue in track.cues if cue.speaker and cue.end_ms <= 30_000]
    lines = [re.findall(r"\w+", cue.plain_text.lower()) for cue in cues]
    said = [Token(word, 0) for line in lines for word in line]
    with open_sound(SPANISH / "video.mp4") as sound:
        result = align(sound, said, language="es", progress=unreported)
    firsts = np.cumsum([0, *map(len, lines[:-1])])
    errors = [
        abs((result.times[place].start_ms or 0) - cue.start_ms)
        for place, cue in zip(firsts, cues, strict=True)
    ]
    assert result.method == "anchors"
    assert np.median(errors) <= 30
    assert np.mean(np.array(errors) <= 250) >= 0.8


@pytest.mark.parametrize("samples", [silence(3), tone(3)])
def test_sound_without_speech_is_refused(samples, tmp_path):
    path = write(tmp_path / "nobody.wav", samples, codec="pcm_s16le")
    with pytest.raises(NoSpeechError):
        aligned(path, tokens("hello there"))


def test_stopping_in_the_middle_stops(speech):
    class CancelledByPersonError(Exception):
        pass

    def cancel(step: str, fraction: float) -> None:
        if step == "Recognising words":
            raise CancelledByPersonError

    with open_sound(speech.sound) as sound, pytest.raises(CancelledByPersonError):
        align(sound, tokens("it is on the list"), language="en", progress=cancel)


def test_real_speech_is_found_to_a_few_hundredths_of_a_second():
    if not SAMPLES.is_dir():
        absent("samples", f"there is no {SAMPLES}")
    facts = json.loads((SAMPLES / "hand.json").read_text())
    lines = [tokens(line["text"]) for line in facts["lines"]]
    said = tokens(" ".join(line["text"] for line in facts["lines"]))
    result = aligned(SAMPLES / "hand.flac", said)
    before = np.cumsum([0, *map(len, lines)])
    errors = [
        abs(result.times[before[true["line"]] + true["word"]].start_ms - true["start_s"] * 1000)
        for true in facts["truth"]
    ]
    assert np.median(errors) <= 20
    assert np.percentile(errors, 90) <= 100
