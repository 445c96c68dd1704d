"""Pictures in written answers.

Revision ID: 0037
Revises: 0036
Create Date: 2026-11-28 15:40:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

RENEW = (
    "INSERT INTO public_stamp (id, stamp) VALUES (1, hex(randomblob(16)))"
    " ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)


def upgrade():
    op.create_table(
        'answer_picture',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('episode_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('storage_key', sa.String(length=120), nullable=False),
        sa.Column('media_type', sa.String(length=60), nullable=False),
        sa.Column('size_bytes', sa.BigInteger(), nullable=False),
        sa.Column('width', sa.Integer(), nullable=False),
        sa.Column('height', sa.Integer(), nullable=False),
        sa.Column('alt', sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ['episode_id'], ['episode.id'], name=op.f('fk_answer_picture_episode_id_episode'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_picture')),
        sa.UniqueConstraint('episode_id', 'name', name='uq_answer_picture_name'),
    )
    op.create_index(op.f('ix_answer_picture_episode_id'), 'answer_picture', ['episode_id'])
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            "CREATE CONSTRAINT TRIGGER answer_picture_public AFTER INSERT OR UPDATE OR DELETE"
            " ON answer_picture DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION renew_public_stamp()"
        )
        return
    for event in ('INSERT', 'UPDATE', 'DELETE'):
        op.execute(
            f"CREATE TRIGGER answer_picture_public_{event.lower()} AFTER {event}"
            f" ON answer_picture BEGIN {RENEW}; END"
        )


def downgrade():
    """The texts keep their marks; the files stay until they are swept."""
    op.drop_table('answer_picture')
