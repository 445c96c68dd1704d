"""Settings of cues and regions, by sections 6.2 and 6.3 of https://www.w3.org/TR/webvtt1/."""

from dataclasses import fields
from decimal import Decimal

import pytest

import captions
from captions.placement import Placement, Region, placement, region, region_of
from tests.captions.webvtt.inputs import ALIGNMENTS, ONE, REGIONS, SETTINGS

NUMBERS = ("line", "position", "size")


def placed(**said: object) -> Placement:
    return Placement(**{k: Decimal(str(v)) if k in NUMBERS else v for k, v in said.items()})


@pytest.mark.parametrize(("settings", "expected"), [*SETTINGS.items(), *ALIGNMENTS.items()])
def test_6_3_settings_place_a_cue(settings, expected):
    cue = captions.read(f"WEBVTT\n\n{ONE} {settings}\nhi".encode()).track.cues[0]
    assert cue.placement == placed(**expected)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("region:a", "a"), ("region:a region:b", "b"), ("region:a:b", "a:b"), ("region:", ""),
        ("region:a line:1", ""), ("line:1 region:a", "a"), ("region:a size:50%", ""),
        ("region:a size:100%", "a"), ("region:a vertical:rl", ""), ("region:a line:x", "a"),
        ("region:a align:end position:3%", "a"),
    ],
)  # fmt: skip
def test_6_3_a_cue_that_is_placed_itself_leaves_its_region(settings, expected):
    assert placement(settings).region == expected


def test_6_3_the_last_region_of_a_name_is_the_cues():
    regions = [region("id:a"), region("id:b"), region("id:a lines:5")]
    assert region_of(placement("region:a"), regions) == Region(id="a", lines=5)
    assert region_of(placement("region:c"), regions) is None
    assert region_of(placement(""), [region("")]) is None


@pytest.mark.parametrize(("settings", "expected"), REGIONS.items())
def test_6_2_settings_shape_a_region(settings, expected):
    values = {
        name: Decimal(value) if isinstance(value, str) and name == "width" else value
        for name, value in expected.items()
    }
    for name in ("anchor", "viewport_anchor"):
        if name in values:
            values[name] = tuple(map(Decimal, values[name]))
    assert region(settings) == Region(**values)


def test_6_2_a_file_of_regions_is_read_whole():
    text = (
        "WEBVTT\n\nREGION\nid:a\nwidth:40% lines:2\nregionanchor:0%,100%\tscroll:up\n\n"
        f"{ONE} region:a\nhi"
    )
    track = captions.read(text.encode()).track
    assert track.region_of(track.cues[0]) == Region(
        "a", Decimal(40), 2, (Decimal(0), Decimal(100)), scrolls_up=True
    )


def test_every_field_of_a_placement_is_tried():
    said = {name for case in (SETTINGS, ALIGNMENTS) for e in case.values() for name in e}
    assert said | {"region"} == {field.name for field in fields(Placement)}
