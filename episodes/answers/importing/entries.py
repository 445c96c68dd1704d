"""What one entry of a list of things to watch and read names: title, maker, address, note."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from episodes.answers.importing.blocks import FoundResource, Line, Runs
from episodes.answers.importing.inline import LINK
from episodes.answers.importing.phrases import ENTRY_KINDS, KIND_DOMAINS, KIND_WORDS, LABEL

# What “to read” and “to watch” say; an entry may still be a podcast among them.
_WIDE_TOPICS = frozenset(("book", "film"))
PHONE = re.compile(
    r"\+\d[\d ()-]{6,}\d|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b|\b\d{3}[ -]\d{3}[ -]\d{3,4}\b"
    r"|\b0(?:[ .-]?\d){8,10}\b|\b\d{3} ?\d{3}\b|\b(?:116|988|112|911)\b"
)
_WORD = r"(?:[A-ZÀ-Þ]\.(?:[A-ZÀ-Þ]\.)*|(?:Dr|Mr|Ms|Mrs|St)\.|[A-ZÀ-Þ][\w’'-]*)"
_NAME = rf"{_WORD}(?: (?:(?:and|y|&|de|van|von|la) )?{_WORD}){{0,5}}"
BY = re.compile(
    rf"(?:,? by|, (?:de|por)) (?P<creator>(?:[Tt]he )?{_NAME})"
    rf"|(?:,| [–—-]) (?:directed|written|hosted|dir\.|host) by (?P<other>{_NAME})"
    rf"|\b(?:dir\.:?|directed by) (?P<director>{_NAME})"
    rf"|, (?:an? )?(?:\w+ )?(?:class|course|workshop)\b[^,.]{{0,20}}"
    rf" with (?P<teacher>(?:the )?{_NAME})"
    rf"|\b(?:libro|novela|película|documental|roman|livre|film|documentaire)"
    rf" de (?P<foreign>{_NAME})"
)
QUOTED = re.compile(r"“([^”]{2,120})”|‘([^’]{2,120})’|«\s?([^»]{2,120}?)\s?»")
_KIND_NAME = (
    r"(?i:(?:short|documentary|feature) )?"
    r"(?i:film|movie|documentary|book|novel|memoir|podcast|video|talk|article|essay|class|libro|película|novela)"
)
# “Thirty Hours – film, Kenji Ward”, “Closing Time (video, 12 min, Dr Priya Venn)”
_KIND_THEN_MAKER = re.compile(
    rf"\s*(?:,|\.|[–—-]|\()\s*(?:an? )?(?P<kind>{_KIND_NAME})\b"
    r"(?P<length>,? (?:\d+ ?min\w*|\d{4}))?\s*(?:,|[–—-]|:)\s+"
    rf"(?P<maker>{_NAME})(?=\s*(?:[,.;:()]|[–—-] |$))"
)
_HELPLINE_NAME = re.compile(
    rf"(?::|,)\s+(?P<name>(?:The )?{_NAME})(?=[,:\s]+(?:\+?\d|on \d|at \d|[a-z]+s\b))"
)
BARE_HOST = re.compile(
    r"\b(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:com|org|net|info|co\.uk|org\.uk|edu|gov|tv|fm|show|example)\b(?:/[^\s,;)]*)?"
    r"|\b[a-z0-9-]+\.[a-z]{2,6}/[^\s,;)]+",
    re.IGNORECASE,
)
_AUTHOR_FIRST = re.compile(rf"({_NAME})\s*[:,]\s*$")
_AUTHOR_AFTER = re.compile(rf"\s*(?:,|[–—-]|\()\s*({_NAME})(?=[\s]*(?:[,.;:()]|[–—-] |$))")
_AUTHOR_LAST = re.compile(rf"\s*\([^()]*\)\s*(?:,|[–—-])\s*({_NAME})$")
_TITLE_END = re.compile(r"\s+[–—-]+\s+|:\s+|\s*\(|,\s+|\.\s+|;\s+")
_YEAR = re.compile(r"\s*\(\d{4}\)$")
_TELLS_WHEN = re.compile(r"(?:if|when|for|in) ", re.IGNORECASE)
_BEFORE_MAKER = re.compile(rf"\s+[–—-]+\s+(?={_WORD} {_WORD}(?:\s*[,.;(]|$))")
_CLOSING = re.compile(r"^\s?[”’\"'»]+")
# “(Ludmila Farrow, book)”
_MAKER_THEN_KIND = re.compile(rf"\s*\(({_NAME}), (?:an? )?{_KIND_NAME}\)")
_BEFORE_KIND = re.compile(rf"(?:,|\.|\s[–—-]|\s*\()\s*(?:an? )?(?=(?:[\w-]+ )?{_KIND_NAME}\b)")
_KIND_AND_MAKER = re.compile(
    rf"\s*\((?:film|movie|documentary|book|novel|memoir|podcast|essay)[,:] ({_NAME})\)"
)
# A sentence and who said it; a title has no full stop within its quotes.
_SAID = re.compile(
    r"[“\"](?P<words>[^“”\"]+[.!?…])[”\"]\s*(?:—|–|―|--|-)\s*(?P<speaker>[^.!?\n]{2,80}?)\.?$"
)
_ARTICLE = re.compile(
    r"(?:the|an?|una?|el|la)?\s*(?:films?|books?|novel|podcast|video|documentary|article|class|shop)?",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    rf"(?:The )?{_NAME}(?=\s+(?:runs?|is|are|has|have|offers?|sells?|makes?|answers?|gives?"
    r"|takes?|does|teach(?:es)?|lists?|publish(?:es)?)\b|\s+(?:in|on|at) [A-ZÀ-Þ])"
)


def found_resource(line: Line, topic: str) -> FoundResource:
    """What a line names. All of its words are in one of the fields, but for the word before the
    title that says of which kind it is, and “by”."""
    if spoken := _SAID.match(line.words):
        return FoundResource("quotation", spoken["words"], spoken["speaker"])
    kind, _ = kind_of(line, topic)
    runs, label = line.runs, LABEL.match(line.words)
    text = line.words[label.end() :] if label else line.words
    address = _address(runs, text)
    text = _without_address(text)
    helpline = _HELPLINE_NAME.search(text) if kind == "helpline" else None
    if helpline and _TELLS_WHEN.match(text):  # “If you feel pushed: The Quiet Number, 116 000”
        note = _note(text[: helpline.start()], text[helpline.end() :])
        return FoundResource(kind, helpline["name"], "", address, note)
    title, creator, note = _named(text, _title_in(runs, text))
    return FoundResource(kind, title or address or line.words[:300], creator, address, note)


def _address(runs: Runs, text: str) -> str:
    for run in runs:
        if run.href.startswith("http"):
            return run.href
    if bare := BARE_HOST.search(LINK.sub("", text)):
        return "https://" + bare[0].rstrip(".,;:")
    return ""


def _without_address(text: str) -> str:
    text = LINK.sub("", text)
    bare = BARE_HOST.sub("", text)
    text = bare if any(map(str.isalpha, bare)) else text
    text = re.sub(r"[\[(]\s*[\])]|<\s*>", "", text)
    return re.sub(r"\s+", " ", text).strip(" :–—-,;→")


def _title_in(runs: Runs, text: str) -> str:
    """The words that are set as a title: in italics, in quotes, in bold, as a link."""
    runs = tuple(replace(run, text=run.text.strip()) for run in runs)
    for look in ("emphasis", "quoted", "strong", "href"):
        if look == "quoted":
            quoted = QUOTED.search(text)
            title = next(filter(None, quoted.groups()), "") if quoted else ""
        else:
            title = next(
                (r.text for r in runs if getattr(r, look) and not LINK.fullmatch(r.text)), ""
            )
        title = title.strip(" .,:;")
        if title and title in text and len(title) > 1 and len(title) < len(text) + 1:
            return _without_kind(title)
    return ""


def _without_kind(title: str) -> str:
    """Of a link that holds all: “The Third Chair, a book by Noor Castellane”."""
    kind = _BEFORE_KIND.search(title)
    return title[: kind.start()] if kind and BY.search(title, kind.start()) else title


def _named(text: str, title: str) -> tuple[str, str, str]:
    """Title, creator, note."""
    if not title:
        by = BY.search(text)
        ends = [by, *(end.search(text) for end in (_BEFORE_MAKER, _BEFORE_KIND, _MAKER_THEN_KIND))]
        ends += [] if any(ends) else [_TITLE_END.search(text)]
        cut = min((m.start() for m in ends if m), default=len(text))
        if (name := _NAME_END.match(text)) and name.end() < cut:
            cut = name.end()
        title = _YEAR.sub("", text[:cut]).strip()
    start = text.find(title)
    before, after = text[:start], _CLOSING.sub("", text[start + len(title) :])
    before = before.rstrip("“‘\"'« ")
    if first := _AUTHOR_FIRST.search(before):
        return title, first[1], _note(before[: first.start()], after)
    if made := _KIND_AND_MAKER.match(after) or _MAKER_THEN_KIND.match(after):
        return title, made[1], _note(before, after[made.end() :])
    by = BY.search(after) or BY.search(before)
    if by and by.string is after:
        creator = next(filter(None, by.groups()))
        return title, creator.rstrip("."), _note(before, after[: by.start()], after[by.end() :])
    if told := _KIND_THEN_MAKER.match(after):
        rest = (told["kind"], told["length"] or "", after[told.end() :])
        return title, told["maker"].rstrip("."), _note(before, *rest)
    author = _AUTHOR_AFTER.match(after) or _AUTHOR_LAST.match(after)
    if author and len(author[1].split()) <= 5 and len(author[1].split()) > 1:
        around = (after[: author.start(1)], after[author.end() :])
        return title, author[1].rstrip("."), _note(before, *around)
    return title, "", _note(before, after)


def _note(before: str, *parts: str) -> str:
    """Without “The” or “A film:” before a title, which its kind says already."""
    if _ARTICLE.fullmatch(before.strip(" ,:–—-")):
        before = ""
    named = [part.strip(" ,;:–—-.") for part in (before, *parts)]
    note = " ".join(part for part in named if any(map(str.isalnum, part)))
    if note.startswith("(") and note.count("(") == 1 and note.endswith(")"):
        note = note[1:-1]
    if note.count("(") != note.count(")"):
        note = note.replace("(", "").replace(")", "")
    return note.strip()


def kind_named(words: str) -> str:
    """Empty where the words name none, or several."""
    kinds = {kind for kind, pattern in KIND_WORDS if pattern.search(words)}
    return kinds.pop() if len(kinds) == 1 else ""


def kind_of(line: Line, topic: str) -> tuple[str, float]:
    words = line.words
    if _SAID.match(words):
        return "quotation", 0.85
    label = LABEL.match(words)
    if label and (kind := kind_named(label["label"])):
        return kind, 0.92
    host = (urlsplit(_address(line.runs, words)).hostname or "").removeprefix("www.")
    return _kind_of_entry(words, topic, host)


def _kind_of_entry(words: str, topic: str, host: str) -> tuple[str, float]:
    in_words = next((kind for kind, pattern in ENTRY_KINDS if pattern.search(words)), "")
    by_domain = next(
        (kind for kind, names in KIND_DOMAINS if any(name in host for name in names)), ""
    )
    by_phone = "helpline" if PHONE.search(LINK.sub("", words)) else ""
    if topic and (topic == in_words or topic not in _WIDE_TOPICS):
        return topic, 0.9
    if kind := in_words or by_domain or by_phone:
        return kind, 0.85
    is_named = bool(BY.search(words))
    if topic and not (topic == "book" and host and not is_named):
        return topic, 0.8
    if host:
        return "article", 0.65
    return "book", 0.72 if is_named else 0.5
