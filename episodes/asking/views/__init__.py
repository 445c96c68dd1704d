"""The pages for anyone who asks."""

from episodes.asking.views import ask, receipt  # noqa: F401  # importing registers the pages
from episodes.asking.views.blueprint import bp

__all__ = ["bp"]
