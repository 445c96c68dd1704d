"""The show's logo. Going down refuses where a show has one.

Revision ID: 0039
Revises: 0038
Create Date: 2026-11-28 15:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

# Written out: a table of SQLite's that is made again loses its triggers.
COLUMNS = {
    'logo_digest': "VARCHAR(64) DEFAULT '' NOT NULL",
    'logo_alt': "VARCHAR(200) DEFAULT '' NOT NULL",
    'logo_width': 'INTEGER',
    'logo_height': 'INTEGER',
    'logo_ground': "VARCHAR(32) DEFAULT 'any' NOT NULL"
    " CONSTRAINT ck_show_logo_ground_known CHECK (logo_ground IN ('any', 'light', 'dark'))",
}


def upgrade():
    binary = 'BYTEA' if op.get_bind().dialect.name == 'postgresql' else 'BLOB'
    for name, definition in {'logo': binary, **COLUMNS}.items():
        op.execute(sa.text(f'ALTER TABLE show ADD COLUMN {name} {definition}'))


def downgrade():
    if op.get_bind().execute(sa.text('SELECT 1 FROM show WHERE logo IS NOT NULL')).first():
        raise RuntimeError('The show has a logo: going back would lose it. Remove it first.')
    for name in ('logo', *COLUMNS):
        op.execute(sa.text(f'ALTER TABLE show DROP COLUMN {name}'))
