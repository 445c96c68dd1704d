"""Every table, so that migrations and create_all see them all."""

import episodes.accounts.models
import episodes.answers.models
import episodes.catalog.given
import episodes.catalog.merging
import episodes.catalog.models
import episodes.catalog.planning
import episodes.drafts.models
import episodes.house.models
import episodes.jobs.models
import episodes.kept.models
import episodes.limits.models
import episodes.media.models
import episodes.questions.asked.models
import episodes.questions.published.models
import episodes.search.models
import episodes.serving.models
import episodes.transcripts.approvals
import episodes.transcripts.editing.models
import episodes.transcripts.hearing
import episodes.transcripts.models
import episodes.transcripts.uploads
import episodes.versions.bulk_changes
import episodes.versions.models
import episodes.versions.previews
import episodes.warnings.models  # noqa: F401  # importing is what registers a table
