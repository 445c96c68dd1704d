"""Which questions somebody read, what a merge can be undone to, the show's own replies, and what
questions mean, for what asks the same.

Going down forgets who read what and the ways back; it refuses where a show wrote replies of its own.

Revision ID: 0030
Revises: 0029
Create Date: 2026-11-28 15:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade():
    # Written out: a table of SQLite's that is made again loses what points to it.
    no = 'false' if op.get_bind().dialect.name == 'postgresql' else '0'
    op.execute(f'ALTER TABLE asked_question ADD COLUMN is_read BOOLEAN DEFAULT {no} NOT NULL')
    op.execute("ALTER TABLE asked_question ADD COLUMN state_before VARCHAR(32) DEFAULT '' NOT NULL")
    op.execute(
        'ALTER TABLE asked_question ADD COLUMN came_with_id INTEGER'
        ' CONSTRAINT fk_asked_question_came_with_id_asked_question'
        ' REFERENCES asked_question (id) ON DELETE SET NULL'
    )
    op.create_index('ix_asked_question_came_with_id', 'asked_question', ['came_with_id'])
    op.create_table(
        'asked_vector',
        sa.Column('asked_id', sa.Integer(), nullable=False),
        sa.Column('model', sa.String(length=16), nullable=False),
        sa.Column('vector', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['asked_id'], ['asked_question.id'], name=op.f('fk_asked_vector_asked_id_asked_question'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('asked_id', name=op.f('pk_asked_vector')),
    )
    op.execute("ALTER TABLE inbox_settings ADD COLUMN replies JSON DEFAULT '[]' NOT NULL")


def downgrade():
    own = "SELECT 1 FROM inbox_settings WHERE CAST(replies AS TEXT) <> '[]'"
    if op.get_bind().execute(sa.text(own)).first():
        raise RuntimeError('The show wrote replies of its own: going back would lose them.')
    op.drop_table('asked_vector')
    op.execute('ALTER TABLE inbox_settings DROP COLUMN replies')
    op.drop_index('ix_asked_question_came_with_id', table_name='asked_question')
    op.execute('ALTER TABLE asked_question DROP COLUMN came_with_id')
    op.execute('ALTER TABLE asked_question DROP COLUMN state_before')
    op.execute('ALTER TABLE asked_question DROP COLUMN is_read')
