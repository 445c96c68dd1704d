"""WebVTT of a dialogue: one cue a line, two lines a cue at most, the speaker as a voice span."""

from html import escape

from timeline import Placed

LINE_LENGTH = 42


def vtt(cues: list[Placed], texts: dict[str, str], language: str) -> str:
    blocks = [f"WEBVTT\nLanguage: {language}"]
    blocks += [f"{_times(cue)}\n{_payload(cue.line, texts)}" for cue in cues]
    return "\n\n".join(blocks) + "\n"


def _times(cue: Placed) -> str:
    return f"{timestamp(cue.start_ms)} --> {timestamp(cue.cue_end_ms)}"


def timestamp(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _payload(line: dict, texts: dict[str, str]) -> str:
    wrapped = "\n".join(two_lines(texts[line["id"]]))
    text = escape(wrapped, quote=False)
    return f"<v {line['who']}>{text}" if "who" in line else text


def two_lines(text: str) -> list[str]:
    """One line where it fits; else the break that is best for sense, then for balance.

    Raises ValueError where the text does not fit in two lines."""
    if len(text) <= LINE_LENGTH:
        return [text]
    words = text.split(" ")
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    fitting = [pair for pair in halves if max(map(len, pair)) <= LINE_LENGTH]
    if not fitting:
        raise ValueError(f"does not fit in two lines: {text}")
    return list(min(fitting, key=_clumsiness))


def _clumsiness(pair: tuple[str, str]) -> int:
    upper, lower = pair
    after_stop = upper[-1] in ".,?!;:”»"
    return abs(len(upper) - len(lower)) - (24 if after_stop else 0)
