"""Style blocks of stored WebVTT that may make a browser ask somebody for something are taken out.
New ones are cleaned when they are rendered; here the whole block goes.

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-28 03:50:00

"""
import re
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

STYLE = re.compile(r'(?<=\n\n)STYLE[ \t]*\n(?:[^\n]+\n)*\n?')
SUSPICIOUS = re.compile(r'url|import|image|src|\\|/\*', re.IGNORECASE)


def upgrade():
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT version_id, vtt, etag FROM caption_rendering WHERE vtt LIKE '%STYLE%'")
    ).all()
    for version_id, vtt, etag in rows:
        clean = without_suspicious_styles(vtt)
        if clean != vtt:
            connection.execute(
                sa.text('UPDATE caption_rendering SET vtt = :vtt, etag = :etag WHERE version_id = :id'),
                {'vtt': clean, 'etag': sha256(f'{etag} 0015'.encode()).hexdigest(), 'id': version_id},
            )


def without_suspicious_styles(vtt):
    return STYLE.sub(lambda block: '' if SUSPICIOUS.search(block[0]) else block[0], vtt)


def downgrade():
    """The files as they came are kept elsewhere; what was rendered from them stays clean."""
