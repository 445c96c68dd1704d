"""The blueprint of the show's pages, and what every template is told."""

from flask import Blueprint

from episodes.viewing.context import initials, last_word_marked, page_context

bp = Blueprint("viewing", __name__)
bp.app_context_processor(page_context)
bp.add_app_template_filter(last_word_marked, "last_word_marked")
bp.add_app_template_filter(initials, "initials")
