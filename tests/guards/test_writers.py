"""Who may end a transaction. What an action writes is kept or undone by its caller, so that
a person sees one outcome: all of it, or none."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
EPISODES = ROOT / "episodes"
# Beside views and commands, each with its reason.
MAY_COMMIT = {
    "jobs/running.py": "a job's changes and its being done are one commit, under its token",
    "search/judging/corpus.py": "fills a database of its own, which is thrown away",
    "search/indexing/jobs.py": "what a worker does by the clock has no caller",
    "search/indexing/erasing.py": "the same, so that withdrawn words leave the index",
    "serving/tasks.py": "the same",
    "serving/demo.py": "loads the demo season before anybody is served",
}
READERS = ("queries.py", "inbox.py")
WRITING_CALLS = {"add", "add_all", "delete", "merge", "flush", "commit"}


def files() -> list[Path]:
    return [p for p in sorted(EPISODES.rglob("*.py")) if "demo/make" not in p.as_posix()]


def calls_on_session(path: Path) -> set[str]:
    """The methods of db.session that are called there."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return {
        call.func.attr
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) in ("db.session", "db.session()", "session")
    }


def is_view_or_command(path: Path) -> bool:
    return bool({"views.py", "views", "commands.py"} & set(path.relative_to(EPISODES).parts))


def test_only_views_commands_and_jobs_commit() -> None:
    committing = {
        path.relative_to(EPISODES).as_posix()
        for path in files()
        if "commit" in calls_on_session(path) and not is_view_or_command(path)
    }
    assert committing == set(MAY_COMMIT)


def test_what_reads_writes_nothing() -> None:
    readers = [path for path in files() if path.name in READERS]
    assert len(readers) > 5
    guilty = {str(p): calls for p in readers if (calls := calls_on_session(p) & WRITING_CALLS)}
    assert guilty == {}
