"""What the app has to know of transcripts when it starts: the kinds of their jobs."""

from flask import Flask

from episodes.jobs.registry import register
from episodes.transcripts.draft_job import DRAFT_KIND
from episodes.transcripts.sync_job import SYNC_KIND


def init_transcripts(app: Flask) -> None:
    register(app, SYNC_KIND)
    register(app, DRAFT_KIND)
