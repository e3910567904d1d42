"""How a mail leaves: by SMTP with verified TLS; or not at all, into a folder, the console or a list."""

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import click
from flask import current_app
from flask_mail import BadHeaderError, Connection, Mail, Message

from cms.models import now
from cms.tools.slugs import slug_of

SMTP_PORT, SMTPS_PORT = 587, 465
_LINK = re.compile(r"https?://\S+")


class Undeliverable(Exception):
    """This mail can never be delivered: trying again is of no use."""


class Deferred(Exception):
    """This mail was not taken now; it may be later."""


class Unreachable(Deferred):
    """The server can't be used now: no other mail would leave either."""


def send(
    recipient: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] | None = None
) -> None:
    """Hand one mail over to what MAIL_URL names. Raises Undeliverable, Deferred or Unreachable."""
    message = Message(
        subject=subject,
        recipients=[recipient],
        body=text,
        html=html or None,
        sender=current_app.config["MAIL_DEFAULT_SENDER"],
        # So that no out-of-office reply comes back.
        extra_headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    try:
        TRANSPORTS[urlsplit(current_app.config["MAIL_URL"]).scheme](message)
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(_words(error)) from error
    except (BadHeaderError, ValueError) as error:  # an address or a text that no mail can carry
        raise Undeliverable(_words(error)) from error


def _by_smtp(message: Message) -> None:
    with VerifiedConnection(_server(current_app.config["MAIL_URL"])) as connection:
        try:
            connection.send(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPDataError as error:
            raise _refused(error.smtp_code, error.smtp_error) from error


def _refused(code: int, answer: bytes | str) -> Exception:
    """The server's own words about this one mail: 5xx is final, 4xx means later."""
    readable = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return (Undeliverable if code >= 500 else Deferred)(f"{code} {readable}")


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


class VerifiedConnection(Connection):
    """Flask-Mail's connection, but encrypted to a server whose certificate holds, and never for ever."""

    def configure_host(self) -> smtplib.SMTP:
        timeout = current_app.config["MAIL_TIMEOUT"]
        context = ssl.create_default_context()
        host: smtplib.SMTP
        if self.mail.use_ssl:
            host = smtplib.SMTP_SSL(self.mail.server, self.mail.port, timeout=timeout, context=context)
        else:
            host = smtplib.SMTP(self.mail.server, self.mail.port, timeout=timeout)
        try:
            if self.mail.use_tls:
                host.starttls(context=context)
            if self.mail.username:
                host.login(self.mail.username, self.mail.password)
        except (OSError, smtplib.SMTPException):
            host.close()
            raise
        return host

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # The mail has been taken or refused by now; a failing farewell must not look like a failed delivery.
        if self.host is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.host.quit()
            self.host.close()


def _server(url: str) -> Any:
    """smtp://user:password@host:port, where ?tls=none alone allows an unencrypted connection."""
    parts = urlsplit(url)
    implicit = parts.scheme == "smtps"
    bare = parse_qs(parts.query).get("tls") == ["none"]
    return Mail().init_mail(
        {
            "MAIL_SERVER": parts.hostname or "localhost",
            "MAIL_PORT": parts.port or (SMTPS_PORT if implicit else SMTP_PORT),
            "MAIL_USERNAME": unquote(parts.username or ""),
            "MAIL_PASSWORD": unquote(parts.password or ""),
            "MAIL_USE_SSL": implicit,
            "MAIL_USE_TLS": not implicit and not bare,
        }
    )


def _to_console(message: Message) -> None:
    click.echo(f"\n{_letter(message)}\n")


def _to_folder(message: Message) -> None:
    """Two files a mail, readable by the owner of the installation alone: they hold sign-in links."""
    folder = Path(current_app.instance_path) / urlsplit(current_app.config["MAIL_URL"]).path
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = f"{now():%Y%m%d-%H%M%S-%f}-{slug_of(_recipient(message), 'mail')[:60]}"
    for suffix, content in ((".txt", _letter(message)), (".html", message.html or "")):
        path = folder / f"{stem}{suffix}"
        path.touch(mode=0o600)
        path.write_text(content, encoding="utf-8")
    links = "".join(f"\n  {link}" for link in _LINK.findall(message.body or ""))
    click.echo(f"Mail to {_recipient(message)}: {message.subject}{links}\n  kept in {folder / stem}.txt")


def _to_memory(message: Message) -> None:
    current_app.extensions.setdefault("mail_memory", []).append(message)


def _letter(message: Message) -> str:
    head = f"To: {_recipient(message)}\nSubject: {message.subject}\nDate: {now():%Y-%m-%d %H:%M} UTC"
    return f"{head}\n\n{message.body}"


def _recipient(message: Message) -> str:
    return str(message.recipients[0])


TRANSPORTS: dict[str, Callable[[Message], None]] = {
    "smtp": _by_smtp,
    "smtps": _by_smtp,
    "console": _to_console,
    "file": _to_folder,
    "memory": _to_memory,
}
