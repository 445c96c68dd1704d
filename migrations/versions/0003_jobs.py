"""Jobs.

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

UNFINISHED = sa.text("state IN ('queued', 'running')")


def upgrade():
    op.create_table(
        'job',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=60), nullable=False),
        sa.Column('subject', sa.String(length=120), nullable=False),
        sa.Column('arguments', sa.JSON(), nullable=False),
        sa.Column('fingerprint', sa.String(length=64), nullable=False),
        sa.Column('state', sa.Enum('queued', 'running', 'done', 'failed', 'cancelled', name='state_known', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('step', sa.String(length=200), nullable=False),
        sa.Column('percent', sa.Integer(), nullable=True),
        sa.Column('reason', sa.String(length=500), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('interruptions', sa.Integer(), nullable=False),
        sa.Column('again', sa.Boolean(), nullable=False),
        sa.Column('cancel_asked', sa.Boolean(), nullable=False),
        sa.Column('runner', sa.String(length=120), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('heartbeat_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('asked_by_id', sa.Integer(), nullable=True),
        sa.CheckConstraint('percent IS NULL OR percent BETWEEN 0 AND 100', name=op.f('ck_job_percent_range')),
        sa.CheckConstraint("(state = 'running') = (runner <> '')", name=op.f('ck_job_running_has_runner')),
        sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_job_asked_by_id_user'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    )
    op.create_index('uq_job_unfinished', 'job', ['fingerprint'], unique=True, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)
    op.create_index('ix_job_subject', 'job', ['subject', 'id'])
    op.create_index('ix_job_state', 'job', ['state', 'due_at', 'id'])


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM job WHERE state IN ('queued', 'running')")).first():
        raise RuntimeError("Jobs are not done: let the worker finish them, or cancel them, before going back.")
    op.drop_table('job')
