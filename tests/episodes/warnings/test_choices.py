from hypothesis import given
from hypothesis import strategies as st

from episodes.warnings.choices import ViewerChoices
from episodes.warnings.vocabulary import CATEGORIES, GROUPS, Action

ACTIONS = st.sampled_from(Action)
CHOICES = st.builds(
    ViewerChoices,
    groups=st.dictionaries(
        st.sampled_from(sorted(GROUPS)), st.sampled_from([Action.SHOW, Action.COVER, Action.HIDE])
    ),
    categories=st.dictionaries(st.sampled_from(sorted(CATEGORIES)), ACTIONS),
    unsafe=ACTIONS,
    racy=ACTIONS,
    skipped_categories=st.frozensets(st.sampled_from(sorted(CATEGORIES))),
)


@given(CHOICES)
def test_choices_come_back_from_their_cookie_as_they_were(choices: ViewerChoices) -> None:
    assert ViewerChoices.parse(choices.serialise()) == choices


@given(st.text())
def test_no_cookie_however_broken_is_an_error(cookie: str) -> None:
    assert isinstance(ViewerChoices.parse(cookie), ViewerChoices)


def test_the_fullest_cookie_is_still_understood() -> None:
    fullest = ViewerChoices(
        groups=dict.fromkeys(GROUPS, Action.HIDE),
        categories=dict.fromkeys(CATEGORIES, Action.SHOW),
        unsafe=Action.HIDE,
        skipped_categories=frozenset(CATEGORIES),
    )
    assert ViewerChoices.parse(fullest.serialise()) == fullest
    assert len(fullest.serialise()) < 3500


def test_everything_is_told_until_the_viewer_says_otherwise() -> None:
    assert {ViewerChoices().action_for(category) for category in CATEGORIES} == {Action.TELL}


def test_a_category_of_its_own_wins_over_its_group() -> None:
    choices = ViewerChoices(groups={"mind": Action.SHOW}, categories={"suicide": Action.HIDE})
    assert choices.action_for("grief") == Action.SHOW
    assert choices.action_for("suicide") == Action.HIDE


def test_a_category_that_the_vocabulary_lost_is_still_told() -> None:
    assert ViewerChoices().action_for("left-handedness") == Action.TELL


def test_a_cookie_from_before_the_four_actions_is_told() -> None:
    assert ViewerChoices.parse("g.mind=warn&unsafe=warn") == ViewerChoices()


def test_showing_a_group_forgets_what_was_said_of_its_categories() -> None:
    choices = ViewerChoices(categories={"grief": Action.HIDE, "kink": Action.HIDE})
    shown = choices.with_shown("mind")
    assert shown.action_for("grief") == Action.SHOW
    assert shown.action_for("kink") == Action.HIDE


def test_showing_something_unknown_changes_nothing() -> None:
    assert ViewerChoices().with_shown("<script>") == ViewerChoices()
