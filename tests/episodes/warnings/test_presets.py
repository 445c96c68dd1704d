from episodes.warnings.choices import ViewerChoices
from episodes.warnings.presets import PRESETS, preset_of, with_preset


def test_who_chose_nothing_is_told() -> None:
    preset = preset_of(ViewerChoices())
    assert preset is not None
    assert preset.id == "tell"


def test_every_preset_is_recognised_when_it_comes_back_from_its_cookie() -> None:
    for preset in PRESETS.values():
        assert preset_of(ViewerChoices.parse(preset.choices.serialise())) == preset


def test_a_preset_leaves_what_is_always_skipped() -> None:
    before = ViewerChoices(skipped_categories=frozenset({"slurs"}))
    chosen = with_preset(before, PRESETS["gentle"])
    assert chosen.skipped_categories == {"slurs"}
    assert preset_of(chosen) == PRESETS["gentle"]
