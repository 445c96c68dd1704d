"""Times for the words between anchors, by ever heavier means: a recogniser that knows only them,
forced alignment, phones one by one, and at last an even share of the time that is left."""

from collections.abc import Callable, Sequence

from captions.sync.matching import viterbi
from captions.sync.matching.anchors import anchors
from captions.sync.matching.chaining import FASTEST_MS_A_LETTER, USUAL_MS_A_LETTER, Bounds
from captions.sync.matching.contradictions import SecondLook
from captions.sync.matching.hints import Hints, are_exact
from captions.sync.matching.kinds import Kind
from captions.sync.matching.recognition import Aligner, Heard, Recogniser
from captions.sync.matching.spreading import shares
from captions.sync.matching.timeline import SKIPPED, Open, Timeline
from captions.sync.sound import phone_scores
from captions.sync.sound.decoding import Progress, Sound
from captions.sync.sound.speech import Span, Speech
from captions.sync.text.pronunciation import Pronunciations

ROUNDS = 2
FEWEST = 3
LEAST_SPEECH_MS = 300
# Forced alignment is for words that fill the speech beside them.
MOST_SPEECH, MOST_SPEECH_MS = 2.2, 800
LONGEST_ALIGNED_MS = 30_000
BORDER_MS, EDGE_MS = 100, 50
AGREE_MS = 250
CONTEXT_MS = 300
# Of what is heard, how much must be what is written, or it is no more than noise.
MOSTLY, SOME = 0.5, 0.2
MOST_CELLS = 40_000_000
WORST_SCORE = -3.5
# The model marks a phone late, on its loudest frame.
LEAD_MS, TAIL_MS = 60, 40
INTERPOLATED_WORDS, INTERPOLATED_MS = 3, 6_000
# By force words are laid a little faster than anybody is believed to speak.
FORCED_MS_A_LETTER = FASTEST_MS_A_LETTER - 3
LATE_MS = 200  # how far past its room the last word may end, where all of them have room
# The acoustic model gives no phone less than three frames. A word that gets no more than that was
# pressed into its place, as words are that nobody says.
LEAST_MS_A_PHONE, PRESSED_MS = 30, 10
# Of a word laid by its phones: the score is 0 at best, and costs a quarter of itself.
LEAST_TRUST, MOST_TRUST, TRUST_A_POINT = 0.1, 0.8, 0.25
CONFIDENCE = {Kind.ANCHOR: 0.9, Kind.ALIGNED: 0.7, Kind.INTERPOLATED: 0.3}


class Filling:
    def __init__(
        self,
        sound: Sound,
        speech: Speech,
        timeline: Timeline,
        phones_of: Pronunciations,
        hints: Hints,
    ) -> None:
        self.hints = hints
        self.sound = sound
        self.speech = speech
        self.timeline = timeline
        self.phones_of = phones_of
        self.words = timeline.words
        self.aligner = Aligner(phones_of)
        self.listened: set[Open] = set()

    def keep_given(self) -> None:
        """What the transcript gives stays, where it is exact or nothing better was found."""
        exact = are_exact(self.hints)
        for index, ms in self.hints.items():
            time = self.timeline.times[index]
            if time.start_ms is None or (exact and abs(time.start_ms - ms) <= AGREE_MS):
                end_ms = time.end_ms or ms + len(self.words[index]) * USUAL_MS_A_LETTER
                heard = Heard(self.words[index], ms, max(ms, end_ms))
                self.timeline.put(index, heard, Kind.GIVEN, 1.0)

    def fill(self, progress: Progress) -> None:
        for _ in range(ROUNDS):
            self._each(progress, "Listening closer", self._recognise)
        self._each(progress, "Placing what is left", self._align)
        self._drop_pressed()
        SecondLook(self.timeline, self.speech, self._alignment, self._is_pressed).take()
        self.keep_given()
        self._each(progress, "Placing what is left", self._interpolate)

    def _each(self, progress: Progress, step: str, work: Callable[[Open], None]) -> None:
        for stretch in self.timeline.open_stretches():
            progress(step, stretch.first / len(self.words))
            work(stretch)

    def _recognise(self, stretch: Open) -> None:
        if stretch in self.listened:
            return
        self.listened.add(stretch)
        sayable = [
            word for word in self.words[stretch.first : stretch.end] if word in self.phones_of
        ]
        needed_ms = sum(map(len, sayable)) * USUAL_MS_A_LETTER
        overlooked = self.speech.is_overlooked(stretch.room, needed_ms)
        spoken_ms = self.speech.spoken_ms(*stretch.room)
        if len(sayable) < FEWEST or (spoken_ms < LEAST_SPEECH_MS and not overlooked):
            return
        words = self.words[stretch.first : stretch.end]
        recogniser = Recogniser([sayable], self.phones_of)
        heard = [
            each
            for piece in self.speech.pieces_of(_wider(stretch.room), all_of_it=overlooked)
            for each in recogniser.hear(self.sound, piece)
        ]
        bounds = Bounds(
            [stretch.start_ms - BORDER_MS] * len(words), [stretch.end_ms + BORDER_MS] * len(words)
        )
        runs = anchors(words, heard, bounds, is_each_said=spoken_ms >= needed_ms)
        if sum(len(run.heard) for run in runs) < len(heard) * (MOSTLY if overlooked else SOME):
            return
        for run in runs:
            self.timeline.put_all(
                stretch.first + run.first, run.heard, Kind.ANCHOR, CONFIDENCE[Kind.ANCHOR]
            )

    def _align(self, stretch: Open) -> None:
        if not (self._fits(stretch) and self._align_by_force(stretch)):
            self._by_phones(stretch)

    def _fits(self, stretch: Open) -> bool:
        words = self.words[stretch.first : stretch.end]
        letters = sum(map(len, words))
        spoken_ms = self.speech.spoken_ms(*stretch.room)
        return (
            all(word in self.phones_of for word in words)
            and spoken_ms <= letters * USUAL_MS_A_LETTER * MOST_SPEECH + MOST_SPEECH_MS
            and stretch.end_ms - stretch.start_ms >= letters * FORCED_MS_A_LETTER
        )

    def _align_by_force(self, stretch: Open) -> bool:
        """A neighbour on either side takes part, so that the borders are found again."""
        first, end, (start_ms, end_ms) = stretch.first, stretch.end, stretch.room
        times = self.timeline.times
        if first and times[first - 1].start_ms is not None:
            first, start_ms = first - 1, times[first - 1].start_ms or 0
        if end < len(times) and times[end].end_ms is not None:
            end, end_ms = end + 1, times[end].end_ms or 0
        span = max(0, start_ms - EDGE_MS), min(self.sound.duration_ms, end_ms + EDGE_MS)
        laid = self._alignment(span, self.words[first:end])
        if laid is None:
            return False
        for index, heard in enumerate(laid[stretch.first - first : stretch.end - first]):
            kind = Kind.INTERPOLATED if self._is_pressed(heard) else Kind.ALIGNED
            self.timeline.put(stretch.first + index, heard, kind, CONFIDENCE[kind])
        return True

    def _alignment(self, span: Span, words: Sequence[str]) -> list[Heard] | None:
        if span[1] - span[0] > LONGEST_ALIGNED_MS or not all(
            word in self.phones_of for word in words
        ):
            return None
        return self.aligner.align(self.sound, span, words)

    def _is_pressed(self, heard: Heard) -> bool:
        phones = min(len(way.split()) for way in self.phones_of[heard.word])
        return heard.end_ms - heard.start_ms <= phones * LEAST_MS_A_PHONE + PRESSED_MS

    def _drop_pressed(self) -> None:
        """Recognised words too: beside words that nobody says, the model of the text puts one more
        of them in."""
        times = self.timeline.times
        for index, time in enumerate(times):
            beside = times[max(0, index - 1) : index + 2]
            if time.kind == Kind.ANCHOR and any(each.kind == Kind.SKIPPED for each in beside):
                heard = Heard(self.words[index], time.start_ms or 0, time.end_ms or 0)
                if self._is_pressed(heard):
                    self.timeline.times[index] = SKIPPED

    def _by_phones(self, stretch: Open) -> None:
        start_ms = max(0, stretch.start_ms - CONTEXT_MS)
        end_ms = min(self.sound.duration_ms, stretch.end_ms + CONTEXT_MS)
        words = [self._phones(word) for word in self.words[stretch.first : stretch.end]]
        frames = (end_ms - start_ms) // phone_scores.FRAME_MS
        too_much = viterbi.cells(frames, words) > MOST_CELLS
        if frames < len(words) or too_much or not phone_scores.is_installed():
            return
        laid = viterbi.lay(phone_scores.phone_scores(self.sound, (start_ms, end_ms)), words)
        last_ms = stretch.start_ms - BORDER_MS
        latest_ms = stretch.end_ms + (LATE_MS if self._has_room(stretch) else 0)
        for index, each in enumerate(laid, stretch.first):
            if each is None or each.score < WORST_SCORE:
                continue
            begin_ms = start_ms + each.first * phone_scores.FRAME_MS - LEAD_MS
            finish_ms = start_ms + each.last * phone_scores.FRAME_MS + TAIL_MS
            if begin_ms >= last_ms and finish_ms <= latest_ms:
                heard = Heard(self.words[index], max(0, begin_ms), finish_ms)
                self.timeline.put(index, heard, Kind.ALIGNED, _trust(each.score))
                last_ms = begin_ms

    def _has_room(self, stretch: Open) -> bool:
        letters = sum(map(len, self.words[stretch.first : stretch.end]))
        return stretch.end_ms - stretch.start_ms >= letters * FASTEST_MS_A_LETTER

    def _phones(self, word: str) -> Sequence[str]:
        return self.phones_of[word][0].split() if word in self.phones_of else ()

    def _interpolate(self, stretch: Open) -> None:
        words = self.words[stretch.first : stretch.end]
        room = self._close_room(stretch, sum(map(len, words)) * USUAL_MS_A_LETTER)
        if len(words) > INTERPOLATED_WORDS or room[1] - room[0] > INTERPOLATED_MS:
            return
        times = shares(words, self.speech, room)
        for index, (start_ms, end_ms) in enumerate(times, stretch.first):
            heard = Heard(self.words[index], start_ms, end_ms)
            self.timeline.put(index, heard, Kind.INTERPOLATED, CONFIDENCE[Kind.INTERPOLATED])

    def _close_room(self, stretch: Open, needed_ms: int) -> Span:
        """The first words are said shortly before the next, the last shortly after those before."""
        start_ms, end_ms = stretch.room
        if not stretch.first:
            return max(start_ms, end_ms - 2 * needed_ms), end_ms
        if stretch.end == len(self.words):
            return start_ms, min(end_ms, start_ms + 2 * needed_ms)
        return stretch.room


def _wider(room: Span) -> Span:
    return max(0, room[0] - BORDER_MS), room[1] + BORDER_MS


def _trust(score: float) -> float:
    return round(max(LEAST_TRUST, min(MOST_TRUST, MOST_TRUST + score * TRUST_A_POINT)), 2)
