"""Episodes out as a table, and in again: looked at first, all rows or none."""

import io

import pytest

from episodes.catalog.models import Episode, Person, Status
from episodes.db import db
from episodes.desk.tables import MOST_ROWS, READ_COLUMNS, TOLD_COLUMNS, table_rows, table_text
from episodes.refusals import RefusalError
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_episodes import the_episode
from tests.factories import a_user, an_episode

IMPORT = "/desk/episodes/import-table"
OUT = "/desk/episodes.csv"


def read(producer: Browser, text: str, **fields: object) -> str:
    return producer.post(IMPORT, text=text, **fields).text


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@a", "\t=1", "'=1", "''=1", "'tis", "a=1", ""]
)
def test_a_cell_that_begins_a_formula_is_made_inert_and_comes_back_as_it_was(cell: str) -> None:
    text = table_text([["slug", cell, *[""] * (len(READ_COLUMNS) + len(TOLD_COLUMNS) - 2)]])
    written = text.split("\r\n")[1].split(",")[1].strip('"')
    assert not written.startswith(("=", "+", "-", "@", "\t"))
    assert table_rows(text)[0].cells["title"] == cell


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encoding_and_separator_are_found_out(
    producer: Browser, encoding: str, separator: str
) -> None:
    data = f"title{separator}topics\r\nWer kauft Müsli?{separator}Küche | Geld\r\n".encode(encoding)
    page = producer.post(IMPORT, file=(io.BytesIO(data), "a.csv")).text
    assert "This is what will happen to 1 row." in page
    assert "Wer kauft Müsli?" in page
    assert db.session.query(Episode).count() == 0


def test_rows_make_and_change_episodes(producer: Browser) -> None:
    a_user(name="Mei")
    an_episode("there", status=Status.DRAFT, summary="Stays.")
    text = (
        "slug,title,season,number,topics,people,owner,due\n"
        "there,Other,2,7,Oat milk | Money,host: Maya | guest: Joe,Mei,2026-03-01\n"
        ",New one,,,,,,\n"
    )
    read(producer, text, do="1")
    changed = the_episode("there")
    assert (changed.title, changed.season, changed.number) == ("Other", 2, 7)
    assert changed.summary == "Stays."
    assert [topic.name for topic in changed.topics] == ["Money", "Oat milk"]
    assert [(c.person.name, c.role.value) for c in changed.credits] == [
        ("Maya", "host"),
        ("Joe", "guest"),
    ]
    assert the_episode("new-one").title == "New one"


def test_a_table_that_went_out_changes_nothing_when_it_comes_in(producer: Browser) -> None:
    producer.post(
        "/desk/episodes/new", title="=SUM(A1)", slug="e", summary="a;b\n\"c\",d", new_topics="Oat",
        **{"credits-0-person": "Maya", "credits-0-role": "host"},
    )  # fmt: skip
    an_episode("out")
    text = producer.get(OUT).text
    page = read(producer, text)
    assert page.count("Nothing changes.") == 2
    read(producer, text, do="1")
    assert producer.get(OUT).text == text


def test_every_problem_names_its_row_and_column_and_nothing_is_saved(producer: Browser) -> None:
    text = (
        "slug;title;season;number;people;owner;due\n"
        ";Fine;;;;;\n"
        ";;;;;;\n"
        ";No number;x;1;;;\n"
        ";No role;;;king: Maya;;\n"
        "a b;Bad address;;;;;\n"
        ";Nobody;;;;Zoe;\n"
        ";No day;;;;;soon\n"
        "twice;One;;;;;\n"
        "twice;Two;;;;;\n"
        "; ;1;2;;;\n"
    )
    page = read(producer, text, do="1")
    for place in ("Row 4, column season", "Row 5, column people", "Row 6, column slug",
                  "Row 7, column owner", "Row 8, column due", "Row 10, column slug",
                  "Row 11, column title"):  # fmt: skip
        assert place in page
    assert db.session.query(Episode).count() == 0
    assert db.session.query(Person).count() == 0


def test_a_million_rows_are_refused_kindly() -> None:
    with pytest.raises(RefusalError, match="Send it in several parts"):
        table_rows("title\n" + "a\n" * 1_000_000)
    with pytest.raises(RefusalError, match="Send it in several parts"):
        table_rows("title\n" + "a\n" * (MOST_ROWS + 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "name,what\na,b\n",
        "title,strange\na,b\n",
        'title\n"open\n',
        "title\n" + "x" * 200_000,
    ],
)
def test_what_is_no_table_is_refused_with_words(producer: Browser, text: str) -> None:
    response = producer.post(IMPORT, text=text)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert db.session.query(Episode).count() == 0


def test_a_table_is_for_who_may_edit(captioner: Browser) -> None:
    assert captioner.get(OUT).status_code == 403
    assert captioner.get(IMPORT).status_code == 403
