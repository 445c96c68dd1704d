"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("viewing", __name__)
