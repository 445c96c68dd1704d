"""What people looked for and did not find, counted by days.

Revision ID: 0042
Revises: 0041
Create Date: 2026-11-28 16:15:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'missed_words',
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('words', sa.String(length=80), nullable=False),
        sa.Column('is_dismissed', sa.Boolean(), nullable=False),
        sa.CheckConstraint("words = '' OR days >= 5", name=op.f('ck_missed_words_words_after_five_days')),
        sa.PrimaryKeyConstraint('key_hash', name=op.f('pk_missed_words')),
    )


def downgrade():
    op.drop_table('missed_words')
