"""Words that a producer had to guess at do not come back: each has a plain one in its place."""

import re

from episodes.languages.extracting import extracted_catalogue

# A whole sentence or label that says it so; what people read of programs (format names) is not
# among them.
INSTEAD = {
    r"What stands": "What’s done",
    r"There": "Done",
    r"Going out": "Publish",
    r"Can wait:?": "Not required",
    r"Make the draft": "Create draft",
    r"Put with": "Merge into",
    r"Close to it": "Similar questions",
    r"It is spam": "Mark as spam",
    r"Words not to be published": "Don’t publish their words",
    r"Word for word": "Don’t edit",
    r"Came without scripts": "Sent without the spam check",
    r"What of|How|How strong": "Topic, How it appears, Intensity",
    r"Headline": "Rating",
    r"What was understood": "File preview",
    r"How it reads": "Caption checks",
    r"Take away:?": "Remove",
    r"Short name": "ID (advanced)",
}
WITHIN = {
    r"\b[Ee]mpty (?:a|the|their) row": "a Remove button",
    r"\b[Pp]repare it again": "Process again",
    r"\blanguage tag\b": "the code of a language, or a list",
    r"Field cannot be longer than": "This is … characters too long",
    r"\b[Hh]ow strong it is\b": "intensity",
    r"\b1 (?:cues|captions)\b": "1 caption",
    r"gap of \{": "Only … s before this caption: close the gap, or leave …",
    r"\{\w+\} ms (?:before|after) the caption|(?:Shown|Ends|Starts) [^.]*\} ms": "seconds",
}


def sentences() -> list[str]:
    ids = (message.id for message in extracted_catalogue())
    return [each for one in ids for each in ([one] if isinstance(one, str) else one)]


def test_no_label_is_one_that_had_to_be_guessed() -> None:
    labels = {each: plain for old, plain in INSTEAD.items() for each in old.split("|")}
    patterns = {label: re.compile(label) for label in labels}
    guilty = [
        (sentence, labels[label])
        for sentence in sentences()
        for label, pattern in patterns.items()
        if pattern.fullmatch(sentence)
    ]
    assert guilty == []


def test_no_sentence_holds_what_was_replaced() -> None:
    guilty = [
        (sentence, plain)
        for sentence in sentences()
        for old, plain in WITHIN.items()
        if re.search(old, sentence)
    ]
    assert guilty == []
