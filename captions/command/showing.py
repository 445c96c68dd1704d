"""What people read of it."""

from typing import Any

from captions.command.files import failure_line
from captions.timecode import clock

_Facts = dict[str, Any]


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def info_lines(facts: _Facts) -> str:
    if "error" in facts:
        return failure_line(facts)
    length = clock(facts["end_ms"]) if facts["timed"] else "no times"
    what = counted(facts["cues"], "caption") if facts["timed"] else counted(facts["turns"], "turn")
    names = ", ".join(facts["speakers"]) or "nobody named"
    lines = [f"{facts['file']}: {facts['format']}, {facts['encoding']}, {what}, {length}"]
    lines.append(f"  speakers: {names}")
    lines += [f"  {note_line(fact)}" for fact in facts["report"]]
    lines += [f"  {problem_line(fact)}" for fact in facts["problems"]]
    return "\n".join(lines)


def note_line(facts: _Facts) -> str:
    words = {"line": "line", "cue": "caption"}
    places = [f"{word} {facts[key]}" for key, word in words.items() if facts[key] is not None]
    return f"{', '.join([facts['kind'], *places])}: {facts['reason']}"


def problem_line(facts: _Facts) -> str:
    place = f"caption {facts['cue']} at {clock(facts['start_ms'])}"
    return f"{facts['level']}, {place}: {facts['message']} ({facts['source']})"


def check_lines(facts: _Facts) -> str:
    if "error" in facts:
        return failure_line(facts)
    counts = [
        counted(count, level)
        for level in ("error", "warning", "note")
        if (count := sum(fact["level"] == level for fact in facts["problems"]))
    ]
    lines = [f"{facts['file']}: {', '.join(counts) or 'nothing to fix'}"]
    lines += [
        f"  {problem_line(fact)}{'; fix: ' + fact['fix'] if fact['fix'] else ''}"
        for fact in facts["problems"]
    ]
    return "\n".join(lines)


def fix_lines(facts: _Facts) -> str:
    if "error" in facts:
        return failure_line(facts)
    lines = [f"{facts['file']}: {len(facts['done'])} fixed, {len(facts['problems'])} left"]
    lines += [
        f"  {done['kind']}, caption {done['cue']}: {done['message']}" for done in facts["done"]
    ]
    lines += [f"  left: {problem_line(fact)}" for fact in facts["problems"]]
    return "\n".join(lines)
