"""Sentences of the rooms that know no request: put into words when they are shown."""

from flask import Flask, json
from flask_babel import force_locale

from captions.messages import sentence
from captions.sync import MismatchError
from episodes.messages import (
    LibraryError,
    Message,
    Plural,
    of_library,
    restored,
    stored_form,
    stored_library,
)


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


def test_what_the_library_said_in_the_worker_is_read_in_another_language(app: Flask) -> None:
    reason = stored_form(LibraryError(MismatchError(3)), 500)
    assert str(restored(reason)).startswith("Only 3 % of the words were heard")
    with force_locale("es"):
        assert str(restored(reason)) == (
            "Solo se oyó el 3 % de las palabras en el sonido. ¿Es la transcripción de otro"
            " video, o está en otro idioma? ¿O hay mucho ruido?"
        )


def test_a_doubt_of_the_library_is_kept_with_what_it_fills_in(app: Flask) -> None:
    stored = stored_library(sentence("Not heard: {words}.", words="“goats”"))
    with force_locale("es"):
        assert of_library(stored) == "No se oyó: “goats”."
        assert of_library("Of an earlier version.") == "Of an earlier version."
