"""What was heard of captions in the sound of their video, and what was read in large files. Going down
forgets both: they can be heard and read again.

Revision ID: 0038
Revises: 0037
Create Date: 2026-11-28 15:40:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'caption_hearing',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('sound_key', sa.String(length=120), nullable=False),
        sa.Column('language', sa.String(length=35), nullable=False),
        sa.Column('is_mismatch', sa.Boolean(), nullable=False),
        sa.Column('found_percent', sa.Integer(), nullable=True),
        sa.Column('offset_ms', sa.Integer(), nullable=True),
        sa.Column('gaps', sa.JSON(), nullable=False),
        sa.Column('unheard', sa.JSON(), nullable=False),
        sa.Column('masked', sa.JSON(), nullable=False),
        sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            'found_percent BETWEEN 0 AND 100', name=op.f('ck_caption_hearing_found_percent_range')
        ),
        sa.ForeignKeyConstraint(
            ['version_id'], ['caption_version.id'],
            name=op.f('fk_caption_hearing_version_id_caption_version'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_hearing')),
        sa.UniqueConstraint('version_id', 'sound_key', name='uq_caption_hearing_of'),
    )
    op.add_column('caption_upload', sa.Column('understood', sa.JSON(), nullable=True))


def downgrade():
    op.drop_column('caption_upload', 'understood')
    op.drop_table('caption_hearing')
