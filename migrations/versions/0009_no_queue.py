"""The tables that Huey made for its queue beside ours: jobs are rows of "job" only.

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-28 00:20:00

"""
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name == 'postgresql':
        for name in ('kv', 'schedule', 'task', 'counter'):
            op.execute(f'DROP TABLE IF EXISTS huey_{name}')


def downgrade():
    """The former version makes them again when it needs them."""
