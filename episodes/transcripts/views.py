"""The blueprint of this feature."""

from flask import Blueprint

bp = Blueprint("transcripts", __name__)
