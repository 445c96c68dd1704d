"""A second step after the password: a code of an app that counts with the clock (TOTP), a passkey
(WebAuthn), or one of the recovery codes that were written down. Flask-Security makes and checks
them; secrets and recovery codes are encrypted in the database. Nothing here commits."""

import base64
import hashlib
import io
import re
from typing import Any

from flask_security import Security, Totp

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import Passkey, User
from episodes.db import db, lock_row, now_utc
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.site import this_site

APP, PASSKEY = "authenticator", "passkey"
RECOVERY_CODES = 10
# A code lasts 30 s; one before and one after are taken, for clocks that are not quite right.
WINDOW_S = 30
MOST_PASSKEYS = 10
_DIGITS = re.compile(r"\d{6}")


class OnceTotp(Totp):
    """Takes no code twice, also not within its half minute."""

    def get_last_counter(self, user: Any) -> int | None:
        counter: int | None = user.tf_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.tf_counter = tmatch.counter


def second_step_settings(secret: str) -> dict[str, Any]:
    """For Flask-Security. Both keys are made from the site's secret: with a new one, apps have to
    be set up again, as everybody signs in again."""
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": [APP],
        "SECURITY_TOTP_ISSUER": "Querent",
        "SECURITY_TOTP_SECRETS": {"1": _key(secret, "totp").decode()},
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [_key(secret, "recovery codes")],
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": "Querent",
    }


def _key(secret: str, purpose: str) -> bytes:
    digest = hashlib.sha256(f"{purpose} {secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest)


def has_second_step(user: User) -> bool:
    return bool(user.tf_totp_secret) or bool(user.webauthn)


def new_app_secret() -> str:
    """Encrypted, so that it may wait in the browser's session until its first code comes."""
    return str(_security().totp_factory.generate_totp_secret())


def app_key(secret: str) -> str:
    """To type where nothing can be scanned."""
    return str(_security().totp_factory.get_totp_pretty_key(secret))


def qr_picture(user: User, secret: str) -> str:
    """What an app scans, as an SVG element without colours of its own."""
    import qrcode  # only by who sets an app up
    from qrcode.image.svg import SvgPathImage

    address = _security().totp_factory.get_totp_uri(user.email, secret)
    picture = qrcode.make(address, image_factory=SvgPathImage, border=4)
    buffer = io.BytesIO()
    picture.save(buffer)
    text = buffer.getvalue().decode()
    return text[text.index("<svg") :]


def turn_app_on(user: User, secret: str, code: str) -> None:
    """Raises RefusalError where the code is not the app's."""
    lock_row(user)
    user.tf_counter = None
    if not _is_code_of(user, secret, code):
        raise RefusalError(
            Message("That’s not the code that the app shows now. Type the newest one."),
            "code",
        )
    _datastore().tf_set(user, APP, totp_secret=secret)
    _note(user, AuditAction.USER_ADD_SECOND_FACTOR, APP)


def turn_app_off(user: User) -> None:
    _datastore().tf_reset(user)
    user.tf_counter = None
    _note(user, AuditAction.USER_REMOVE_SECOND_FACTOR, APP)
    _forget_codes_if_last(user)


def remove_passkey(user: User, passkey: Passkey) -> None:
    user.webauthn.remove(passkey)
    db.session.flush()
    _note(user, AuditAction.USER_REMOVE_SECOND_FACTOR, PASSKEY)
    _forget_codes_if_last(user)


def add_passkey(
    user: User, name: str, handle: str, registration: Any, transports: list[str]
) -> None:
    """registration: what Flask-Security's form verified."""
    _datastore().set_webauthn_user_handle(user, handle)
    _datastore().create_webauthn(
        user,
        name=name[:64],
        credential_id=registration.credential_id,
        public_key=registration.credential_public_key,
        sign_count=registration.sign_count,
        backup_state=registration.credential_backed_up,
        device_type=registration.credential_device_type,
        transports=transports,
        usage="secondary",
    )
    db.session.flush()
    _note(user, AuditAction.USER_ADD_SECOND_FACTOR, PASSKEY)


def note_passkey_use(passkey: Passkey, sign_count: int) -> None:
    passkey.sign_count, passkey.lastuse_datetime = sign_count, now_utc()


def new_recovery_codes(user: User) -> list[str]:
    """Those from before open nothing any more."""
    codes = _security().mf_recovery_codes_util.create_recovery_codes(user)
    db.session.flush()
    return [str(code) for code in codes]


def recovery_codes_left(user: User) -> int:
    return len(_datastore().mf_get_recovery_codes(user))


def use_code(user: User, typed: str) -> bool:
    """Of the app or a recovery code; neither is taken twice."""
    lock_row(user)
    code = "".join(typed.split()).lower()
    if user.tf_totp_secret and _DIGITS.fullmatch(code):
        return _is_code_of(user, user.tf_totp_secret, code)
    codes = _security().mf_recovery_codes_util
    if not codes.check_recovery_code(user, code):
        return False
    return bool(codes.delete_recovery_code(user, code))


def remove_second_steps(user: User, *, actor: User | None) -> None:
    """Of somebody who lost them. Their password alone opens the account again."""
    _datastore().tf_reset(user)
    user.tf_counter = None
    user.webauthn.clear()
    _datastore().mf_set_recovery_codes(user, None)
    record(actor, AuditAction.USER_RESET_SECOND_FACTOR, "user", user.email[:120])
    db.session.flush()


def _is_code_of(user: User, secret: str, code: str) -> bool:
    totp = _security().totp_factory
    plain = "".join(code.split())
    return bool(_DIGITS.fullmatch(plain)) and bool(
        totp.verify_totp(plain, secret, user, window=WINDOW_S)
    )


def _forget_codes_if_last(user: User) -> None:
    if not has_second_step(user):
        _datastore().mf_set_recovery_codes(user, None)


def _note(user: User, action: AuditAction, method: str) -> None:
    record(user, action, "user", user.email[:120], method=method)


def _security() -> Security:
    security: Security = this_site().extensions["security"]
    return security


def _datastore() -> Any:
    return _security().datastore
