"""Told first, covered rarely: counted on the season that a newcomer sees."""

import json
from pathlib import Path
from typing import Any

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.gate import Gates, gates
from episodes.warnings.models import ContentWarning, Scope, Treatment
from tests.episodes.warnings.test_gate import a_warning, an_unsaved_episode

SEASON = Path(__file__).parents[3] / "episodes" / "demo" / "season" / "episodes"


def season() -> list[dict[str, Any]]:
    documents = [json.loads(path.read_text()) for path in sorted(SEASON.glob("*/episode.json"))]
    return [document for document in documents if document["status"] == "published"]


def gates_of_document(document: dict[str, Any]) -> Gates:
    states: dict[str, Any] = {}
    for name, artifact in document["artifacts"].items():
        pictures = name in ("thumbnail", "answer_images")
        headline = PictureHeadline if pictures else Headline
        states[f"{name}_headline"] = headline(artifact["headline"])
        states[f"{name}_review"] = ReviewState(artifact["review"])
    warnings = [_warning(each) for each in document.get("warnings", [])]
    return gates(an_unsaved_episode(**states), warnings, ViewerChoices())


def _warning(values: dict[str, Any]) -> ContentWarning:
    renamed = {"part": "part_anchor", "resource": "resource_slug"}
    values = {renamed.get(name, name): value for name, value in values.items()}
    own = {"scope": Scope(values["scope"]), "treatment": Treatment(values["treatment"])}
    return a_warning(**{**values, **own})


def test_a_newcomer_meets_one_cover_in_the_whole_season() -> None:
    documents = season()
    assert len(documents) >= 8
    over = [gates_of_document(document) for document in documents]
    videos = [o for o, d in zip(over, documents, strict=True) if "video" in d]
    assert sum(each.question.is_covered for each in over) == 0
    assert sum(each.transcript.is_covered for each in over) == 0
    assert sum(each.answer.is_covered for each in over) == 0
    assert sum(each.video.is_covered for each in videos) <= 1
    assert not any(gate.is_covered for each in over for gate in each.parts.values())
