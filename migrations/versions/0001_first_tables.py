"""First tables.

Revision ID: 0001
Revises: 
Create Date: 2026-11-22 13:41:10.916365

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# What was uploaded or saved stays as it was; the account that did it may still be erased.
IMMUTABLE = {
    "caption_version": "track_id, number, source, source_name, source_format, source_encoding,"
    " source_sha256, is_timed, cue_count, last_end_ms, created_at",
    "answer_revision": "answer_id, number, markdown, saved_at",
    "audit_entry": "at, actor_name, action, thing_kind, thing, detail",
}


def upgrade():
    
    op.create_table('episode',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.String(length=1000), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('season', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('draft', 'scheduled', 'published', 'withdrawn', name='status_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer_published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('question_headline', sa.Enum('clean', 'racy', 'nsfw', 'explicit', name='question_headline_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('question_review', sa.Enum('not_reviewed', 'reviewed_none', 'reviewed_some', 'chose_not_to_warn', name='question_review_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('video_headline', sa.Enum('clean', 'racy', 'nsfw', 'explicit', name='video_headline_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('video_review', sa.Enum('not_reviewed', 'reviewed_none', 'reviewed_some', 'chose_not_to_warn', name='video_review_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('thumbnail_headline', sa.Enum('none', 'safe', 'nsfw', name='thumbnail_headline_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('thumbnail_review', sa.Enum('not_reviewed', 'reviewed_none', 'reviewed_some', 'chose_not_to_warn', name='thumbnail_review_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('answer_headline', sa.Enum('clean', 'racy', 'nsfw', 'explicit', name='answer_headline_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('answer_review', sa.Enum('not_reviewed', 'reviewed_none', 'reviewed_some', 'chose_not_to_warn', name='answer_review_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('answer_images_headline', sa.Enum('none', 'safe', 'nsfw', name='answer_images_headline_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('answer_images_review', sa.Enum('not_reviewed', 'reviewed_none', 'reviewed_some', 'chose_not_to_warn', name='answer_images_review_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.CheckConstraint("answer_published_at IS NULL OR answer_review <> 'not_reviewed'", name=op.f('ck_episode_public_answer_is_reviewed')),
    sa.CheckConstraint("length(slug) BETWEEN 1 AND 80 AND slug = lower(slug) AND slug NOT LIKE '%/%' AND slug NOT LIKE '%.%'", name=op.f('ck_episode_slug_form')),
    sa.CheckConstraint("status NOT IN ('scheduled', 'published') OR published_at IS NOT NULL", name=op.f('ck_episode_public_has_time')),
    sa.CheckConstraint("status NOT IN ('scheduled', 'published') OR video_review <> 'not_reviewed'", name=op.f('ck_episode_public_video_is_reviewed')),
    sa.CheckConstraint('(season IS NULL) = (number IS NULL)', name=op.f('ck_episode_season_with_number')),
    sa.CheckConstraint('length(title) >= 1', name=op.f('ck_episode_title_not_empty')),
    sa.CheckConstraint('season IS NULL OR (season >= 1 AND number >= 1)', name=op.f('ck_episode_numbers_from_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_episode')),
    sa.UniqueConstraint('season', 'number', name='uq_episode_season_number'),
    sa.UniqueConstraint('slug', name=op.f('uq_episode_slug'))
    )
    with op.batch_alter_table('episode', schema=None) as batch_op:
        batch_op.create_index('ix_episode_status_published_at', ['status', 'published_at', 'id'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('pronouns', sa.String(length=60), nullable=False),
    sa.Column('biography', sa.Text(), nullable=False),
    sa.Column('disclosure', sa.String(length=500), nullable=False),
    sa.Column('website', sa.String(length=500), nullable=False),
    sa.CheckConstraint("length(slug) BETWEEN 1 AND 80 AND slug = lower(slug) AND slug NOT LIKE '%/%' AND slug NOT LIKE '%.%'", name=op.f('ck_person_slug_form')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('slug', name=op.f('uq_person_slug'))
    )
    op.create_table('role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Enum('viewer', 'captioner', 'producer', 'admin', name='name_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('description', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role')),
    sa.UniqueConstraint('name', name=op.f('uq_role_name'))
    )
    op.create_table('show',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('tagline', sa.String(length=200), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('exit_address', sa.String(length=500), nullable=False),
    sa.Column('helplines', sa.JSON(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_show_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_show'))
    )
    op.create_table('topic',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.CheckConstraint("length(slug) BETWEEN 1 AND 80 AND slug = lower(slug) AND slug NOT LIKE '%/%' AND slug NOT LIKE '%.%'", name=op.f('ck_topic_slug_form')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic')),
    sa.UniqueConstraint('slug', name=op.f('uq_topic_slug'))
    )
    op.create_table('user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('display_name', sa.String(length=120), nullable=False),
    sa.Column('password', sa.String(length=255), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(email) BETWEEN 3 AND 254', name=op.f('ck_user_email_length')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('email', name=op.f('uq_user_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_user_fs_uniquifier'))
    )
    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('markdown', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_answer_author_id_person'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_answer_episode_id_episode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('episode_id', name=op.f('uq_answer_episode_id'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_author_id'), ['author_id'], unique=False)

    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(length=254), nullable=False),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('thing_kind', sa.String(length=40), nullable=False),
    sa.Column('thing', sa.String(length=120), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['user.id'], name=op.f('fk_audit_entry_actor_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)
        batch_op.create_index('ix_audit_entry_thing', ['thing_kind', 'thing'], unique=False)

    op.create_table('caption_track',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('kind', sa.Enum('captions', 'subtitles', 'descriptions', 'chapters', 'metadata', 'transcript', name='kind_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('is_default', sa.Boolean(), nullable=False),
    sa.Column('live_version_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_caption_track_episode_id_episode'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['live_version_id'], ['caption_version.id'], name='fk_caption_track_live_version', ondelete='SET NULL', use_alter=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_track')),
    sa.UniqueConstraint('episode_id', 'language', 'kind', name='uq_caption_track_language_kind')
    )
    with op.batch_alter_table('caption_track', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_caption_track_episode_id'), ['episode_id'], unique=False)
        batch_op.create_index('uq_caption_track_default', ['episode_id'], unique=True, sqlite_where=sa.text('is_default'), postgresql_where=sa.text('is_default'))

    op.create_table('chapter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('start_ms', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.CheckConstraint('start_ms >= 0', name=op.f('ck_chapter_start_not_negative')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_chapter_episode_id_episode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chapter')),
    sa.UniqueConstraint('episode_id', 'start_ms', name='uq_chapter_start')
    )
    with op.batch_alter_table('chapter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chapter_episode_id'), ['episode_id'], unique=False)

    op.create_table('content_warning',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.Enum('question', 'video.picture', 'video.audio', 'thumbnail', 'answer', 'answer.part', 'answer.image', 'resource', name='scope_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('category', sa.String(length=40), nullable=False),
    sa.Column('treatment', sa.Enum('mention', 'discussion', 'described', 'depicted', name='treatment_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('severity', sa.Integer(), nullable=False),
    sa.Column('start_ms', sa.Integer(), nullable=True),
    sa.Column('end_ms', sa.Integer(), nullable=True),
    sa.Column('skip_to_ms', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('part_anchor', sa.String(length=80), nullable=False),
    sa.Column('resource_slug', sa.String(length=80), nullable=False),
    sa.CheckConstraint("(scope = 'answer.part') = (part_anchor <> '')", name=op.f('ck_content_warning_part_named')),
    sa.CheckConstraint("(scope = 'resource') = (resource_slug <> '')", name=op.f('ck_content_warning_resource_named')),
    sa.CheckConstraint("(start_ms IS NULL AND end_ms IS NULL AND skip_to_ms IS NULL) OR (scope IN ('video.picture', 'video.audio') AND start_ms >= 0 AND end_ms > start_ms AND (skip_to_ms IS NULL OR skip_to_ms >= end_ms))", name=op.f('ck_content_warning_time_range')),
    sa.CheckConstraint("category <> 'child-abuse' OR treatment IN ('mention', 'discussion')", name=op.f('ck_content_warning_never_depicted')),
    sa.CheckConstraint('severity BETWEEN 1 AND 3', name=op.f('ck_content_warning_severity_known')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_content_warning_episode_id_episode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_content_warning'))
    )
    with op.batch_alter_table('content_warning', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_content_warning_category'), ['category'], unique=False)
        batch_op.create_index(batch_op.f('ix_content_warning_episode_id'), ['episode_id'], unique=False)

    op.create_table('credit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('host', 'guest', 'editor', 'captioner', 'director', 'producer', 'camera', 'music', 'translator', 'writer', name='role_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_credit_episode_id_episode'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_credit_person_id_person'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credit')),
    sa.UniqueConstraint('episode_id', 'person_id', 'role', name='uq_credit_once')
    )
    with op.batch_alter_table('credit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_credit_episode_id'), ['episode_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_credit_person_id'), ['person_id'], unique=False)

    op.create_table('episodes_topics',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_episodes_topics_episode_id_episode'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_episodes_topics_topic_id_topic'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('episode_id', 'topic_id', name=op.f('pk_episodes_topics'))
    )
    with op.batch_alter_table('episodes_topics', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_episodes_topics_topic_id'), ['topic_id'], unique=False)

    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('question', 'episode', 'speech', 'answer', 'resource', name='kind_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('heading', sa.String(length=500), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('speaker', sa.String(length=200), nullable=False),
    sa.Column('start_ms', sa.BigInteger(), nullable=True),
    sa.Column('end_ms', sa.BigInteger(), nullable=True),
    sa.Column('cue_starts', sa.JSON(), nullable=False),
    sa.Column('anchor', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_passage_episode_id_episode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage'))
    )
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passage_episode_id'), ['episode_id'], unique=False)

    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('asked_by', sa.String(length=120), nullable=False),
    sa.CheckConstraint('length(text) >= 1', name=op.f('ck_question_text_not_empty')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_question_episode_id_episode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    sa.UniqueConstraint('episode_id', name=op.f('uq_question_episode_id'))
    )
    op.create_table('resource',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.Enum('book', 'film', 'video', 'article', 'podcast', 'class', 'shop', 'helpline', name='kind_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('creator', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=1000), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('part_anchor', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_resource_episode_id_episode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource')),
    sa.UniqueConstraint('episode_id', 'slug', name='uq_resource_slug')
    )
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_episode_id'), ['episode_id'], unique=False)

    op.create_table('topic_synonym',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_topic_synonym_topic_id_topic'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic_synonym')),
    sa.UniqueConstraint('topic_id', 'name', name='uq_topic_synonym_once')
    )
    with op.batch_alter_table('topic_synonym', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_topic_synonym_topic_id'), ['topic_id'], unique=False)

    op.create_table('users_roles',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_users_roles_role_id_role'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_users_roles_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'role_id', name=op.f('pk_users_roles'))
    )
    op.create_table('video',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Enum('episode', 'answer', name='place_known', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('storage_key', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=1000), nullable=False),
    sa.Column('media_type', sa.String(length=60), nullable=False),
    sa.Column('size_bytes', sa.BigInteger(), nullable=True),
    sa.Column('duration_ms', sa.Integer(), nullable=True),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('poster_key', sa.String(length=120), nullable=False),
    sa.Column('poster_media_type', sa.String(length=60), nullable=False),
    sa.Column('poster_alt', sa.String(length=500), nullable=False),
    sa.CheckConstraint("(storage_key = '') <> (address = '')", name=op.f('ck_video_file_or_address')),
    sa.CheckConstraint('duration_ms IS NULL OR duration_ms > 0', name=op.f('ck_video_duration_positive')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_video_episode_id_episode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_video')),
    sa.UniqueConstraint('episode_id', 'place', name='uq_video_place')
    )
    with op.batch_alter_table('video', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_video_episode_id'), ['episode_id'], unique=False)

    op.create_table('also_asked',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_also_asked_question_id_question'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_also_asked'))
    )
    with op.batch_alter_table('also_asked', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_also_asked_question_id'), ['question_id'], unique=False)

    op.create_table('annotation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end_', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.CheckConstraint('start >= 0 AND end_ > start', name=op.f('ck_annotation_span')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_annotation_question_id_question'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_annotation'))
    )
    with op.batch_alter_table('annotation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_annotation_question_id'), ['question_id'], unique=False)

    op.create_table('answer_part',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('anchor', sa.String(length=80), nullable=False),
    sa.Column('heading', sa.String(length=200), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('plain', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answer_part_answer_id_answer'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_part')),
    sa.UniqueConstraint('answer_id', 'anchor', name='uq_answer_part_anchor')
    )
    with op.batch_alter_table('answer_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_part_answer_id'), ['answer_id'], unique=False)

    op.create_table('answer_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('markdown', sa.Text(), nullable=False),
    sa.Column('saved_by_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_answer_revision_number_from_one')),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answer_revision_answer_id_answer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['saved_by_id'], ['user.id'], name=op.f('fk_answer_revision_saved_by_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_revision')),
    sa.UniqueConstraint('answer_id', 'number', name='uq_answer_revision_number')
    )
    with op.batch_alter_table('answer_revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_revision_answer_id'), ['answer_id'], unique=False)

    op.create_table('caption_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('track_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=True),
    sa.Column('source_name', sa.String(length=255), nullable=False),
    sa.Column('source_format', sa.String(length=20), nullable=False),
    sa.Column('source_encoding', sa.String(length=40), nullable=False),
    sa.Column('source_sha256', sa.String(length=64), nullable=False),
    sa.Column('is_timed', sa.Boolean(), nullable=False),
    sa.Column('cue_count', sa.Integer(), nullable=False),
    sa.Column('last_end_ms', sa.BigInteger(), nullable=False),
    sa.Column('speakers', sa.JSON(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_caption_version_number_from_one')),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_caption_version_author_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['track_id'], ['caption_track.id'], name=op.f('fk_caption_version_track_id_caption_track'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_caption_version')),
    sa.UniqueConstraint('track_id', 'number', name='uq_caption_version_number')
    )
    with op.batch_alter_table('caption_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_caption_version_track_id'), ['track_id'], unique=False)

    op.create_table('caption_rendering',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('vtt', sa.Text(), nullable=True),
    sa.Column('transcript_html', sa.Text(), nullable=True),
    sa.Column('transcript_text', sa.Text(), nullable=True),
    sa.Column('etag', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['caption_version.id'], name=op.f('fk_caption_rendering_version_id_caption_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('version_id', name=op.f('pk_caption_rendering'))
    )
    op.create_table('checklist_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['part_id'], ['answer_part.id'], name=op.f('fk_checklist_item_part_id_answer_part'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checklist_item'))
    )
    with op.batch_alter_table('checklist_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_checklist_item_part_id'), ['part_id'], unique=False)


    # Tracks name their live version and versions their track: the circle closes last. SQLite
    # cannot add a constraint, but accepted it inside the table before the other table was there.
    if op.get_bind().dialect.name == "postgresql":
        op.create_foreign_key('fk_caption_track_live_version', 'caption_track', 'caption_version',
                              ['live_version_id'], ['id'], ondelete='SET NULL')
        op.execute("CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
                   " $$ BEGIN RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME; END $$")
    for table, fixed in IMMUTABLE.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OF {fixed} ON {table}"
                       " FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        else:
            op.execute(f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OF {fixed} ON {table}"
                       f" BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END")


def downgrade():
    if op.get_bind().execute(sa.text('SELECT 1 FROM episode LIMIT 1')).first():
        raise RuntimeError('There are episodes: going back before the first tables would lose them all.')
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint('fk_caption_track_live_version', 'caption_track')
    
    with op.batch_alter_table('checklist_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_checklist_item_part_id'))

    op.drop_table('checklist_item')
    op.drop_table('caption_rendering')
    with op.batch_alter_table('caption_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_caption_version_track_id'))

    op.drop_table('caption_version')
    with op.batch_alter_table('answer_revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_revision_answer_id'))

    op.drop_table('answer_revision')
    with op.batch_alter_table('answer_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_part_answer_id'))

    op.drop_table('answer_part')
    with op.batch_alter_table('annotation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_annotation_question_id'))

    op.drop_table('annotation')
    with op.batch_alter_table('also_asked', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_also_asked_question_id'))

    op.drop_table('also_asked')
    with op.batch_alter_table('video', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_video_episode_id'))

    op.drop_table('video')
    op.drop_table('users_roles')
    with op.batch_alter_table('topic_synonym', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_topic_synonym_topic_id'))

    op.drop_table('topic_synonym')
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_episode_id'))

    op.drop_table('resource')
    op.drop_table('question')
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passage_episode_id'))

    op.drop_table('passage')
    with op.batch_alter_table('episodes_topics', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_episodes_topics_topic_id'))

    op.drop_table('episodes_topics')
    with op.batch_alter_table('credit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_credit_person_id'))
        batch_op.drop_index(batch_op.f('ix_credit_episode_id'))

    op.drop_table('credit')
    with op.batch_alter_table('content_warning', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_content_warning_episode_id'))
        batch_op.drop_index(batch_op.f('ix_content_warning_category'))

    op.drop_table('content_warning')
    with op.batch_alter_table('chapter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chapter_episode_id'))

    op.drop_table('chapter')
    with op.batch_alter_table('caption_track', schema=None) as batch_op:
        batch_op.drop_index('uq_caption_track_default', sqlite_where=sa.text('is_default'), postgresql_where=sa.text('is_default'))
        batch_op.drop_index(batch_op.f('ix_caption_track_episode_id'))

    op.drop_table('caption_track')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_entry_thing')
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))

    op.drop_table('audit_entry')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_author_id'))

    op.drop_table('answer')
    op.drop_table('user')
    op.drop_table('topic')
    op.drop_table('show')
    op.drop_table('role')
    op.drop_table('person')
    with op.batch_alter_table('episode', schema=None) as batch_op:
        batch_op.drop_index('ix_episode_status_published_at')

    op.drop_table('episode')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
