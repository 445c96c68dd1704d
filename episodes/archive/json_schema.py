"""docs/archive.schema.json, made from the models."""

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from episodes.archive.directory_schema import (
    PersonFile,
    ShowFile,
    TopicFile,
)
from episodes.archive.schema import (
    EpisodeFile,
)


def schema_text() -> str:
    return json.dumps(_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _json_schema() -> dict[str, Any]:
    """One document: `$defs` has every object, `properties` the files that begin with one."""
    models = (ShowFile, PersonFile, TopicFile, EpisodeFile)
    _, schema = models_json_schema([(model, "validation") for model in models])

    def one(model: type) -> dict[str, str]:
        return {"$ref": f"#/$defs/{model.__name__}"}

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Querent's archive folder: its JSON files by name",
        "type": "object",
        "properties": {
            "show.json": one(ShowFile),
            "people.json": {"type": "array", "items": one(PersonFile)},
            "topics.json": {"type": "array", "items": one(TopicFile)},
            "episodes/<slug>/episode.json": one(EpisodeFile),
        },
        "$defs": schema["$defs"],
    }
