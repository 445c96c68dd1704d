"""What of a file's own STYLE blocks is served: looks for cues, and nothing that makes a browser ask
anybody for anything."""

from dataclasses import replace
from typing import Any

import tinycss2

from captions import Track

# WebVTT section 8.2.1, with the prefixes that browsers want.
PROPERTIES = frozenset(
    ("color", "opacity", "visibility", "text-decoration", "text-decoration-color",
     "text-decoration-line", "text-decoration-style", "text-decoration-thickness", "text-shadow",
     "background", "background-color", "outline", "outline-color", "outline-style",
     "outline-width", "font", "font-family", "font-size", "font-stretch", "font-style",
     "font-variant", "font-weight", "line-height", "white-space", "text-combine-upright",
     "ruby-position")
)  # fmt: skip
FUNCTIONS = frozenset(
    ("rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix",
     "calc", "min", "max", "clamp")
)  # fmt: skip


def with_own_looks_only(track: Track) -> Track:
    blocks = (
        replace(block, text=own_looks(block.text)) if block.kind == "style" else block
        for block in track.blocks
    )
    return replace(track, blocks=tuple(b for b in blocks if b.kind != "style" or b.text))


def own_looks(style: str) -> str:
    """The rules for ::cue, with the properties that WebVTT allows, without addresses. Read as a
    browser reads it: escapes and comments hide nothing."""
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    lines = (_rule(rule) for rule in rules if rule.type == "qualified-rule")
    return "\n".join(line for line in lines if line)


def _rule(rule: Any) -> str:
    selector = tinycss2.serialize(rule.prelude).strip()
    if not selector.startswith("::cue"):
        return ""
    declarations = tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    looks = [
        f"{declaration.lower_name}: {tinycss2.serialize(declaration.value).strip()}"
        for declaration in declarations
        if declaration.type == "declaration"
        and declaration.lower_name in PROPERTIES
        and _is_plain(declaration.value)
    ]
    return f"{selector} {{ {'; '.join(looks)} }}" if looks else ""


def _is_plain(tokens: list[Any]) -> bool:
    for token in tokens:
        if token.type in ("url", "error", "() block", "{} block", "[] block", "at-keyword"):
            return False
        if token.type == "function" and token.lower_name not in FUNCTIONS:
            return False
        inside = getattr(token, "arguments", None) or getattr(token, "content", None) or []
        if not _is_plain(inside):
            return False
    return True
