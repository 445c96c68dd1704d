"""flask serve, and the two that it starts: flask web and flask worker."""

import logging
import os
import time
from pathlib import Path

import click
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.exc import OperationalError

from episodes.archive.problems import ArchiveError
from episodes.db import db
from episodes.identity.setting_up import prepare_face
from episodes.serving.children import (
    ROOT,
    AddressError,
    Children,
    is_answering,
    reserve,
    stop_with_parent,
)
from episodes.serving.demo import DEMO_EMAIL, demo_password, password_file
from episodes.serving.one_key import OtherKeyError, require_one_key
from episodes.serving.running import hold_site
from episodes.serving.start import Started, make_ready
from episodes.serving.worker import Worker
from episodes.settings import Settings
from episodes.site import secret_of_site, settings_of, site_settings, this_site

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # where to knock, not to listen
supervised = click.option("--supervised", is_flag=True, hidden=True)


@click.command("serve")
@click.option("--web", "processes", type=click.IntRange(1, 64), help="How many web processes.")
@click.option("--new-key", is_flag=True, help="The secret key was changed on purpose.")
@with_appcontext
def serve(*, processes: int | None, new_key: bool) -> None:
    """Set up the database and serve the site with its worker, until Ctrl-C."""
    settings = site_settings()
    try:
        place = reserve(settings.HOST, settings.PORT)
    except AddressError as error:
        raise click.ClickException(str(error)) from error
    try:
        started = make_ready(settings)
        _require_one_key(is_new=new_key)
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {error.orig}") from error
    except ArchiveError as error:
        raise click.ClickException(f"The demo season cannot be loaded: {error}") from error
    children = Children(_app_name())
    children.heed_signals()
    environment = os.environ | {
        "DATA_DIR": str(settings.DATA_DIR.resolve()),
        "HOST": place.host,
        "WEB_PROCESSES": str(processes or settings.WEB_PROCESSES),
    }
    try:
        children.start("web", environment)
        children.start("worker", environment)
        knock_at = ANYWHERE.get(place.host, place.host)
        while children.are_wanted and not is_answering(knock_at, settings.PORT):
            time.sleep(0.05)
        if children.are_wanted:
            _announce(settings, started, knock_at)
        trouble = children.wait()
    finally:
        children.stop()
        place.reservation.close()
    if trouble:
        raise click.ClickException(f"{trouble} The rest was stopped.")
    click.echo("Stopped.")


@click.command("web")
@supervised
@with_appcontext
def web(*, supervised: bool) -> None:
    """Serve the pages only: one of several on a larger installation."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    settings = site_settings()
    if supervised:
        stop_with_parent()
    else:
        _require_one_key()
    prepare_face(settings.DATA_DIR)
    _held = hold_site(settings.DATA_DIR)
    # No access log: it would hold the addresses of visitors.
    Server(
        "app:create_front",
        factory=True,
        working_dir=ROOT,
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.RSGI,
        workers=settings.WEB_PROCESSES,
        workers_kill_timeout=5,
        websockets=False,
        log_access=False,
        log_level=LogLevels.debug if settings.LOG_LEVEL == "debug" else LogLevels.error,
    ).serve()


@click.command("worker")
@supervised
@with_appcontext
def worker(*, supervised: bool) -> None:
    """Run the jobs only: those that are waiting, and those on a schedule."""
    app = this_site()
    logging.basicConfig(level=settings_of(app).LOG_LEVEL.upper())
    if supervised:
        stop_with_parent()
    else:
        _require_one_key()
    _held = hold_site(settings_of(app).DATA_DIR)
    process = Worker(app, _app_name(), settings_of(app).WORKER_JOBS)
    process.heed_signals()
    process.run()


def _require_one_key(*, is_new: bool = False) -> None:
    try:
        require_one_key(secret_of_site(), is_new=is_new)
        db.session.commit()
    except OtherKeyError as error:
        raise click.ClickException(str(error)) from error
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {error.orig}") from error
    finally:
        db.session.remove()


def _app_name() -> str:
    """Where this command found the app: what it starts finds it there too."""
    script = click.get_current_context().find_object(ScriptInfo)
    return (script and script.app_import_path) or "app"


def _announce(settings: Settings, started: Started, host: str) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{settings.PORT}"
    click.echo(f"Querent is at {address}")
    if started.demo_episodes:
        click.echo(f"The demo season is loaded: {started.demo_episodes} episodes.")
        click.echo(
            f"Sign in at {address}/sign-in as {DEMO_EMAIL}, password {demo_password(settings)}"
        )
        click.echo(f"The password is kept in {_short(password_file(settings))}.")
    elif password_file(settings).exists():
        click.echo(
            f"Sign in at {address}/sign-in as {DEMO_EMAIL};"
            f" the password is in {_short(password_file(settings))}."
        )
    elif not started.has_users:
        click.echo("Nobody can sign in yet: flask users add you@example.org --role admin")
    click.echo("Ctrl-C stops it.")


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
