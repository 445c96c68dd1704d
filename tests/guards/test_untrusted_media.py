"""Libraries that open files which come from anybody do so in processes with bounds, or stand here
with what bounds them instead."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Each runs in a job's process or in the child that looks at an upload.
MAY_OPEN = {
    "episodes/media/opening.py",
    "episodes/media/picture_child.py",
    "episodes/media/probing.py",
    "episodes/media/making/drawing.py",
    "episodes/media/making/hearing.py",
    "episodes/media/making/logo.py",
    "episodes/media/making/picture_encoder.py",
    "episodes/media/making/rendition.py",
    "episodes/media/making/seeing.py",
    "episodes/media/making/sound_graph.py",
    "captions/sync/sound/containers.py",
    "captions/sync/sound/decoding.py",
    "captions/sync/sound/resampling.py",
}

DOCUMENTS = frozenset(("PIL", "fontTools", "lxml", "mammoth", "odfdo", "tarfile", "zipfile"))
MAY_OPEN_DOCUMENTS = {
    "episodes/answers/importing/documents.py": "runs in a child",
    "episodes/answers/importing/html_reader.py": "in a child but for 30,000 characters",
    "episodes/answers/importing/html_elements.py": "in a child but for 30,000 characters",
    "episodes/identity/faces.py": "fonts of packages that the operator installed",
    "captions/formats/docx.py": "unpacks 20 MB at most, whose tags are counted before",
}


def imported_by(path: Path) -> set[str]:
    """Packages, by their first name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def test_no_other_module_opens_media_and_documents() -> None:
    files = [*(ROOT / "episodes").rglob("*.py"), *(ROOT / "captions").rglob("*.py")]
    imports = {p.relative_to(ROOT).as_posix(): imported_by(p) for p in files}
    of_site = {name: used for name, used in imports.items() if "demo/make" not in name}
    assert {name for name, used in of_site.items() if "av" in used} == MAY_OPEN
    opening = {name for name, used in of_site.items() if used & DOCUMENTS}
    assert opening == MAY_OPEN_DOCUMENTS.keys()


def test_a_process_that_serves_pages_does_not_load_the_libraries(tmp_path: Path) -> None:
    code = (
        "import sys; from app import create_front; create_front(); import episodes.models;"
        "import episodes.serving.running, episodes.archive.importing;"
        "print(sorted(m for m in sys.modules if m.split('.')[0] == 'av'))"
    )
    environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path), "SEARCH_BY_MEANING": "off"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
