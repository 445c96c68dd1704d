"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("media", __name__)
