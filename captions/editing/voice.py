"""Who speaks in a caption, apart from what they say, and a caption in two at the caret."""

import re

from captions.voices import split_label

# One voice around the whole caption; a second one within is left to the text.
_VOICE = re.compile(
    r"<v(?P<classes>(?:\.[^\s.<>]+)*)[ \t]+(?P<name>[^<>\n]+)>(?P<body>(?:(?!<v[ .\t]).)*)",
    re.DOTALL,
)
_CLOSING = "</v>"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+)[^<>]*>")


def voice_and_body(text: str) -> tuple[str, str]:
    """`<v Ana>Hello` is ("Ana", "Hello"); ("", text) where no one voice is around all of it."""
    match = _VOICE.fullmatch(text)
    if match is None:
        return "", text
    return match["name"].strip(), match["body"].removesuffix(_CLOSING)


def with_body(text: str, body: str) -> str:
    """Other words under the same voice, its tags as they were."""
    match = _VOICE.fullmatch(text)
    if match is None:
        return body
    closing = _CLOSING if match["body"].endswith(_CLOSING) else ""
    return f"{text[: match.start('body')]}{body}{closing}"


def with_voice(text: str, name: str) -> str:
    """The same words under another voice; an empty name takes the voice away."""
    name = " ".join(re.sub("[<>&]", " ", name).split())
    match = _VOICE.fullmatch(text)
    if match is None:
        return f"<v {name}>{text}" if name else text
    if not name:
        return match["body"].removesuffix(_CLOSING)
    return f"<v{match['classes']} {name}>{match['body']}"


def renamed_voice(text: str, old: str, new: str) -> str:
    """In `<v Old>` wherever it stands, and as a label `Old:` at the start of a line."""
    new = " ".join(re.sub("[<>&:\\[\\]]", " ", new).split())
    voice = re.compile(rf"(<v(?:\.[^\s.<>]+)*[ \t]+){re.escape(old)}[ \t]*>")
    text = voice.sub(lambda match: f"{match[1]}{new}>", text)
    return "\n".join(_with_label(line, old, new) for line in text.split("\n"))


def _with_label(line: str, old: str, new: str) -> str:
    name, _ = split_label(line)
    if name is None or name != old:
        return line
    at = line.index(old)
    return line[:at] + new + line[at + len(old) :]


def halves(body: str, position: int) -> tuple[str, str]:
    """Tags that are open at the caret are closed in the first half and opened in the second."""
    left, right = body[:position], body[position:]
    unclosed: list[re.Match[str]] = []
    for tag in _TAG.finditer(left):
        if not tag["end"]:
            unclosed.append(tag)
        elif unclosed:
            unclosed.pop()
    closing = "".join(f"</{tag['name']}>" for tag in reversed(unclosed))
    return left.rstrip() + closing, "".join(tag[0] for tag in unclosed) + right.lstrip()
