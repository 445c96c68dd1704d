"""Captions made here: the log of each person's edits, and the rules that a show's captions keep.

Revision ID: 0020
Revises: 0019
Create Date: 2026-11-28 03:45:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PROFILES = "'default', 'netflix', 'netflix-child', 'bbc', 'bbc-vertical', 'dcmp', 'fcc'"


def upgrade():
    op.create_table(
        'caption_edit_session',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('track_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('base_version_id', sa.Integer(), nullable=False),
        sa.Column('merged_version_id', sa.Integer(), nullable=False),
        sa.Column('merged_number', sa.Integer(), nullable=True),
        sa.Column('saved_number', sa.Integer(), nullable=False),
        sa.Column('conflicts', sa.JSON(), nullable=False),
        sa.Column('opened_at', MOMENT, nullable=False),
        sa.Column('seen_at', MOMENT, nullable=False),
        sa.Column('closed_at', MOMENT, nullable=True),
        sa.ForeignKeyConstraint(['track_id'], ['caption_track.id'], name=op.f('fk_caption_edit_session_track_id_caption_track'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_caption_edit_session_user_id_user'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['base_version_id'], ['caption_version.id'], name=op.f('fk_caption_edit_session_base_version_id_caption_version'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['merged_version_id'], ['caption_version.id'], name=op.f('fk_caption_edit_session_merged_version_id_caption_version'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_edit_session')),
    )
    is_open = sa.text('closed_at IS NULL')
    op.create_index('uq_caption_edit_session_open', 'caption_edit_session', ['track_id', 'user_id'], unique=True, sqlite_where=is_open, postgresql_where=is_open)
    op.create_index(op.f('ix_caption_edit_session_user_id'), 'caption_edit_session', ['user_id'])
    op.create_table(
        'caption_edit',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('client', sa.String(length=40), nullable=False),
        sa.Column('client_number', sa.Integer(), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.Column('made_at', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['session_id'], ['caption_edit_session.id'], name=op.f('fk_caption_edit_session_id_caption_edit_session'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_edit')),
        sa.UniqueConstraint('session_id', 'number', name='uq_caption_edit_number'),
        sa.UniqueConstraint('session_id', 'client', 'client_number', name='uq_caption_edit_client'),
    )
    is_postgresql = op.get_bind().dialect.name == 'postgresql'
    refuse = ('FOR EACH ROW EXECUTE FUNCTION refuse_change()' if is_postgresql else
              "BEGIN SELECT RAISE(ABORT, 'caption_edit rows are never changed'); END")
    op.execute(f'CREATE TRIGGER caption_edit_immutable BEFORE UPDATE ON caption_edit {refuse}')
    op.execute("ALTER TABLE show ADD COLUMN caption_profile VARCHAR(32) DEFAULT 'default' NOT NULL"
               f' CONSTRAINT ck_show_caption_profile_known CHECK (caption_profile IN ({PROFILES}))')


def downgrade():
    """Work that nobody has saved as a version would be lost."""
    unsaved = ('SELECT 1 FROM caption_edit e JOIN caption_edit_session s ON s.id = e.session_id'
               ' WHERE s.closed_at IS NULL AND e.number > s.saved_number')
    if op.get_bind().execute(sa.text(unsaved)).first():
        raise RuntimeError('Somebody has captions open that are not saved: save or discard them first.')
    chosen = "SELECT 1 FROM show WHERE caption_profile <> 'default'"
    if op.get_bind().execute(sa.text(chosen)).first():
        raise RuntimeError('The show has a profile for its captions: going back would lose which.')
    op.drop_table('caption_edit')
    op.drop_table('caption_edit_session')
    op.execute('ALTER TABLE show DROP COLUMN caption_profile')
