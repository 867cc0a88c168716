"""Mail, against real SMTP servers."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
import email.policy
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Generator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import ConfigurationError
from esteio.core.jobs import PermanentFailure
from esteio.core.mail import (
    Attachment,
    MailMessage,
    MailRefused,
    MailUnavailable,
    SmtpMailer,
    UnsentMailer,
    open_mailer,
)

pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")]

FROM = "Esteio <nao-responda@esteio.example>"
MAIL = MailMessage(to="ana@example.com", subject="Sua proposta está pronta", text="Olá, Ana!\nSegue a proposta.\n")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def unused_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """A logger stays as it was when first used, which may have been in another file's test; none of it is caught."""
    structlog.reset_defaults()
    monkeypatch.setattr("esteio.core.mail.log", structlog.get_logger("esteio.core.mail"))


class Inbox:
    """A server's handler that keeps what it gets and answers as a test says."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: dict[str, str] = {}

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if "MAIL" not in self.answers:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        if "RCPT" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        if "DATA" not in self.answers:
            self.envelopes.append(envelope)
        return self.answers.get("DATA", "250 OK")

    def the_mail(self) -> EmailMessage:
        [envelope] = self.envelopes
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        return mail


Start = Callable[..., str]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def start(inbox: Inbox) -> Generator[Start]:
    """Starts a server on a free port; returns `host:port`."""
    started: list[Controller] = []

    def run(**options: Any) -> str:
        port = free_port()
        controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        started.append(controller)
        return f"127.0.0.1:{port}"

    yield run
    for controller in started:
        controller.stop(no_assert=True)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's TLS context whose certificate this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    both = tmp_path / "server.pem"
    both.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(both))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(both)
    return context


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accept(user: str, password: str) -> dict[str, Any]:
    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: Any, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return {"authenticator": check, "auth_required": True}


class TestSend:
    async def test_text_arrives_as_written(self, start: Start, inbox: Inbox) -> None:
        await SmtpMailer(f"smtp://{start()}", FROM).send(MAIL)
        assert inbox.envelopes[0].mail_from == "nao-responda@esteio.example"
        assert inbox.envelopes[0].rcpt_tos == ["ana@example.com"]
        mail = inbox.the_mail()
        assert (mail["From"], mail["To"], mail["Subject"]) == (FROM, "ana@example.com", "Sua proposta está pronta")
        assert mail.get_content().replace("\r\n", "\n") == MAIL.text
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Message-ID"].endswith("@esteio.example>")
        assert abs(mail["Date"].datetime - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)

    async def test_html_and_attachments(self, start: Start, inbox: Inbox) -> None:
        pdf = bytes(range(256)) * 1000
        attachment = Attachment("Proposta nº 3 – Ação.pdf", "application/pdf", pdf)
        message = MailMessage("ana@example.com", "Proposta", "texto", "<p>olá</p>", [attachment])
        await SmtpMailer(f"smtp://{start()}", FROM).send(message)
        text = inbox.the_mail().get_body(("plain",))
        html = inbox.the_mail().get_body(("html",))
        assert text is not None
        assert html is not None
        assert text.get_content().strip() == "texto"
        assert html.get_content().strip() == "<p>olá</p>"
        [part] = inbox.the_mail().iter_attachments()
        assert (part.get_filename(), part.get_content_type()) == (attachment.name, "application/pdf")
        assert part.get_content() == pdf

    async def test_lines_of_dots_and_long_lines_survive(self, start: Start, inbox: Inbox) -> None:
        text = ".\n..\n" + "ç" * 5000 + "\nFrom ana\n"
        await SmtpMailer(f"smtp://{start()}", FROM).send(MailMessage("ana@example.com", "x", text))
        assert inbox.the_mail().get_content().replace("\r\n", "\n") == text

    async def test_international_domain(self, start: Start, inbox: Inbox) -> None:
        await SmtpMailer(f"smtp://{start()}", FROM).send(MailMessage("ana@construção.example", "x", "x"))
        assert inbox.envelopes[0].rcpt_tos == ["ana@xn--construo-xza3b.example"]

    async def test_international_local_part(self, start: Start, inbox: Inbox) -> None:
        await SmtpMailer(f"smtp://{start(enable_SMTPUTF8=True)}", FROM).send(MailMessage("joão@example.com", "x", "x"))
        assert inbox.envelopes[0].rcpt_tos == ["joão@example.com"]

    async def test_international_local_part_where_the_server_knows_none(self, start: Start) -> None:
        mailer = SmtpMailer(f"smtp://{start(enable_SMTPUTF8=False)}", FROM)
        with pytest.raises(MailRefused):
            await mailer.send(MailMessage("joão@example.com", "x", "x"))


class TestTls:
    async def test_starttls_when_offered_and_password_over_it(
        self, start: Start, inbox: Inbox, trusted: ssl.SSLContext
    ) -> None:
        server = start(tls_context=trusted, require_starttls=True, **accept("ana", "p@ss:word/"))
        await SmtpMailer(f"smtp://ana:p%40ss%3Aword%2F@{server}", FROM).send(MAIL)
        assert len(inbox.envelopes) == 1

    async def test_smtps(self, start: Start, inbox: Inbox, trusted: ssl.SSLContext) -> None:
        server = start(ssl_context=trusted)
        await SmtpMailer(f"smtps://{server}", FROM).send(MAIL)
        assert len(inbox.envelopes) == 1

    async def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
        self, start: Start, inbox: Inbox, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")
        for mailer in (
            SmtpMailer(f"smtp://{start(tls_context=trusted)}", FROM),
            SmtpMailer(f"smtps://{start(ssl_context=trusted)}", FROM),
        ):
            with pytest.raises(MailUnavailable):
                await mailer.send(MAIL)
        assert inbox.envelopes == []

    async def test_password_is_not_sent_in_clear_to_another_machine(
        self, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = other_address()
        controller = Controller(
            inbox, hostname=address, port=free_port(), auth_require_tls=False, **accept("ana", "secret")
        )
        controller.start()
        try:
            mailer = SmtpMailer(f"smtp://ana:secret@{address}:{controller.port}", FROM)
            with structlog.testing.capture_logs() as logs, pytest.raises(MailUnavailable):
                await mailer.send(MAIL)
            assert "mail.no_tls" in {line["event"] for line in logs}
            assert "secret" not in repr(logs)
        finally:
            controller.stop(no_assert=True)
        assert inbox.envelopes == []

    async def test_password_in_clear_within_this_machine(self, start: Start, inbox: Inbox) -> None:
        server = start(auth_require_tls=False, **accept("ana", "secret"))
        await SmtpMailer(f"smtp://ana:secret@{server}", FROM).send(MAIL)
        assert len(inbox.envelopes) == 1


def other_address() -> str:
    """An address of this machine that is not the loopback one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            pytest.skip("this machine has no address but the loopback one")
        return probe.getsockname()[0]


class TestFailure:
    @pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA"])
    @pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "552 too large", "554 spam"])
    async def test_5xx_is_for_good(self, start: Start, inbox: Inbox, at: str, answer: str) -> None:
        inbox.answers[at] = answer
        with pytest.raises(MailRefused) as refused:
            await SmtpMailer(f"smtp://{start()}", FROM).send(MAIL)
        assert isinstance(refused.value, PermanentFailure)
        assert answer[:3] in refused.value.detail
        assert "user" not in refused.value.detail

    @pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA"])
    @pytest.mark.parametrize("answer", ["421 busy", "450 greylisted", "452 full"])
    async def test_4xx_is_for_now(self, start: Start, inbox: Inbox, at: str, answer: str) -> None:
        inbox.answers[at] = answer
        with pytest.raises(MailUnavailable):
            await SmtpMailer(f"smtp://{start()}", FROM).send(MAIL)

    async def test_refused_password_is_for_now(self, start: Start, inbox: Inbox) -> None:
        server = start(auth_require_tls=False, **accept("ana", "secret"))
        with pytest.raises(MailUnavailable):
            await SmtpMailer(f"smtp://ana:wrong@{server}", FROM).send(MAIL)

    async def test_account_that_may_not_send_is_for_now(self, start: Start, inbox: Inbox) -> None:
        inbox.answers["MAIL"] = "530 authentication required"
        with pytest.raises(MailUnavailable):
            await SmtpMailer(f"smtp://{start()}", FROM).send(MAIL)

    async def test_nobody_listens(self) -> None:
        with pytest.raises(MailUnavailable):
            await SmtpMailer(f"smtp://127.0.0.1:{free_port()}", FROM).send(MAIL)

    async def test_unknown_host(self) -> None:
        with pytest.raises(MailUnavailable):
            await SmtpMailer("smtp://no-such-host.invalid:25", FROM).send(MAIL)

    async def test_a_server_that_never_speaks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("esteio.core.mail.COMMAND_TIMEOUT_S", 0.2)
        silent = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
        port = silent.sockets[0].getsockname()[1]
        begin = time.monotonic()
        with pytest.raises(MailUnavailable):
            await SmtpMailer(f"smtp://127.0.0.1:{port}", FROM).send(MAIL)
        assert time.monotonic() - begin < 2
        silent.close()

    async def test_a_server_that_hangs_up_after_taking_it_has_it(self, inbox: Inbox) -> None:
        async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"220 hello\r\n")
            while line := await reader.readline():
                if line == b"DATA\r\n":
                    writer.write(b"354 go on\r\n")
                    await reader.readuntil(b"\r\n.\r\n")
                    writer.write(b"250 taken\r\n")
                    break
                writer.write(b"250 OK\r\n")
            await writer.drain()
            writer.close()

        rude = await asyncio.start_server(take, "127.0.0.1", 0)
        port = rude.sockets[0].getsockname()[1]
        await SmtpMailer(f"smtp://127.0.0.1:{port}", FROM).send(MAIL)
        rude.close()

    async def test_logs_name_nobody(self, start: Start, inbox: Inbox) -> None:
        inbox.answers["RCPT"] = "450 <ana@example.com> greylisted"
        with structlog.testing.capture_logs() as logs, pytest.raises(MailUnavailable):
            await SmtpMailer(f"smtp://{start()}", FROM).send(MAIL)
        assert logs
        assert "ana" not in repr(logs)


class TestInjection:
    @pytest.mark.parametrize(
        "to",
        [
            "",
            "ana",
            "@example.com",
            "ana@",
            "ana@example.com\r\nBcc: all@example.com",
            "ana@example.com\nDATA",
            "ana@example.com, rui@example.com",
            "ana@example.com;rui@example.com",
            "Ana <ana@example.com>",
            "<ana@example.com>",
            "ana@example.com> SIZE=1",
            "ana\x00@example.com",
            "a na@example.com",
            '"a\r\nb"@example.com',
            "ana@exa\u2028mple.com",
            "ana@" + "x" * 70 + ".com",
            "ana@example..com",
            "ana\ud800@example.com",
        ],
    )
    async def test_what_is_no_address_is_refused_before_any_connection(self, to: str) -> None:
        mailer = SmtpMailer(f"smtp://127.0.0.1:{free_port()}", FROM)
        with pytest.raises(MailRefused):
            await mailer.send(MailMessage(to, "x", "x"))

    async def test_subject_and_names_cannot_add_headers(self, start: Start, inbox: Inbox) -> None:
        attachment = Attachment('a"\r\nX-Evil: 1.pdf', "application/pdf", b"x")
        message = MailMessage(
            "ana@example.com",
            "Proposta\r\nBcc: all@example.com\r\n\r\n<script>\x00\u2028",
            "x",
            attachments=[attachment],
        )
        await SmtpMailer(f"smtp://{start()}", FROM).send(message)
        assert inbox.the_mail()["Subject"] == "Proposta Bcc: all@example.com <script>"
        assert "Bcc" not in inbox.the_mail()
        [part] = inbox.the_mail().iter_attachments()
        assert "X-Evil" not in part
        assert inbox.envelopes[0].rcpt_tos == ["ana@example.com"]

    async def test_attachment_type_cannot_add_headers(self) -> None:
        mailer = SmtpMailer(f"smtp://127.0.0.1:{free_port()}", FROM)
        attachment = Attachment("a.pdf", "application/pdf\r\nX-Evil: 1", b"x")
        with pytest.raises(MailRefused):
            await mailer.send(MailMessage("ana@example.com", "x", "x", attachments=[attachment]))

    @given(subject=st.text(max_size=200), text=st.text(max_size=300))
    def test_any_text_makes_a_mail_with_our_headers_only_or_none(self, subject: str, text: str) -> None:
        mailer = SmtpMailer("smtp://127.0.0.1:25", FROM)
        try:
            composed = mailer._compose(MailMessage("ana@example.com", subject, text), mailer._sender)
        except MailRefused:
            return
        read = email.message_from_bytes(composed.as_bytes(), policy=email.policy.default)
        names = {name.lower() for name in read}
        assert names <= {
            *("from", "to", "subject", "date", "message-id", "auto-submitted"),
            *("mime-version", "content-type", "content-transfer-encoding"),
        }


class TestOpenMailer:
    async def test_no_server_says_so_and_nothing_else(self) -> None:
        mailer = open_mailer("", FROM)
        assert isinstance(mailer, UnsentMailer)
        with structlog.testing.capture_logs() as logs:
            await mailer.send(MAIL)
        [line] = logs
        assert line["event"] == "mail.unsent"
        assert "Ana" not in repr(line)
        assert "proposta" not in repr(line)
        assert "example.com" not in repr(line)

    @pytest.mark.parametrize(
        "url", ["http://host", "smtp://", "smtp://host:port", "host:25", "smtp://user:secret@", "smtp://[::1"]
    )
    def test_a_wrong_url_is_one_sentence_without_the_password(self, url: str) -> None:
        with pytest.raises(ConfigurationError, match="SMTP_URL") as raised:
            open_mailer(url, FROM)
        assert "secret" not in str(raised.value)

    @pytest.mark.parametrize("sender", ["", "Esteio", "Esteio <esteio>", "a@b, c@d", "Este\rio <a@b>"])
    def test_a_wrong_sender_is_one_sentence(self, sender: str) -> None:
        with pytest.raises(ConfigurationError, match="MAIL_FROM"):
            open_mailer("smtp://localhost", sender)

    def test_the_default_sender_works(self) -> None:
        open_mailer("smtp://localhost", "Esteio <nao-responda@localhost>")
