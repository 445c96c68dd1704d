"""Who approved which version of captions, and what the checks said then.

Revision ID: 0022
Revises: 0021
Create Date: 2026-11-28 04:40:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'caption_approval',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('approver_id', sa.Integer(), nullable=True),
        sa.Column('profile', sa.String(length=32), nullable=False),
        sa.Column('mistakes', sa.Integer(), nullable=False),
        sa.Column('warnings', sa.Integer(), nullable=False),
        sa.Column('approved_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['approver_id'], ['user.id'], name=op.f('fk_caption_approval_approver_id_user'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['version_id'], ['caption_version.id'], name=op.f('fk_caption_approval_version_id_caption_version'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_approval')),
    )
    op.create_index(op.f('ix_caption_approval_version_id'), 'caption_approval', ['version_id'])


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM caption_approval")).first():
        raise RuntimeError("Captions were approved: going back would lose by whom and when.")
    op.drop_table('caption_approval')
