"""The pictures: a title card, the letter's words, a point, a list, an end; and who is speaking."""

from functools import cache

from palette import ACCENTS, CREAM, HEIGHT, INK, PAGE, QUIET, WIDTH, face
from PIL import Image, ImageColor, ImageDraw, features

MARGIN, TOP = 96, 132
SHOW = "It’s Probably You"
TEXT_WIDTH, TITLE_WIDTH = 960, 740
CHIP_TOP, CHIP_HEIGHT = 534, 60  # above where a player draws captions


def slide(talk: dict, name: str) -> Image.Image:
    content = talk["slides"][name]
    return PAINTERS[content["kind"]](talk, content)


def title_card(talk: dict, _content: dict) -> Image.Image:
    return _titled(talk, top=176, sizes=(72, 62))


def poster(talk: dict) -> Image.Image:
    """The title card without room for name labels, so that it reads when it is small."""
    return _titled(talk, top=236, sizes=(92, 76))


def _titled(talk: dict, *, top: int, sizes: tuple[int, int]) -> Image.Image:
    dark, tint, pale = ACCENTS[talk["accent"]]
    image, draw = _ground(dark)
    _two_rings(image, tint)
    draw.text((MARGIN, 64), SHOW.upper(), font=face("sans-bold", 26), fill=pale)
    draw.text((MARGIN, 100), talk["kicker"], font=face("sans", 22), fill=pale)
    size = sizes[0] if len(talk["title"]) < 44 else sizes[1]
    below = _paragraph(draw, talk["title"], ("serif-bold", size), CREAM, top=top, width=TITLE_WIDTH)
    signed = f"a letter from {talk['signed']}" if talk["language"] == "en" else talk["signed"]
    draw.text((MARGIN, below + 20), signed, font=face("serif-italic", 34), fill=pale)
    return image


def question(talk: dict, content: dict) -> Image.Image:
    dark, tint, pale = ACCENTS[talk["accent"]]
    image, draw = _ground(PAGE)
    draw.rectangle((0, 0, 26, HEIGHT), fill=dark)
    draw.text((MARGIN - 10, 84), "“", font=face("serif-bold", 210), fill=pale)
    _masthead(draw, talk, QUIET)
    font = ("serif", 60 if len(content["text"]) < 64 else 52)
    below = _paragraph(
        draw, content["text"], font, INK, top=196, strike=content.get("strike"), strike_fill=dark
    )
    signed = f"— {talk['signed']}"
    draw.text((MARGIN, below + 18), signed, font=face("serif-italic", 30), fill=tint)
    return image


def point(talk: dict, content: dict) -> Image.Image:
    dark, _tint, pale = ACCENTS[talk["accent"]]
    image, draw = _ground(pale)
    _masthead(draw, talk, dark)
    draw.rectangle((MARGIN, 176, MARGIN + 88, 184), fill=dark)
    below = _paragraph(draw, content["text"], ("serif-bold", 66), dark, top=208)
    draw.text((MARGIN, below + 16), content["small"], font=face("sans", 32), fill=INK)
    return image


def numbered(talk: dict, content: dict) -> Image.Image:
    dark, _tint, pale = ACCENTS[talk["accent"]]
    image, draw = _ground(PAGE)
    draw.rectangle((0, 0, 26, HEIGHT), fill=dark)
    _masthead(draw, talk, QUIET)
    draw.text((MARGIN, TOP + 6), content["text"], font=face("sans-bold", 32), fill=dark)
    for place, item in enumerate(content["items"]):
        middle = 248 + place * 100
        draw.ellipse((MARGIN, middle - 32, MARGIN + 64, middle + 32), fill=pale)
        draw.text(
            (MARGIN + 32, middle),
            str(place + 1),
            font=face("sans-bold", 30),
            fill=dark,
            anchor="mm",
        )
        draw.text((MARGIN + 92, middle), item, font=face("serif", 48), fill=INK, anchor="lm")
    return image


def end_card(talk: dict, content: dict) -> Image.Image:
    dark, tint, pale = ACCENTS[talk["accent"]]
    image, draw = _ground(dark)
    _two_rings(image, tint)
    draw.text((MARGIN, 64), SHOW.upper(), font=face("sans-bold", 26), fill=pale)
    below = _paragraph(draw, content["text"], ("serif-bold", 68), CREAM, top=196, width=TITLE_WIDTH)
    draw.text((MARGIN, below + 20), content["small"], font=face("sans", 28), fill=pale)
    return image


PAINTERS = {
    "title": title_card,
    "question": question,
    "point": point,
    "list": numbered,
    "end": end_card,
}


def _ground(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (WIDTH, HEIGHT), colour)
    return image, ImageDraw.Draw(image)


def _masthead(draw: ImageDraw.ImageDraw, talk: dict, fill: str) -> None:
    draw.text((MARGIN, 56), SHOW.upper(), font=face("sans-bold", 22), fill=fill)
    draw.text((WIDTH - MARGIN, 56), talk["kicker"], font=face("sans", 22), fill=fill, anchor="ra")


def _two_rings(image: Image.Image, tint: str) -> None:
    """The show's mark: two rings that overlap, drawn three times as large and smoothed."""
    layer = Image.new("L", (WIDTH * 3, HEIGHT * 3), 0)
    pen = ImageDraw.Draw(layer)
    for middle in (985, 1115):
        box = (middle - 130, 220, middle + 130, 480)
        pen.ellipse([edge * 3 for edge in box], outline=255, width=18 * 3)
    image.paste(tint, mask=layer.resize(image.size, Image.Resampling.LANCZOS))


def _paragraph(
    draw: ImageDraw.ImageDraw,
    text: str,
    font: tuple[str, int],
    fill: str,
    *,
    top: int,
    width: int = TEXT_WIDTH,
    strike: str | None = None,
    strike_fill: str = INK,
) -> int:
    """Draws the text in lines of at most `width` pixels; the y below the last line."""
    letters = face(*font)
    step = round(font[1] * 1.24)
    for line in wrapped(text, letters, width):
        draw.text((MARGIN, top), line, font=letters, fill=fill)
        if strike and strike in line:
            before, _, _ = line.partition(strike)
            left = MARGIN + letters.getlength(before)
            right = left + letters.getlength(strike)
            middle = top + step * 0.56
            draw.line((left - 8, middle + 6, right + 8, middle - 6), fill=strike_fill, width=8)
        top += step
    return top


def wrapped(text: str, letters, width: int) -> list[str]:
    """As few lines as fit, and those as even as may be: no word stands alone at the end."""
    lines = _filled(text, letters, width)
    while len(tighter := _filled(text, letters, width - 20)) == len(lines):
        lines, width = tighter, width - 20
        if width < max(map(letters.getlength, text.split(" "))) + 20:
            break
    return lines


def _filled(text: str, letters, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if letters.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def with_speakers(base: Image.Image, talk: dict, who: str | None, loudness: float) -> Image.Image:
    """The name labels: the one who speaks is filled and moves with the voice (0 to 1)."""
    image = base.copy()
    draw = ImageDraw.Draw(image)
    left = MARGIN
    for name, person in talk["cast"].items():
        speaking = name == who
        chip = _chip(
            name, person["label"], person.get("other_script", ""), speaking, talk["accent"]
        )
        image.paste(chip, (left, CHIP_TOP), chip)
        _bars(draw, left + 26, loudness if speaking else 0.0, INK if speaking else QUIET)
        left += chip.width + 20
    return image


@cache
def _chip(name: str, label: str, other: str, speaking: bool, accent: str) -> Image.Image:
    dark, _tint, pale = ACCENTS[accent]
    ground, ink = (CREAM, INK) if speaking else (pale, dark)
    shown = [(name, face("sans-bold", 26)), (label, face("sans", 24))]
    if other and features.check("raqm"):
        shown.insert(1, (other, face("arabic", 24)))
    width = 88 + sum(round(font.getlength(text)) + 16 for text, font in shown)
    chip = _pill(width, ground, dark if speaking else None)
    draw = ImageDraw.Draw(chip)
    left = 72
    for text, font in shown:
        draw.text((left, CHIP_HEIGHT // 2), text, font=font, fill=ink, anchor="lm")
        left += round(font.getlength(text)) + 16
    return chip


def _pill(width: int, ground: str, edge: str | None) -> Image.Image:
    """Drawn three times as large and made smaller: Pillow's own curves have steps."""
    large = Image.new("RGBA", (width * 3, CHIP_HEIGHT * 3), (*ImageColor.getrgb(ground), 0))
    box = (3, 3, width * 3 - 4, CHIP_HEIGHT * 3 - 4)
    ImageDraw.Draw(large).rounded_rectangle(box, radius=86, fill=ground, outline=edge, width=9)
    return large.resize((width, CHIP_HEIGHT), Image.Resampling.LANCZOS)


def _bars(draw: ImageDraw.ImageDraw, left: int, loudness: float, fill: str) -> None:
    middle = CHIP_TOP + CHIP_HEIGHT // 2
    for place, share in enumerate((0.55, 1.0, 0.7)):
        half = 3 + round(15 * share * loudness)
        x = left + place * 12
        draw.rounded_rectangle((x, middle - half, x + 6, middle + half), radius=3, fill=fill)
