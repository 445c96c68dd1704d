"""Which site this is: the app that the request, command or job at hand belongs to, and how it is
set up. The only place that knows where Flask keeps them."""

from typing import cast

from flask import Flask, current_app, has_app_context

from episodes.settings import Settings

Site = Flask
_SETTINGS = "settings"


def this_site() -> Site:
    return cast(Site, current_app._get_current_object())  # type: ignore[attr-defined]


def is_in_site() -> bool:
    """Whether this thread works for a site just now, so that this_site() can be asked."""
    return has_app_context()


def site_settings() -> Settings:
    return settings_of(this_site())


def settings_of(app: Site) -> Settings:
    settings: Settings = app.extensions[_SETTINGS]
    return settings


def use_settings(app: Site, settings: Settings) -> None:
    app.extensions[_SETTINGS] = settings


def site_address(settings: Settings) -> str:
    """Where people reach the site, as far as its settings tell."""
    host = settings.TRUSTED_HOSTS[0].lstrip(".") if settings.TRUSTED_HOSTS else ""
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{host or f'{settings.HOST}:{settings.PORT}'}"


def secret_of_site() -> str:
    """The key that signs what browsers keep, and from which others are derived."""
    return str(this_site().config["SECRET_KEY"])
