"""A stamp that any change of what the public sees renews.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-28 00:20:00

"""
import sqlalchemy as sa
from alembic import op

from episodes.kept.triggers import creating, dropping

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

# As they were at this revision: a table that comes later is watched by its own migration.
TABLES = (
    'show', 'episode', 'person', 'credit', 'topic', 'topic_synonym', 'episodes_topics', 'chapter',
    'video', 'question', 'annotation', 'also_asked',
    'answer', 'answer_part', 'checklist_item', 'resource',
    'content_warning', 'caption_track', 'caption_version', 'caption_rendering', 'related_episode',
)


def upgrade():
    op.create_table(
        'public_stamp',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('stamp', sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_public_stamp')),
    )
    for statement in creating(op.get_bind().dialect.name, TABLES):
        op.execute(statement)


def downgrade():
    dialect = op.get_bind().dialect.name
    for statement in dropping(dialect, TABLES):
        op.execute(statement)
    if dialect == 'postgresql':
        op.execute('DROP FUNCTION renew_public_stamp()')
    op.drop_table('public_stamp')
