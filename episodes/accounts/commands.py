"""flask users: who may sign in, from the command line."""

import click
from flask.cli import AppGroup

from episodes.accounts.actions import add_user, deactivate, record, set_password, set_role
from episodes.accounts.audit import AuditAction
from episodes.accounts.let_ins import MINUTES, add_let_in
from episodes.accounts.models import RoleName, User
from episodes.accounts.passwords import new_password
from episodes.accounts.permissions import Right, rights_of
from episodes.accounts.queries import all_users, user_by_email
from episodes.accounts.second_steps import remove_second_steps
from episodes.db import db
from episodes.refusals import RefusalError
from episodes.site import site_address, site_settings

users = AppGroup("users", help="Who may sign in, and what they may do.")
role_choice = click.Choice([role.value for role in RoleName])
ask = click.option("--ask", is_flag=True, help="Ask for the password instead of making one.")


@users.command("add")
@click.argument("email")
@click.option("--role", type=role_choice, required=True, help="What they may do.")
@click.option("--name", default="", help="The name that others see.")
@click.option(
    "--every-episode", is_flag=True, help="Every episode, also for a captioner or guest author."
)
@ask
def add(email: str, role: str, name: str, *, every_episode: bool, ask: bool) -> None:
    """Add a person and print a new password for them."""
    password = _password(ask=ask)
    try:
        user = add_user(email, password, RoleName(role), name=name, works_on_all=every_episode)
    except RefusalError as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    click.echo(f"{user.email} may sign in as {role}.")
    if not ask:
        click.echo(f"Password: {password}")


@users.command("list")
def list_users() -> None:
    """List everyone with role and state."""
    for user in all_users():
        role = ", ".join(role.name for role in user.roles)
        click.echo(f"{user.email}\t{role}\t{'active' if user.active else 'deactivated'}")


@users.command("role")
@click.argument("email")
@click.argument("role", type=role_choice)
def change_role(email: str, role: str) -> None:
    """Change what a person may do, from this moment on."""
    user = _user_or_exit(email)
    set_role(user, RoleName(role))
    db.session.commit()
    click.echo(f"{user.email} is {role} now.")


@users.command("password")
@click.argument("email")
@ask
def change_password(email: str, *, ask: bool) -> None:
    """Give a person a new password and end their sessions."""
    user = _user_or_exit(email)
    password = _password(ask=ask)
    try:
        set_password(user, password)
    except RefusalError as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    click.echo(f"{user.email} has a new password." if ask else f"Password: {password}")


@users.command("let-in")
@click.argument("email")
def let_in(email: str) -> None:
    """Print a link that lets one new browser of a person try to sign in during a flood."""
    user = _user_or_exit(email)
    if not (user.active and Right.USE_DESK in rights_of(user)):
        raise click.ClickException(f"{user.email} does not work on the desk.")
    key = add_let_in(user)
    record(None, AuditAction.USER_LET_IN, "user", user.email[:120])
    db.session.commit()
    click.echo(f"{site_address(site_settings())}/sign-in/let-in/{key}")
    click.echo(f"It works once, for {MINUTES} minutes. Their password is needed as well.")


@users.command("remove-second-step")
@click.argument("email")
def remove_second_step(email: str) -> None:
    """Remove the second step of a person who lost their app, passkeys and recovery codes."""
    user = _user_or_exit(email)
    remove_second_steps(user, actor=None)
    db.session.commit()
    click.echo(f"{user.email} can sign in with the password alone.")


@users.command("deactivate")
@click.argument("email")
def end(email: str) -> None:
    """Stop a person from signing in, and sign them out everywhere."""
    user = _user_or_exit(email)
    deactivate(user)
    db.session.commit()
    click.echo(f"{user.email} can sign in no more.")


def _user_or_exit(email: str) -> User:
    user = user_by_email(email)
    if user is None:
        raise click.ClickException(f"There is nobody with the address {email}.")
    return user


def _password(*, ask: bool) -> str:
    if not ask:
        return new_password()
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer
