"""Which language a page is in, and the catalogue it is translated by (docs/translation.md)."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from functools import cached_property, partial
from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app, g, has_request_context, request
from flask.json.provider import DefaultJSONProvider
from flask_babel import Babel, Domain, get_locale, get_timezone
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from episodes.languages.catalogues import language_of
from episodes.languages.formats import FILTERS, find_zone_by
from episodes.languages.names import LANGUAGES, SOURCE
from episodes.messages import ENGLISH, Language, Message, find_language_by

# Each of the hundreds of sentences of a page asks for its language, and Flask-Babel's own answer
# takes longer than the sentence: so it is read where Flask-Babel keeps it for the request.
_KEPT_BY_BABEL, _LOCALE = "_flask_babel", "babel_locale"


class _Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's own reads compiled files, which may be behind what they were compiled from."""

    def get_translations(self) -> NullTranslations:
        return current_language().translations


class _Babel(Babel):  # type: ignore[misc]
    @cached_property
    def domain_instance(self) -> _Catalogues:
        return _Catalogues(domain=self.domain)


class _WithMessages(DefaultJSONProvider):
    @staticmethod
    def default(value: Any) -> Any:
        return str(value) if isinstance(value, Message) else DefaultJSONProvider.default(value)


def init_languages(
    app: Flask, chosen_language: Callable[[], str], show_zone: Callable[[], tzinfo]
) -> None:
    """chosen_language: the code that this request's viewer chose; any other word means none.
    show_zone: by whose clock times are shown."""
    selector = partial(_locale_name, chosen_language)
    _Babel().init_app(
        app,
        default_locale=LANGUAGES[SOURCE].locale,
        locale_selector=selector,
        timezone_selector=show_zone,
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    gettexts: Any = app.jinja_env  # methods of its extension for translations
    gettexts.install_gettext_callables(_gettext, _ngettext, newstyle=True)
    app.jinja_env.globals.update(gettext=_sentence, _=_sentence)
    app.jinja_env.filters.update(FILTERS)
    app.context_processor(lambda: {"site_language": current_language().locale})
    app.json = _WithMessages(app)
    find_language_by(current_language)
    find_zone_by(_current_zone)


@pass_context
def _sentence(context: Context, sentence: str, /, **values: Any) -> str:
    """As Jinja's own new style, in one call instead of four: a watch page has 140 sentences."""
    translated = current_language().translations.gettext(sentence)
    if context.eval_ctx.autoescape:
        translated = Markup(translated)  # noqa: S704  # ours; what is filled in is escaped
    return translated % values


def _gettext(sentence: str) -> str:
    return current_language().translations.gettext(sentence)


def _ngettext(singular: str, plural: str, number: int) -> str:
    return current_language().translations.ngettext(singular, plural, number)


def _locale_name(chosen_language: Callable[[], str]) -> str:
    if not has_request_context():
        return LANGUAGES[SOURCE].locale
    chosen = LANGUAGES.get(chosen_language())
    best = request.accept_languages.best_match(list(LANGUAGES), default=SOURCE)
    return (chosen or LANGUAGES[best]).locale


def _current_zone() -> tzinfo:
    """The show's; UTC outside of an app."""
    is_there = current_app and "babel" in current_app.extensions
    return (get_timezone() if is_there else None) or UTC


def current_language() -> Language:
    """Of the request that is being answered; English outside of one."""
    try:
        locale: Locale | None = getattr(g.get(_KEPT_BY_BABEL), _LOCALE, None)
    except RuntimeError:  # no app at all, as in a program that only reads captions
        return ENGLISH
    if locale is None:
        if not current_app or "babel" not in current_app.extensions:
            return ENGLISH
        locale = get_locale()
    if locale is None or locale.language == SOURCE:
        return ENGLISH
    return language_of(locale)
