"""Links for invitations and new passwords, and what a second step to sign in needs.

Revision ID: 0033
Revises: 0032
Create Date: 2026-11-28 15:45:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

COLUMNS = (
    ('tf_primary_method', 'VARCHAR(64)'),
    ('tf_totp_secret', 'TEXT'),
    ('tf_counter', 'INTEGER'),
    ('mf_recovery_codes', 'TEXT'),
    ('fs_webauthn_user_handle', 'VARCHAR(64)'),
)


def upgrade():
    op.create_table(
        'access_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum('invitation', 'reset', name='kind_known', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('nonce', sa.String(length=32), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_access_link_user_id_user'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_access_link')),
        sa.UniqueConstraint('key_hash', name=op.f('uq_access_link_key_hash')),
    )
    op.create_index(op.f('ix_access_link_user_id'), 'access_link', ['user_id'])
    op.create_index(op.f('ix_access_link_ends_at'), 'access_link', ['ends_at'])
    op.create_table(
        'passkey',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('credential_id', sa.LargeBinary(length=1024), nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('sign_count', sa.Integer(), nullable=False),
        sa.Column('transports', sa.UnicodeText(), nullable=True),
        sa.Column('backup_state', sa.Boolean(), nullable=False),
        sa.Column('device_type', sa.String(length=64), nullable=False),
        sa.Column('extensions', sa.String(length=255), nullable=True),
        sa.Column('lastuse_datetime', sa.DateTime(timezone=True), nullable=False),
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('usage', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_passkey_user_id_user'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
        sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id')),
    )
    op.create_index(op.f('ix_passkey_user_id'), 'passkey', ['user_id'])
    for name, kind in COLUMNS:
        op.execute(f'ALTER TABLE "user" ADD COLUMN {name} {kind}')
    op.create_index('ix_user_fs_webauthn_user_handle', 'user', ['fs_webauthn_user_handle'], unique=True)


def downgrade():
    bind = op.get_bind()
    waiting = "SELECT 1 FROM \"user\" WHERE tf_totp_secret IS NOT NULL OR password = '!'"
    if bind.execute(sa.text(waiting)).first() or bind.execute(sa.text('SELECT 1 FROM passkey')).first():
        raise RuntimeError('People are invited, or have a second step to sign in: going back would lose it.')
    op.drop_index('ix_user_fs_webauthn_user_handle', 'user')
    for name, _kind in reversed(COLUMNS):
        op.execute(f'ALTER TABLE "user" DROP COLUMN {name}')
    op.drop_table('passkey')
    op.drop_table('access_link')
