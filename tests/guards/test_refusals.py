"""One way to refuse: what is told to the person who asked is a RefusalError, whatever its name."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SENTENCES = {"Message", "Plural", "sentence"}
# WTForms’ own, for what a field says of itself, and the caption library’s, which names the line
# of the file, too.
REFUSALS = {"RefusalError", "ValidationError", "CaptionError"}
# Says something to people, and not in answer to what they asked.
OTHERWISE = {
    "JobFailedError": "ends a job: the reason stays in its row, and is read on the page of jobs",
    "LibraryError": "no error but a sentence: what the caption library says, translated",
}


def trees() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "episodes").rglob("*.py")):
        yield ast.parse(path.read_text())


def name_of(node: ast.expr | None) -> str:
    return ast.unparse(node).rpartition(".")[2] if node else ""


def speaking_errors() -> set[str]:
    """Raised with a sentence, or made with one by their own `__init__`."""
    names = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                speaks = any(
                    isinstance(inner, ast.Call) and name_of(inner.func) in SENTENCES
                    for inner in ast.walk(node.exc)
                )
                names |= {name_of(node.exc.func)} if speaks else set()
            elif isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                speaks = any(
                    isinstance(inner, ast.Call) and name_of(inner.func) in SENTENCES
                    for inner in ast.walk(node)
                )
                names |= {node.name} if speaks else set()
    return names


def test_what_is_told_to_people_is_a_refusal() -> None:
    parents = {
        node.name: [name_of(base) for base in node.bases]
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def is_refusal(name: str) -> bool:
        return name in REFUSALS or any(map(is_refusal, parents.get(name, [])))

    speaking = speaking_errors()
    assert len(speaking) > 15
    assert {name for name in speaking if not is_refusal(name)} == OTHERWISE.keys()
