"""English sentences that remember how they were made, so that they can be translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType


class Message(str):
    """`template` is the sentence with `{names}`; `values` are what they stand for."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def translated(self, gettext: Callable[[str], str]) -> str:
        """By a function that takes the English template; values that are messages follow suit."""
        values = {
            name: value.translated(gettext) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return gettext(self.template).format(**values)

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[str, dict[str, object]]]:
        return _remade, (self.template, dict(self.values))


def sentence(template: str, /, **values: object) -> Message:
    """`sentence("{count:,} lines", count=3)`; extractors of messages look for this call."""
    message = Message(template.format(**values))
    message.template, message.values = template, MappingProxyType(values)
    return message


def listed(parts: Iterable[str]) -> Message:
    """The parts, each once, with commas between them; those that are messages are translated."""
    values: dict[str, object] = {
        f"part{number}": part for number, part in enumerate(dict.fromkeys(parts))
    }
    return _remade(", ".join(f"{{{name}}}" for name in values), values)


def _remade(template: str, values: dict[str, object]) -> Message:
    return sentence(template, **values)
