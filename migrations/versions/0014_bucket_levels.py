"""How full each brake is, for all web processes together.

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-28 03:40:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'bucket_level',
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('empty_at_ms', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('key_hash', name=op.f('pk_bucket_level')),
    )
    op.create_index(op.f('ix_bucket_level_empty_at_ms'), 'bucket_level', ['empty_at_ms'])


def downgrade():
    op.drop_table('bucket_level')
