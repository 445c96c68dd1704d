"""What is said of an answer while it is typed."""

import pytest

from episodes.answers.structure import structure_of

WHOLE = """Hello.

## Make the list

- [ ] Ask
- [ ] Thank

1. One
2. Two

> Said by somebody.

## Is it you?

It might be.
"""


def problems_of(markdown: str) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.message)) for problem in structure_of(markdown).problems]


def test_what_an_answer_is_made_of_is_counted() -> None:
    structure = structure_of(WHOLE)
    made_of = [str(each) for each in structure.made_of]
    assert made_of == ["2 parts", "a checklist of 2", "1 list", "1 quotation"]
    assert (structure.words, structure.minutes, structure.problems) == (17, 1, ())


@pytest.mark.parametrize(
    ("markdown", "line", "words"),
    [
        ("Hello.\n\n##\n\nWords.", 3, "no words"),
        ("## One\n\n## Two\n\nWords.", 1, "Nothing stands under"),
        ("## One\n\nWords.\n\n#### Deep\n\nWords.", 5, "skips a level: write it with ###."),
        ("# One\n\nWords.", 1, "Begin a part with ##"),
        ("Words:\n\n- only this", 3, "A list of one"),
        ("Words.\nMore [here]() and on.", 2, "no address"),
        ("Words [here](www.example.org).", 1, "begins with https://"),
        ("Words [](https://example.org).", 1, "no words"),
        ("Words.\n\nSee [there](#nowhere).", 3, "no part “nowhere”"),
        ("*Draft. Marnie to check.*\n\nWords.", 1, "note to yourselves"),
    ],
)
def test_what_a_reader_would_stumble_over_is_said_with_its_line(
    markdown: str, line: int, words: str
) -> None:
    ((at, message),) = problems_of(markdown)
    assert at == line
    assert words in message


def test_links_to_parts_headings_and_seconds_are_fine() -> None:
    markdown = "## One\n\n### In it\n\n[a](#one) [b](#in-it) [c](#t=42)\n"
    assert problems_of(markdown) == []


def test_a_list_in_a_list_is_counted_by_itself() -> None:
    assert problems_of("- a\n  - b\n  - c\n- d\n") == []
    assert [line for line, _ in problems_of("- a\n  - b\n- d\n")] == [2]


def test_a_drafty_day_is_no_note_to_self() -> None:
    assert problems_of("Drafty windows.\n\nTodos los días.") == []
