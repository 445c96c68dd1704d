"""Search by meaning.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op

import episodes.db

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
