"""An app with jobs only, whose kinds misbehave in known ways: `flask --app` finds it in the
processes that tests start, and it is there much sooner than the whole site."""

import os
import signal
import threading
import time
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import Column, Integer, MetaData, Table

from episodes.db import db, prepare_engine
from episodes.jobs.commands import jobs
from episodes.jobs.presenting import init_jobs
from episodes.jobs.registry import JobKind, register
from episodes.jobs.running import JobRun
from episodes.jobs.supervising import Supervisor
from episodes.jobs.sweeping import take_back_lost_jobs
from episodes.settings import Settings, read_settings
from episodes.site import settings_of, use_settings

# What a job leaves behind: one row each time that it is done.
effect = Table("trial_effect", MetaData(), Column("job_id", Integer))


def create_app(settings: Settings | None = None, **config: Any) -> Flask:
    settings = settings or read_settings()
    app = Flask(__name__)
    app.config.update({"SQLALCHEMY_DATABASE_URI": settings.database_url} | config)
    use_settings(app, settings)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    init_jobs(app)
    app.cli.add_command(jobs)
    app.cli.add_command(look_after_jobs)
    for kind in KINDS:
        register(app, kind)
    return app


@click.command("look-after-jobs")
@with_appcontext
def look_after_jobs() -> None:
    """The worker's part in it, without its clock and its bell: until it is killed."""
    app: Any = current_app
    supervisor = Supervisor(app._get_current_object(), __file__, lambda: False)
    while True:
        take_back_lost_jobs(settings_of(app))
        supervisor.run_due()
        time.sleep(0.05)


def work(run: JobRun) -> str:
    """In small steps, as long as it is told."""
    steps = int(run.arguments.get("seconds", 0) * 20)
    for step in range(steps):
        run.report("Working", step / steps)
        time.sleep(0.05)
    db.session.execute(effect.insert().values(job_id=run.job_id))
    return "Worked."


def crash(run: JobRun) -> str:
    """Each time, or the first time only."""
    if run.attempt <= run.arguments["times"]:
        os.kill(os.getpid(), signal.SIGSEGV)
    return work(run)


def eat(_run: JobRun) -> str:
    eaten = []
    while True:
        eaten.append(bytearray(10_000_000))


def say_nothing(_run: JobRun) -> str:
    threading.Event().wait()  # until it is killed
    return "Slept."


KINDS = (
    JobKind("work", "Work", work, 60, 500_000_000),
    JobKind("crash", "Crash", crash, 60, 500_000_000),
    JobKind("eat", "Eat", eat, 60, 300_000_000),
    JobKind("background", "Read", say_nothing, 60, 500_000_000, is_background=True),
    JobKind("sleep", "Sleep", say_nothing, 60, 500_000_000),
    JobKind("oversleep", "Oversleep", say_nothing, 1, 500_000_000),
)
