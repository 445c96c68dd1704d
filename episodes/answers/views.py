"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("answers", __name__)
