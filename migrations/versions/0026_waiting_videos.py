"""A video that waits until somebody gives it to viewers; each episode's video is its version 1.

Going down refuses where that would lose which videos an episode had, or who checked one.

Revision ID: 0026
Revises: 0025
Create Date: 2026-11-28 11:50:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

BEFORE = ('episode', 'answer', 'described', 'sign_language')
WAITING = 'waiting'
FACTS = (
    'original_key', 'original_size_bytes', 'address', 'media_type', 'duration_ms', 'width', 'height',
    'rotation', 'has_video', 'has_audio', 'codecs',
)


def upgrade():
    _allow((*BEFORE, WAITING))
    _bring_in_videos()


def downgrade():
    connection = op.get_bind()
    if connection.execute(sa.text(f"SELECT 1 FROM video WHERE place = '{WAITING}'")).first():
        raise RuntimeError('Episodes have a video that waits for its viewers: show it, or throw it away.')
    if connection.execute(sa.text("SELECT 1 FROM version WHERE kind = 'video' AND number > 1")).first():
        raise RuntimeError('Videos were replaced: going back would lose which ones there were.')
    by_people = (
        "SELECT 1 FROM version v LEFT JOIN judgement j ON j.version_id = v.id"
        " WHERE v.kind = 'video' AND (v.author_id IS NOT NULL OR j.judge_id IS NOT NULL)"
    )
    if connection.execute(sa.text(by_people)).first():
        raise RuntimeError('People sent or checked videos: going back would lose who and when.')
    ours = "SELECT id FROM version WHERE kind = 'video'"
    connection.execute(sa.text(f'DELETE FROM judgement WHERE version_id IN ({ours})'))
    connection.execute(sa.text("DELETE FROM version WHERE kind = 'video'"))
    _allow(BEFORE)


def _bring_in_videos():
    """In the database alone: a thousand videos are a matter of a second."""
    function = 'json_build_object' if _is_postgresql() else 'json_object'
    pairs = ', '.join(f"'{name}', {_as_json(name)}" for name in FACTS)
    plays = _truth("storage_key = original_key AND original_key <> ''")
    pairs += f", 'plays_as_it_is', {plays}"
    op.execute(
        'INSERT INTO version (episode_id, kind, number, content, note, created_at)'
        f" SELECT episode_id, 'video', 1, {function}({pairs}), '', CURRENT_TIMESTAMP FROM video v"
        " WHERE place = 'episode' AND NOT EXISTS (SELECT 1 FROM version w"
        " WHERE w.episode_id = v.episode_id AND w.kind = 'video')"
    )
    ours = " FROM version v JOIN episode e ON e.id = v.episode_id WHERE v.kind = 'video'"
    op.execute(
        'INSERT INTO judgement (version_id, kind, verdict, judged_at)'
        f" SELECT v.id, 'shown', '', v.created_at{ours}"
    )
    op.execute(
        'INSERT INTO judgement (version_id, kind, verdict, judged_at)'
        f" SELECT v.id, 'review', e.video_review, v.created_at{ours}"
        " AND e.video_review <> 'not_reviewed'"
    )


def _as_json(name):
    return _truth(name) if name.startswith('has_') else name


def _truth(condition):
    """SQLite keeps yes and no as 1 and 0."""
    if _is_postgresql():
        return f'({condition})'
    return f"json(CASE WHEN {condition} THEN 'true' ELSE 'false' END)"


def _allow(places):
    """A table of SQLite's that is made again loses its triggers, which pages and search depend on."""
    triggers = _triggers()
    with op.batch_alter_table('video') as batch_op:
        batch_op.drop_constraint(op.f('ck_video_place_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_video_place_known'), f'place IN {places}')
    for statement in triggers:
        op.execute(statement)


def _triggers():
    if _is_postgresql():
        return []
    rows = op.get_bind().execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'video'")
    )
    return list(rows.scalars())


def _is_postgresql():
    return op.get_bind().dialect.name == 'postgresql'
