"""Two people began with the same version: nothing that either did is lost without a word."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from episodes.versions.merging import Conflict, merge

BASE: dict[str, Any] = {
    "title": "One",
    "summary": "",
    "credits": [{"id": "a", "person": "Ana", "role": "host"}, {"id": "b", "person": "Bob"}],
}
WORDS = st.sampled_from(["", "one", "two", "three"])
ROWS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abcd"), "words": WORDS}),
    unique_by=lambda row: row["id"],
)
CONTENTS = st.fixed_dictionaries({"title": WORDS, "rows": ROWS})


def test_each_changes_a_field_of_their_own_and_both_are_there() -> None:
    merged = merge(BASE, BASE | {"title": "Two"}, BASE | {"summary": "Short."})
    assert merged.content == BASE | {"title": "Two", "summary": "Short."}
    assert merged.conflicts == ()


def test_both_change_the_same_field_and_both_texts_are_named() -> None:
    merged = merge(BASE, BASE | {"title": "Mine"}, BASE | {"title": "Theirs"})
    assert merged.content["title"] == "Mine"
    assert merged.conflicts == (Conflict("title", "", "Mine", "Theirs"),)


def test_the_same_change_twice_is_no_conflict() -> None:
    assert merge(BASE, BASE | {"title": "Two"}, BASE | {"title": "Two"}).conflicts == ()


def test_each_changes_a_cell_of_the_same_row() -> None:
    ana, bob = BASE["credits"]
    mine = BASE | {"credits": [ana | {"role": "guest"}, bob]}
    theirs = BASE | {"credits": [ana | {"person": "Anna"}, bob]}
    merged = merge(BASE, mine, theirs)
    assert merged.content["credits"][0] == {"id": "a", "person": "Anna", "role": "guest"}
    assert merged.conflicts == ()


def test_both_add_a_row_and_both_rows_stand() -> None:
    mine = BASE | {"credits": [*BASE["credits"], {"id": "m", "person": "Mia"}]}
    theirs = BASE | {"credits": [{"id": "t", "person": "Tom"}, *BASE["credits"]]}
    assert [r["id"] for r in merge(BASE, mine, theirs).content["credits"]] == ["t", "a", "b", "m"]


def test_a_row_that_one_took_out_goes_unless_the_other_changed_it() -> None:
    ana, bob = BASE["credits"]
    without, changed = BASE | {"credits": [ana]}, BASE | {"credits": [ana, bob | {"person": "Bo"}]}
    assert merge(BASE, without, BASE).content["credits"] == [ana]
    merged = merge(BASE, without, changed)
    assert merged.content["credits"] == [ana, {"id": "b", "person": "Bo"}]
    assert merged.conflicts == (Conflict("credits", "b", None, {"id": "b", "person": "Bo"}),)


def test_one_moves_rows_while_the_other_adds_one() -> None:
    ana, bob = BASE["credits"]
    theirs = BASE | {"credits": [ana, {"id": "t", "person": "Tom"}, bob]}
    merged = merge(BASE, BASE | {"credits": [bob, ana]}, theirs)
    assert [row["id"] for row in merged.content["credits"]] == ["b", "a", "t"]


@given(CONTENTS, CONTENTS)
def test_who_changed_nothing_gets_what_the_other_made(
    base: dict[str, Any], other: dict[str, Any]
) -> None:
    assert merge(base, base, other).content == other
    assert merge(base, other, base).content == other


@given(CONTENTS, CONTENTS, CONTENTS)
def test_whatever_one_side_changed_is_there_or_named(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    merged = merge(base, mine, theirs)
    named = {(conflict.field, conflict.row) for conflict in merged.conflicts}
    result = {row["id"]: row for row in merged.content["rows"]}
    old = {row["id"]: row for row in base["rows"]}
    for side in (mine, theirs):
        for row in side["rows"]:
            if row != old.get(row["id"]):
                is_there = result.get(row["id"], {}).get("words") == row["words"]
                same = (old.get(row["id"]) or {}).get("words") == row["words"]
                assert is_there or same or ("rows.words", row["id"]) in named
