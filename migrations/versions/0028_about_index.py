"""On PostgreSQL an index of the passages that say what an episode is about: they are asked for by
themselves, and stand scattered among all that is said.

Revision ID: 0028
Revises: 0027
Create Date: 2026-11-28 12:50:00

"""
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            "CREATE INDEX ix_passage_hand_made_about ON passage USING gin (hand_made_words)"
            " WHERE kind IN ('question', 'episode')"
        )


def downgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP INDEX ix_passage_hand_made_about")
