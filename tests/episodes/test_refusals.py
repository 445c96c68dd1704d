from episodes.messages import Message
from episodes.refusals import RefusalError


def test_a_refusal_of_a_row_names_its_place() -> None:
    error = RefusalError(Message("Choose one."), "credits.role", 2)
    assert (error.place, str(error)) == ("credits[2].role", "Choose one.")


def test_a_refusal_of_a_whole_row_and_of_a_single_field_name_theirs() -> None:
    assert RefusalError(Message("Empty."), "also_asked_as", 0).place == "also_asked_as[0]"
    assert RefusalError(Message("Empty."), "title").place == "title"
