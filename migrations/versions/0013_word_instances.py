"""How often a word stands in each passage, read from FTS5's own index: what an episode is worth by
its words is weighed over all of it at once.

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-28 01:30:00

"""
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name != 'postgresql':
        op.execute("CREATE VIRTUAL TABLE passage_instance USING fts5vocab('passage_fts', 'instance')")


def downgrade():
    if op.get_bind().dialect.name != 'postgresql':
        op.execute('DROP TABLE passage_instance')
