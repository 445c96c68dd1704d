"""Caption files that were sent and not yet kept. Going down forgets them: nobody has decided.

Revision ID: 0024
Revises: 0023
Create Date: 2026-11-28 04:50:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'caption_upload',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('episode_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=255), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_caption_upload_episode_id_episode'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_caption_upload_user_id_user'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_upload')),
    )
    op.create_index(op.f('ix_caption_upload_user_id'), 'caption_upload', ['user_id'])


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM caption_upload")).first():
        raise RuntimeError("Captions were sent in and are not confirmed yet: confirm or discard them first.")
    op.drop_table('caption_upload')
