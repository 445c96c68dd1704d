"""Which asked questions somebody at the desk has seen; and none that is merged into itself.

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-28 04:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

# The check stands with the column: SQLite adds one to a table only so, and a table that is made
# again would lose what points to it.
NOT_INTO_ITSELF = 'ck_asked_question_not_into_itself'
ADD = (
    'ALTER TABLE asked_question ADD COLUMN is_seen BOOLEAN DEFAULT {yes} NOT NULL'
    f' CONSTRAINT {NOT_INTO_ITSELF} CHECK (merged_into_id IS NULL OR merged_into_id <> id)'
)


def upgrade():
    connection = op.get_bind()
    repair(connection)
    # Of those that are here already nobody knows who has read them: they count as seen.
    is_postgresql = connection.dialect.name == 'postgresql'
    op.execute(sa.text(ADD.format(yes='true' if is_postgresql else '1')))


def downgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(sa.text(f'ALTER TABLE asked_question DROP CONSTRAINT {NOT_INTO_ITSELF}'))
    op.execute(sa.text('ALTER TABLE asked_question DROP COLUMN is_seen'))


def repair(connection):
    """A question that was merged into itself, or into one that was merged into it, stands on no
    shelf: of each such ring the oldest is a question of its own again, and the others go with it."""
    rows = connection.execute(sa.text(
        'SELECT id, merged_into_id FROM asked_question WHERE merged_into_id IS NOT NULL'
    ))
    into = {number: other for number, other in rows}
    before = dict(into)
    for start in sorted(into):
        path = [start]
        while path[-1] in into and into[path[-1]] not in path:
            path.append(into[path[-1]])
        if path[-1] in into:
            ring = path[path.index(into[path[-1]]):]
            del into[min(ring)]
    for number, other in into.items():
        while other in into:
            other = into[other]
        into[number] = other
    for number in before:
        if before[number] != into.get(number):
            connection.execute(
                sa.text('UPDATE asked_question SET merged_into_id = :other WHERE id = :number'),
                {'other': into.get(number), 'number': number},
            )
