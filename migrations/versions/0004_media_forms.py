"""Media in all its forms.

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

FILLED = (  # columns that rows from before need a value for
    ('original_key', sa.String(length=120), ''),
    ('has_video', sa.Boolean(), sa.true()),
    ('has_audio', sa.Boolean(), sa.true()),
    ('rotation', sa.Integer(), '0'),
    ('codecs', sa.String(length=120), ''),
    ('is_poster_own', sa.Boolean(), sa.true()),
    ('storyboard_key', sa.String(length=120), ''),
    ('waveform_key', sa.String(length=120), ''),
)
KNOWN_LATER = (
    ('original_size_bytes', sa.BigInteger()),
    ('loudness_lufs', sa.Double()),
    ('poster_size_bytes', sa.BigInteger()),
    ('storyboard_size_bytes', sa.BigInteger()),
    ('storyboard_layout', sa.JSON()),
    ('waveform_size_bytes', sa.BigInteger()),
    ('prepared_at', sa.DateTime(timezone=True)),
)


def upgrade():
    with op.batch_alter_table('video', schema=None) as batch_op:
        for name, kind, value in FILLED:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        for name, kind in KNOWN_LATER:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        batch_op.drop_constraint(op.f('ck_video_file_or_address'), type_='check')
    op.execute("UPDATE video SET original_key = storage_key, original_size_bytes = size_bytes")
    with op.batch_alter_table('video', schema=None) as batch_op:
        for name, _, _ in FILLED:
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(op.f('ck_video_file_or_address'), "(original_key = '') <> (address = '')")
        batch_op.create_check_constraint(op.f('ck_video_played_has_original'), "storage_key = '' OR original_key <> ''")


def downgrade():
    if op.get_bind().execute(sa.text("SELECT 1 FROM video WHERE storage_key = '' AND address = ''")).first():
        raise RuntimeError("Videos are not prepared yet, and would be lost: let the worker finish first.")
    with op.batch_alter_table('video', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_video_played_has_original'), type_='check')
        batch_op.drop_constraint(op.f('ck_video_file_or_address'), type_='check')
        for name, *_ in (*reversed(KNOWN_LATER), *reversed(FILLED)):
            batch_op.drop_column(name)
        batch_op.create_check_constraint(op.f('ck_video_file_or_address'), "(storage_key = '') <> (address = '')")
