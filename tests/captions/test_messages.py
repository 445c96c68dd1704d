"""What the library says can be said in other languages: templates and values come along."""

import ast
import copy
import json
from dataclasses import asdict
from pathlib import Path

import pytest

import captions
from captions.messages import Message, listed, sentence

LIBRARY = Path(captions.__file__).parent
GERMAN = {
    "Tags are nested deeper than {tag_depth}.": "Tags sind tiefer als {tag_depth} verschachtelt.",
    "“{text}” is lost{more}.": "„{text}“ fehlt{more}.",
    ", with {count:,} others": ", mit {count:,} anderen",
}


def test_a_message_is_text_that_remembers_its_template_and_values():
    message = sentence("The limit is {limit:,}.", limit=100_000)
    assert message == "The limit is 100,000."
    assert (message.template, dict(message.values)) == ("The limit is {limit:,}.", {"limit": 10**5})


def test_a_message_within_a_message_is_translated_as_well():
    more = sentence(", with {count:,} others", count=2)
    message = sentence("“{text}” is lost{more}.", text="Hello", more=more)
    assert message.translated(lambda text: GERMAN[text]) == "„Hello“ fehlt, mit 2 anderen."


@pytest.mark.parametrize("way", [copy.deepcopy, copy.copy])
def test_a_message_is_whole_after_a_copy(way):
    copied = way(sentence("{count} lines", count=3))
    assert (copied, copied.template, copied.values["count"]) == ("3 lines", "{count} lines", 3)


def test_a_problem_as_facts_and_as_json_says_the_same():
    track = captions.Track((captions.Cue(0, 100, "Hello"),))
    problem = captions.check(track)[0]
    facts = asdict(problem)
    assert json.loads(json.dumps(facts))["message"] == problem.message
    assert facts["message"].values["lasts"] == 0.1


def test_an_error_out_of_the_process_of_a_parser_keeps_its_template():
    deep = "<span>" * 60
    data = f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s">{deep}'.encode()
    with pytest.raises(captions.LimitError) as caught:
        captions.read(data)
    assert isinstance(caught.value.message, Message)
    german = caught.value.message.translated(lambda text: GERMAN[text])
    assert german == "Tags sind tiefer als 50 verschachtelt."


def _raised_texts() -> list[str]:
    """Text that an error is raised with, or a note made of, without `sentence` around it."""
    guilty = []
    for path in LIBRARY.rglob("*.py"):
        if "sync" in path.parts or "command" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = 1 if name == "add" and len(node.args) > 1 else 0
            if name.endswith("Error") or (place and isinstance(node.args[0], ast.Constant)):
                text = node.args[place]
                if isinstance(text, ast.Constant | ast.JoinedStr):
                    guilty.append(f"{path.name}:{node.lineno}")
    return guilty


def test_every_sentence_of_the_library_can_be_translated():
    assert _raised_texts() == []


def test_a_list_of_parts_is_translated_part_by_part_and_says_each_once():
    parts = listed([sentence("colours"), sentence("the setting {name}", name="x"), "line:0"])
    message = sentence("SBV cannot hold {names}.", names=parts)
    spanish = {
        "SBV cannot hold {names}.": "SBV no puede guardar: {names}.",
        "colours": "colores",
        "the setting {name}": "el ajuste {name}",
    }
    assert message == "SBV cannot hold colours, the setting x, line:0."
    translated = message.translated(lambda template: spanish.get(template, template))
    assert translated == "SBV no puede guardar: colores, el ajuste x, line:0."
    assert listed(["ruby", "ruby"]) == "ruby"
