"""Sentences of the rooms that know no request: put into words when they are shown."""

from flask import Flask, json
from flask_babel import force_locale

from episodes.messages import Message, Plural


def test_outside_a_request_a_message_is_english() -> None:
    assert str(Message("Search")) == "Search"


def test_in_a_request_a_message_speaks_the_readers_language(app: Flask) -> None:
    label = Message("Search")
    with force_locale("es"):
        assert str(label) == "Buscar"
        assert str(ValueError(label)) == "Buscar"


def test_whole_numbers_are_written_as_the_language_writes_them() -> None:
    assert str(Message("At most %(limit)s characters.", limit=200_000)) == (
        "At most 200,000 characters."
    )


def test_a_percent_sign_stands_for_itself_where_there_is_nothing_to_fill_in() -> None:
    assert str(Message("100%")) == "100%"


def test_a_plural_chooses_its_form_by_the_number() -> None:
    def captions(count: int) -> str:
        return str(Plural("%(num)s caption", "%(num)s captions", count))

    assert [captions(1), captions(2), captions(1200)] == [
        "1 caption",
        "2 captions",
        "1,200 captions",
    ]


def test_a_validators_limits_are_filled_in_as_wtforms_does_it() -> None:
    assert Message("At most %(max)s.") % {"max": 5000} == "At most 5,000."


def test_messages_are_equal_where_template_and_values_are() -> None:
    assert Message("a %(n)s", n=1) == Message("a %(n)s", n=1)
    assert Message("a %(n)s", n=1) != Message("a %(n)s", n=2)


def test_a_message_in_json_is_its_sentence(app: Flask) -> None:
    with force_locale("es"):
        assert json.loads(json.dumps({"label": Message("Search")})) == {"label": "Buscar"}
