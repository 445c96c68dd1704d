"""What a process keeps for searching by meaning, and what it costs."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from episodes.search.meaning.process import Meaning, RememberedVectors

ROOT = Path(__file__).parents[4]
THREADS = """
import os
import threading
from pathlib import Path
from app import create_app
from episodes.settings import Settings
create_app(Settings(DATA_DIR=Path({folder!r})))
import numpy
rows = numpy.ones((5_000, 384), numpy.float32)
rows @ rows.T
print(len(os.listdir("/proc/self/task")) - threading.active_count())
"""


def test_however_a_process_starts_no_thread_spins_beside_the_one_that_counts(
    tmp_path: Path,
) -> None:
    program = THREADS.format(folder=str(tmp_path))
    environment = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert done.stdout.strip() == b"0"


class Model:
    """Stands in for the sentence model, and counts how often it is run."""

    name = "a model"

    def __init__(self) -> None:
        self.read: list[str] = []

    def vectors(self, texts: list[str]) -> "np.ndarray":
        self.read += texts
        return np.array([[float(len(text))] for text in texts], np.float32)


def test_a_text_that_is_asked_again_is_not_read_again() -> None:
    model, remembered = Model(), RememberedVectors(most=2)
    vectors = [float(remembered.vector(model, text)[0]) for text in ("a", "bb", "a", "ccc", "a")]
    assert vectors == [1, 2, 1, 3, 1]
    assert model.read == ["a", "bb", "ccc"]


def test_what_was_asked_longest_ago_is_forgotten() -> None:
    model, remembered = Model(), RememberedVectors(most=2)
    for text in ("a", "bb", "ccc", "a"):
        remembered.vector(model, text)
    assert len(remembered) == 2
    assert model.read == ["a", "bb", "ccc", "a"]


def test_while_one_thread_reads_the_model_the_others_search_by_words() -> None:
    meaning = Meaning(is_on=True, folder="/nowhere", sha256="", most=1_000)
    with meaning._lock:  # as it is while the model is being read
        assert meaning.vector_of("oat milk") is None
    assert meaning.why_not == ""
