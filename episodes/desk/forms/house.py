"""Somebody who works here, or is to."""

from typing import Any, Self

from wtforms import BooleanField, EmailField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from episodes.accounts.models import RoleName, User
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.house.actions import Standing, standing_of_person
from episodes.house.wording import ROLES
from episodes.messages import Message


class StandingForm(SnapshotForm):
    name = StringField(Message("Name"), [AtMost(120)], filters=[stripped])
    role = RadioField(
        Message("Role"),
        [InputRequired(Message("Choose a role."))],
        choices=[
            SelectChoice(role.value, Message("%(role)s: %(meaning)s", role=label, meaning=meaning))
            for role, (label, meaning) in ROLES.items()
        ],
    )
    works_on_all = BooleanField(Message("Every episode"))

    @property
    def standing(self) -> Standing:
        return Standing(self.name.data or "", RoleName(self.role.data), self.works_on_all.data)


class InvitationForm(StandingForm):
    email = EmailField(
        Message("Email"),
        [InputRequired(Message("Enter their email address.")), AtMost(254)],
        filters=[stripped],
    )


class ColleagueForm(StandingForm):
    @classmethod
    def of(cls, user: User, **options: Any) -> Self:
        standing = standing_of_person(user)
        data = {"name": standing.name, "role": standing.role.value}
        return cls.filled(data | {"works_on_all": standing.works_on_all}, **options)


class GiveEpisodeForm(DeskForm):
    episode = StringField(
        Message("Give them an episode"),
        [InputRequired(Message("Choose an episode.")), AtMost(300)],
        filters=[stripped],
    )
