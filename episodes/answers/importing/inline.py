"""Within a line: marks that were typed, addresses, quotes; and back to Markdown."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from urllib.parse import parse_qs, quote, urlsplit

from episodes.answers.importing.blocks import Run, Runs, text_of
from episodes.answers.sanitised import tokens_of, words_of

LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"“”]+", re.IGNORECASE)
_ALLOWED = re.compile(r"https?://[^/\s]|mailto:[^/\s]|#t=\d{1,6}$", re.IGNORECASE)
_TYPED_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
_MARKS: tuple[tuple[re.Pattern[str], dict[str, bool]], ...] = (
    (re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*(?![\w*])"), {"strong": True}),
    (re.compile(r"(?<![\w_])__(?=\S)([^_\n]+?)(?<=\S)__(?![\w_])"), {"strong": True}),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), {"emphasis": True}),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), {"emphasis": True}),
)
_INVISIBLE = re.compile("[\u200b\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACES = re.compile(r"[ \t\r\u00a0\u2000-\u200a\u202f\u3000]+")
_OPENS = frozenset(" \n([{—–-/“‘«\u00a0")
_ELISION = re.compile(r"'(?=(?:tis|twas|em|til|cause|bout|n|\d0s)\b)", re.IGNORECASE)
_NEEDS_ESCAPE = re.compile(r"[\\`*<]|&(?=#?\w+;)|~(?=~)|\[(?=[^\[\]]*\][(\[:])")
_EDGE_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
_AT_START = re.compile(r"^(\s*)([#>+\-=|~]|\d{1,9}(?=[.)](?:\s|$)))")
_BOX_AT_START = re.compile(r"^\[(?=[ xX]\])")


def cleaned(runs: Runs) -> Runs:
    """Spaces made one, marks that were typed taken for emphasis and links, quotes curled."""
    runs = merged(replace(run, text=_plain_spaces(run.text)) for run in runs)
    for change in (_typed_links, _typed_marks, _bare_addresses):
        runs = tuple(new for run in runs for new in change(run))
    return stripped(_without_double_spaces(merged(curled(runs))))


def allowed_href(href: str) -> str:
    """Without a word processor's detour before it; empty where a page cannot have it."""
    try:
        parts = urlsplit(href) if href.startswith(("http://", "https://")) else None
    except ValueError:  # brackets in a host that are no address of IPv6
        return ""
    if parts and parts.netloc == "www.google.com" and parts.path == "/url":
        href = (parse_qs(parts.query).get("q") or [href])[0]
    return href if _ALLOWED.match(href) else ""


def merged(runs: "Iterator[Run] | Runs") -> Runs:
    """Neighbours of one look as one."""
    return tuple(
        replace(look, text="".join(run.text for run in same))
        for look, same in groupby(
            (run for run in runs if run.text), key=lambda run: replace(run, text="")
        )
    )


def stripped(runs: Runs) -> Runs:
    """Without spaces at both ends."""
    inner = list(merged(runs))
    while inner and not (text := inner[0].text.lstrip()):
        inner.pop(0)
    if inner:
        inner[0] = replace(inner[0], text=text)
    while inner and not inner[-1].text.rstrip():
        inner.pop()
    if inner:
        inner[-1] = replace(inner[-1], text=inner[-1].text.rstrip())
    return tuple(inner)


def shortened(runs: Runs, start: int, end: int | None = None) -> Runs:
    """The characters from `start` to `end` of the runs' text."""
    end, place, part = len(text_of(runs)) if end is None else end, 0, []
    for run in runs:
        cut = run.text[max(0, start - place) : max(0, end - place)]
        part.append(replace(run, text=cut))
        place += len(run.text)
    return stripped(tuple(part))


def curled(runs: Runs) -> Runs:
    """Straight quotes as typographers set them; each stays one character, so runs keep theirs."""
    text, place, changed = curled_text(text_of(runs)), 0, []
    for run in runs:
        new = text[place : place + len(run.text)]
        changed.append(run if LINK.fullmatch(run.text) else replace(run, text=new))
        place += len(run.text)
    return tuple(changed)


def curled_text(text: str) -> str:
    text = _ELISION.sub("’", text)
    characters = list(text)
    for index, character in enumerate(characters):
        if character in "\"'":
            opens = index == 0 or characters[index - 1] in _OPENS
            pair = "“”" if character == '"' else "‘’"
            characters[index] = pair[0] if opens else pair[1]
    return "".join(characters)


def markdown_of(runs: Runs) -> str:
    """Falls back to words alone where the marks would not come back as they are here."""
    written = "".join(_run_markdown(run) for run in runs)
    written = _escape_start(written)
    plain = " ".join(text_of(runs).split())
    tokens = tokens_of(written)
    words = " ".join(words_of(token) for token in tokens if token.type == "inline")
    if words != plain or len(tokens) > 3:
        written = _escape_start(_escaped(text_of(runs)))
    return written.replace("\n", "\\\n")


def _plain_spaces(text: str) -> str:
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).replace(" \n", "\n").replace("\n ", "\n")


def _without_double_spaces(runs: Runs) -> Runs:
    single, before = [], ""
    for run in runs:
        text = run.text.lstrip(" ") if before.endswith((" ", "\n")) else run.text
        single.append(replace(run, text=text))
        before = text or before
    return merged(tuple(single))


def _typed_links(run: Run) -> Iterator[Run]:
    def link(match: re.Match[str]) -> Run:
        href = allowed_href(match[2])
        return replace(run, text=match[1] if href else match[0], href=href)

    return iter([run]) if run.href else _split(run, _TYPED_LINK, link)


def _bare_addresses(run: Run) -> Iterator[Run]:
    def link(match: re.Match[str]) -> Run:
        address = match[0].rstrip(".,;:!?)’”")
        return replace(run, text=match[0], href=address if allowed_href(address) else "")

    for part in [run] if run.href else _split(run, LINK, link):
        if part.href and not run.href and part.text != part.href and LINK.match(part.text):
            yield replace(part, text=part.href)
            yield replace(run, text=part.text[len(part.href) :])
        else:
            yield part


def _typed_marks(run: Run) -> Iterator[Run]:
    parts = [run]
    for pattern, look in _MARKS:
        parts = [
            new
            for part in parts
            for new in _split(part, pattern, lambda m, p=part, k=look: replace(p, text=m[1], **k))  # type: ignore[misc]
        ]
    return iter(parts if not LINK.search(run.text) else [run])


def _split(
    run: Run, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Run]
) -> Iterator[Run]:
    place = 0
    for match in pattern.finditer(run.text):
        yield replace(run, text=run.text[place : match.start()])
        yield make(match)
        place = match.end()
    yield replace(run, text=run.text[place:])


def _escaped(text: str) -> str:
    text = _NEEDS_ESCAPE.sub(lambda match: "\\" + match[0], text)
    return _EDGE_UNDERSCORE.sub(r"\\_", text)


def _escape_start(written: str) -> str:
    """What would begin a heading, a list or a quotation at the start of a line."""
    return "\n".join(map(_escape_line, written.split("\n")))


def _escape_line(line: str) -> str:
    if _BOX_AT_START.match(line):
        return f"\\{line}"
    start = _AT_START.match(line)
    if start is None:
        return line
    place = start.end() if start[2].isdigit() else start.end(1)
    return f"{line[:place]}\\{line[place:]}"


def _run_markdown(run: Run) -> str:
    if run.href and LINK.fullmatch(run.text) and run.text == run.href and "(" not in run.href:
        return f"<{run.href}>"
    body = run.text.strip()
    if not body:
        return run.text
    marks = "**" * run.strong + "*" * run.emphasis
    written = f"{marks}{_escaped(body)}{marks[::-1]}"
    if run.struck:
        written = f"~~{written}~~"
    if run.href:
        written = f"[{written}]({quote(run.href, safe=':/?#@!$&*+,;=%~-._')})"
    start, end = (
        run.text[: len(run.text) - len(run.text.lstrip())],
        run.text[len(run.text.rstrip()) :],
    )
    return f"{start}{written}{end}"
