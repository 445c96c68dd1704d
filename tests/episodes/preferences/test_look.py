"""What a viewer may choose, without any page."""

from episodes.preferences.look import CAPTION_CHOICES, CHOICES, Look


def test_the_first_option_of_each_choice_is_what_a_viewer_has_who_chose_nothing() -> None:
    assert Look.from_pairs({choice.name: choice.default for choice in CHOICES}) == Look()
    assert {choice.name: choice.default for choice in CHOICES} == vars(Look())


def test_captions_have_what_the_rules_for_televisions_ask_for() -> None:
    """47 CFR 79.103 (c): eight fonts, eight colours with their opacity, five edges."""
    numbers = {choice.name: len(choice.values) for choice in CAPTION_CHOICES}
    assert numbers == {
        "size": 8, "font": 8, "colour": 8, "ink": 5, "background": 8, "opacity": 5, "window": 8,
        "window_opacity": 5, "edge": 5, "place": 3,
    }  # fmt: skip
    assert all(len(choice.options) == len(choice.values) for choice in CAPTION_CHOICES)
