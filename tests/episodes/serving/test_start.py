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
from episodes.db import db

app = create_app()
with app.app_context():
    db.create_all()
    db.session.remove()
answer = app.test_client().get("/")
print(answer.status_code, *sys.modules)
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
    status, *modules = done.stdout.split()
    assert status == "200"
    assert sorted(NOT_FOR_A_FIRST_PAGE.keys() & set(modules)) == []
