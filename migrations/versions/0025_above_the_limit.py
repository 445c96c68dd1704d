"""Questions above the day's or the hour's limit are kept, and producers set the limit.

Revision ID: 0025
Revises: 0024
Create Date: 2026-11-28 05:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade():
    no = 'false' if op.get_bind().dialect.name == 'postgresql' else '0'
    op.execute(f'ALTER TABLE asked_question ADD COLUMN is_above_limit BOOLEAN DEFAULT {no} NOT NULL')
    op.execute('ALTER TABLE inbox_settings ADD COLUMN daily_limit INTEGER')


def downgrade():
    lost = (
        "SELECT 1 FROM asked_question WHERE is_above_limit UNION ALL "
        "SELECT 1 FROM inbox_settings WHERE daily_limit IS NOT NULL"
    )
    if op.get_bind().execute(sa.text(lost)).first():
        raise RuntimeError("Questions lie above the day's limit, or a limit was set: going back would lose which.")
    op.execute('ALTER TABLE inbox_settings DROP COLUMN daily_limit')
    op.execute('ALTER TABLE asked_question DROP COLUMN is_above_limit')
