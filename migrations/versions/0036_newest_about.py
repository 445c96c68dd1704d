"""On PostgreSQL the newest of the passages that say what an episode is about, for the search box:
one passage in fifty is one, and the box wants the newest with a word that is being typed.

Revision ID: 0036
Revises: 0035
Create Date: 2026-11-28 15:55:00

"""
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            "CREATE INDEX ix_passage_hand_made_newest_about ON passage (id)"
            " WHERE kind IN ('question', 'episode')"
        )


def downgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP INDEX ix_passage_hand_made_newest_about")
