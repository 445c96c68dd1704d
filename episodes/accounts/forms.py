"""What a person types to sign in or to change their password."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from episodes.accounts.passwords import GREATEST_LENGTH, LEAST_LENGTH


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    email = EmailField("E-mail", [InputRequired("Your e-mail address, please."), Length(max=254)])
    password = PasswordField("Password", [InputRequired("Your password, please.")])
    next = HiddenField()


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    current = PasswordField("Password now", [InputRequired("Your password as it is now, please.")])
    password = PasswordField(
        "New password",
        [
            InputRequired("A new password, please."),
            Length(LEAST_LENGTH, GREATEST_LENGTH, f"At least {LEAST_LENGTH} characters, please."),
        ],
    )
    again = PasswordField(
        "New password again", [EqualTo("password", "The two new passwords are not the same.")]
    )
