import json
from pathlib import Path

import pytest
from flask import Flask

from episodes.answers.models import Answer, Resource
from episodes.catalog.models import Status
from episodes.db import db, now_utc
from tests.factories import a_show, an_episode

TEXT = """## Before you go

- [ ] Ask first
- [x] Bring bread

## Books

- *Small Answers* by Odile Marchetti
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "letter.md"
    path.write_text(TEXT)
    return path


def run(app: Flask, *arguments: object) -> tuple[int, str]:
    a_show()
    an_episode("e", status=Status.DRAFT, answer="")
    result = app.test_cli_runner().invoke(args=["answers", "import", *map(str, arguments)])
    return result.exit_code, result.output


def test_a_text_becomes_the_answer_and_its_resources(app: Flask, text: Path) -> None:
    status, output = run(app, text, "--episode", "e")
    assert status == 0, output
    answer = db.session.query(Answer).one()
    assert answer.parts[0].heading == "Before you go"
    assert [r.creator for r in db.session.query(Resource)] == ["Odile Marchetti"]
    assert "13 words: 7 in the text, 4 in resources, 2 left over" in output


def test_a_dry_run_says_the_same_and_changes_nothing(app: Flask, text: Path) -> None:
    status, output = run(app, text, "--episode", "e", "--dry-run", "--json")
    assert status == 0
    outline = json.loads(output)
    assert [block["kind"] for block in outline["blocks"]] == [
        "part", "checklist", "left-over", "resource",
    ]  # fmt: skip
    assert outline["blocks"][1]["items"][1]["ticked"] is True
    assert db.session.query(Answer).count() == 0


def test_an_episode_that_is_not_there_is_named(app: Flask, text: Path) -> None:
    status, output = run(app, text, "--episode", "nowhere")
    assert status == 1
    assert "“nowhere”" in output


def test_a_file_of_another_kind_is_refused_and_named(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    status, output = run(app, tmp_path / "a.pdf", "--episode", "e")
    assert status == 1
    assert "a.pdf" in output
    assert "cannot be read" in output


def test_an_answer_that_viewers_see_is_left_to_the_desk(app: Flask, text: Path) -> None:
    a_show()
    episode = an_episode("e", answer="What stands.")
    episode.answer_published_at = now_utc()
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["answers", "import", str(text), "--episode", "e"])
    assert result.exit_code == 1
    assert "Viewers see this answer" in result.output
    assert db.session.query(Answer).one().markdown == "What stands."
