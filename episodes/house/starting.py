"""What the app has to know of the house when it starts: the kind of its job."""

from episodes.house.letters import LETTER_KIND
from episodes.jobs.registry import register
from episodes.site import Site


def init_house(app: Site) -> None:
    register(app, LETTER_KIND)
