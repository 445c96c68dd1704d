"""What the addresses of resources answered; quotations among resources.

Revision ID: 0041
Revises: 0040
Create Date: 2026-11-28 16:10:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

KINDS = ('book', 'film', 'video', 'article', 'podcast', 'class', 'shop', 'helpline')
STATES = ('fine', 'moved', 'dead', 'unclear')
RENEW = (
    "INSERT INTO public_stamp (id, stamp) VALUES (1, hex(randomblob(16)))"
    " ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)


def upgrade():
    op.create_table(
        'link_check',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('address', sa.String(length=1000), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('status', sa.Integer(), nullable=True),
        sa.Column('moved_to', sa.String(length=1000), nullable=False),
        sa.Column('checked_on', sa.Date(), nullable=False),
        sa.CheckConstraint(f'state IN {STATES}', name=op.f('ck_link_check_state_known')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_link_check')),
        sa.UniqueConstraint('address', name=op.f('uq_link_check_address')),
    )
    _watch('link_check')
    _allow((*KINDS, 'quotation'))


def downgrade():
    quotations = sa.text("SELECT 1 FROM resource WHERE kind = 'quotation'")
    if op.get_bind().execute(quotations).first():
        raise RuntimeError('Some resources are quotations: give them another kind first.')
    _allow(KINDS)
    op.drop_table('link_check')


def _watch(table):
    if _is_postgresql():
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_public AFTER INSERT OR UPDATE OR DELETE"
            f" ON {table} DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION renew_public_stamp()"
        )
        return
    for event in ('INSERT', 'UPDATE', 'DELETE'):
        op.execute(
            f"CREATE TRIGGER {table}_public_{event.lower()} AFTER {event}"
            f" ON {table} BEGIN {RENEW}; END"
        )


def _allow(kinds):
    """A table of SQLite's that is made again loses its triggers, which pages and search depend on."""
    triggers = _triggers()
    with op.batch_alter_table('resource') as batch_op:
        batch_op.drop_constraint(op.f('ck_resource_kind_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_resource_kind_known'), f'kind IN {kinds}')
    for statement in triggers:
        op.execute(statement)


def _triggers():
    if _is_postgresql():
        return []
    rows = op.get_bind().execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'resource'")
    )
    return list(rows.scalars())


def _is_postgresql():
    return op.get_bind().dialect.name == 'postgresql'
