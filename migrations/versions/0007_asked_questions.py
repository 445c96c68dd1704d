"""Questions that were asked.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op

import episodes.db

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
