"""The viewer's caption settings as CSS for the browser's own rendering (WebVTT, section 8.2)."""

from episodes.preferences.look import Look

FONTS = {
    "sans": 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "serif": 'Georgia, "Noto Serif", serif',
    "mono": "ui-monospace, Consolas, monospace",
    "casual": '"Comic Neue", "Comic Sans MS", "Chalkboard", casual, cursive',
}
COLOURS = {
    "black": "0 0 0",
    "white": "255 255 255",
    "blue": "0 0 128",
    "grey": "64 64 64",
}
EDGES = {
    "none": "none",
    "outline": "-1px -1px 0 #000, 1px -1px 0 #000, -1px 1px 0 #000, 1px 1px 0 #000",
    "shadow": "2px 2px 3px #000",
}


def caption_css(look: Look) -> str:
    """Every value comes from our own tables, none from the cookie."""
    return (
        "video::cue {\n"
        f"  font-family: {FONTS[look.font]};\n"
        f"  font-size: {int(look.size)}%;\n"
        f"  color: {look.colour};\n"
        f"  background: rgb({COLOURS[look.background]} / {int(look.opacity)}%);\n"
        f"  text-shadow: {EDGES[look.edge]};\n"
        "}\n"
    )
