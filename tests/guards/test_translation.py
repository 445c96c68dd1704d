"""The words that people see are translated, and every translation fits its sentence."""

import ast
import re
from pathlib import Path

import pytest

from episodes.languages.catalogues import read_catalogue
from episodes.languages.extracting import behind, translated_languages
from tests.guards.untranslated import in_code, in_script, in_template

ROOT = Path(__file__).parents[2]
# The end of a sentence whose beginning stands elsewhere, and the other way round.
HALF = re.compile(r"[,;.)]|[a-z].*[.!?]$|.*(?:,|\b(?:or|and|than|the|an?))$", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
PLACES = re.compile(r"%\((\w+)\)|\{(\w+)[^}]*\}")
# What is said in English only, to people who run the site or write programs for it.
ENGLISH_ONLY = {
    "episodes/settings.py": "settings stand in the environment and in docs/settings.md",
    "episodes/api/schema.py": "OpenAPI is read by programmers",
    "episodes/assets/joining.py": "a script that cannot be joined is a fault of ours",
    "episodes/archive/": "a folder is imported and exported at the command line",
    "episodes/backup/": "backups are made and restored at the command line",
    "episodes/demo/make/": "the demo season is made at the command line",
    "episodes/media/storage.py": "a file that is gone is a page of its own",
    "episodes/search/judging/": "search is measured at the command line",
    "episodes/search/meaning/model.py": "a package that lacks a file is told at the start",
    "episodes/search/package_files.py": "a package that lacks a file is told at the start",
    "episodes/serving/": "said by the run command",
    "captions/command/": "python -m captions",
}
# Two words with a space between them, or one that is written small: English in a sentence.
ENGLISH = re.compile(r"[a-z]{2,} [a-z]|^ [a-z]")
# Names of formats and addresses that are the same in every language.
NOT_WORDS = {"/episodes/…", "'SubRip (SRT)'", "desk", "… home", "… · CC", 'aria-current="…"'}


def test_no_template_holds_words_that_go_past_the_catalogue() -> None:
    found = {
        path.relative_to(ROOT / "templates").as_posix(): words
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if (words := [w for w in in_template(path.read_text()) if w not in NOT_WORDS])
    }
    assert found == {}


def test_a_sentence_is_translated_whole_with_its_links_inside() -> None:
    keys = [m.id if isinstance(m.id, str) else m.id[0] for m in read_catalogue("es")]
    assert [key for key in keys if HALF.match(TAG.sub("", key).strip())] == []


def test_no_code_says_what_goes_past_the_catalogue() -> None:
    said = {
        name: sentences
        for folder in ("episodes", "captions")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith(tuple(ENGLISH_ONLY))
        if (sentences := list(in_code(path.read_text())))
    }
    assert said == {}


def test_what_is_said_in_english_only_is_still_there() -> None:
    assert [name for name in ENGLISH_ONLY if not (ROOT / name).exists()] == []


def test_no_script_holds_words_that_the_page_does_not_bring() -> None:
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    assert len(scripts) > 40
    words = {path.name: in_script(path.read_text()) for path in scripts}
    assert {name: texts for name, texts in words.items() if texts} == {}


def test_every_sentence_that_a_script_asks_for_is_brought_by_a_template() -> None:
    templates = "\n".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    scripts = "\n".join(path.read_text() for path in (ROOT / "static" / "js").rglob("*.js"))
    asked_for = set(re.findall(r'\btext\((?:[^"()]* \? )?"(\w+)"', scripts))
    assert len(asked_for) > 40
    assert {key for key in asked_for if f'"{key}": ' not in templates} == set()


@pytest.mark.parametrize("code", translated_languages())
def test_a_translation_fills_in_what_its_sentence_does(code: str) -> None:
    def places(text: str) -> set[tuple[str, str]]:
        return set(PLACES.findall(text))

    wrong = [
        m.id
        for m in read_catalogue(code)
        if isinstance(m.id, str) and m.id and m.string and places(m.id) != places(m.string)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", translated_languages())
def test_a_language_is_translated_whole_and_nothing_in_it_is_a_guess(code: str) -> None:
    state = behind(code)
    assert state.fuzzy == ()
    assert state.missing == ()


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hello there</p>", ["Hello there"]),
        ('<a aria-label="Close it"></a>', ['aria-label="Close it"']),
        ('{{ "Yes please" if x else _("No") }}', ["'Yes please'"]),
        ('{{ field(f, hint="Say it plainly.") }}', ["'Say it plainly.'"]),
        ('<p class="x{% if y %} z{% endif %}">{{ _("Fine") }} <b>{{ value }}</b></p>', []),
    ],
)
def test_words_past_the_catalogue_are_found_wherever_they_stand(
    template: str, words: list[str]
) -> None:
    assert in_template(template) == words


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('bar.textContent = "Cancel";', ['"Cancel"']),
        ("say(`${left} characters left`);", ["`${left} characters left`"]),
        ("say(`${done} % sent`);", ["`${done} % sent`"]),
        ('say("All is sent.") // not "This one here"', ['"All is sent."']),
        ('make("p", { class: "notice quiet" }, text("all_sent"));', []),
        ('if (/[a b] "two words"/.test(name)) list.querySelector("li a.open");', []),
    ],
)
def test_words_in_a_script_are_found_and_selectors_are_not(script: str, words: list[str]) -> None:
    assert in_script(script) == words


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ('raise CatalogError("This is taken.")', ["This is taken."]),
        ('flash(f"{name} was saved.")', [" was saved."]),
        ('StringField("Your name" if short else Message("Name"))', ["Your name"]),
        ('raise CatalogError(Message("This is taken."), "slug")', []),
        ('raise ValueError("a time without time zone")', []),
    ],
)
def test_sentences_past_the_catalogue_are_found_in_code(code: str, sentences: list[str]) -> None:
    assert [sentence for _line, sentence in in_code(code)] == sentences


def unmarked_in_library(source: str) -> list[str]:
    """English that the caption library puts into a sentence, or says, without marking it."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    texts: list[ast.expr] = []
    for call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name == "sentence":
            texts += [keyword.value for keyword in call.keywords]
        elif (
            name in ("Note", "problem")
            or name.endswith("Error")
            or ast.unparse(call.func).endswith("report.add")
        ):
            texts += [*call.args, *(keyword.value for keyword in call.keywords)]
    return [ast.unparse(value) for value in texts if ENGLISH.search(words_of(value))]


def words_of(value: ast.expr) -> str:
    if isinstance(value, ast.IfExp):
        return f"{words_of(value.body)}\n{words_of(value.orelse)}"
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    return "".join(str(p.value) for p in parts if isinstance(p, ast.Constant))


def test_the_caption_library_marks_every_word_that_it_says() -> None:
    unmarked = {
        path.relative_to(ROOT).as_posix(): words
        for path in sorted((ROOT / "captions").rglob("*.py"))
        if "command" not in path.parts and (words := unmarked_in_library(path.read_text()))
    }
    assert unmarked == {}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('sentence("No {what}.", what=" or none" if x else "")', ["' or none' if x else ''"]),
        ('report.add("dropped", f"{n} more cues.")', ["f'{n} more cues.'"]),
        ('report.add("dropped", sentence("It is {what}.", what=sentence("a picture")))', []),
        ('sentence("No {name}.", name="WebVTT")', []),
    ],
)
def test_unmarked_words_of_the_caption_library_are_found(code: str, words: list[str]) -> None:
    assert unmarked_in_library(code) == words
