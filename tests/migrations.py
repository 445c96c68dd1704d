"""Where the migrations are, for tests that step through them."""

from pathlib import Path

MIGRATIONS = str(Path(__file__).parents[1] / "migrations")
