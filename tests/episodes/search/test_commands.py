"""flask search query and evaluate."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.search.commands import evaluate, query
from episodes.search.judging.figures import JudgedQuery, JudgedSetError, figures_of, read_judged
from episodes.search.queries import search
from episodes.warnings.choices import ViewerChoices
from tests.factories import an_episode

JUDGED = {
    "episodes": [
        {"question": "Who buys the oat milk?", "answers": ["Take turns.", "Make a list."]},
        {"question": "My cat hates my partner.", "answers": []},
    ],
    "queries": [
        {"query": "oat milk", "relevant": [0]},
        {"query": "take turns", "relevant": [0]},
        {"query": "angry cat", "relevant": [0], "excluded": [1]},
    ],
}


def test_the_command_ranks_as_the_page_does(app: Flask) -> None:
    an_episode("milk", question="Who buys the oat milk?")
    an_episode("cat", question="Does the cat drink milk?")
    an_episode("hidden", status=Status.DRAFT, question="Oat milk in secret?")
    result = app.test_cli_runner().invoke(query, ["oat milk", "--json"])
    answer = json.loads(result.output)
    page = search("oat milk", choices=ViewerChoices())
    assert [one["slug"] for one in answer["episodes"]] == [one.slug for one in page.episodes]
    assert answer["episodes"][0]["places"][0] == {
        "kind": "question",
        "text": "Who buys the oat milk?",
    }


def test_what_was_repaired_is_said(app: Flask) -> None:
    an_episode("milk", question="Is jealousy like sour milk?")
    result = app.test_cli_runner().invoke(query, ["jealosy", "--words-only"])
    assert "Searched for jealousy instead." in result.output


def test_a_judged_set_is_measured_and_the_site_is_left_alone(app: Flask, tmp_path: Path) -> None:
    if db.engine.dialect.name == "postgresql":
        pytest.skip("the set is measured in a file of its own")
    an_episode("mine")
    file = tmp_path / "set.json"
    file.write_text(json.dumps(JUDGED))
    result = app.test_cli_runner().invoke(evaluate, [str(file), "--json"], catch_exceptions=False)
    figures = json.loads(result.stdout[result.stdout.index("{") :])["words"]
    assert figures["queries"] == 3
    assert figures["success_at_1"] == pytest.approx(2 / 3)
    assert db.session.scalar(select(func.count()).select_from(Episode)) == 1


def test_figures_are_those_of_the_textbook() -> None:
    queries = [JudgedQuery("a", frozenset({7})), JudgedQuery("b", frozenset({1, 2}))]
    ranking = {"a": [3, 7, 5], "b": [9, 9, 9, 9, 9, 2, 1]}
    figures = figures_of(queries, lambda text, limit: ranking[text][:limit])
    assert (figures.success_at_1, figures.success_at_5, figures.success_at_10) == (0, 0.5, 1)
    assert figures.reciprocal_rank == pytest.approx((1 / 2 + 1 / 6) / 2)
    assert figures.ndcg_at_10 == pytest.approx((0.6309 + (0.3562 + 0.3333) / 1.6309) / 2, abs=1e-4)


@pytest.mark.parametrize("content", ["", "[]", '{"queries": []}', '{"episodes": [{}]}', "\xff"])
def test_a_file_that_is_no_judged_set_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "set.json"
    file.write_text(content)
    with pytest.raises(JudgedSetError, match=r"set\.json is not a judged set"):
        read_judged(file)
