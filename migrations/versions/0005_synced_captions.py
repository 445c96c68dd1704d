"""Synced captions, and the mark of captions that a machine wrote.

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

REFUSAL = "captions that a machine wrote never go live"
IS_MACHINE_MADE = ("EXISTS (SELECT 1 FROM caption_version"
                   " WHERE id = NEW.live_version_id AND is_machine_made)")


def upgrade():
    op.create_table('caption_sync',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('transcript_version_id', sa.Integer(), nullable=False),
    sa.Column('accepted_version_id', sa.Integer(), nullable=True),
    sa.Column('sound_key', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('method', sa.String(length=60), nullable=False),
    sa.Column('found_percent', sa.Integer(), nullable=False),
    sa.Column('duration_ms', sa.BigInteger(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('machine_vtt', sa.Text(), nullable=False),
    sa.Column('proposed_vtt', sa.Text(), nullable=False),
    sa.Column('doubts', sa.JSON(), nullable=False),
    sa.Column('kept_count', sa.Integer(), nullable=False),
    sa.Column('lost', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('found_percent BETWEEN 0 AND 100', name=op.f('ck_caption_sync_found_percent_range')),
    sa.ForeignKeyConstraint(['accepted_version_id'], ['caption_version.id'], name=op.f('fk_caption_sync_accepted_version_id_caption_version'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_caption_sync_episode_id_episode'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['transcript_version_id'], ['caption_version.id'], name=op.f('fk_caption_sync_transcript_version_id_caption_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_sync')),
    sa.UniqueConstraint('transcript_version_id', 'sound_key', name='uq_caption_sync_of'),
    )
    op.create_index(op.f('ix_caption_sync_episode_id'), 'caption_sync', ['episode_id'])
    op.create_index(op.f('ix_caption_sync_accepted_version_id'), 'caption_sync', ['accepted_version_id'])
    # Never by a batch: that would make the table anew, without the triggers that keep it as it is.
    op.add_column('caption_version', sa.Column('is_machine_made', sa.Boolean(), server_default=sa.false(), nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
    else:
        _refuse_on_sqlite()


def _refuse_on_postgresql():
    op.execute("CREATE TRIGGER caption_version_machine_made BEFORE UPDATE OF is_machine_made"
               " ON caption_version FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute("CREATE FUNCTION refuse_machine_made() RETURNS trigger LANGUAGE plpgsql AS"
               f" $$ BEGIN IF {IS_MACHINE_MADE} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;"
               " RETURN NEW; END $$")
    op.execute("CREATE TRIGGER caption_track_machine_made BEFORE INSERT OR UPDATE OF live_version_id"
               " ON caption_track FOR EACH ROW EXECUTE FUNCTION refuse_machine_made()")


def _refuse_on_sqlite():
    op.execute("CREATE TRIGGER caption_version_machine_made BEFORE UPDATE OF is_machine_made"
               " ON caption_version BEGIN"
               " SELECT RAISE(ABORT, 'caption_version rows are never changed'); END")
    for name, when in (("insert", "INSERT"), ("update", "UPDATE OF live_version_id")):
        op.execute(f"CREATE TRIGGER caption_track_machine_made_{name} BEFORE {when} ON caption_track"
                   f" WHEN {IS_MACHINE_MADE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM caption_version WHERE is_machine_made")).first():
        raise RuntimeError("Captions were made by a machine: before this they would pass as a person's. Delete them first.")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER caption_track_machine_made ON caption_track")
        op.execute("DROP FUNCTION refuse_machine_made()")
        op.execute("DROP TRIGGER caption_version_machine_made ON caption_version")
    else:
        for name in ("caption_track_machine_made_insert", "caption_track_machine_made_update",
                     "caption_version_machine_made"):
            op.execute(f"DROP TRIGGER {name}")
    op.drop_column('caption_version', 'is_machine_made')
    op.drop_index(op.f('ix_caption_sync_accepted_version_id'), table_name='caption_sync')
    op.drop_index(op.f('ix_caption_sync_episode_id'), table_name='caption_sync')
    op.drop_table('caption_sync')
