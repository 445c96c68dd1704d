"""People, topics, and the show's settings."""

from functools import partial

from flask import abort, flash, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select

from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.models import Person, Show, Topic
from episodes.catalog.queries import the_show
from episodes.db import db
from episodes.desk.forms.directory import PersonForm, ShowForm, TopicForm
from episodes.desk.forms.logo import LogoForm
from episodes.desk.queries import people_with_credits, topics_with_episodes
from episodes.desk.views.blueprint import (
    bp,
    commit_or_refuse,
    commit_write,
    look_for_drafts,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import save_over
from episodes.identity.colours import LIGHT_PAGE, LIGHT_WORDS, TEXT_CONTRAST
from episodes.identity.faces import USUAL_FACE, FaceError, cut_face, installed_families
from episodes.identity.views import face_address
from episodes.media.errors import MediaError
from episodes.media.logos import remove_logo
from episodes.site import site_settings


@bp.get("/people")
@requires_right(Right.EDIT)
def people() -> Page:
    return render_template("desk/people.html", people=people_with_credits())


@bp.route("/people/new", methods=["GET", "POST"], endpoint="new_person")
@bp.route("/people/<slug>", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def person(slug: str | None = None) -> Page:
    present = db.session.scalar(select(Person).where(Person.slug == slug)) if slug else None
    if slug and present is None:
        abort(404)
    look_for_drafts(f"person:{present.id}" if present else "new-person")
    form = PersonForm.of(present)
    if save_over(form, partial(form.save, present, the_actor()), PersonForm.of, present):
        flash(gettext("%(name)s is saved.", name=form.name.data), "good")
        return see_other(url_for("desk.people"))
    return render_template("desk/person.html", slug=slug, form=form), form.status


@bp.get("/topics")
@requires_right(Right.EDIT)
def topics() -> Page:
    return render_template("desk/topics.html", topics=topics_with_episodes())


@bp.route("/topics/new", methods=["GET", "POST"], endpoint="new_topic")
@bp.route("/topics/<slug>", methods=["GET", "POST"])
@requires_right(Right.EDIT)
def topic(slug: str | None = None) -> Page:
    present = db.session.scalar(select(Topic).where(Topic.slug == slug)) if slug else None
    if slug and present is None:
        abort(404)
    look_for_drafts(f"topic:{present.id}" if present else "new-topic")
    form = TopicForm.of(present)
    if save_over(form, partial(form.save, present, the_actor()), TopicForm.of, present):
        flash(gettext("%(name)s is saved.", name=form.name.data), "good")
        return see_other(url_for("desk.topics"))
    return render_template("desk/topic.html", slug=slug, form=form), form.status


@bp.route("/show", methods=["GET", "POST"], endpoint="show")
@requires_right(Right.SHOW)
def show_settings() -> Page:
    look_for_drafts("show")
    present = the_show()
    form = ShowForm.of(present)
    if save_over(form, partial(form.save, the_actor()), ShowForm.of, present):
        flash(gettext("Saved."), "good")
        return see_other(url_for("desk.show"))
    return _show_page(form, _logo_form(present)), form.status


@bp.post("/show/logo")
@requires_right(Right.SHOW)
def save_logo() -> Page:
    look_for_drafts("show")
    form, actor = LogoForm(), the_actor()
    try:
        logo = form.read() if form.validate_on_submit() else None
    except MediaError as error:
        form.refuse(error)
    if not form.errors and commit_or_refuse(form, lambda: form.save(_show_or_409(), logo, actor)):
        flash(gettext("The logo is saved."), "good")
        return see_other(url_for("desk.show", _anchor="logo-title"))
    return _show_page(ShowForm.of(_show_or_409(), formdata=None), form), form.status


@bp.post("/show/logo/remove")
@requires_right(Right.SHOW)
def take_logo_away() -> Page:
    commit_write(lambda: remove_logo(_show_or_409(), actor=the_actor()))
    flash(gettext("The logo is removed: the show’s name stands there."), "good")
    return see_other(url_for("desk.show", _anchor="logo-title"))


def _show_or_409() -> Show:
    return the_show() or abort(409)


def _logo_form(show: Show | None) -> LogoForm:
    return LogoForm(formdata=None, data={"alt": show.logo_alt if show else ""})


def _show_page(form: ShowForm, logo_form: LogoForm) -> str:
    return render_template(
        "desk/show.html",
        form=form,
        logo_form=logo_form,
        grounds={"hot": (LIGHT_PAGE, LIGHT_WORDS), "plum": (LIGHT_WORDS,)},
        usual_face=USUAL_FACE.lower(),
        least_contrast=TEXT_CONTRAST,
    )


@bp.get("/show/faces/", defaults={"family": ""})
@bp.get("/show/faces/<family>")
@requires_right(Right.SHOW)
def show_face(family: str) -> Page:
    """A typeface to look at before it is chosen; it is cut when it is first asked for."""
    if family not in installed_families():
        abort(404)
    try:
        face = cut_face(family, site_settings().DATA_DIR)
    except FaceError:
        abort(404)
    return see_other(face_address(face))
