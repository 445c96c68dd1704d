"""The language of a page: chosen by the viewer, else asked for by the browser."""

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_babel import force_locale

from episodes import languages
from episodes.languages import current_language
from episodes.languages.extracting import behind, extracted_catalogue
from episodes.languages.formats import all_of, any_of, day, duration, language, moment, number
from tests.factories import LONG_AGO, csrf_token

pytestmark = pytest.mark.one_database

HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("asked_for", "language"),
    [
        ("", "en"),
        ("es-MX,es;q=0.9", "es"),
        ("fr, es;q=0.5, en;q=0.4", "es"),
        ("de", "en"),
        ("\x7f;;q=nan", "en"),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(
    client: FlaskClient, asked_for: str, language: str
) -> None:
    response = client.get("/preferences", headers={"Accept-Language": asked_for})
    assert f'<html lang="{language}" dir="ltr"' in response.text
    assert {"Accept-Language", "Cookie"} <= set(response.vary)


def test_what_the_viewer_chose_wins_over_the_browser(client: FlaskClient) -> None:
    form = {"csrf_token": csrf_token(client, "/preferences"), "language": "es"}
    assert client.post("/preferences", data=form).status_code == 303
    page = client.get("/preferences", headers={"Accept-Language": "en"}).text
    assert '<html lang="es"' in page
    assert "Ir al contenido" in page
    assert 'value="es" checked><span>Español' in page


def test_an_error_page_is_translated_too(client: FlaskClient) -> None:
    assert "Aquí no hay nada" in client.get("/nowhere", headers={"Accept-Language": "es"}).text


def test_the_language_is_worked_out_once_for_all_sentences_of_a_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[None] = []
    own = languages.get_locale
    monkeypatch.setattr(languages, "get_locale", lambda: (asked.append(None), own())[1])
    assert client.get("/preferences", headers={"Accept-Language": "es"}).status_code == 200
    assert len(asked) == 1


def test_what_is_filled_into_a_sentence_of_a_page_is_escaped(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string(
            "{{ _('%(part)s %% <b>', part='<i>') }} {{ _('Sign in') }}"
            "{% autoescape false %}{{ _('%(part)s', part='<i>') }}{% endautoescape %}"
        )
    assert page == "&lt;i&gt; % <b> Sign in<i>"


def test_a_language_that_is_written_from_the_right_says_so(app: Flask) -> None:
    with app.app_context(), force_locale("fa"):
        assert current_language().locale.text_direction == "rtl"


def test_english_lengths_days_numbers_and_lists() -> None:
    assert [duration(ms) for ms in (1000, 48_000, 60_000, HOUR_MS + 5 * 60_000, None)] == [
        "1 second", "48 seconds", "1 minute", "1 hour 5 minutes", "",
    ]  # fmt: skip
    assert (day(LONG_AGO), day(None)) == ("1 March 2026", "")
    assert (moment(LONG_AGO), moment(None)) == ("1 March 2026, 18:00 UTC", "")
    assert (number(25_000), number(0.5)) == ("25,000", "0.5")
    assert (all_of("abc"), any_of("ab")) == ("a, b and c", "a or b")
    assert [language(code) for code in ("es", "pt-BR", "x-own", "??")] == [
        "Spanish", "Portuguese (Brazil)", "x-own", "??",
    ]  # fmt: skip


def test_spanish_lengths_days_numbers_and_lists(app: Flask) -> None:
    with app.test_request_context(), force_locale("es_419"):
        assert duration(HOUR_MS + 5 * 60_000) == "1 hora 5 minutos"
        assert day(LONG_AGO) == "1 de marzo de 2026"
        assert (all_of("abc"), any_of("ab")) == ("a, b y c", "a o b")
        assert language("en") == "inglés"


def test_every_marked_sentence_is_found_wherever_it_stands() -> None:
    files = {file for message in extracted_catalogue() for file, _ in message.locations}
    assert {"templates/base.html", "episodes/preferences/look.py"} <= files


def test_the_commands_say_what_is_left_to_translate(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["translations", "check"])
    assert result.exit_code == (1 if behind("es") else 0)
    assert "es: " in result.output
