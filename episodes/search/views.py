"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("search", __name__)
