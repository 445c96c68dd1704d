"""The viewer's caption settings as CSS: for the browser's own rendering (WebVTT, section 8.2), and
as custom properties for the player's, which alone can draw a window around the words."""

from episodes.preferences.look import Look

FONTS = {
    "sans": 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "serif": 'Georgia, "Noto Serif", serif',
    "mono": 'ui-monospace, Consolas, "Noto Sans Mono", monospace',
    "mono-serif": '"Courier New", "Nimbus Mono PS", Courier, monospace',
    "casual": '"Comic Neue", "Comic Sans MS", "Chalkboard", casual, cursive',
    "cursive": '"Snell Roundhand", "Segoe Script", "Z003", cursive',
    "small-caps": '"Copperplate", "Segoe UI", "Noto Sans", sans-serif',
    "rounded": '"Atkinson Hyperlegible", Verdana, "DejaVu Sans", sans-serif',
}
COLOURS = {
    "white": "255 255 255",
    "yellow": "255 255 0",
    "lime": "0 255 0",
    "cyan": "0 255 255",
    "blue": "0 0 255",
    "magenta": "255 0 255",
    "red": "255 0 0",
    "black": "0 0 0",
}
EDGES = {
    "none": "none",
    "raised": "-1px -1px 0 #fff, 1px 1px 0 #000, 2px 2px 1px #000",
    "depressed": "-1px -1px 0 #000, 1px 1px 0 #fff",
    "uniform": "-1px -1px 0 #000, 1px -1px 0 #000, -1px 1px 0 #000, 1px 1px 0 #000, 0 0 3px #000",
    "shadow": "2px 2px 3px #000",
}


def has_own_captions(look: Look) -> bool:
    """Whether they look other than usual, as caption-look.css has it."""
    return caption_css(look) != caption_css(Look())


def caption_css(look: Look) -> str:
    """Every value comes from our own tables, none from the cookie."""
    caps = "small-caps" if look.font == "small-caps" else "normal"
    ink, back = _rgb(look.colour, look.ink), _rgb(look.background, look.opacity)
    return (
        "video::cue {\n"
        f"  font-family: {FONTS[look.font]};\n"
        f"  font-size: {int(look.size)}%;\n"
        f"  font-variant-caps: {caps};\n"
        f"  color: {ink};\n"
        f"  background: {back};\n"
        f"  text-shadow: {EDGES[look.edge]};\n"
        "}\n"
        ":root {\n"
        f"  --cue-font: {FONTS[look.font]};\n"
        f"  --cue-size: {int(look.size) / 100:g};\n"
        f"  --cue-caps: {caps};\n"
        f"  --cue-ink: {ink};\n"
        f"  --cue-back: {back};\n"
        f"  --cue-window: {_rgb(look.window, look.window_opacity)};\n"
        f"  --cue-edge: {EDGES[look.edge]};\n"
        "}\n"
    )


def _rgb(colour: str, percent: str) -> str:
    return f"rgb({COLOURS[colour]} / {int(percent)}%)"
