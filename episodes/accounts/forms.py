"""What a person types to sign in or to change their password."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from episodes.accounts.passwords import GREATEST_LENGTH, LEAST_LENGTH
from episodes.messages import Message


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    email = EmailField(
        Message("Email"), [InputRequired(Message("Enter your email address.")), Length(max=254)]
    )
    password = PasswordField(Message("Password"), [InputRequired(Message("Enter your password."))])
    next = HiddenField()


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    code = StringField(Message("Code"), [InputRequired(Message("Enter the code.")), Length(max=40)])


class CurrentPasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    current = PasswordField(
        Message("Your password"), [InputRequired(Message("Enter your current password."))]
    )


class AppForm(CurrentPasswordForm):
    code = StringField(
        Message("The code that the app shows"),
        [InputRequired(Message("Enter the code.")), Length(max=40)],
    )


class PasskeyForm(CurrentPasswordForm):
    name = StringField(
        Message("Name of the passkey"),
        [InputRequired(Message("Give it a name, such as “My phone”.")), Length(max=64)],
    )
    credential = HiddenField()


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    current = PasswordField(
        Message("Current password"), [InputRequired(Message("Enter your current password."))]
    )
    password = PasswordField(
        Message("New password"),
        [
            InputRequired(Message("Enter a new password.")),
            Length(
                LEAST_LENGTH,
                GREATEST_LENGTH,
                Message("Use at least %(least)s characters.", least=LEAST_LENGTH),
            ),
        ],
    )
    again = PasswordField(
        Message("New password again"),
        [EqualTo("password", Message("The two new passwords don’t match."))],
    )
