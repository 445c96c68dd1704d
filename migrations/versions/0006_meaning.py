"""Search by meaning.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'passage_vector',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('passage_id', sa.Integer(), nullable=False),
        sa.Column('model', sa.String(length=16), nullable=False),
        sa.Column('vector', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ['passage_id'], ['passage.id'],
            name=op.f('fk_passage_vector_passage_id_passage'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_passage_vector')),
        sa.UniqueConstraint('passage_id', name=op.f('uq_passage_vector_passage_id')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'related_episode',
        sa.Column('episode_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['episode_id'], ['episode.id'],
            name=op.f('fk_related_episode_episode_id_episode'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['other_id'], ['episode.id'],
            name=op.f('fk_related_episode_other_id_episode'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('episode_id', 'position', name=op.f('pk_related_episode')),
    )
    op.create_index(op.f('ix_related_episode_other_id'), 'related_episode', ['other_id'])
    op.create_table(
        'corpus_word',
        sa.Column('word', sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint('word', name=op.f('pk_corpus_word')),
    )


def downgrade():
    op.drop_table('corpus_word')
    op.drop_index(op.f('ix_related_episode_other_id'), table_name='related_episode')
    op.drop_table('related_episode')
    op.drop_table('passage_vector')
