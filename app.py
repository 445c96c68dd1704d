"""create_app(): wiring only."""

import gc

# None of 1,300 modules is garbage; looking for some in them takes an eighth of the start.
gc.disable()

from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import episodes.models  # noqa: F401  # registers every table
from episodes.accounts.signing_in import init_accounts
from episodes.answers.link_job import init_link_checks
from episodes.api.views import bp as api
from episodes.asking.views import bp as asking
from episodes.assets.starting import init_assets
from episodes.at_once import OnlyInThread
from episodes.cli import init_cli
from episodes.db import db, engine_options, prepare_engine
from episodes.desk.views import bp as desk
from episodes.house.starting import init_house
from episodes.house.views import bp as house
from episodes.identity.views import bp as identity
from episodes.jobs.presenting import init_jobs
from episodes.kept.starting import init_kept
from episodes.languages import init_languages
from episodes.media.views import bp as media
from episodes.media.views import init_media
from episodes.pages import init_pages
from episodes.preferences.discreet_addresses import init_discreet_addresses
from episodes.preferences.of_request import language_of_request
from episodes.preferences.views import bp as preferences
from episodes.preferences.views import leave_to_own_check
from episodes.private_files import keep_files_private
from episodes.search.indexing.index import init_search
from episodes.search.views import bp as search
from episodes.secret import ensure_secret_key
from episodes.serving.front import UPLOADS_AT_ONCE, Front, front_of
from episodes.serving.hosts import HostCheck
from episodes.serving.migrating import init_migrations
from episodes.serving.sample import init_sample
from episodes.settings import Settings, read_settings
from episodes.site import use_settings
from episodes.transcripts.starting import init_transcripts
from episodes.transcripts.views import bp as transcripts
from episodes.viewing.answer_views import bp as answers
from episodes.viewing.context import zone_of_request
from episodes.viewing.views import bp as viewing

gc.enable()

BLUEPRINTS = (
    viewing,
    identity,
    house,
    answers,
    transcripts,
    media,
    search,
    api,
    asking,
    preferences,
    desk,
)


def create_app(settings: Settings | None = None, **config: Any) -> Flask:
    """config: Flask settings that win over all, for tests."""
    settings = settings or read_settings()
    keep_files_private(settings)
    app = Flask(__name__)
    app.config.update(flask_config(settings) | config)
    use_settings(app, settings)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    app.wsgi_app = OnlyInThread(app.wsgi_app)  # type: ignore[method-assign]
    init_kept(app, settings.KEPT_PAGES_BYTES)
    init_assets(app)
    app.wsgi_app = HostCheck(app.wsgi_app)  # type: ignore[method-assign]
    if settings.PROXIES:
        count = settings.PROXIES
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    init_migrations(app)
    init_accounts(app)  # before the guard of tokens, which a repeated save brings an older one to
    leave_to_own_check(CSRFProtect(app))
    init_languages(app, language_of_request, zone_of_request)
    init_pages(app)
    init_discreet_addresses(app)
    init_jobs(app)
    init_house(app)
    init_media(app)
    init_transcripts(app)
    init_link_checks(app)
    init_search(app)
    init_sample(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    init_cli(app)
    return app


def create_front() -> Front:
    """What a server of RSGI may run by itself: the site behind what reads requests."""
    return front_of(create_app())


def flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.SECRET_KEY or ensure_secret_key(settings.DATA_DIR),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(
            settings.database_url, settings.WEB_THREADS + UPLOADS_AT_ONCE
        ),
        "MAX_CONTENT_LENGTH": settings.MAX_TEXT_BYTES + 1_000_000,
        "MAX_FORM_MEMORY_SIZE": settings.MAX_TEXT_BYTES,
        "TRUSTED_HOSTS": settings.TRUSTED_HOSTS or None,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.HTTPS,
        "WTF_CSRF_TIME_LIMIT": None,
        "JSON_SORT_KEYS": False,
    }
