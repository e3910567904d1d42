"""How mails leave: the small transports, and SMTP against real servers with good and bad certificates."""

import asyncio
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from cms.engines.mailing import Deferred, Undeliverable, Unreachable, send


class Postbox:
    """What the server took, and how it answers."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.rcpt = "250 OK"
        self.data = "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        if self.data.startswith("250"):
            self.taken.append(envelope)
        return self.data


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """An authority that this machine trusts for the time of the test."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def certified(authority: trustme.CA, name: str = "localhost") -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@contextmanager
def serving(postbox: Postbox, **options: Any) -> Iterator[int]:
    server = Controller(postbox, hostname="localhost", port=free_port(), **options)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def mail_by(app: Any, db: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Send one mail by the transport of a MAIL_URL."""

    def mail(url: str, recipient: str = "ada@example.com") -> None:
        monkeypatch.setitem(app.config, "MAIL_URL", url)
        monkeypatch.setitem(app.config, "MAIL_TIMEOUT", 5)
        send(recipient, "Grüße", "A link: http://localhost/confirm/x", '<p dir="rtl">مرحبا</p>')

    return mail


def test_starttls_with_a_good_certificate(postbox: Postbox, authority: trustme.CA, mail_by: Any) -> None:
    with serving(postbox, tls_context=certified(authority), require_starttls=True) as port:
        mail_by(f"smtp://localhost:{port}")
    (envelope,) = postbox.taken
    assert envelope.rcpt_tos == ["ada@example.com"]
    letter = message_from_bytes(bytes(envelope.content or b""))
    texts = {part.get_content_type(): part.get_payload(decode=True) for part in letter.walk()}
    assert b"http://localhost/confirm/x" in texts["text/plain"]
    assert "مرحبا".encode() in texts["text/html"]
    assert letter["Auto-Submitted"] == "auto-generated"


def test_implicit_tls_with_a_password(postbox: Postbox, authority: trustme.CA, mail_by: Any) -> None:
    def known(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"us@er", b"p:/w"), handled=False)

    # aiosmtpd does not see that the connection is encrypted from its first byte.
    secured = {"ssl_context": certified(authority), "authenticator": known, "auth_require_tls": False}
    with serving(postbox, **secured) as port:
        mail_by(f"smtps://us%40er:p%3A%2Fw@localhost:{port}")
        with pytest.raises(Unreachable, match="SMTPAuthenticationError"):
            mail_by(f"smtps://us%40er:wrong@localhost:{port}")
    assert len(postbox.taken) == 1


def test_a_certificate_nobody_vouches_for_is_refused(postbox: Postbox, mail_by: Any) -> None:
    self_signed = certified(trustme.CA())
    with (
        serving(postbox, tls_context=self_signed) as port,
        pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        mail_by(f"smtp://localhost:{port}")
    with (
        serving(postbox, ssl_context=self_signed) as port,
        pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        mail_by(f"smtps://localhost:{port}")
    assert postbox.taken == []


def test_a_certificate_for_another_host_is_refused(
    postbox: Postbox, authority: trustme.CA, mail_by: Any
) -> None:
    other = certified(authority, "mail.example.org")
    with serving(postbox, tls_context=other) as port, pytest.raises(Unreachable, match="CERTIFICATE_VERIFY"):
        mail_by(f"smtp://localhost:{port}")


def test_nothing_is_sent_unencrypted_unless_asked_for(postbox: Postbox, mail_by: Any) -> None:
    with serving(postbox) as port:
        with pytest.raises(Unreachable, match="STARTTLS"):
            mail_by(f"smtp://localhost:{port}")
        assert postbox.taken == []
        mail_by(f"smtp://localhost:{port}?tls=none")
        assert len(postbox.taken) == 1


@pytest.mark.parametrize(
    ("rcpt", "data", "error"),
    [
        ("550 No such mailbox", "250 OK", Undeliverable),
        ("451 Greylisted", "250 OK", Deferred),
        ("250 OK", "554 Spam", Undeliverable),
        ("250 OK", "452 Full", Deferred),
    ],
)
def test_refusals_are_told_apart(
    postbox: Postbox, mail_by: Any, rcpt: str, data: str, error: type[Exception]
) -> None:
    postbox.rcpt, postbox.data = rcpt, data
    with serving(postbox) as port, pytest.raises(error) as caught:
        mail_by(f"smtp://localhost:{port}?tls=none")
    assert type(caught.value) is error


def test_a_closed_port_and_a_silent_server_are_unreachable(
    app: Any, monkeypatch: pytest.MonkeyPatch, mail_by: Any
) -> None:
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        mail_by(f"smtp://localhost:{free_port()}")
    with socket.create_server(("localhost", 0)) as silent:
        monkeypatch.setattr(socket, "create_connection", impatient(socket.create_connection))
        with pytest.raises(Unreachable, match=r"[Tt]imed? ?out"):
            mail_by(f"smtp://localhost:{silent.getsockname()[1]}")


def impatient(connect: Callable[..., socket.socket]) -> Callable[..., socket.socket]:
    """The same, waiting a hundredth of the time; the timeout asked for must be there."""

    def connecting(address: Any, timeout: float, source: Any = None) -> socket.socket:
        return connect(address, timeout / 100, source)

    return connecting


def test_an_address_that_no_mail_can_carry_is_undeliverable(mail_by: Any, postbox: Postbox) -> None:
    with serving(postbox) as port, pytest.raises(Undeliverable):
        mail_by(f"smtp://localhost:{port}?tls=none", "a@example.com\nBcc: b@example.com")


def test_a_folder_gets_readable_files_for_their_owner_alone(
    app: Any, mail_by: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    mail_by("file:mail")
    text, page = sorted(Path(app.instance_path, "mail").iterdir(), reverse=True)
    assert text.read_text(encoding="utf-8").startswith("To: ada@example.com\nSubject: Grüße\n")
    assert "مرحبا" in page.read_text(encoding="utf-8")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (text, page)} == {0o600}
    said = capsys.readouterr().out
    assert "Mail to ada@example.com: Grüße\n  http://localhost/confirm/x" in said


def test_the_console_shows_the_whole_text(mail_by: Any, capsys: pytest.CaptureFixture[str]) -> None:
    mail_by("console:")
    assert "A link: http://localhost/confirm/x" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_tried_again(app: Any, mail_by: Any) -> None:
    Path(app.instance_path, "taken").touch()
    with pytest.raises(Unreachable):
        mail_by("file:taken")


@pytest.fixture(autouse=True)
def no_loop_left_open() -> Iterator[None]:
    yield
    asyncio.set_event_loop(None)
