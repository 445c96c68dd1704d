"""Who sees to an episode, and until when."""

import json
from datetime import date
from typing import Any, Self

from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.planning import EpisodePlan, plan_of, save_plan
from episodes.db import db
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.desk.stages import Standing
from episodes.messages import Message
from episodes.versions.merging import Content

NOBODY = Message("Nobody yet")


class PlanForm(SnapshotForm):
    owner = SelectField(Message("Owner"), choices=[])
    due_on = DateField(Message("Due"), [Optional()], format=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"])

    @classmethod
    def of(cls, episode: Episode, *, people: list[tuple[int, str]], **options: Any) -> Self:
        """people: who may be chosen; the present one stays a choice."""
        plan = plan_of(episode.id)
        data = {"owner": str(plan.owner_id or ""), "due_on": plan.due_on}
        form = cls.filled(data, **options)
        choices = {"": NOBODY} | {str(number): name for number, name in people}
        if plan.owner_id and (owner := db.session.get(User, plan.owner_id)):
            choices.setdefault(str(owner.id), owner.display_name or owner.email)
        form.owner.choices = [SelectChoice(*choice) for choice in choices.items()]
        return form

    @classmethod
    def data_from(cls, content: Content) -> Content:
        return content | {"due_on": _day_of(content.get("due_on"))}

    def save(self, episode: Episode, actor: User) -> EpisodePlan:
        owner_id = int(self.owner.data) if self.owner.data else None
        return save_plan(episode, owner_id=owner_id, due_on=self.due_on.data, actor=actor)


def _day_of(text: Any) -> date | None:
    """None also for what is no day: the form's hidden field may be anything."""
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


def opened_of(standing: Standing) -> str:
    """What a PlanForm that is drawn by hand carries (SnapshotForm.opened)."""
    due = standing.due_on.isoformat() if standing.due_on else None
    return json.dumps({"due_on": due, "owner": str(standing.owner_id or "")}, sort_keys=True)
