"""What a browser is asked to make a passkey, or to sign in with one; Flask-Security's form checks
the answer (views/second_steps.py)."""

import hmac
import json

import webauthn
from flask_security import WebauthnUtil
from webauthn.helpers import options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from episodes.accounts.models import User
from episodes.site import secret_of_site


def new_challenge(util: WebauthnUtil) -> str:
    return str(util.generate_challenge(32))


def handle_of(user: User) -> str:
    """By which a passkey knows its account: made from the site's secret, it says nothing. Stored
    with the first passkey, and stays."""
    words = f"passkey handle {user.id}".encode()
    made = hmac.digest(secret_of_site().encode(), words, "sha256").hex()
    return user.fs_webauthn_user_handle or made


def options_to_make_one(user: User, host: str, challenge: str) -> str:
    """JSON for `parseCreationOptionsFromJSON`."""
    options = webauthn.generate_registration_options(
        rp_id=host,
        rp_name="Querent",
        user_id=handle_of(user).encode(),
        user_name=user.email,
        user_display_name=user.shown_name,
        challenge=challenge.encode(),
        exclude_credentials=_credentials_of(user),
        # The password stands before it, so neither finding it without a name nor a PIN is needed.
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.DISCOURAGED,
        ),
    )
    return str(options_to_json(options))


def options_to_sign_in(user: User, host: str, challenge: str) -> str:
    """JSON for `parseRequestOptionsFromJSON`."""
    options = webauthn.generate_authentication_options(
        rp_id=host,
        challenge=challenge.encode(),
        allow_credentials=_credentials_of(user),
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    return str(options_to_json(options))


def transports_in(credential: str) -> list[str]:
    """What the browser's own answer says of how the key is reached."""
    transports = json.loads(credential).get("response", {}).get("transports", [])
    of_the_standard = ("usb", "nfc", "ble", "smart-card", "internal", "cable", "hybrid")
    return [each for each in of_the_standard if isinstance(transports, list) and each in transports]


def _credentials_of(user: User) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=key.credential_id) for key in user.webauthn]
