"""flask serve, and the two that it starts: flask web and flask worker."""

import logging
import multiprocessing
import time
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.exc import DatabaseError

from episodes.archive.problems import ArchiveError
from episodes.db import db, reading_only
from episodes.identity.setting_up import prepare_face
from episodes.known_backups import failure
from episodes.serving.children import AddressError, Children, is_answering, reserve
from episodes.serving.demo import DEMO_EMAIL, demo_password, password_file
from episodes.serving.front import front_of
from episodes.serving.one_key import OtherKeyError, is_key_of_site, require_one_key
from episodes.serving.patience import do_when_free
from episodes.serving.running import hold_site
from episodes.serving.start import Started, make_ready
from episodes.serving.worker import Worker
from episodes.settings import Settings
from episodes.site import Site, secret_of_site, settings_of, site_settings, this_site

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # where to knock, not to listen


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
    except DatabaseError as error:
        raise click.ClickException(failure(error, site_settings().DATA_DIR)) from error
    except ArchiveError as error:
        raise click.ClickException(f"The demo season cannot be loaded: {error}") from error
    _let_go_of_database()
    app, name = this_site(), _app_name()
    children = Children()
    children.heed_signals()
    try:
        count = processes or settings.WEB_PROCESSES
        children.start("web", partial(_serve_pages, app, place.host, count))
        children.start("worker", partial(_run_jobs, app, name))
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
@with_appcontext
def web() -> None:
    """Serve the pages only: one of several on a larger installation."""
    settings = site_settings()
    _require_one_key()
    _serve_pages(this_site(), settings.HOST, settings.WEB_PROCESSES)


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run the jobs only: those that are waiting, and those on a schedule."""
    _require_one_key()
    _run_jobs(this_site(), _app_name())


def _serve_pages(app: Site, host: str, processes: int) -> None:
    """Each web process is forked from this one."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    settings = settings_of(app)
    prepare_face(settings.DATA_DIR)
    _held = hold_site(settings.DATA_DIR)
    _let_go_of_database()
    # The server asks for Python's own way of starting a process, which from 3.14 on is another.
    multiprocessing.set_start_method("fork", force=True)
    # No access log: it would hold the addresses of visitors.
    Server(
        "",
        address=host,
        port=settings.PORT,
        interface=Interfaces.RSGI,
        workers=processes,
        workers_kill_timeout=5,
        websockets=False,
        log_access=False,
        log_level=LogLevels.debug if settings.LOG_LEVEL == "debug" else LogLevels.error,
    ).serve(target_loader=_front_loader(app), wrap_loader=False)


def _front_loader(app: Site) -> Any:
    """Granian's types know no RSGI application that is an object."""
    return partial(front_of, app)


def _run_jobs(app: Site, app_name: str) -> None:
    settings = settings_of(app)
    logging.basicConfig(level=settings.LOG_LEVEL.upper())
    _held = hold_site(settings.DATA_DIR)
    process = Worker(app, app_name, settings.WORKER_JOBS)
    process.heed_signals()
    process.run()


def _let_go_of_database() -> None:
    """A connection must not be used by two processes, as it would be after a fork."""
    db.session.remove()
    db.engine.dispose()


def _require_one_key(*, is_new: bool = False) -> None:
    """Only a first start and a new key have to write."""
    try:
        with reading_only():
            is_told = not is_new and is_key_of_site(secret_of_site())
            db.session.rollback()
        if not is_told:
            do_when_free(partial(_note_key, is_new=is_new))
    except OtherKeyError as error:
        raise click.ClickException(str(error)) from error
    except DatabaseError as error:
        raise click.ClickException(failure(error, site_settings().DATA_DIR)) from error
    finally:
        db.session.remove()


def _note_key(*, is_new: bool) -> None:
    require_one_key(secret_of_site(), is_new=is_new)
    db.session.commit()


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
