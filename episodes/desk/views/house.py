"""The people who work here: inviting them, what they may do, which episodes they are given, and
letting them go."""

from collections.abc import Callable

from flask import abort, flash, render_template, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from episodes.accounts import second_steps
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.accounts.permissions import Right, requires_right
from episodes.catalog.given import episodes_given_to
from episodes.desk.forms.house import ColleagueForm, GiveEpisodeForm, InvitationForm
from episodes.desk.queries import episode_by_words, newest_titles
from episodes.desk.views.blueprint import (
    bp,
    commit_form,
    commit_press,
    look_for_drafts,
    see_other,
    the_actor,
)
from episodes.desk.views.episode import Page
from episodes.desk.views.saving import save_over
from episodes.house import actions
from episodes.house.letters import SEND
from episodes.house.links import INVITATION_DAYS, address_of, invitation_of
from episodes.house.queries import colleagues, person_of_house
from episodes.house.wording import GIVEN_SINGLY, ROLES
from episodes.jobs.queries import latest_job
from episodes.messages import Message
from episodes.refusals import RefusalError


@bp.get("/house")
@requires_right(Right.HOUSE)
def house() -> Page:
    return render_template("desk/house.html", colleagues=colleagues(), roles=ROLES)


@bp.route("/house/invite", methods=["GET", "POST"])
@requires_right(Right.HOUSE)
def invite() -> Page:
    look_for_drafts("invitation")
    form = InvitationForm()

    def write() -> User:
        return actions.invite_person(
            form.email.data, form.standing, language_of_page(), actor=the_actor()
        )

    if invited := commit_form(form, write):
        flash(gettext("The invitation is on its way to %(email)s.", email=form.email.data), "good")
        return see_other(url_for("desk.colleague", number=invited.result.id))
    return render_template("desk/invite.html", form=form, days=INVITATION_DAYS), form.status


@bp.route("/house/<int:number>", methods=["GET", "POST"])
@requires_right(Right.HOUSE)
def colleague(number: int) -> Page:
    user = _person_or_404(number)
    look_for_drafts(f"user:{number}")
    form = ColleagueForm.of(user)

    def write() -> None:
        actions.change_person(user, form.standing, actor=the_actor())

    if save_over(form, write, ColleagueForm.of, user):
        flash(gettext("Saved."), "good")
        return see_other(url_for("desk.colleague", number=number))
    return _page(number, form)


@bp.post("/house/<int:number>/episodes")
@requires_right(Right.HOUSE)
def give_episode(number: int) -> Page:
    user, form = _person_or_404(number), GiveEpisodeForm()

    def give() -> None:
        episode = episode_by_words(form.episode.data)
        if episode is None:
            words = Message("There’s no episode “%(words)s”.", words=form.episode.data)
            raise RefusalError(words, "episode")
        numbers = [each.id for each in episodes_given_to(user.id)]
        actions.set_given_episodes(user, [*numbers, episode.id], actor=the_actor())

    if commit_form(form, give):
        flash(gettext("They can work on it now."), "good")
        return see_other(url_for("desk.colleague", number=number, _anchor="given"))
    return _page(number, ColleagueForm.of(_person_or_404(number)), form)


@bp.post("/house/<int:number>/episodes/<int:episode_id>/take-back")
@requires_right(Right.HOUSE)
def take_episode_back(number: int, episode_id: int) -> Page:
    user = _person_or_404(number)

    def take() -> None:
        numbers = [each.id for each in episodes_given_to(user.id) if each.id != episode_id]
        actions.set_given_episodes(user, numbers, actor=the_actor())

    commit_press(take, gettext("They don’t see it any more, unless it’s public."))
    return see_other(url_for("desk.colleague", number=number, _anchor="given"))


@bp.post("/house/<int:number>/invitation")
@requires_right(Right.HOUSE)
def send_invitation(number: int) -> Response:
    return _press(
        number,
        lambda user: actions.send_invitation_again(user, language_of_page(), actor=the_actor()),
        gettext("The invitation is on its way again, with a new link."),
    )


@bp.post("/house/<int:number>/withdraw")
@requires_right(Right.HOUSE)
def withdraw_invitation(number: int) -> Response:
    user = _person_or_404(number)
    commit_press(
        lambda: actions.withdraw_invitation(user, actor=the_actor()),
        gettext("The invitation is withdrawn. Its link opens nothing any more."),
    )
    return see_other(url_for("desk.house"))


@bp.post("/house/<int:number>/reset")
@requires_right(Right.HOUSE)
def send_reset(number: int) -> Response:
    return _press(
        number,
        lambda user: actions.ask_for_reset(user, language_of_page(), actor=the_actor()),
        gettext("A link for a new password is on its way to them."),
    )


@bp.post("/house/<int:number>/sign-out")
@requires_right(Right.HOUSE)
def sign_colleague_out(number: int) -> Response:
    def sign_out(user: User) -> None:
        actions.sign_out_everywhere(user)
        record(the_actor(), AuditAction.USER_SIGN_OUT, "user", user.email[:120])

    return _press(number, sign_out, gettext("They are signed out everywhere."))


@bp.post("/house/<int:number>/second-step/remove")
@requires_right(Right.HOUSE)
def remove_second_steps(number: int) -> Response:
    """Of somebody who lost app, passkeys and recovery codes; it stands in the trail."""
    return _press(
        number,
        lambda user: second_steps.remove_second_steps(user, actor=the_actor()),
        gettext("Their password alone opens their account now. Ask them to set a new step up."),
    )


@bp.post("/house/<int:number>/let-go")
@requires_right(Right.HOUSE)
def let_colleague_go(number: int) -> Response:
    return _press(
        number,
        lambda user: actions.let_go(user, actor=the_actor()),
        gettext("They can’t sign in any more."),
    )


@bp.post("/house/<int:number>/take-back")
@requires_right(Right.HOUSE)
def take_colleague_back(number: int) -> Response:
    return _press(
        number,
        lambda user: actions.take_back(user, actor=the_actor()),
        gettext("They can sign in again."),
    )


def language_of_page() -> str:
    """What a letter is written in that somebody asks for on this page."""
    locale = get_locale()
    return locale.language if locale else "en"


def _press(number: int, write: Callable[[User], object], words: str) -> Response:
    user = _person_or_404(number)
    commit_press(lambda: write(user), words)
    return see_other(url_for("desk.colleague", number=number))


def _person_or_404(number: int) -> User:
    return person_of_house(number) or abort(404)


def _page(number: int, form: ColleagueForm, give: GiveEpisodeForm | None = None) -> Page:
    user = _person_or_404(number)
    invitation = invitation_of(user) if user.is_invited else None
    standing = actions.standing_of_person(user)
    page = render_template(
        "desk/colleague.html",
        person=user,
        form=form,
        give=give or GiveEpisodeForm(formdata=None),
        role=ROLES[standing.role][0],
        is_self=user.id == the_actor().id,
        has_second_step=second_steps.has_second_step(user),
        invitation=invitation,
        address=address_of(invitation) if invitation else "",
        letter=latest_job(SEND, f"user:{user.id}"),
        is_given_singly=standing.role in GIVEN_SINGLY and not user.works_on_all,
        given=episodes_given_to(user.id),
        titles=newest_titles(),
    )
    return page, give.status if give else form.status
