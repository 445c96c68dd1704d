"""A component's template, stylesheet and script bear one name, and know each other by id only."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
SHEETS = ROOT / "static" / "css"
SCRIPTS = ROOT / "static" / "js"
# An element asks its own parts, or the one that `for` names: two of a kind may stand on a page.
REACHING_ACROSS = re.compile(r"document\.(?:querySelector(?:All)?\(\s*[\"'`][.#\[]|getElementsBy)")


def stems(folder: Path, pattern: str) -> set[str]:
    return {path.stem for path in folder.rglob(pattern)}


def test_templates_stylesheets_and_scripts_bear_names_with_dashes() -> None:
    files = [*TEMPLATES.rglob("*.*"), *SHEETS.rglob("*.css"), *SCRIPTS.rglob("*.js")]
    assert len(files) > 150
    assert [path.name for path in files if not re.fullmatch(r"[a-z0-9\-.]+", path.name)] == []


def test_a_script_of_an_element_defines_the_one_that_it_is_named_after() -> None:
    defined = {
        path.stem: re.findall(r'customElements\.define\("([\w-]+)"', path.read_text())
        for path in (SCRIPTS / "elements").glob("*.js")
    }
    assert defined
    assert {name: tags for name, tags in defined.items() if tags != [name]} == {}


def test_a_stylesheet_of_a_component_is_named_after_its_template_or_script() -> None:
    rooms = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    named = rooms | stems(TEMPLATES, "*.html") | stems(SCRIPTS / "elements", "*.js")
    assert stems(SHEETS / "components", "*.css") - named == set()


def test_an_element_with_a_template_or_stylesheet_of_its_own_shares_its_name_with_it() -> None:
    elements = stems(SCRIPTS / "elements", "*.js")
    bare = {tag.removeprefix("ep-"): tag for tag in elements if tag.startswith("ep-")}
    others = stems(TEMPLATES / "components", "*.html") | stems(SHEETS / "components", "*.css")
    assert [tag for name, tag in bare.items() if name in others] == []
    for tag in elements:
        own = re.compile(rf"^  {tag} \{{", re.M)  # its own box, not its place in a page
        sheets = {p.stem for p in SHEETS.rglob("*.css") if own.search(p.read_text())}
        assert sheets <= {tag}, tag


def test_no_element_reaches_for_another_by_its_class() -> None:
    reaching = {
        path.name: lines
        for path in SCRIPTS.rglob("*.js")
        if (lines := REACHING_ACROSS.findall(path.read_text()))
    }
    assert reaching == {}
