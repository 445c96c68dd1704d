"""Why an episode is offered: telling words only, in the language of who asks."""

from flask import Flask

from episodes.search.queries import similar_answers
from episodes.warnings.choices import ViewerChoices
from tests.factories import an_episode


def reasons(text: str) -> list[str]:
    return [str(one.why) for one in similar_answers(text, choices=ViewerChoices())]


def test_small_words_of_another_language_are_no_reason(app: Flask) -> None:
    question = "Mi novia está celosa de mi terapeuta y no quiere que yo vaya."
    an_episode("celos", question=question, language="es")
    (only,) = reasons("Mi novia no quiere a mi terapeuta, está muy celosa.")
    assert only == "A similar question: novia, terapeuta, celosa."


def test_the_words_that_say_most_are_named_in_the_order_of_the_question(app: Flask) -> None:
    an_episode("chores", question="Nobody but me cleans the kitchen or does the laundry at home.")
    (only,) = reasons("At home nobody does laundry. Who cleans the kitchen?")
    assert only == "A similar question: nobody, laundry, kitchen."
