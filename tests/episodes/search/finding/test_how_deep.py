"""How far down is looked: deeper costs more and finds nothing that anybody reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from sqlalchemy import true

from episodes.search.engines.engine import EpisodeWords, Match, WordCounts
from episodes.search.finding import find, nearness
from episodes.search.finding.find import Prepared
from episodes.search.finding.ranking import RankedEpisode, ranked
from episodes.search.language.query import parsed
from episodes.search.models import PlaceKind


@dataclass
class Noting:
    """Stands for the engine: notes whose words it is asked for."""

    episodes: list[int] = field(default_factory=list)

    def episode_words(
        self, _words: Sequence[str], episodes: Sequence[int], _visible: object
    ) -> dict[int, EpisodeWords]:
        self.episodes += episodes
        return {}


def test_the_best_hundred_by_their_best_places_are_weighed_by_all_their_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noting = Noting()
    monkeypatch.setattr(find, "engine", lambda: noting)
    by_words = [Match(n, n, PlaceKind.ANSWER, 1_000.0 - n) for n in range(1, 201)]
    prepared = Prepared(parsed("milk"), ("milk",), "", WordCounts({"milk": 200}))
    find._weighed(prepared, by_words, true())
    assert 100 in noting.episodes
    assert 101 not in noting.episodes


@dataclass
class FarSight:
    """Stands for a corpus in which nothing near may be found, save the first `seen`."""

    seen: int
    looked_at: list[int] = field(default_factory=list)

    def first(self, count: int) -> list[int]:
        return list(range(count))

    def following(self, first: int, count: int) -> list[int]:
        self.looked_at.append(count)
        return list(range(first, first + count))

    def groups_of(self, episode_ids: Sequence[int]) -> list[int]:
        return list(episode_ids)

    def episode_of(self, group: int) -> int:
        return group


@pytest.mark.parametrize(("seen", "further"), [(1, 3_600), (2, 2_500), (25, 200), (50, None)])
def test_where_little_may_be_found_the_search_goes_on_but_not_through_the_archive(
    monkeypatch: pytest.MonkeyPatch, seen: int, further: int | None
) -> None:
    sight = FarSight(seen)

    def may_be_found(_sight: object, groups: Sequence[int], _may_find: object) -> list[Match]:
        return [Match(n, n, PlaceKind.ANSWER, 0.5) for n in groups if n < seen]

    monkeypatch.setattr(nearness, "_matches", may_be_found)
    nearness.nearest_places(sight, true(), 50)  # type: ignore[arg-type]
    assert sight.looked_at == ([further] if further else [])


def test_fifty_are_looked_for_by_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[int] = []

    def note(_sight: object, _may_find: object, count: int, _also: object) -> list[Match]:
        wanted.append(count)
        return []

    monkeypatch.setattr(find, "nearest_places", note)
    for limit in (10, 50, 51):
        find._matches_by_meaning(parsed("milk"), None, [], true(), limit)  # type: ignore[arg-type]
    assert wanted == [10, 50, 50]


def places(*scores: float) -> RankedEpisode:
    (only,) = ranked([Match(n, 1, PlaceKind.SPEECH, s) for n, s in enumerate(scores, 1)], 1)
    return only


def test_five_places_of_an_episode_are_kept_the_best_first() -> None:
    assert places(1.0, 2.0, 7.0, 3.0, 6.0, 5.0).passage_ids == (3, 5, 6, 4, 2)


def test_what_is_not_weighed_stands_just_below_the_last_that_is() -> None:
    """Nothing lies between: what it is worth beside a meaning does not fall off."""
    by_words = [Match(n, n, PlaceKind.ANSWER, 10.0 - n) for n in (1, 2, 3)]
    worth = {one.episode_id: one.score for one in ranked(by_words, 9, weighed={1: 5.0, 2: 4.0})}
    assert 4.0 > worth[3] > 0.9 * 4.0
