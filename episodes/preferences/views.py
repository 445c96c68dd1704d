"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("preferences", __name__)
