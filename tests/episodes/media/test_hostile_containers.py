"""What a file claims in any container costs the child that looks at it no more than its bounds,
and everybody else nothing."""

from pathlib import Path

import pytest

from episodes.media import probe as probing_parent
from episodes.media.errors import NotPlayableError
from episodes.media.probe import probe
from episodes.media.signatures import known_container
from tests.episodes.media.hostile_containers import FILMS

# The libraries themselves take 25 MB of it; each of these films claims ten times as much, or more.
LITTLE_BYTES = 150_000_000


@pytest.mark.parametrize("claim", FILMS)
def test_a_claim_costs_little_in_every_container(
    claim: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    container, film = FILMS[claim]
    path = tmp_path / "film"
    path.write_bytes(film())
    assert known_container(path) is container
    monkeypatch.setattr(probing_parent, "MOST_MEMORY_BYTES", LITTLE_BYTES)
    monkeypatch.setattr(probing_parent, "MOST_CPU_SECONDS", 5)
    try:
        facts = probe(path)
    except NotPlayableError as error:
        assert "Export it again" in str(error)
    else:
        assert facts.duration_ms is None or facts.duration_ms < 60_000
