"""The six steps of an episode, each with its state in a sentence and what to do next."""

from dataclasses import dataclass

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.readiness import Facts
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
