"""So few captions that nobody can tell by ear whether they are of a video.

Revision ID: 0043
Revises: 0042
Create Date: 2026-11-28 20:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('caption_hearing', sa.Column('too_few_captions', sa.Integer(), nullable=True))


def downgrade():
    op.execute('DELETE FROM caption_hearing WHERE too_few_captions IS NOT NULL')
    op.drop_column('caption_hearing', 'too_few_captions')
