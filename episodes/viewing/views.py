"""The pages of the show: home, catalog, watch."""

from flask import Blueprint

from episodes.viewing.context import page_context

bp = Blueprint("viewing", __name__)
bp.app_context_processor(page_context)
