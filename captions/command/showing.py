"""What people read of it."""

from typing import Any

from captions.command.files import failed
from captions.timecode import clock

_Facts = dict[str, Any]


def described(facts: _Facts) -> str:
    if "error" in facts:
        return failed(facts)
    length = clock(facts["end_ms"]) if facts["timed"] else "no times"
    what = f"{facts['cues']} cues" if facts["timed"] else f"{facts['turns']} turns"
    names = ", ".join(facts["speakers"]) or "nobody named"
    lines = [f"{facts['file']}: {facts['format']}, {facts['encoding']}, {what}, {length}"]
    lines.append(f"  speakers: {names}")
    lines += [f"  {note(found)}" for found in facts["report"]]
    lines += [f"  {problem(found)}" for found in facts["problems"]]
    return "\n".join(lines)


def note(facts: _Facts) -> str:
    places = [f"{key} {facts[key]}" for key in ("line", "cue") if facts[key] is not None]
    return f"{', '.join([facts['kind'], *places])}: {facts['reason']}"


def problem(facts: _Facts) -> str:
    place = f"cue {facts['cue']} at {clock(facts['start_ms'])}"
    return f"{facts['level']}, {place}: {facts['message']} ({facts['source']})"


def checked(facts: _Facts) -> str:
    if "error" in facts:
        return failed(facts)
    counts = [
        f"{count} {level}{'' if count == 1 else 's'}"
        for level in ("error", "warning", "note")
        if (count := sum(found["level"] == level for found in facts["problems"]))
    ]
    lines = [f"{facts['file']}: {', '.join(counts) or 'nothing to mend'}"]
    lines += [
        f"  {problem(found)}{'; fix: ' + found['fix'] if found['fix'] else ''}"
        for found in facts["problems"]
    ]
    return "\n".join(lines)


def fixed(facts: _Facts) -> str:
    if "error" in facts:
        return failed(facts)
    lines = [f"{facts['file']}: {len(facts['done'])} fixed, {len(facts['problems'])} left"]
    lines += [f"  {done['kind']}, cue {done['cue']}: {done['message']}" for done in facts["done"]]
    lines += [f"  left: {problem(found)}" for found in facts["problems"]]
    return "\n".join(lines)
