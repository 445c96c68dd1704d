"""The show's time zone, and what the desk plans of an episode: who sees to it, until when, and
whether it is put away. Going down is refused where a zone was chosen, and forgets the plans.

Revision ID: 0031
Revises: 0030
Create Date: 2026-11-28 15:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade():
    # Written out: a table of SQLite's that is made again loses its triggers.
    op.execute("ALTER TABLE show ADD COLUMN time_zone VARCHAR(64) DEFAULT 'UTC' NOT NULL")
    op.create_table(
        'episode_plan',
        sa.Column('episode_id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=True),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_episode_plan_episode_id_episode'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_episode_plan_owner_id_user'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('episode_id', name=op.f('pk_episode_plan')),
    )
    op.create_index(op.f('ix_episode_plan_owner_id'), 'episode_plan', ['owner_id'])


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM show WHERE time_zone <> 'UTC'")).first():
        raise RuntimeError("The show has a time zone: going back would lose it.")
    op.drop_table('episode_plan')
    op.execute('ALTER TABLE show DROP COLUMN time_zone')
