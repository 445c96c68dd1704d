"""Two topics, or two people, that are one."""

from flask import abort, flash, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.merging import merge_people, merge_topics
from episodes.catalog.models import Person, Topic
from episodes.db import db
from episodes.desk.forms.merge_into import MergeForm
from episodes.desk.queries import people_with_credits, topics_with_episodes
from episodes.desk.views.blueprint import bp, commit_form, see_other, the_actor
from episodes.desk.views.episode import Page


@bp.route("/topics/<slug>/merge", methods=["GET", "POST"])
@requires_right(Right.PUBLISH)
def merge_topic(slug: str) -> Page:
    gone = db.session.scalar(select(Topic).where(Topic.slug == slug)) or abort(404)
    rows = topics_with_episodes()
    form = _form([(topic.id, topic.name) for topic, _ in rows if topic.id != gone.id])
    into = db.session.get(Topic, form.into.data) if form.into.data else None
    name, actor = gone.name, the_actor()
    if commit_form(form, lambda: merge_topics(gone, into or abort(404), actor)):
        flash(gettext("“%(name)s” is merged. Its old address leads there.", name=name), "good")
        return see_other(url_for("desk.topics"))
    count = next((count for topic, count in rows if topic.slug == slug), 0)
    page = render_template(
        "desk/merge.html", form=form, name=name, count=count, back=url_for("desk.topics")
    )
    return page, form.status


@bp.route("/people/<slug>/merge", methods=["GET", "POST"])
@requires_right(Right.PUBLISH)
def merge_person(slug: str) -> Page:
    gone = db.session.scalar(select(Person).where(Person.slug == slug)) or abort(404)
    rows = people_with_credits()
    others = [(p.id, f"{p.name} ({p.slug})") for p, _ in rows if p.id != gone.id]
    form = _form(others)
    into = db.session.get(Person, form.into.data) if form.into.data else None
    name, actor = gone.name, the_actor()
    if commit_form(form, lambda: merge_people(gone, into or abort(404), actor)):
        flash(gettext("“%(name)s” is merged. Its old address leads there.", name=name), "good")
        return see_other(url_for("desk.people"))
    count = next((count for person, count in rows if person.slug == slug), 0)
    page = render_template(
        "desk/merge.html", form=form, name=name, count=count, back=url_for("desk.people")
    )
    return page, form.status


def _form(others: list[tuple[int, str]]) -> MergeForm:
    form = MergeForm()
    form.into.choices = [SelectChoice(number, name) for number, name in others]
    return form
