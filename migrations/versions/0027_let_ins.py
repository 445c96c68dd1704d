"""One-time links that let a new browser try to sign in. Going down forgets them: another is made
on the server.

Revision ID: 0027
Revises: 0026
Create Date: 2026-11-28 12:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'let_in',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_let_in_user_id_user'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_let_in')),
        sa.UniqueConstraint('key_hash', name=op.f('uq_let_in_key_hash')),
    )
    op.create_index(op.f('ix_let_in_user_id'), 'let_in', ['user_id'])
    op.create_index(op.f('ix_let_in_ends_at'), 'let_in', ['ends_at'])


def downgrade():
    op.drop_table('let_in')
