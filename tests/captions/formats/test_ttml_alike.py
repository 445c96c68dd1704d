"""Long TTML files, of which ttconv reads one paragraph of a kind, read as if it read them all."""

import itertools

import pytest

import captions
from captions.formats import ttml_alike

FILE = (
    '<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"{} '
    'xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata">'
    '<head><metadata><ttm:agent xml:id="a" type="person"><ttm:name type="full">Ada</ttm:name>'
    '</ttm:agent></metadata><styling><style xml:id="s" tts:color="yellow"/></styling><layout>'
    '<region xml:id="r" tts:origin="10% 5%" tts:extent="80% 10%"/></layout></head>\n'
    "<body><div>\n{}\n</div><div style='s'>{}</div></body></tt>"
)
# Those that are like others, and the last four, which ttconv has to read.
SHAPES = [
    '<p begin="{0}" end="{1}">Words {2} &amp; more &lt;{2}&gt;</p>',
    '<p xml:id="p{2}" begin="{0}" dur="1.25s" region="r">  One\n {2}  <br/>two </p>',
    '<p begin="{0}" end="{1}" ttm:agent="a">She <span tts:fontStyle="italic">says {2}</span></p>',
    '<p begin="{0}" end="{1}" style="s"><span>&#233;{2}</span> <span style="s">x</span></p>',
    '<p begin="{0}" end="{1}">Words {2} <span begin="0.5s">later</span></p>',
    '<p begin="{0}" end="{1}"> </p>',
    '<p begin="{2}f" end="{1}">Frames {2}</p>',
    '<p begin="{0}">No end {2}</p>',
]
COUNT = 720


def long_file(attributes: str = "", shapes: list[str] = SHAPES) -> str:
    paragraphs = []
    for number, shape in zip(range(COUNT), itertools.cycle(shapes[:4]), strict=False):
        if number % 70 == 69:
            shape = shapes[-1 - number // 70 % 4]  # noqa: PLW2901 - here and there
        start = f"{number // 1800:02d}:{number // 30 % 60:02d}:{number % 30 * 2:02d}"
        paragraphs.append(shape.format(f"{start}.0005", f"{start}.9", number))
    half = COUNT // 2
    return FILE.format(attributes, "\n".join(paragraphs[:half]), "\n".join(paragraphs[half:]))


@pytest.mark.parametrize("attributes", ["", ' xml:space="preserve"'])
def test_a_long_file_is_read_as_ttconv_reads_all_of_it(monkeypatch, attributes):
    text = long_file(attributes)
    alike = ttml_alike.alike_in(text)
    assert alike is not None
    assert alike.text.count("\ue001") < 60
    quick = captions.read(text)
    monkeypatch.setattr(ttml_alike, "FEWEST", len(text))
    whole = captions.read(text)
    assert quick.track == whole.track
    assert quick.report == whole.report
    assert len(quick.track) > COUNT - 20


def test_what_a_style_hides_is_hidden_in_all_that_are_like_it():
    hidden = '<p begin="{0}" end="{1}" tts:visibility="hidden">Words {2}</p>'
    reading = captions.read(long_file(shapes=[SHAPES[0], hidden, *SHAPES[2:]]))
    assert reading.format == "ttml"
    assert len(reading.track) < COUNT - COUNT // 5
    assert "\ue000" not in str(reading)


@pytest.mark.parametrize(
    "inside",
    ["<!-- x -->", '<set begin="1s" tts:color="red"/>', "\ue000", "a ]]> b"],
)
def test_what_is_more_than_times_and_words_is_left_to_ttconv(inside):
    assert ttml_alike.alike_in(long_file().replace("Words 4 ", inside)) is None


def test_a_short_file_is_left_to_ttconv():
    assert ttml_alike.alike_in(FILE.format("", SHAPES[0], SHAPES[1])) is None


@pytest.mark.parametrize(
    ("time", "ms"),
    [("00:00:01", 1000), ("00:01:02.5", 62_500), ("12.5s", 12_500), ("90ms", 90), ("2m", 120_000),
     ("1h", 3_600_000), ("00:00:00.0005", 1), ("00:00:01:12", None), ("10f", None), ("x", None)],
)  # fmt: skip
def test_times_without_frames_are_understood(time, ms):
    assert ttml_alike._ms(time) == ms
