"""What somebody asks of search, as an address has it."""

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from episodes.search.results.filters import Filters


class Sort(StrEnum):
    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """typed: as typed. exactly: nothing of it is to be repaired. after: where an earlier page
    ended (see paging)."""

    typed: str = ""
    exactly: bool = False
    sort: Sort = Sort.BEST
    filters: Filters = field(default_factory=Filters)
    after: str = ""

    def address_values(self) -> dict[str, Any]:
        """Of the same inquiry's first page; only what differs from the usual."""
        values: dict[str, Any] = {"q": self.typed} | self.filter_values()
        if self.exactly:
            values["exactly"] = 1
        if self.sort is not Sort.BEST:
            values["sort"] = self.sort.value
        return values

    def filter_values(self) -> dict[str, Any]:
        values = asdict(self.filters)
        return {name: "y" if value is True else value for name, value in values.items() if value}

    def narrowed(self, name: str, value: str) -> "Inquiry":
        """name and value as in an address; an empty value takes the filter away."""
        chosen: Any = value or None
        if name == "season" and value:
            chosen = int(value)
        elif isinstance(getattr(self.filters, name), bool):
            chosen = bool(value)
        return replace(self, filters=replace(self.filters, **{name: chosen}), after="")

    def sorted_by(self, sort: Sort) -> "Inquiry":
        return replace(self, sort=sort, after="")

    def without_filters(self) -> "Inquiry":
        return replace(self, filters=Filters(), after="")

    def taken_exactly(self) -> "Inquiry":
        return replace(self, exactly=True, after="")
