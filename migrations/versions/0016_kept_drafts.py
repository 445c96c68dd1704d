"""What people typed and did not save, kept for them alone.

Revision ID: 0016
Revises: 0015
Create Date: 2026-11-28 03:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'kept_draft',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=32), nullable=False),
        sa.Column('form', sa.String(length=80), nullable=False),
        sa.Column('thing', sa.String(length=160), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('made_from', sa.Integer(), nullable=False),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('is_closed', sa.Boolean(), nullable=False),
        sa.CheckConstraint('sequence >= 0', name=op.f('ck_kept_draft_sequence_from_zero')),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_kept_draft_user_id_user'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_draft')),
        sa.UniqueConstraint('user_id', 'key', name='uq_kept_draft_key'),
    )
    op.create_index('ix_kept_draft_form', 'kept_draft', ['user_id', 'form', 'thing'])
    op.create_index(op.f('ix_kept_draft_kept_at'), 'kept_draft', ['kept_at'])


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM kept_draft WHERE NOT is_closed")).first():
        raise RuntimeError("People have drafts that are not saved: save or discard them first.")
    op.drop_table('kept_draft')
