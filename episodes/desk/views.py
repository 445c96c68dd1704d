"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("desk", __name__)
