"""Browsers in which somebody is signed in. Whoever was signed in before signs in again.

Revision ID: 0017
Revises: 0016
Create Date: 2026-11-28 04:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'sign_in',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('browser', sa.String(length=20), nullable=False),
        sa.Column('system', sa.String(length=20), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['user_id'], ['user.id'], name=op.f('fk_sign_in_user_id_user'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
        sa.UniqueConstraint('key_hash', name=op.f('uq_sign_in_key_hash')),
    )
    op.create_index(op.f('ix_sign_in_user_id'), 'sign_in', ['user_id'])
    op.create_index(op.f('ix_sign_in_used_at'), 'sign_in', ['used_at'])


def downgrade():
    op.drop_table('sign_in')
