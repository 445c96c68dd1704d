"""Which secret key a site's processes share, as a fingerprint.

Revision ID: 0021
Revises: 0020
Create Date: 2026-11-28 04:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'site_key',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('fingerprint', sa.String(length=64), nullable=False),
        sa.CheckConstraint('id = 1', name=op.f('ck_site_key_one_row')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_site_key')),
    )


def downgrade():
    op.drop_table('site_key')
