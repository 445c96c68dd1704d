"""A described version and a sign-language video are each judged apart. Those that are there stand as
their video does, for they were given as one with it.

Revision ID: 0040
Revises: 0039
Create Date: 2026-11-28 15:45:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

# Written out: a table of SQLite's that is made again loses its triggers.
COLUMNS = {
    'headline': "VARCHAR(32) DEFAULT 'clean' NOT NULL CONSTRAINT ck_video_headline_known"
    " CHECK (headline IN ('clean', 'racy', 'nsfw', 'explicit'))",
    'review': "VARCHAR(32) DEFAULT 'not_reviewed' NOT NULL CONSTRAINT ck_video_review_known"
    " CHECK (review IN ('not_reviewed', 'reviewed_none', 'reviewed_some', 'chose_not_to_warn'))",
}
FORMS = "place IN ('described', 'sign_language')"
OF_EPISODE = '(SELECT episode.video_{0} FROM episode WHERE episode.id = video.episode_id)'


def upgrade():
    for name, definition in COLUMNS.items():
        op.execute(sa.text(f'ALTER TABLE video ADD COLUMN {name} {definition}'))
    values = ', '.join(f'{name} = {OF_EPISODE.format(name)}' for name in COLUMNS)
    op.execute(sa.text(f'UPDATE video SET {values} WHERE {FORMS}'))


def downgrade():
    differs = ' OR '.join(f'{name} <> {OF_EPISODE.format(name)}' for name in COLUMNS)
    if op.get_bind().execute(sa.text(f'SELECT 1 FROM video WHERE {FORMS} AND ({differs})')).first():
        raise RuntimeError('Some described or signed videos were judged apart: going back would lose that.')
    for name in COLUMNS:
        op.execute(sa.text(f'ALTER TABLE video DROP COLUMN {name}'))
