"""Covers made of type, and what a show makes its own.

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-28 00:32:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

# Written out: a table of SQLite's that is made again loses its triggers, which search depends on.
COLUMNS = {
    'episode': {
        'accent': "VARCHAR(32) CONSTRAINT ck_episode_accent_known CHECK (accent IN"
        " ('teal', 'plum', 'rust', 'ochre', 'rose', 'leaf', 'blue', 'slate'))",
        'cover_line': "VARCHAR(300) DEFAULT '' NOT NULL",
        'cover_said_by': "VARCHAR(120) DEFAULT '' NOT NULL",
        'cover_said_ms': "INTEGER",
    },
    'show': {
        'hot': "VARCHAR(7) DEFAULT '' NOT NULL",
        'plum': "VARCHAR(7) DEFAULT '' NOT NULL",
        'display_face': "VARCHAR(80) DEFAULT '' NOT NULL",
        'cover_style': "VARCHAR(32) DEFAULT 'line' NOT NULL"
        " CONSTRAINT ck_show_cover_style_known CHECK (cover_style IN ('line', 'poster'))",
    },
}
CHOSEN = (
    "SELECT 1 FROM episode WHERE cover_line <> '' OR accent IS NOT NULL"
    " UNION ALL SELECT 1 FROM show WHERE hot <> '' OR plum <> '' OR display_face <> ''"
)


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, definition in columns.items():
            op.execute(sa.text(f'ALTER TABLE {table} ADD COLUMN {name} {definition}'))


def downgrade() -> None:
    if op.get_bind().execute(sa.text(CHOSEN)).first():
        raise RuntimeError('Lines were chosen for covers, or colours for the show: going back would lose them.')
    for table, columns in COLUMNS.items():
        for name in columns:
            op.execute(sa.text(f'ALTER TABLE {table} DROP COLUMN {name}'))
