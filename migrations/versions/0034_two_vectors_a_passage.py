"""A passage has a vector by each model that reads it: by that for its language, and by that for all
languages.

Revision ID: 0034
Revises: 0033
Create Date: 2026-11-28 15:40:00

"""
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('passage_vector', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.drop_constraint('uq_passage_vector_passage_id', type_='unique')
        batch.create_unique_constraint(
            'uq_passage_vector_passage_id_model', ['passage_id', 'model']
        )


def downgrade():
    # Vectors are made from the passages again whenever they are missing.
    op.execute('DELETE FROM passage_vector')
    with op.batch_alter_table('passage_vector', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.drop_constraint('uq_passage_vector_passage_id_model', type_='unique')
        batch.create_unique_constraint('uq_passage_vector_passage_id', ['passage_id'])
