import pytest
from hypothesis import given
from hypothesis import strategies as st

from episodes.catalog.slugs import free_slug, is_language, is_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Two years of faking it", "two-years-of-faking-it"),
        ("  It’s   complicated! ", "its-complicated"),
        ("It's complicated", "its-complicated"),
        ("¿Qué le digo a mi mamá?", "que-le-digo-a-mi-mama"),
        ("Straße & Smørrebrød", "strasse-and-smorrebrod"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("ﬁne print", "fine-print"),
        ("日本語", "episode"),
        ("", "episode"),
    ],
)
def test_a_title_becomes_plain_words(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_ends_with_a_whole_word() -> None:
    assert slug_of("word " * 40) == "-".join(["word"] * 16)


@given(st.text(max_size=300))
def test_any_title_makes_a_slug_that_an_address_can_carry(title: str) -> None:
    assert is_slug(slug_of(title))


def test_a_number_behind_a_slug_at_the_limit_keeps_within_it() -> None:
    taken = {"a" * 80, "a" * 78 + "-2"}
    assert free_slug("a" * 80, taken.__contains__) == "a" * 78 + "-3"


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "gsw"])
def test_tags_of_languages_are_known_by_their_shape(tag: str) -> None:
    assert is_language(tag)
