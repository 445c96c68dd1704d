"""What is joined says what its files say, each once, in the order of use."""

import pytest

from episodes.assets.joining import UnjoinableError, joined_modules, joined_sheets

FILES = {
    "page.js": 'import "./a.js";\nimport { two as zwei } from "./lib/b.js";\nuse(zwei);\n',
    "a.js": 'import {\n  one,\n  two,\n} from "./lib/b.js";\nexport class A {}\n',
    "lib/b.js": 'import * as c from "../c.js";\n'
    "export const one = c.three;\nexport async function two() {}\n",
    "c.js": "export function* three() {}\nconst four = 4;\n",
}


def joined(name: str, **changed: str) -> str:
    return joined_modules(
        name, (FILES | {f"{key}.js": text for key, text in changed.items()}).__getitem__
    )


def test_each_module_is_a_function_that_gives_what_it_exports() -> None:
    assert joined("c.js").splitlines()[1:] == [
        'modules["c.js"] ??= (() => {',
        "function* three() {}",
        "const four = 4;",
        "return { three };",
        "})();",
    ]


def test_what_is_used_comes_before_and_once() -> None:
    text = joined("page.js")
    places = [text.index(f'modules["{name}"] ??=') for name in ("c.js", "lib/b.js", "a.js")]
    assert places == sorted(places)
    assert text.count('modules["lib/b.js"] ??=') == 1


def test_names_are_taken_from_where_the_module_says() -> None:
    text = joined("page.js")
    assert 'const { two: zwei } = modules["lib/b.js"];' in text
    assert 'const {\n  one,\n  two,\n} = modules["lib/b.js"];' in text
    assert 'const c = modules["c.js"];' in text
    assert "import" not in text
    assert "return { one, two };" in text


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("export default 1;\n", "c.js: export default 1;"),
        ('export * from "./a.js";\n', "c.js: export"),
        ('import x from "./a.js";\n', "c.js: import x"),
        ('import { x } from "bare";\n', "c.js: import { x }"),
        ('import "./nowhere.js";\n', "c.js names nowhere.js, which is not there"),
        ('import "./page.js";\n', "page.js imports itself, by page.js, a.js, lib/b.js, c.js"),
    ],
)
def test_what_cannot_be_joined_is_refused_by_name(source: str, told: str) -> None:
    with pytest.raises(UnjoinableError) as refused:
        joined("page.js", c=source)
    assert told in str(refused.value)


def test_a_sheet_holds_those_that_it_imports_in_their_order() -> None:
    sheets = {
        "pages/p.css": '@import "../b.css";\n@import "../a.css";\n.p {}\n',
        "a.css": ".a {}\n",
        "b.css": ".b {}\n",
    }
    assert joined_sheets("pages/p.css", sheets.__getitem__) == ".b {}\n.a {}\n.p {}\n"
    with pytest.raises(UnjoinableError, match=r"pages/p\.css names b\.css"):
        joined_sheets("pages/p.css", {"pages/p.css": sheets["pages/p.css"]}.__getitem__)
