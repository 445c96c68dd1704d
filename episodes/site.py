"""Which site this is: the app that the request, command or job at hand belongs to, and how it is
set up. The only place that knows where Flask keeps them."""

from typing import cast

from flask import Flask, current_app

from episodes.settings import Settings

_SETTINGS = "settings"


def this_site() -> Flask:
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]


def site_settings() -> Settings:
    return settings_of(this_site())


def settings_of(app: Flask) -> Settings:
    settings: Settings = app.extensions[_SETTINGS]
    return settings


def use_settings(app: Flask, settings: Settings) -> None:
    app.extensions[_SETTINGS] = settings


def secret_of_site() -> str:
    """The key that signs what browsers keep, and from which others are derived."""
    return str(this_site().config["SECRET_KEY"])
