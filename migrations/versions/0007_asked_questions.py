"""Questions that were asked.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-22 16:40:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'asked_question',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('display_name', sa.String(length=120), nullable=False),
        sa.Column('content_notes', sa.JSON(), nullable=False),
        sa.Column('may_edit', sa.Boolean(), nullable=False),
        sa.Column('may_publish', sa.Boolean(), nullable=False),
        sa.Column('is_checked', sa.Boolean(), nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('receipt_hash', sa.String(length=64), nullable=False),
        sa.Column('state', sa.Enum('new', 'considering', 'planned', 'declined', 'spam', name='state_known', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('reply', sa.String(length=2000), nullable=False),
        sa.Column('episode_id', sa.Integer(), nullable=True),
        sa.Column('is_source', sa.Boolean(), nullable=False),
        sa.Column('wording', sa.String(length=1000), nullable=False),
        sa.Column('merged_into_id', sa.Integer(), nullable=True),
        sa.CheckConstraint('length(text) >= 10', name=op.f('ck_asked_question_text_long_enough')),
        sa.CheckConstraint("state <> 'planned' OR merged_into_id IS NULL", name=op.f('ck_asked_question_one_way_on')),
        sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_asked_question_episode_id_episode'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['merged_into_id'], ['asked_question.id'], name=op.f('fk_asked_question_merged_into_id_asked_question'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_asked_question')),
        sa.UniqueConstraint('receipt_hash', name=op.f('uq_asked_question_receipt_hash')),
    )
    op.create_index('ix_asked_question_state', 'asked_question', ['state', 'id'])
    op.create_index(op.f('ix_asked_question_episode_id'), 'asked_question', ['episode_id'])
    op.create_index(op.f('ix_asked_question_merged_into_id'), 'asked_question', ['merged_into_id'])
    op.create_table(
        'asked_addition',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('asked_id', sa.Integer(), nullable=False),
        sa.Column('added_on', sa.Date(), nullable=False),
        sa.Column('text', sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(['asked_id'], ['asked_question.id'], name=op.f('fk_asked_addition_asked_id_asked_question'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_asked_addition')),
    )
    op.create_index(op.f('ix_asked_addition_asked_id'), 'asked_addition', ['asked_id'])
    op.create_table(
        'question_tally',
        sa.Column('question_id', sa.Integer(), nullable=False),
        sa.Column('me_too', sa.Integer(), nullable=False),
        sa.Column('merged', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_tally_question_id_question'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('question_id', name=op.f('pk_question_tally')),
    )
    op.create_table(
        'asking_day',
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('checked', sa.Integer(), nullable=False),
        sa.Column('unchecked', sa.Integer(), nullable=False),
        sa.Column('me_too', sa.Integer(), nullable=False),
        sa.Column('withdrawn', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('day', name=op.f('pk_asking_day')),
    )
    op.create_table(
        'spent_challenge',
        sa.Column('nonce', sa.String(length=64), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint('nonce', name=op.f('pk_spent_challenge')),
    )
    op.create_index(op.f('ix_spent_challenge_day'), 'spent_challenge', ['day'])
    op.create_table(
        'inbox_settings',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('opening', sa.Enum('open', 'behind', 'closed', name='opening_known', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('words', sa.String(length=500), nullable=False),
        sa.Column('waiting', sa.String(length=200), nullable=False),
        sa.CheckConstraint('id = 1', name=op.f('ck_inbox_settings_one_row')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox_settings')),
    )


def downgrade():
    asked = op.get_bind().execute(sa.text('SELECT count(*) FROM asked_question')).scalar_one()
    if asked:
        raise RuntimeError(f'{asked} questions were asked: going back would lose them. Back up, then delete them.')
    op.drop_table('inbox_settings')
    op.drop_index(op.f('ix_spent_challenge_day'), table_name='spent_challenge')
    op.drop_table('spent_challenge')
    op.drop_table('asking_day')
    op.drop_table('question_tally')
    op.drop_index(op.f('ix_asked_addition_asked_id'), table_name='asked_addition')
    op.drop_table('asked_addition')
    op.drop_index(op.f('ix_asked_question_merged_into_id'), table_name='asked_question')
    op.drop_index(op.f('ix_asked_question_episode_id'), table_name='asked_question')
    op.drop_index('ix_asked_question_state', table_name='asked_question')
    op.drop_table('asked_question')
