"""The answers that are kept: within a bound of memory, those that were asked for twice longest."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from episodes.kept.rule import Key
from episodes.kept.stamp import Version
from episodes.packing import packed

OVERHEAD_BYTES = 2_000  # of an entry: key, headers, objects
# Answers asked for once may fill this share, so that asking for every page there is, one after the
# other, cannot push out what people come for.
SHARE_OF_NEW = 0.25


@dataclass(slots=True, eq=False)
class Entry:
    """headers: without length, encoding and ETag. body: gone where a packed form replaced it."""

    version: Version
    etag: str
    headers: list[tuple[str, str]]
    body: bytes
    forms: dict[str, bytes] = field(default_factory=dict)
    is_asked_again: bool = False

    @property
    def size(self) -> int:
        return len(self.body) + sum(map(len, self.forms.values())) + OVERHEAD_BYTES

    def form(self, encoding: str) -> bytes:
        """The body as it is sent; packed when it is asked for the second time, and then kept."""
        if encoding not in self.forms:
            self.forms[encoding] = packed(self.body, encoding)
        return self.forms[encoding]


class Store:
    """Two rows, oldest first: asked for once, and again."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._new: OrderedDict[Key, Entry] = OrderedDict()
        self._again: OrderedDict[Key, Entry] = OrderedDict()
        self._bytes = {id(self._new): 0, id(self._again): 0}
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        return sum(self._bytes.values())

    def get(self, key: Key) -> Entry | None:
        """Marks it as asked for again."""
        with self._lock:
            entry = self._again.get(key)
            if entry is not None:
                self._again.move_to_end(key)
                return entry
            entry = self._new.get(key)
            if entry is not None:
                self._take(self._new, key)
                entry.is_asked_again = True
                self._put(self._again, key, entry)
            return entry

    def put(self, key: Key, entry: Entry) -> None:
        with self._lock:
            was_asked_again = key in self._again
            self._take(self._again, key)
            self._take(self._new, key)
            entry.is_asked_again = was_asked_again
            self._put(self._again if was_asked_again else self._new, key, entry)

    def grown(self, key: Key, entry: Entry, by: int) -> None:
        """The entry holds a packed form more."""
        with self._lock:
            if self._again.get(key) is entry:
                self._bytes[id(self._again)] += by
                self._make_room()

    def _put(self, row: OrderedDict[Key, Entry], key: Key, entry: Entry) -> None:
        row[key] = entry
        self._bytes[id(row)] += entry.size
        self._make_room()

    def _take(self, row: OrderedDict[Key, Entry], key: Key) -> None:
        entry = row.pop(key, None)
        if entry is not None:
            self._bytes[id(row)] -= entry.size

    def _make_room(self) -> None:
        for row, share in ((self._new, SHARE_OF_NEW), (self._again, 1 - SHARE_OF_NEW)):
            while row and self._bytes[id(row)] > self._most * share:
                self._take(row, next(iter(row)))
