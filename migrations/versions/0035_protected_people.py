"""Whether a person read a question and found nothing in it that points to anybody; letters as they
came, sealed once something in them was changed; who may open those, and for how long they stay.

Of questions that are here already nobody said so: what is public stays public, and anything else
waits until somebody reads it. Going down forgets what was said, and refuses while letters are
sealed.

Revision ID: 0035
Revises: 0034
Create Date: 2026-11-28 15:50:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade():
    # Written out: a table of SQLite's that is made again loses its triggers.
    no = 'false' if op.get_bind().dialect.name == 'postgresql' else '0'
    op.execute(f'ALTER TABLE question ADD COLUMN points_to_nobody BOOLEAN DEFAULT {no} NOT NULL')
    op.execute('ALTER TABLE inbox_settings ADD COLUMN seal_days INTEGER DEFAULT 90 NOT NULL')
    op.execute("ALTER TABLE inbox_settings ADD COLUMN seal_readers JSON DEFAULT '[]' NOT NULL")
    op.create_table(
        'sealed_letter',
        sa.Column('asked_id', sa.Integer(), nullable=False),
        sa.Column('sealed_on', sa.Date(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('additions', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['asked_id'], ['asked_question.id'], name=op.f('fk_sealed_letter_asked_id_asked_question'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('asked_id', name=op.f('pk_sealed_letter')),
    )
    op.create_index('ix_sealed_letter_sealed_on', 'sealed_letter', ['sealed_on'])


def downgrade():
    if op.get_bind().execute(sa.text('SELECT 1 FROM sealed_letter')).first():
        raise RuntimeError('Letters are sealed: going back would lose them.')
    op.drop_index('ix_sealed_letter_sealed_on', table_name='sealed_letter')
    op.drop_table('sealed_letter')
    op.execute('ALTER TABLE inbox_settings DROP COLUMN seal_readers')
    op.execute('ALTER TABLE inbox_settings DROP COLUMN seal_days')
    op.execute('ALTER TABLE question DROP COLUMN points_to_nobody')
