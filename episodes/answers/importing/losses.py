"""What a source has and an answer cannot: counted by kind, and named to the person."""

from collections import Counter

from episodes.messages import Message, Plural


def loss_notices(losses: Counter[str]) -> tuple[Message, ...]:
    """In the order of the table; nothing of what did not occur."""
    sentences = {
        "insertion": Plural(
            "%(num)s tracked insertion is taken as accepted.",
            "%(num)s tracked insertions are taken as accepted.",
            losses["insertion"],
        ),
        "deletion": Plural(
            "%(num)s tracked deletion is left out.",
            "%(num)s tracked deletions are left out.",
            losses["deletion"],
        ),
        "comment": Plural(
            "%(num)s comment is left out.", "%(num)s comments are left out.", losses["comment"]
        ),
        "header": Plural(
            "The words of %(num)s page header or footer are left out.",
            "The words of %(num)s page headers and footers are left out.",
            losses["header"],
        ),
        "picture": Plural(
            "%(num)s picture is left out.", "%(num)s pictures are left out.", losses["picture"]
        ),
        "hidden": Plural(
            "%(num)s hidden piece of text is left out.",
            "%(num)s hidden pieces of text are left out.",
            losses["hidden"],
        ),
        "macro": Message("The document holds macros. They were not run, and are left out."),
        "outside": Plural(
            "%(num)s link of the document to a file elsewhere was not followed.",
            "%(num)s links of the document to files elsewhere were not followed.",
            losses["outside"],
        ),
    }
    return tuple(sentence for kind, sentence in sentences.items() if losses[kind])
