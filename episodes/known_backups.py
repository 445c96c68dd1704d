"""Where the last backups went, so that anyone who needs one is told."""

import json
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from episodes.outages import DAMAGED, outage_of

MANIFEST = "manifest.json"  # stands in the folder of a backup that is whole
FILE_NAME = "backups.json"
MOST = 10


def note_backup(data_dir: Path, folder: Path, made_at: str) -> None:
    """made_at: UTC, ISO 8601."""
    entries = [e for e in _entries(data_dir) if e["folder"] != str(folder.resolve())]
    entries.insert(0, {"folder": str(folder.resolve()), "made_at": made_at})
    path = data_dir / FILE_NAME
    path.write_text(json.dumps(entries[:MOST], indent=1) + "\n", encoding="utf-8")
    path.chmod(0o600)


def last_backup(data_dir: Path) -> tuple[Path, str] | None:
    """The newest that is still there: its folder, and when it was made."""
    for entry in _entries(data_dir):
        if (Path(entry["folder"]) / MANIFEST).exists():
            return Path(entry["folder"]), entry["made_at"]
    return None


def advice(data_dir: Path) -> str:
    """What to do where the database is damaged."""
    last = last_backup(data_dir)
    if last is None:
        return "No backup is known here. If you have one: stop the site, flask restore FOLDER."
    folder, made_at = last
    return f"Stop the site, then: flask restore {folder} (made {made_at})."


def failure(error: SQLAlchemyError, data_dir: Path) -> str:
    """Why the database did not do what it was asked for, in words for who runs the site."""
    is_damaged = outage_of(error) is DAMAGED
    what = "is damaged" if is_damaged else "does not answer"
    help_for_it = f" {advice(data_dir)}" if is_damaged else ""
    return f"The database {what}: {getattr(error, 'orig', error)}.{help_for_it}"


def _entries(data_dir: Path) -> list[dict[str, str]]:
    try:
        entries = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [e for e in entries if isinstance(e, dict) and {"folder", "made_at"} <= e.keys()]
