"""One name for each deed in the audit trail.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-28 00:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

NAMES = {
    'accept synced captions': 'captions.accept_sync',
    'add captions': 'captions.add',
    'add user': 'user.add',
    'answer.resources': 'resources.set',
    'ask for a sync': 'captions.request_sync',
    'ask for draft captions': 'captions.request_draft',
    'asked question.consider': 'asked_question.consider',
    'asked question.decline': 'asked_question.decline',
    'asked question.erase spam': 'inbox.erase_spam',
    'asked question.merge': 'asked_question.merge',
    'asked question.plan': 'asked_question.plan',
    'asked question.separate': 'asked_question.separate',
    'asked question.spam': 'asked_question.mark_spam',
    'cancel job': 'job.cancel',
    'change episode': 'episode.change',
    'create episode': 'episode.create',
    'deactivate user': 'user.deactivate',
    'discard synced captions': 'captions.discard_sync',
    'import': 'archive.import',
    'make captions live': 'captions.make_live',
    'publish answer': 'answer.publish',
    'publish episode': 'episode.publish',
    'question.withdrawn by its asker': 'question.withdraw',
    'remove poster': 'poster.remove',
    'remove video': 'video.remove',
    'retry job': 'job.retry',
    'save inbox settings': 'inbox.change',
    'save person': 'person.save',
    'save show': 'show.save',
    'save topic': 'topic.save',
    'schedule episode': 'episode.schedule',
    'set password': 'user.set_password',
    'set poster': 'poster.set',
    'set role': 'user.set_role',
    'set video address': 'video.set_address',
    'set video file': 'video.set_file',
    'set warnings': 'warnings.set',
    'unschedule episode': 'episode.unschedule',
    'withdraw episode': 'episode.withdraw',
}
FIXED = 'at, actor_name, action, thing_kind, thing, detail'
ENTRY = sa.table('audit_entry', sa.column('action', sa.String()))


def upgrade():
    _rename(NAMES)


def downgrade():
    _rename({new: old for old, new in NAMES.items()})


def _rename(names):
    """The trigger that refuses any change of an entry stands aside within this transaction."""
    is_postgresql = op.get_bind().dialect.name == 'postgresql'
    op.execute('DROP TRIGGER audit_entry_immutable' + (' ON audit_entry' if is_postgresql else ''))
    for old, new in names.items():
        op.execute(sa.update(ENTRY).where(ENTRY.c.action == old).values(action=new))
    refuse = ('FOR EACH ROW EXECUTE FUNCTION refuse_change()' if is_postgresql else
              "BEGIN SELECT RAISE(ABORT, 'audit_entry rows are never changed'); END")
    op.execute(f'CREATE TRIGGER audit_entry_immutable BEFORE UPDATE OF {FIXED} ON audit_entry {refuse}')
