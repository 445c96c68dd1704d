"""A site that starts imports what its pages need, and nothing else: each module takes its time, in
every process and in every test that starts one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
FIRST_PAGE = """
import sys
from app import create_app
from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Show, Status
from episodes.db import db, now_utc

app = create_app()
with app.app_context():
    db.create_all()
    db.session.add(Show(name="A show", time_zone="Europe/London"))
    db.session.add(Episode(slug="one", title="One", status=Status.PUBLISHED,
                           published_at=now_utc(), video_review=ReviewState.REVIEWED_NONE))
    db.session.commit()
    db.session.remove()
client = app.test_client()
print(client.get("/").status_code, *sys.modules)

client.get("/episodes/one")
files = []
sys.addaudithook(lambda name, values: files.append(values[0]) if name in WATCHED else None)
WATCHED = {"open", "os.listdir", "os.scandir"}
print(client.get("/episodes/one?unknown").status_code, *files)
"""
NOT_FOR_A_FIRST_PAGE = {
    "alembic": "the database is migrated already",
    "flask_migrate": "the database is migrated already",
    "pygments": "Alembic's templates bring it along",
    "psycopg": "this site is on SQLite",
    "markdown_it": "texts became HTML when they were saved",
    "num2words": "captions are timed in a job",
    "numpy": "the worker does the arithmetic",
    "onnxruntime": "the worker has the models",
    "tokenizers": "the worker has the models",
    "av": "media is opened in a process of its own",
    "episodes.archive.importing": "a command imports",
    "episodes.archive.schema": "a command imports",
    "episodes.backup": "a command makes backups",
    "episodes.search.judging": "a command judges the search",
}


def test_a_first_page_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DEMO_SEASON": "off"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE], cwd=ROOT, env=environment, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, again = done.stdout.splitlines()
    status, *modules = first.split()
    assert status == "200"
    assert sorted(NOT_FOR_A_FIRST_PAGE.keys() & set(modules)) == []
    assert again.split() == ["200"], "a page that was made before read files again"
