"""Three more roles, and who sees every episode. People who are there now keep what they see:
captioners saw everything, so they are given everything.

Revision ID: 0029
Revises: 0028
Create Date: 2026-11-28 15:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

BEFORE = ('viewer', 'captioner', 'producer', 'admin')
MORE = ('guest_author', 'reviewer', 'editor')


def upgrade():
    _allow((*BEFORE, *MORE))
    op.execute('ALTER TABLE "user" ADD COLUMN works_on_all BOOLEAN DEFAULT false NOT NULL')
    op.execute(
        'UPDATE "user" SET works_on_all = true WHERE id IN'
        " (SELECT user_id FROM users_roles JOIN role ON role.id = role_id WHERE role.name = 'captioner')"
    )
    op.create_table(
        'episodes_given',
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('episode_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_episodes_given_user_id_user'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_episodes_given_episode_id_episode'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id', 'episode_id', name=op.f('pk_episodes_given')),
    )
    op.create_index(op.f('ix_episodes_given_episode_id'), 'episodes_given', ['episode_id'])


def downgrade():
    bind = op.get_bind()
    people = f'SELECT 1 FROM users_roles JOIN role ON role.id = role_id WHERE role.name IN {MORE}'
    if bind.execute(sa.text(people)).first() or bind.execute(sa.text('SELECT 1 FROM episodes_given')).first():
        raise RuntimeError('People have roles or episodes that an earlier release does not know: going back would let them see more.')
    op.drop_table('episodes_given')
    op.execute('ALTER TABLE "user" DROP COLUMN works_on_all')
    op.execute(f'DELETE FROM role WHERE name IN {MORE}')
    _allow(BEFORE)


def _allow(names):
    """SQLite makes the table again, and deletes the old one with whatever names its rows: who has
    which role is written down before and brought back."""
    bind = op.get_bind()
    rows = [tuple(row) for row in bind.execute(sa.text('SELECT user_id, role_id FROM users_roles'))]
    with op.batch_alter_table('role') as batch_op:
        batch_op.drop_constraint(op.f('ck_role_name_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_role_name_known'), f'name IN {names}')
    bind.execute(sa.text('DELETE FROM users_roles'))
    for user_id, role_id in rows:
        bind.execute(
            sa.text('INSERT INTO users_roles (user_id, role_id) VALUES (:user, :role)'), {'user': user_id, 'role': role_id}
        )
