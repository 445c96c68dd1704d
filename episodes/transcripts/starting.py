"""What the app has to know of transcripts when it starts: the kinds of their jobs."""

from episodes.jobs.registry import register
from episodes.site import Site
from episodes.transcripts.draft_job import DRAFT_KIND
from episodes.transcripts.hearing_job import HEAR_KIND
from episodes.transcripts.sync_job import SYNC_KIND
from episodes.transcripts.upload_jobs import KEEP_KIND, READ_KIND


def init_transcripts(app: Site) -> None:
    register(app, SYNC_KIND)
    register(app, DRAFT_KIND)
    register(app, HEAR_KIND)
    register(app, READ_KIND)
    register(app, KEEP_KIND)
