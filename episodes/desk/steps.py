"""The six steps of an episode, each with its state in a sentence and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.readiness import Facts
from episodes.desk.stages import Stage, Standing
from episodes.messages import Message


@dataclass(frozen=True, slots=True)
class Step:
    """where: the page of the desk. is_needed: False where the episode can do without it. action:
    what the button says."""

    title: Message
    words: Message
    where: str
    is_done: bool
    action: Message
    is_needed: bool = True


EDIT = Message("Edit")


def steps_of(facts: Facts) -> list[Step]:
    """In the order of the work."""
    return [
        _question(facts),
        _video(facts),
        _captions(facts),
        _notes(facts),
        _answer(facts),
        _people(facts),
    ]


def _question(facts: Facts) -> Step:
    title = Message("The question")
    if facts.has_question and facts.points_to_nobody:
        words = Message("It’s written, and points to nobody.")
        return Step(title, words, "question", is_done=True, action=EDIT)
    if facts.has_question:
        words = Message("Nobody has said yet that it points to nobody.")
        return Step(title, words, "question", is_done=False, action=Message("Read it through"))
    words = Message("Nobody has written it yet.")
    action = Message("Write the question")
    return Step(title, words, "question", is_done=False, action=action)


def _video(facts: Facts) -> Step:
    title = Message("Video")
    if facts.has_video:
        words, action = Message("There is one."), Message("Look at it")
        return Step(title, words, "video", is_done=True, action=action)
    if facts.has_answer:
        words = Message("None. The written answer can stand alone.")
    else:
        words = Message("None yet. An episode needs a video or a written answer.")
    action, is_needed = Message("Add a video"), not facts.has_answer
    return Step(title, words, "video", is_done=False, action=action, is_needed=is_needed)


def _captions(facts: Facts) -> Step:
    title = Message("Captions")
    if facts.has_broken_captions:
        words, action = Message("A line could not be read."), Message("Correct it")
        return Step(title, words, "captions", is_done=False, action=action)
    if facts.has_captions:
        return Step(title, Message("Viewers get them."), "captions", is_done=True, action=EDIT)
    if not facts.has_video:
        words, action = Message("There is no video to caption."), Message("Add captions")
        return Step(title, words, "captions", is_done=False, action=action, is_needed=False)
    words = Message("None that viewers get. Without them deaf people are left out.")
    return Step(title, words, "captions", is_done=False, action=Message("Add captions"))


def _notes(facts: Facts) -> Step:
    title = Message("What viewers are told")
    is_video_open = facts.video_review == ReviewState.NOT_REVIEWED
    is_answer_open = facts.has_answer and facts.answer_review == ReviewState.NOT_REVIEWED
    if not is_video_open and not is_answer_open:
        return Step(title, Message("A person has checked it."), "warnings", True, EDIT)
    if is_video_open and is_answer_open:
        words = Message("Nobody has checked the video and the written answer yet.")
    elif is_video_open:
        words = Message("Nobody has checked the video yet.")
    else:
        words = Message("Nobody has checked the written answer yet.")
    return Step(title, words, "warnings", is_done=False, action=Message("Check it"))


def _answer(facts: Facts) -> Step:
    title = Message("Written answer")
    if facts.has_answer:
        return Step(title, Message("It’s written."), "answer", is_done=True, action=EDIT)
    if facts.has_video:
        words = Message("None yet. The video can stand alone.")
    else:
        words = Message("None yet. An episode needs a video or a written answer.")
    action, is_needed = Message("Write an answer"), not facts.has_video
    return Step(title, words, "answer", is_done=False, action=action, is_needed=is_needed)


def _people(facts: Facts) -> Step:
    title = Message("People and topics")
    if facts.has_credits:
        return Step(title, Message("It says who answers."), "edit_episode", True, EDIT)
    words = Message("It doesn’t say who answers.")
    is_needed = "somebody" in (facts.rules or ())
    action = Message("Say who answers")
    return Step(title, words, "edit_episode", is_done=False, action=action, is_needed=is_needed)


class StepState(StrEnum):
    """BLOCKS: it cannot go out before. OPEN: it should be done. SPARE: it can do without."""

    DONE = "done"
    BLOCKS = "blocks"
    OPEN = "open"
    SPARE = "spare"

    @property
    def label(self) -> Message:
        return _STATE_LABELS[self]


_STATE_LABELS = {
    StepState.DONE: Message("done"),
    StepState.BLOCKS: Message("has to be done"),
    StepState.OPEN: Message("open"),
    StepState.SPARE: Message("not needed"),
}
_SHORT = {
    "question": Message("Question"),
    "video": Message("Video"),
    "captions": Message("Captions"),
    "warnings": Message("Notes"),
    "answer": Message("Answer"),
    "edit_episode": Message("People"),
}


@dataclass(frozen=True, slots=True)
class RailStep:
    """One of the six on a card."""

    words: Message
    state: StepState


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one button of a card. endpoint: of the page that it leads to."""

    action: Message
    endpoint: str
    is_pressing: bool = False


@dataclass(frozen=True, slots=True)
class BoardCard:
    standing: Standing
    rail: list[RailStep]
    next: NextStep | None


def card_of(standing: Standing, *, may_open: Callable[[str], bool], may_publish: bool) -> BoardCard:
    """may_open: whether the person may look at the page of an endpoint."""
    steps = steps_of(standing)
    rail = [RailStep(_SHORT[step.where], state_of(step, standing)) for step in steps]
    mine = [step for step in steps if may_open(f"desk.{step.where}")]
    return BoardCard(standing, rail, _next(standing, mine, may_publish=may_publish))


def step_after(
    standing: Standing, here: str, *, may_open: Callable[[str], bool], may_publish: bool
) -> NextStep:
    """What is left to do when the page `here` is done with: later steps first, what blocks before
    what should be done; then the episode's own page."""
    steps = steps_of(standing)
    place = next(n for n, step in enumerate(steps) if step.where == here)
    others = [*steps[place + 1 :], *steps[:place]]
    for wanted in (StepState.BLOCKS, StepState.OPEN):
        for step in others:
            if state_of(step, standing) is wanted and may_open(f"desk.{step.where}"):
                return NextStep(step.action, f"desk.{step.where}")
    words = Message("Publish or schedule") if may_publish else Message("Overview")
    return NextStep(words, "desk.episode")


def state_of(step: Step, standing: Standing) -> StepState:
    if step.where in {gap.where for gap in standing.blockers} and not step.is_done:
        return StepState.BLOCKS
    if step.is_done:
        return StepState.DONE
    return StepState.OPEN if step.is_needed else StepState.SPARE


def _next(standing: Standing, mine: list[Step], *, may_publish: bool) -> NextStep | None:
    """What blocks comes first, then what should be done; then going out, or looking at it."""
    is_at_work = standing.stage not in (Stage.PUBLISHED, Stage.WITHDRAWN, Stage.ARCHIVED)
    for wanted in (StepState.BLOCKS, StepState.OPEN):
        for step in mine if is_at_work else ():
            if state_of(step, standing) is wanted:
                return NextStep(step.action, f"desk.{step.where}", is_pressing=True)
    if standing.stage is Stage.READY and may_publish:
        return NextStep(Message("Publish or schedule"), "desk.episode", is_pressing=True)
    if standing.stage is Stage.SCHEDULED:
        return NextStep(Message("See it as a viewer"), "viewing.watch")
    if standing.answer_waits and may_publish:
        return NextStep(Message("Publish the answer"), "desk.episode", is_pressing=True)
    return NextStep(EDIT, "desk.episode") if mine else None
