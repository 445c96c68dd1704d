"""FFmpeg's libraries open files that come from anybody: only in processes with bounds."""

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


def imports_av(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        if any(name.split(".")[0] == "av" for name in names):
            return True
    return False


def test_no_other_module_opens_media() -> None:
    files = [*(ROOT / "episodes").rglob("*.py"), *(ROOT / "captions").rglob("*.py")]
    opening = {p.relative_to(ROOT).as_posix() for p in files if imports_av(p)}
    assert {name for name in opening if "demo/make" not in name} == MAY_OPEN


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
