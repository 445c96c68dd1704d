"""What somebody types who comes by a link, or asks for one."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from episodes.accounts.passwords import GREATEST_LENGTH, LEAST_LENGTH
from episodes.messages import Message


class ForgottenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    email = EmailField(
        Message("Email"), [InputRequired(Message("Enter your email address.")), Length(max=254)]
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
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


class AcceptForm(NewPasswordForm):
    name = StringField(Message("Name"), [Length(max=120)])
