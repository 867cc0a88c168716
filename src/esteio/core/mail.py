"""Mail out of the application: one message to one address, over SMTP.

Sent from jobs only. What cannot be helped by trying again is `MailRefused`, which ends a job at once; everything else
is `MailUnavailable`, which a job tries again. A connection that breaks after the server took the message, but before
its answer came, means the message is sent again: at least once is the promise.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Sequence
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import localtime, make_msgid
from typing import Protocol
from urllib.parse import unquote, urlsplit

import msgspec
import structlog
from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from esteio.core.errors import ConfigurationError, Unavailable
from esteio.core.jobs import PermanentFailure

COMMAND_TIMEOUT_S = 20.0
SEND_TIMEOUT_S = 60.0
"""Longest time for a whole message, attachments included."""
ACCOUNT_CODES = frozenset({530, 534, 535, 538})
"""Replies about our account at the server (RFC 4954), not about the message: a corrected setting ends them."""

_SENDER = re.compile(r"(?:(?P<name>[^<>]*)<(?P<in_brackets>[^<>]+)>|(?P<bare>[^<>]+))")

log = structlog.get_logger(__name__)


class Attachment(msgspec.Struct, frozen=True):
    """A file within a message."""

    name: str
    content_type: str
    data: bytes


class MailMessage(msgspec.Struct, frozen=True):
    """What is sent. `to` is one bare address; line breaks in `subject` become spaces."""

    to: str
    subject: str
    text: str
    html: str | None = None
    attachments: Sequence[Attachment] = ()


class MailRefused(PermanentFailure):
    """E-mail recusado"""

    code = "MAIL_REFUSED"
    default_detail = "O servidor de e-mail recusou a mensagem."
    english = "The mail server refused the message."


class MailUnavailable(Unavailable):
    """E-mail fora do ar"""

    code = "MAIL_UNAVAILABLE"
    default_detail = "O servidor de e-mail não aceitou a mensagem agora."
    english = "The mail server did not take the message now."


class Mailer(Protocol):
    """Sends mail."""

    async def send(self, message: MailMessage) -> None:
        """Hand `message` to a mail server. Raises `MailRefused` or `MailUnavailable`."""
        ...


class UnsentMailer:
    """Where no mail server is configured: says so in the log, once for each message, without what is in it."""

    async def send(self, message: MailMessage) -> None:
        log.warning("mail.unsent", reason="SMTP_URL is not set", attachments=len(message.attachments))


class SmtpMailer:
    """Sends each message over a connection of its own.

    `smtps` is TLS from the start; `smtp` turns to TLS as soon as the server offers it. Certificates are checked. The
    password is sent over TLS or to this machine, and nowhere else.
    """

    def __init__(self, smtp_url: str, mail_from: str) -> None:
        """Raises `ConfigurationError` for a URL or sender that cannot be used."""
        self._server = _parse_url(smtp_url)
        self._sender = _parse_sender(mail_from)
        self._helo = self._sender.domain or "localhost"

    async def send(self, message: MailMessage) -> None:
        recipient = _recipient(message.to)
        mail = self._compose(message, recipient)
        server = self._server
        smtp = SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.tls,
            local_hostname=self._helo,
            timeout=COMMAND_TIMEOUT_S,
        )
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await self._connect(smtp)
                await self._hand_over(smtp, mail, recipient)
                # The server has it: that it does not say good-bye changes nothing.
                with suppress(SMTPException, OSError):
                    await smtp.quit()
        except TimeoutError as error:
            raise _unavailable(error) from error
        finally:
            smtp.close()

    async def _connect(self, smtp: SMTP) -> None:
        server = self._server
        try:
            await smtp.connect()
            if server.user:
                if smtp.get_transport_info("sslcontext") is None and not server.is_this_machine:
                    log.error("mail.no_tls", remedy="the mail server must offer TLS, or use smtps:// in SMTP_URL")
                    raise MailUnavailable()
                await smtp.login(server.user, server.password)
        except (SMTPException, OSError) as error:
            raise _unavailable(error) from error

    async def _hand_over(self, smtp: SMTP, mail: EmailMessage, recipient: Address) -> None:
        try:
            await smtp.send_message(mail, sender=self._sender.addr_spec, recipients=[recipient.addr_spec])
        except SMTPRecipientsRefused as error:
            raise _by_code(error.recipients[0]) from error
        except SMTPResponseException as error:
            raise _by_code(error) from error
        except SMTPNotSupported as error:
            raise MailRefused("O servidor de e-mail não aceita endereços com acento.") from error
        except (SMTPException, OSError) as error:
            raise _unavailable(error) from error

    def _compose(self, message: MailMessage, recipient: Address) -> EmailMessage:
        try:
            mail = EmailMessage(policy=SMTP_POLICY)
            mail["From"] = self._sender
            mail["To"] = recipient
            mail["Subject"] = " ".join(_printable(message.subject).split())
            mail["Date"] = localtime()
            mail["Message-ID"] = make_msgid(domain=self._helo)
            # Nobody's "out of office" should answer (RFC 3834).
            mail["Auto-Submitted"] = "auto-generated"
            mail.set_content(message.text)
            if message.html is not None:
                mail.add_alternative(message.html, subtype="html")
            for attachment in message.attachments:
                main, _, sub = attachment.content_type.partition("/")
                name = _printable(attachment.name)
                mail.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name)
        except (ValueError, UnicodeError, LookupError) as error:
            raise MailRefused("A mensagem não pode ser escrita como e-mail.") from error
        return mail


def open_mailer(smtp_url: str, mail_from: str) -> Mailer:
    """The mailer for these settings; `UnsentMailer` for an empty `smtp_url`. Raises `ConfigurationError`."""
    return SmtpMailer(smtp_url, mail_from) if smtp_url else UnsentMailer()


class _Server(msgspec.Struct, frozen=True):
    host: str
    port: int
    tls: bool
    user: str
    password: str

    @property
    def is_this_machine(self) -> bool:
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def _parse_url(smtp_url: str) -> _Server:
    try:
        parts = urlsplit(smtp_url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = parts = None
    if parts is None or host is None or parts.scheme not in {"smtp", "smtps"}:
        # The address may hold a password, so it is not repeated.
        raise ConfigurationError("SMTP_URL is not valid: use smtp://user:password@host:587 or smtps://...:465.")
    tls = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return _Server(host, port or (465 if tls else 587), tls, user, password)


def _parse_sender(mail_from: str) -> Address:
    found = _SENDER.fullmatch(mail_from.strip())
    try:
        if found is None:
            raise ValueError
        return _address(found["in_brackets"] or found["bare"], (found["name"] or "").strip().strip('"'))
    except ValueError:
        raise ConfigurationError(f"MAIL_FROM={mail_from!r} is not valid: use Name <address@domain>.") from None


def _recipient(to: str) -> Address:
    try:
        return _address(to.strip(), "")
    except ValueError:
        # Nothing of the address: the sentence is kept with the dead letter.
        raise MailRefused("O endereço do destinatário não é válido.") from None


def _address(text: str, name: str) -> Address:
    """Raises ValueError unless `text` is exactly one bare address."""
    local, _, domain = text.rpartition("@")
    if not local or not domain or any(char.isspace() or char in '<>,;:"\\()' for char in text):
        raise ValueError
    if _printable(text + name) != text + name:
        raise ValueError
    # The domain in the form that every server understands; UnicodeError is a ValueError.
    ascii_domain = domain.encode("idna").decode()
    return Address(display_name=name, username=local, domain=ascii_domain)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _by_code(error: SMTPResponseException | SMTPRecipientRefused) -> MailRefused | MailUnavailable:
    if 500 <= error.code < 600 and error.code not in ACCOUNT_CODES:
        # The server's own words may name the person.
        return MailRefused(f"O servidor de e-mail recusou a mensagem (código {error.code}).")
    return _unavailable(error)


def _unavailable(error: Exception) -> MailUnavailable:
    code = error.code if isinstance(error, SMTPResponseException) else None
    log.warning("mail.unavailable", error=type(error).__name__, code=code)
    return MailUnavailable()
