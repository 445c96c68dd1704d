"""Versions of what people make, and what was decided on them.

Today's revisions of answers become versions; the last one is what the site shows, and where the
answer was reviewed, it is the one that was reviewed. Going down loses what came later, and nothing
of what was there before.

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-28 01:20:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

KINDS = ('basics', 'question', 'answer', 'resources', 'warnings', 'video')
FIXED = 'episode_id, kind, number, content, note, created_at'
MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        'version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('episode_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum(*KINDS, name='kind_known', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=True),
        sa.Column('note', sa.String(length=300), nullable=False),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.CheckConstraint('number >= 1', name=op.f('ck_version_number_from_one')),
        sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_version_author_id_user'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_version_episode_id_episode'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_version')),
        sa.UniqueConstraint('episode_id', 'kind', 'number', name='uq_version_number'),
    )
    op.create_index(op.f('ix_version_episode_id'), 'version', ['episode_id'])
    op.create_table(
        'judgement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum('review', 'shown', name='judgement_known', native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column('verdict', sa.String(length=40), nullable=False),
        sa.Column('judge_id', sa.Integer(), nullable=True),
        sa.Column('judged_at', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['judge_id'], ['user.id'], name=op.f('fk_judgement_judge_id_user'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_judgement_version_id_version'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_judgement')),
    )
    op.create_index('ix_judgement_version_kind', 'judgement', ['version_id', 'kind'])
    _refuse_changes()
    _bring_in_answers()


def _refuse_changes():
    refuse = ('FOR EACH ROW EXECUTE FUNCTION refuse_change()' if _is_postgresql() else
              "BEGIN SELECT RAISE(ABORT, 'version rows are never changed'); END")
    op.execute(f'CREATE TRIGGER version_immutable BEFORE UPDATE OF {FIXED} ON version {refuse}')


def _bring_in_answers():
    """In the database alone: a thousand answers are a matter of a second."""
    content = (
        "json_build_object('markdown', r.markdown, 'author', coalesce(a.author_id, 0))"
        if _is_postgresql() else
        "json_object('markdown', r.markdown, 'author', coalesce(a.author_id, 0))"
    )
    op.execute(
        'INSERT INTO version (episode_id, kind, number, content, author_id, note, created_at)'
        f" SELECT a.episode_id, 'answer', r.number, {content}, r.saved_by_id, r.note, r.saved_at"
        ' FROM answer_revision r JOIN answer a ON a.id = r.answer_id ORDER BY a.id, r.number'
    )
    last = (
        ' FROM version v JOIN episode e ON e.id = v.episode_id'
        ' WHERE v.number = (SELECT max(w.number) FROM version w'
        ' WHERE w.episode_id = v.episode_id AND w.kind = v.kind)'
    )
    op.execute(
        'INSERT INTO judgement (version_id, kind, verdict, judged_at)'
        f" SELECT v.id, 'shown', '', v.created_at{last}"
    )
    op.execute(
        'INSERT INTO judgement (version_id, kind, verdict, judged_at)'
        f" SELECT v.id, 'review', e.answer_review, v.created_at{last}"
        " AND e.answer_review <> 'not_reviewed'"
    )


def downgrade():
    lost = (
        "SELECT 1 FROM version WHERE kind <> 'answer' UNION ALL SELECT 1 FROM version v "
        "WHERE NOT EXISTS (SELECT 1 FROM answer a JOIN answer_revision r ON r.answer_id = "
        "a.id WHERE a.episode_id = v.episode_id AND r.number = v.number) "
        "UNION ALL SELECT 1 FROM judgement WHERE judge_id IS NOT NULL"
    )
    if op.get_bind().execute(sa.text(lost)).first():
        raise RuntimeError("Texts have earlier versions that only this table holds: going back would lose them.")
    op.drop_table('judgement')
    op.drop_table('version')


def _is_postgresql():
    return op.get_bind().dialect.name == 'postgresql'
