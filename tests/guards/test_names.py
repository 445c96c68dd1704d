"""Names say what is done: what a machine can hold of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Words that could store, read or test: which of them, only the body would tell. A pure function
# that gives a changed copy of what it is given may be a participle, as `sorted` is.
VAGUE = frozenset(
    ("said", "kept", "found", "stored", "received", "drawn", "known", "marked", "shown", "asked",
     "taken", "given", "seen", "heard", "held", "sent", "wanted", "made", "told", "met", "used",
     "done", "got", "laid")
)  # fmt: skip
ALLOWED = {"episodes/messages.py: marked": "marks a sentence for the catalogue, and does no more"}
VAGUE_VARIABLES = frozenset(("found", "said", "known", "kept"))  # what? say it: `matching_episodes`
WITH_THEIR_REASON = {
    "episodes/search/finding/find.py: known": "of a query's words; the query stands beside it",
}
ERRORS = ("Error", "Exception", "Warning")


def sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("episodes", "captions"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def test_no_function_is_named_by_a_participle_that_could_mean_anything() -> None:
    vague = {
        f"{name}: {node.name}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.strip("_") in VAGUE
    }
    assert vague - ALLOWED.keys() == set()
    assert ALLOWED.keys() - vague == set()


def test_every_error_is_called_one() -> None:
    """Also those whose parent is an error of ours, which the linter does not follow."""
    parents = {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for _name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def is_error(name: str) -> bool:
        return name.endswith(ERRORS) or any(map(is_error, parents.get(name, [])))

    errors = [name for name, bases in parents.items() if any(map(is_error, bases))]
    assert len(errors) > 20
    assert [name for name in errors if not name.endswith("Error")] == []


def names_with_values(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def test_no_variable_is_named_by_what_was_done_to_it() -> None:
    vague = {
        f"{name}: {each}"
        for name, tree in sources()
        for each in names_with_values(tree)
        if each in VAGUE_VARIABLES
    }
    assert vague == WITH_THEIR_REASON.keys()
