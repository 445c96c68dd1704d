"""Cursors: what a page's end says to the next, whatever changes in between."""

import pytest

from episodes.search.results.paging import Ranked, is_cursor, page_of

TEN = [Ranked(number, 10.5 - number) for number in range(1, 11)]


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    seen: list[int] = []
    after = ""
    for _ in range(4):
        page = page_of(TEN, "best", after, 3)
        seen += page.episode_ids
        after = page.after
    assert seen == list(range(1, 11))
    assert after == ""


def test_what_is_published_meanwhile_moves_no_later_page() -> None:
    after = page_of(TEN, "best", "", 3).after
    newer = [Ranked(99, 50.0), *TEN]
    assert page_of(newer, "best", after, 3).episode_ids == (4, 5, 6)


def test_what_is_withdrawn_meanwhile_leaves_no_gap() -> None:
    after = page_of(TEN, "best", "", 3).after
    without_the_last = [one for one in TEN if one.episode_id != 3]
    assert page_of(without_the_last, "best", after, 3).episode_ids == (4, 5, 6)
    without_the_page = [one for one in TEN if one.episode_id > 3]
    assert page_of(without_the_page, "best", after, 3).episode_ids == (4, 5, 6)


def test_scores_that_shift_move_no_page() -> None:
    after = page_of(TEN, "best", "", 3).after
    weighed_again = [Ranked(one.episode_id, one.key * 0.37) for one in TEN]
    assert page_of(weighed_again, "best", after, 3).episode_ids == (4, 5, 6)


@pytest.mark.parametrize(
    "after",
    ["best", "best_1", "best__", "best_x_1", "best_1_", "best_nan_99", "best_1e999_99",
     "newest_1_3", "best_1_99999999999999999999",
     "'; DROP TABLE episode; --", "best_1_" + "1." * 500, "\0", "٣"],
)  # fmt: skip
def test_a_cursor_that_is_none_of_ours_asks_for_the_first_page(after: str) -> None:
    assert page_of(TEN, "best", after, 3).episode_ids == (1, 2, 3)


def test_a_cursor_behind_everything_finds_an_empty_page() -> None:
    assert page_of(TEN, "best", "best_-3.5_99", 3).episode_ids == ()


def test_its_own_cursors_are_known() -> None:
    tiny = [Ranked(1, 1e-17), Ranked(2, 5e-18), Ranked(3, -2.0)]
    first = page_of(tiny, "best", "", 1)
    assert is_cursor(first.after)
    assert page_of(tiny, "best", first.after, 1).episode_ids == (2,)
