"""What is made once a process is made once, however many threads ask at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from episodes.once import once_a_process
from episodes.search.language import general_words
from tests.waiting import wait_until

THREADS = 8


def test_threads_that_ask_together_get_one_value() -> None:
    begun: list[str] = []
    go_on, together = Event(), Barrier(THREADS)

    @once_a_process
    def value(name: str) -> object:
        begun.append(name)
        assert go_on.wait(60)
        return object()

    def ask() -> object:
        together.wait(60)
        return value("es")

    with ThreadPoolExecutor(THREADS) as pool:
        asked = [pool.submit(ask) for _ in range(THREADS)]
        wait_until(lambda: begun, "the first")
        go_on.set()
        assert len({id(one.result(60)) for one in asked}) == 1
    assert begun == ["es"]
    assert value("de") is not value("es")


def test_who_can_do_without_does_not_wait_for_another_thread() -> None:
    begun, go_on = Event(), Event()

    @once_a_process
    def value() -> str:
        begun.set()
        assert go_on.wait(60)
        return "there"

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(value.unless_busy)
        assert begun.wait(60)
        assert value.unless_busy() is None
        go_on.set()
        assert first.result(60) == "there"
    assert value.unless_busy() == "there"


def test_what_raises_is_tried_again() -> None:
    tries: list[int] = []

    @once_a_process
    def value() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not yet")
        return "there"

    with pytest.raises(OSError, match="not yet"):
        value()
    assert (value(), value(), len(tries)) == ("there", "there", 2)


def test_the_word_lists_are_read_once_by_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that has just started is asked by all of its threads at once."""
    reads: list[str] = []
    together = Barrier(THREADS)

    class Counted(dict[str, object]):
        def __getitem__(self, language: str) -> object:
            reads.append(language)
            return super().__getitem__(language)

    monkeypatch.setattr(general_words, "WORDS", Counted(general_words.WORDS))
    fresh = once_a_process(general_words._hashes.__wrapped__)  # type: ignore[attr-defined]
    monkeypatch.setattr(general_words, "_hashes", fresh)

    def ask() -> bool:
        together.wait(60)
        return general_words.is_known("tetera", "es")

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(lambda _: ask(), range(THREADS)))) == 1
    assert reads == ["es"]
