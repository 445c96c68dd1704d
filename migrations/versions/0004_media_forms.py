"""Media in all its forms.

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op

import episodes.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
