"""An episode's video in another form: with what can be seen in words, or in sign language.

Revision ID: 0019
Revises: 0018
Create Date: 2026-11-28 04:20:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

BEFORE = ('episode', 'answer')
OTHER_FORMS = ('described', 'sign_language')


def upgrade():
    op.execute("ALTER TABLE video ADD COLUMN note VARCHAR(300) DEFAULT '' NOT NULL")
    _allow((*BEFORE, *OTHER_FORMS))


def downgrade():
    if op.get_bind().execute(sa.text(f'SELECT 1 FROM video WHERE place NOT IN {BEFORE}')).first():
        raise RuntimeError('Episodes have a described version or a sign-language video: going back would lose them.')
    _allow(BEFORE)
    op.execute('ALTER TABLE video DROP COLUMN note')


def _allow(places):
    """A table of SQLite's that is made again loses its triggers, which pages and search depend on."""
    triggers = _triggers()
    with op.batch_alter_table('video') as batch_op:
        batch_op.drop_constraint(op.f('ck_video_place_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_video_place_known'), f'place IN {places}')
    for statement in triggers:
        op.execute(statement)


def _triggers():
    if op.get_bind().dialect.name == 'postgresql':
        return []
    rows = op.get_bind().execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'video'")
    )
    return list(rows.scalars())
