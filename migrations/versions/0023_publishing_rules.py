"""What a show asks for before an episode may go out.

Revision ID: 0023
Revises: 0022
Create Date: 2026-11-28 04:35:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade():
    # Written out: a table of SQLite's that is made again loses its triggers.
    op.execute("ALTER TABLE show ADD COLUMN publishing_rules JSON DEFAULT '[]' NOT NULL")


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM show WHERE CAST(publishing_rules AS TEXT) <> '[]'")).first():
        raise RuntimeError("The show has rules for publishing: going back would lose them.")
    op.execute('ALTER TABLE show DROP COLUMN publishing_rules')
