from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.warnings.models import Scope, Treatment
from episodes.warnings.notes import list_notes, watch_notes
from episodes.warnings.presets import PRESETS
from tests.episodes.warnings.test_gate import a_warning, gates_of


def texts(over, **there: bool) -> list[str]:  # type: ignore[no-untyped-def]
    where = {"has_video": True, "has_answer": True} | there
    return [note.text for note in watch_notes(over, **where)]


def test_one_line_says_what_is_in_each_artifact() -> None:
    over = gates_of(video_headline=Headline.NSFW, answer_headline=Headline.RACY)
    assert texts(over) == ["Video: not safe for work", "Text: a little racy", "No photos"]
    opening = [note.opens for note in watch_notes(over, has_video=True, has_answer=True)]
    assert opening == [True, True, False]


def test_what_the_video_told_the_text_does_not_repeat() -> None:
    over = gates_of(a_warning(Scope.VIDEO_AUDIO, "grief"), a_warning(Scope.ANSWER, "grief"))
    assert texts(over)[:2] == ["Video: talk about grief", "Text: the same"]


def test_the_letter_is_noted_only_for_what_nothing_else_tells() -> None:
    same = gates_of(a_warning(Scope.QUESTION, "grief"), a_warning(Scope.ANSWER, "grief"))
    assert texts(same, has_video=False) == ["Text: talk about grief", "No photos"]
    own = gates_of(a_warning(Scope.QUESTION, "grief"))
    assert texts(own, has_video=False)[0] == "Letter: talk about grief"


def test_what_nobody_checked_says_so() -> None:
    over = gates_of(
        video_review=ReviewState.NOT_REVIEWED, answer_images_review=ReviewState.NOT_REVIEWED
    )
    assert "Video: not checked yet" in texts(over)
    assert "Photos: not checked yet" in texts(over)


def test_what_is_clean_says_nothing_in_a_list() -> None:
    assert list_notes(gates_of(), has_video=True, has_answer=True) == ()
    unsafe = gates_of(answer_images_headline=PictureHeadline.NSFW)
    assert [n.text for n in list_notes(unsafe, has_video=True, has_answer=True)] == [
        "Photos: not safe for work"
    ]


def test_who_wants_everything_shown_reads_no_line() -> None:
    over = gates_of(
        a_warning(Scope.VIDEO_AUDIO, "grief", treatment=Treatment.DEPICTED),
        choices=PRESETS["everything"].choices,
        video_headline=Headline.NSFW,
    )
    assert texts(over, has_answer=False) == []
