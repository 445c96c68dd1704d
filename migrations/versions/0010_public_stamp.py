"""A stamp that any change of what the public sees renews.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-28 00:20:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

# As they were at this revision: a table that comes later is watched by its own migration.
TABLES = (
    'show', 'episode', 'person', 'credit', 'topic', 'topic_synonym', 'episodes_topics', 'chapter',
    'video', 'question', 'annotation', 'also_asked',
    'answer', 'answer_part', 'checklist_item', 'resource',
    'content_warning', 'caption_track', 'caption_version', 'caption_rendering', 'related_episode',
)

# On PostgreSQL they are deferred: the one row is locked at the very end of a transaction, when it
# takes no other lock any more, so that two writers cannot wait for each other.
RENEW = (
    "INSERT INTO public_stamp (id, stamp) VALUES (1, {new})"
    " ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)
FUNCTION = """
CREATE OR REPLACE FUNCTION renew_public_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('querent.stamped', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    {renew};
    PERFORM set_config('querent.stamped', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$
"""
EVENTS = ("INSERT", "UPDATE", "DELETE")


def upgrade():
    op.create_table(
        'public_stamp',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('stamp', sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_public_stamp')),
    )
    for statement in creating(op.get_bind().dialect.name, TABLES):
        op.execute(statement)


def downgrade():
    dialect = op.get_bind().dialect.name
    for statement in dropping(dialect, TABLES):
        op.execute(statement)
    if dialect == 'postgresql':
        op.execute('DROP FUNCTION renew_public_stamp()')
    op.drop_table('public_stamp')


def creating(dialect, tables):
    if dialect == "postgresql":
        yield FUNCTION.format(renew=RENEW.format(new="gen_random_uuid()::text"))
        for table in tables:
            yield (
                f"CREATE CONSTRAINT TRIGGER {table}_public AFTER INSERT OR UPDATE OR DELETE"
                f' ON "{table}" DEFERRABLE INITIALLY DEFERRED'
                " FOR EACH ROW EXECUTE FUNCTION renew_public_stamp()"
            )
        return
    renew = RENEW.format(new="hex(randomblob(16))")
    for table in tables:
        for event in EVENTS:
            name = f"{table}_public_{event.lower()}"
            yield f'CREATE TRIGGER {name} AFTER {event} ON "{table}" BEGIN {renew}; END'


def dropping(dialect, tables):
    for table in tables:
        if dialect == "postgresql":
            yield f'DROP TRIGGER IF EXISTS {table}_public ON "{table}"'
        else:
            for event in EVENTS:
                yield f"DROP TRIGGER IF EXISTS {table}_public_{event.lower()}"
