"""`flask answers import`: a written text into an episode's answer."""

import json
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from episodes.answers.importing.blocks import Block, text_of
from episodes.answers.importing.importing import Imported, imported
from episodes.answers.importing.opening import MAX_FILE_BYTES, opened_file
from episodes.answers.imports import save_import
from episodes.catalog.queries import visible_episode
from episodes.db import db
from episodes.refusals import RefusalError

_SHOWN = 70  # characters of each line of the outline

answers = AppGroup("answers", help="Written answers.")


@answers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--episode", "slug", required=True, help="The ID of the episode.")
@click.option("--dry-run", is_flag=True, help="Show what would be made, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outline as JSON.")
def import_command(file: Path, *, slug: str, dry_run: bool, as_json: bool) -> None:
    """Make the answer of an episode from FILE (.docx, .odt, .html, .md, .txt)."""
    episode = visible_episode(slug, staff=True)
    if episode is None:
        raise click.ClickException(f"There is no episode “{slug}”.")
    try:
        with file.open("rb") as stream:
            result = imported(opened_file(file.name, stream.read(MAX_FILE_BYTES + 1)))
        if not dry_run:
            save_import(episode, result, saved_by=None, note=file.name)
            db.session.commit()
    except RefusalError as error:
        db.session.rollback()
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(_json(result) if as_json else _outline(result, is_saved=not dry_run))


def _outline(result: Imported, *, is_saved: bool) -> str:
    lines = [_line(number, block) for number, block in enumerate(result.blocks, start=1)]
    lines += [f"! {notice}" for notice in result.notices]
    count = result.count
    lines.append(
        f"{count.source} words: {count.text} in the text, {count.resources} in resources,"
        f" {count.left_over} left over."
        f" Unsure of {len(result.unsure)} of {len(result.blocks)} blocks."
    )
    lines.append("Saved." if is_saved else "Nothing is changed (--dry-run).")
    return "\n".join(lines)


def _line(number: int, block: Block) -> str:
    mark = "?" if block.decision.is_unsure else " "
    words = " ".join(block.source_words.split())
    cut = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    reason = f" ({block.decision.reason})" if block.decision.is_unsure else ""
    return f"{mark}{number:4}  {block.kind:13} {cut}{reason}"


def _json(result: Imported) -> str:
    outline = {
        "blocks": [_block(block) for block in result.blocks],
        "markdown": result.markdown,
        "ratings": dict(result.ratings),
        "notices": [str(notice) for notice in result.notices],
        "words": {
            "source": result.count.source,
            "text": result.count.text,
            "resources": result.count.resources,
            "left_over": result.count.left_over,
        },
    }
    return json.dumps(outline, ensure_ascii=False, indent=2)


def _block(block: Block) -> dict[str, Any]:
    """Without what is empty."""
    resource = block.resource
    fields: dict[str, Any] = {
        "kind": block.kind.value,
        "words": block.source_words,
        "reason": str(block.decision.reason),
        "confidence": block.decision.confidence,
        "items": [
            {"words": text_of(item.runs), "level": item.level, "ticked": item.ticked}
            for item in block.items
        ],
        "speaker": block.speaker,
        "note": block.note,
        "ratings": dict(block.ratings),
        "resource": {name: getattr(resource, name) for name in resource.__slots__}
        if resource
        else None,
    }
    return {name: value for name, value in fields.items() if value not in ("", [], {}, None)}
