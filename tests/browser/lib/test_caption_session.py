"""The caption editor's script and `captions.editing` make the same of the same acts."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from captions.editing import Edit, Session, commands, open_sheet
from captions.editing.sheet import Sheet
from tests.browser.lib.test_lib import lib_page  # noqa: F401  # a fixture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

FILE = b"""WEBVTT

00:01.000 --> 00:04.000 line:0
<v Ana>Good <i>evening, dear</i> people.

00:05.000 --> 00:08.000
<v.loud Ben>Who buys
the milk?</v>

00:08.000 --> 00:08.500
Caf\xc3\xa9 &amp; more, caf\xc3\xa9!

00:10.000 --> 00:12.000
<v Ana>You do.
<v Ben>I do.
"""
WORDS = ("", "Hello.", "a\n\nb", "x --> y", "<v Bo>Hi <b>you</b>", "  wide  ", "Ünïcode 🙂")
RUN = """async (sessions) => {
  const { Session } = await import("/static/js/captions/session.js");
  const commands = await import("/static/js/captions/commands.js");
  const { withBody } = await import("/static/js/captions/text.js");
  const acts = {
    text: (rows, at, body) => commands.setBody(rows[at], body),
    speaker: (rows, at, name) => commands.setSpeaker(rows[at], name),
    times: (rows, at, start, end) => commands.setTimes(rows[at], start, end),
    split: (rows, at, body, position) => commands.split(rows[at], body, position),
    merge: (rows, at) => commands.merge(rows, at),
    insert: (rows, at) => commands.insert(rows, at),
    delete: (rows, at) => commands.remove(rows[at]),
    shift: (rows, at, by) => commands.shift(rows, by, rows[at].id),
    stretch: (rows, at, one, two) => commands.stretch(rows, one, two),
    replace: (rows, at, old, wanted) => commands.replaceWords(rows, old, wanted, false),
  };
  return sessions.map(({ rows, steps }) => {
    const session = new Session(rows);
    return steps.map(({ act, args, entry }) => {
      const edit = act in acts ? acts[act](session.rows, ...args) : null;
      session.enter(entry);
      return { edit, rows: session.rows.map((row) => [row.id, row.start, row.end, row.text]) };
    });
  });
}"""


def test_script_and_library_make_the_same_of_the_same_acts(lib_page: Page) -> None:  # noqa: F811
    chance = random.Random(7)  # noqa: S311  # the same acts at each run
    sessions = [_steps(chance) for _ in range(60)]
    sent = [{"rows": rows, "steps": [step for step, _ in steps]} for rows, steps in sessions]
    answers = lib_page.evaluate(RUN, sent)
    for (_, steps), results in zip(sessions, answers, strict=True):
        for (step, rows), result in zip(steps, results, strict=True):
            assert result["rows"] == rows, step
            if step["act"] not in ("undo", "redo"):
                assert _without_new_ids(result["edit"]) == _without_new_ids(step["entry"]), step


def _steps(chance: random.Random) -> tuple[list[Any], list[tuple[dict[str, Any], list[Any]]]]:
    """The rows at first; each step as sent, with the rows after it as the library has them."""
    session = Session(open_sheet(FILE))
    rows = [[r.id, r.start_ms, r.end_ms, r.text, r.settings] for r in session.sheet.rows]
    steps = []
    for number in range(12):
        act, args, edit = _act(chance, session.sheet, f"x{number}")
        entry = {"kind": act} if edit is None else edit.as_json()
        session.replay([entry])
        after = [[r.id, r.start_ms, r.end_ms, r.text] for r in session.sheet.rows]
        steps.append(({"act": act, "args": args, "entry": entry}, after))
    return rows, steps


def _act(chance: random.Random, sheet: Sheet, new_id: str) -> tuple[str, list[Any], Edit | None]:
    at = chance.randrange(len(sheet.rows))
    row = sheet.rows[at]
    words, start, end = chance.choice(WORDS), chance.randrange(9999), chance.randrange(9999)
    body = commands.voice_and_body(row.text)[1]
    position, by = chance.randrange(len(body) + 1), chance.randrange(-3000, 3000)
    worded = commands.with_body(row.text, commands.cue_text(words))
    acts: dict[str, tuple[list[Any], Edit | None]] = {
        "text": ([words], commands.set_text(sheet, row.id, worded)),
        "speaker": (["Bo <x>"], commands.set_speaker(sheet, row.id, "Bo <x>")),
        "times": ([start, end], commands.set_times(sheet, row.id, start, end)),
        "split": ([body, _utf16(body[:position])], commands.split(sheet, row.id, position, new_id)),
        "merge": ([], commands.merge_with_next(sheet, row.id)),
        "insert": ([], commands.insert_after(sheet, row.id, new_id)),
        "shift": ([by], commands.shift(sheet, by, since=row.id)),
        "stretch": ([[0, 50], [5000, 7000]], commands.stretch(sheet, (0, 50), (5000, 7000))),
        "replace": (["CAFÉ", "$& tea"], commands.replace_words(sheet, "CAFÉ", "$& tea")),
        "undo": ([], None),
        "redo": ([], None),
    }
    if len(sheet.rows) > 2:
        acts["delete"] = ([], commands.delete(sheet, row.id))
    act = chance.choice(sorted(acts))
    args, edit = acts[act]
    return act, [at, *args], edit


def _utf16(text: str) -> int:
    """As a browser counts the place of its caret."""
    return len(text.encode("utf-16-le")) // 2


def _without_new_ids(edit: dict[str, Any] | None) -> dict[str, Any]:
    """What has nothing to do is null to the script and an empty edit to the library."""
    values = {name: rows for name, rows in (edit or {}).items() if name != "kind"}
    return values | {"inserts": [[c[0], *c[2:]] for c in values.get("inserts", [])]}
