"""What a word says, and which language a text is in by its small words."""

import pytest

from episodes.search.language.small_words import is_small, language_of
from episodes.search.language.words import WORD, folded


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I tell him that we are through?", "en"),
        ("No quiero tener relaciones con mi novio", "es"),
        ("Ich bin eifersüchtig auf meine Freundin", "de"),
        ("Je ne sais pas si elle est jalouse de moi", "fr"),
        ("Non so se la mia ragazza è gelosa di me", "it"),
        ("Ik weet niet of mijn vriendin jaloers is", "nl"),
        ("Não sei se a minha namorada tem ciúmes", "pt"),
        ("jealousy", ""),
        ("no", ""),
        ("", ""),
    ],
)
def test_small_words_tell_the_language(text: str, language: str) -> None:
    assert language_of([folded(match[0]) for match in WORD.finditer(text)]) == language


def test_a_small_word_says_little_in_its_language_and_in_english() -> None:
    assert is_small("cuando", "es-MX")
    assert not is_small("cuando", "de")
    assert is_small("because", "es")
    assert not is_small("novio", "es")
