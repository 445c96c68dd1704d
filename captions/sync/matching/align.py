"""Sound and the words that are said in it: when each is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from captions.layout import TimedWord
from captions.messages import sentence
from captions.sync.errors import NoSpeechError
from captions.sync.matching.anchors import anchors
from captions.sync.matching.chaining import USUAL_MS_A_LETTER
from captions.sync.matching.coarse import coarse_times, same_words
from captions.sync.matching.filling import Filling
from captions.sync.matching.hints import NOT_BELIEVED, Hints, believable_hints, bounds, rising_hints
from captions.sync.matching.kinds import Kind
from captions.sync.matching.onsets import begun_with_speech
from captions.sync.matching.recognition import Heard, Recogniser
from captions.sync.matching.spreading import spread_evenly
from captions.sync.matching.timeline import Timeline, TokenTime
from captions.sync.sound.decoding import Progress, Sound
from captions.sync.sound.hiss import without_hiss
from captions.sync.sound.speech import Span, Speech, find_speech
from captions.sync.text.pronunciation import Pronunciations, is_english, pronunciations

ANCHORED = 0.95
# Of words by rules of another language, so many must be heard in runs, or they are not believed:
# with the transcript of another film up to a tenth are, of this one more than four fifths.
LEAST_IN_RUNS, RUN_OF_WORDS = 0.25, 4
ANCHORS, COARSE, SPREAD = "anchors", "coarse", "spread"
Ear = Callable[[Sound, Progress], Sequence[TimedWord]]
COARSELY = sentence(
    "There is no fine recogniser for this language: the words were heard by the one for drafts, and"
    " their times are good to about a fifth of a second. Look at where captions begin."
)
HARDLY = sentence(
    "Hardly any words were heard, so they were spread evenly over the speech and their times are"
    " rough. Is the transcript in the language that is spoken, and of this video?"
)
ROUGHLY = sentence(
    "There is no recogniser for this language: the words were spread evenly over the speech, so"
    " their times are rough. Check every caption."
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is said; `of`: which word of the transcript it is part of, from 0."""

    word: str
    of: int
    hint_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """`speech`: where somebody speaks, in milliseconds."""

    times: tuple[TokenTime, ...]
    speech: tuple[Span, ...]
    method: str
    remarks: tuple[str, ...] = ()


def align(
    sound: Sound,
    tokens: Sequence[Token],
    *,
    language: str,
    progress: Progress,
    ear: Ear | None = None,
) -> Aligned:
    """ear: what hears words of every language, roughly, where that is installed. Raises
    NoSpeechError, and what `progress` raises."""
    words = tuple(token.word for token in tokens)
    given = {
        place: token.hint_ms for place, token in enumerate(tokens) if token.hint_ms is not None
    }
    hints = rising_hints(given, sound.duration_ms)
    with without_hiss(sound, progress) as clear:
        speech = find_speech(clear, progress)
        if not speech.spans:
            raise NoSpeechError(
                sentence("Nobody is heard speaking in this file."), hint=_other_tracks(sound)
            )
        phones_of = pronunciations(words, language)
        timeline = Timeline(words, sound.duration_ms)
        if phones_of:
            aligned = _listen(clear, speech, timeline, phones_of, hints=hints, progress=progress)
            if is_english(language) or _is_heard(timeline):
                return aligned
        heard = same_words(words, ear(clear, progress)) if ear and not hints else {}
    if heard:
        rough = tuple(coarse_times(words, heard, speech, sound.duration_ms))
        coarse = tuple(begun_with_speech(rough, speech.spans))
        return Aligned(coarse, speech.spans, COARSE, (*sound.remarks, COARSELY))
    times = tuple(spread_evenly(words, speech, hints, sound.duration_ms))
    why = HARDLY if phones_of else ROUGHLY
    return Aligned(times, speech.spans, SPREAD, (*sound.remarks, why))


def _other_tracks(sound: Sound) -> str:
    if sound.tracks <= 1:
        return ""
    return sentence("It has several sound tracks: choose another one.")


def _is_heard(timeline: Timeline) -> bool:
    """Whether enough is heard in runs to believe that rules of another language serve here."""
    runs = [
        len(list(run))
        for kind, run in groupby(timeline.times, key=lambda time: time.kind)
        if kind == Kind.ANCHOR
    ]
    in_runs = sum(length for length in runs if length >= RUN_OF_WORDS)
    return in_runs >= LEAST_IN_RUNS * len(timeline.times)


def _listen(
    sound: Sound,
    speech: Speech,
    timeline: Timeline,
    phones_of: Pronunciations,
    *,
    hints: Hints,
    progress: Progress,
) -> Aligned:
    good_hints = _first_pass(sound, speech, timeline, phones_of, hints=hints, progress=progress)
    Filling(sound, speech, timeline, phones_of, good_hints).fill(progress)
    unbelieved = (NOT_BELIEVED,) if hints and not good_hints else ()
    times = tuple(begun_with_speech(timeline.in_order(), speech.spans))
    return Aligned(times, speech.spans, ANCHORS, (*sound.remarks, *unbelieved))


def _first_pass(
    sound: Sound,
    speech: Speech,
    timeline: Timeline,
    phones_of: Pronunciations,
    *,
    hints: Hints,
    progress: Progress,
) -> Hints:
    """What is left of the hints once the sound has been heard."""
    sayable = [word for word in timeline.words if word in phones_of]
    recogniser = Recogniser([sayable], phones_of)
    heard: list[Heard] = []
    whole = (0, sound.duration_ms)
    needed_ms = sum(map(len, sayable)) * USUAL_MS_A_LETTER
    for piece in speech.pieces_of(whole, all_of_it=speech.is_overlooked(whole, needed_ms)):
        progress("Recognising words", piece[0] / sound.duration_ms)
        heard.extend(recogniser.hear(sound, piece))
    runs = anchors(timeline.words, heard, timeline.bounds)
    good_hints = believable_hints(hints, runs)
    if good_hints:
        timeline.bounds = bounds(good_hints, len(timeline.words), sound.duration_ms)
        timeline.borders = set(good_hints)
        runs = anchors(timeline.words, heard, timeline.bounds)
    for run in runs:
        timeline.put_all(run.first, run.heard, Kind.ANCHOR, ANCHORED)
    return good_hints
