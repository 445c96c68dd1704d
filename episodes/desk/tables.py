"""Episodes as a table that spreadsheet programs open: text to rows, rows to text. Pure.

A cell that such a program would take for a formula gets an apostrophe, which is taken off again
when the table is read."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from episodes.messages import Message
from episodes.refusals import RefusalError

READ_COLUMNS = (
    "slug", "title", "summary", "language", "season", "number", "topics", "people", "owner", "due",
)  # fmt: skip
# Told, and not taken: what goes out goes out by its checks, on the board.
TOLD_COLUMNS = ("status", "published_at")
BETWEEN = " | "
# Each row is tried by every rule before anything is saved: 500 take some ten seconds.
MOST_ROWS = 500
SEPARATORS = (",", ";", "\t")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MADE_INERT = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """number: as a spreadsheet program counts, the heading is row 1. cells: by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class TableProblem:
    row: int
    column: str
    message: str


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """The heading first. With the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*READ_COLUMNS, *TOLD_COLUMNS))
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def table_rows(text: str) -> list[TableRow]:
    """Rows in which something stands. Raises RefusalError."""
    text = text.removeprefix("\ufeff")
    if text.count("\n") > 4 * MOST_ROWS:  # a cell may hold lines; a million rows are not read
        raise _too_many()
    heading, _, _ = text.partition("\n")
    separator = max(SEPARATORS, key=heading.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise RefusalError(
            Message("This is not a table that we can read: a quotation mark stands open.")
        ) from error
    if not lines:
        raise RefusalError(Message("The table is empty."))
    columns = _columns(lines[0])
    rows = [
        TableRow(number, _cells(columns, line))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]
    if len(rows) > MOST_ROWS:
        raise _too_many()
    return rows


def _too_many() -> RefusalError:
    return RefusalError(
        Message("This table has more than %(most)s rows. Send it in several parts.", most=MOST_ROWS)
    )


def _columns(heading: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in heading]
    names = (*READ_COLUMNS, *TOLD_COLUMNS)
    strange = [name for name in columns if name and name not in names]
    if "title" not in columns or strange:
        raise RefusalError(
            Message(
                "The first row has to name the columns: %(known)s. “title” is needed; we don’t"
                " know %(strange)s.",
                known=", ".join(names),
                strange=", ".join(f"“{name[:40]}”" for name in strange[:5]) or "–",
            )
        )
    return columns


def _cells(columns: list[str], line: list[str]) -> dict[str, str]:
    pairs = zip(columns, line, strict=False)
    return {name: _as_typed(cell.strip(" ")) for name, cell in pairs if name in READ_COLUMNS}


def _inert(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _as_typed(cell: str) -> str:
    return cell[1:] if _MADE_INERT.match(cell) else cell
