"""Letters by a real SMTP server: over STARTTLS, with a user name, and where it takes none."""

import re
import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from episodes.accounts.models import RoleName
from episodes.db import db, now_utc
from episodes.house.actions import ask_for_reset
from episodes.house.mail import MailError, letter_of, send_letter
from episodes.jobs.running import run_pending
from episodes.settings import Settings
from episodes.site import settings_of
from tests.episodes.desk.conftest import Browser
from tests.factories import a_show, a_user, signed_in

USER, PASSWORD = "show", "a password of the show"
STRANGE = "nobody@example.org"


class Post:
    """Takes letters, but for one address."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], str, bool]] = []

    async def handle_RCPT(  # noqa: N802  # the name that aiosmtpd asks for
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address == STRANGE:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        text = (envelope.content or b"").decode()  # type: ignore[union-attr]
        self.letters.append((envelope.rcpt_tos, text, session.ssl is not None))
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, signed by nobody else; its key is in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now_utc() - timedelta(days=1))
        .not_valid_after(now_utc() + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("mail") / "mail.pem"
    plain = serialization.NoEncryption()
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    file.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture(scope="module")
def server(certificate: Path) -> Iterator[Controller]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def let_in(
        _server: SMTP, _session: Session, _envelope: Envelope, _how: str, sent: object
    ) -> AuthResult:
        is_right = sent == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)

    controller = Controller(
        Post(),
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=let_in,
    )
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def settings(server: Controller, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Of a site whose operator trusts the server's certificate."""
    server.handler.letters.clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return Settings(
        MAIL_SERVER="127.0.0.1",
        MAIL_PORT=server.port,
        MAIL_USER=USER,
        MAIL_PASSWORD=PASSWORD,
        MAIL_FROM="show@example.org",
    )


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def refusal(settings: Settings, to: str = "nia@example.org", **changes: object) -> MailError:
    with pytest.raises(MailError) as caught:
        send_letter(settings.model_copy(update=changes), to, "Hello", "Words")
    return caught.value


def test_a_letter_goes_out_behind_tls_with_all_of_its_letters(
    settings: Settings, server: Controller
) -> None:
    assert send_letter(settings, "nia@example.org", "Ven a trabajar", "Aquí: https://e.org/ñ\n")
    ((to, text, is_hidden),) = server.handler.letters
    assert (to, is_hidden) == (["nia@example.org"], True)
    assert "From: show@example.org" in text
    assert "Auto-Submitted: auto-generated" in text


def test_what_the_server_refuses_is_told_and_not_tried_again_in_vain(settings: Settings) -> None:
    wrong_password = refusal(settings, MAIL_PASSWORD="another")
    assert "user name and password" in str(wrong_password)
    unknown = refusal(settings, STRANGE)
    assert "doesn’t take this address" in str(unknown)
    assert (wrong_password.may_pass, unknown.may_pass) == (False, False)
    without_a_name = refusal(settings, MAIL_USER="")
    assert "didn’t take the email" in str(without_a_name)


def test_a_server_that_nobody_vouches_for_gets_no_letter(
    settings: Settings, server: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "doesn’t answer" in str(refusal(settings))
    in_the_open = refusal(settings, MAIL_SECURITY="none")
    assert "mail server" in str(in_the_open)
    assert server.handler.letters == []


def test_a_server_that_is_down_may_come_back(settings: Settings) -> None:
    error = refusal(settings, MAIL_PORT=free_port())
    assert ("doesn’t answer" in str(error), error.may_pass) == (True, True)


def test_an_invitation_and_a_new_password_come_by_mail_and_open(
    app: Flask, settings: Settings, server: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("MAIL_SERVER", "MAIL_PORT", "MAIL_USER", "MAIL_PASSWORD", "MAIL_FROM")
    mailing = {name: getattr(settings, name) for name in names}
    monkeypatch.setitem(app.extensions, "settings", settings_of(app).model_copy(update=mailing))
    a_show()
    admin = Browser(signed_in(app.test_client(), a_user(RoleName.ADMIN)))
    admin.post("/desk/house/invite", email="nia@example.org", role="editor")
    ask_for_reset(a_user(email="ana@example.org"), "en")
    db.session.commit()
    run_pending(app)
    letters = {to[0]: text for to, text, _ in server.handler.letters}
    assert "Subject: Come and work on It's Probably You" in letters["nia@example.org"]
    for text in letters.values():
        link = re.search(r"https?://[^/]+(/(?:invitation|sign-in)/\S+)", text)
        assert link
        assert app.test_client().get(link[1]).status_code == 200
    assert sorted(letters) == ["ana@example.org", "nia@example.org"]


def test_a_letter_is_one_that_no_machine_answers(settings: Settings) -> None:
    letter = letter_of(settings, "nia@example.org", "A\nsubject", "Words: né")
    assert letter["Subject"] == "A subject"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Words: né" in letter.get_content()
