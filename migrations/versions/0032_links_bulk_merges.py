"""Links that show what is not public to somebody without an account; what was done to many
episodes at once, so that it can be undone; old addresses of topics and people that were merged.
Going down forgets them.

Revision ID: 0032
Revises: 0031
Create Date: 2026-11-28 16:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'preview_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('episode_id', sa.Integer(), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('note', sa.String(length=200), nullable=False),
        sa.Column('made_by_id', sa.Integer(), nullable=True),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('document', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_preview_link_episode_id_episode'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_preview_link_made_by_id_user'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_preview_link')),
        sa.UniqueConstraint('key_hash', name=op.f('uq_preview_link_key_hash')),
    )
    op.create_index(op.f('ix_preview_link_episode_id'), 'preview_link', ['episode_id'])
    op.create_index(op.f('ix_preview_link_ends_at'), 'preview_link', ['ends_at'])
    op.create_table(
        'bulk_change',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('actor_id', sa.Integer(), nullable=True),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('action', sa.String(length=40), nullable=False),
        sa.Column('before', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['actor_id'], ['user.id'], name=op.f('fk_bulk_change_actor_id_user'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_change')),
    )
    op.create_table(
        'old_address',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=80), nullable=False),
        sa.Column('topic_id', sa.Integer(), nullable=True),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.CheckConstraint('(topic_id IS NULL) <> (person_id IS NULL)', name=op.f('ck_old_address_one_thing')),
        sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_old_address_topic_id_topic'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_old_address_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_old_address')),
    )
    op.create_index(op.f('ix_old_address_slug'), 'old_address', ['slug'])
    op.create_index(op.f('ix_old_address_topic_id'), 'old_address', ['topic_id'])
    op.create_index(op.f('ix_old_address_person_id'), 'old_address', ['person_id'])


def downgrade():
    op.drop_table('old_address')
    op.drop_table('bulk_change')
    op.drop_table('preview_link')
