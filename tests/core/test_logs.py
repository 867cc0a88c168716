"""What is logged by mistake must not be readable, and logging must not hold anyone up."""

from __future__ import annotations

import asyncio
import io
import json
import os
import subprocess
import sys
import textwrap
import time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.logs import MAX_TEXT_CHARS, LineWriter, is_secret_name, mask_event, mask_text

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjMifQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
SECRETS = {
    "hunter2": ["senha=hunter2", '{"password": "hunter2"}', "password: 'hunter2'", "nova_senha = hunter2;"],
    JWT: [f"recusado {JWT}", f"Authorization: Bearer {JWT}", f"/x?access_token={JWT}&a=1"],
    "0f6b2c9d-refresh": ["refresh_token=0f6b2c9d-refresh", "Bearer 0f6b2c9d-refresh"],
    "s3cr3t-cookie": ["Cookie: a=1; session=s3cr3t-cookie", "set-cookie: session=s3cr3t-cookie; Path=/"],
    "p4ssw0rd": ["postgresql://esteio:p4ssw0rd@db.local/esteio", "redis://:p4ssw0rd@cache:6379"],
    "ana.silva@estudio.com.br": ["<ana.silva@estudio.com.br>", "e-mail ana.silva@estudio.com.br recusado"],
    "123.456.789-09": ["CPF 123.456.789-09", "(123.456.789-09)"],
    "12345678909": ["cpf:12345678909", "o documento 12345678909 não confere"],
    "12.345.678/0001-95": ["CNPJ 12.345.678/0001-95."],
    "12345678000195": ["empresa 12345678000195"],
    "12.ABC.345/01DE-35": ["CNPJ 12.ABC.345/01DE-35"],
    "98765-4321": ["(11) 98765-4321", "11 98765-4321", "+55 11 98765-4321"],
    "11987654321": ["tel 11987654321", "+5511987654321"],
    "João da Silva": [
        "DETAIL:  Key (name)=(João da Silva) already exists.",
        "DETAIL:  Failing row contains (7, João da Silva, rascunho).",
    ],
}
CASES = [(secret, text) for secret, texts in SECRETS.items() for text in texts]


class TestMaskText:
    @pytest.mark.parametrize(("secret", "text"), CASES)
    def test_what_must_not_be_read_is_gone(self, secret: str, text: str) -> None:
        assert secret not in mask_text(text)

    @pytest.mark.parametrize(
        "text",
        [
            "listening on http://127.0.0.1:3000",
            "2026-10-11T00:34:08.123456+00:00",
            "0198a3b0-7c1e-7abc-8def-0123456789ab",
            "orçamento ORC-202610-001 de R$ 123.456,78 aprovado",
            "area 1.234.567,89 m2 in 12.34 ms",
            "202 rows; 1500000 bytes",
        ],
    )
    def test_ordinary_text_stays(self, text: str) -> None:
        assert mask_text(text) == text

    @given(st.text(max_size=300))
    def test_any_text_is_taken(self, text: str) -> None:
        mask_text(text)

    @pytest.mark.parametrize("part", ["x", "a@", "token=", "cpf", "12", "eyJ", "+1 ", "senha: ", "://a:"])
    def test_hostile_length_costs_little(self, part: str) -> None:
        text = part * (2 * MAX_TEXT_CHARS // len(part))
        started = time.process_time()
        assert len(mask_text(text)) <= MAX_TEXT_CHARS + 3
        assert time.process_time() - started < 0.5


class TestMaskEvent:
    @pytest.mark.parametrize(
        "name",
        ["password", "senha_atual", "newPassword", "Authorization", "refresh_token", "X-CSRF", "Set-Cookie", "cpf",
         "client_cnpj", "E-Mail", "emails", "phone", "telefone_comercial", "smtp_secret", "api-key", "totp", "nome"],
    )  # fmt: skip
    def test_a_field_with_a_telling_name_is_masked_whatever_it_holds(self, name: str) -> None:
        for value in ("x", 123, ["x"], {"a": "b"}, b"x"):
            assert mask_event(None, "info", {name: value}) == {name: "***"}

    @pytest.mark.parametrize("name", ["status", "path", "route", "seconds", "tenant_id", "name", "event", "attempt"])
    def test_an_ordinary_name_is_not(self, name: str) -> None:
        assert not is_secret_name(name)

    def test_nested_values_are_looked_through(self) -> None:
        masked = mask_event(
            None,
            "info",
            {"body": {"user": {"email": "a@b.co", "roles": ["x", "fale com a@b.co"]}}, "list": ({"cpf": 1},)},
        )
        assert masked == {"body": {"user": {"email": "***", "roles": ["x", "fale com ***"]}}, "list": [{"cpf": "***"}]}

    def test_objects_are_masked_by_what_they_print(self) -> None:
        class Credentials:
            def __repr__(self) -> str:
                return "Credentials(password='hunter2')"

        assert mask_event(None, "info", {"given": Credentials()}) == {"given": "Credentials(password=***)"}

    def test_numbers_as_long_as_a_document_are_masked(self) -> None:
        assert mask_event(None, "info", {"value": 12345678909, "bytes": 1_048_576}) == {
            "value": "***",
            "bytes": 1_048_576,
        }

    def test_ids_stay_readable(self) -> None:
        some_id = UUID("0198a3b0-7c1e-7abc-8def-0123456789ab")
        assert mask_event(None, "info", {"tenant_id": some_id}) == {"tenant_id": str(some_id)}

    def test_bytes_are_never_written(self) -> None:
        assert mask_event(None, "info", {"body": b"senha"}) == {"body": "<5 bytes>"}

    def test_an_endless_value_ends(self) -> None:
        loop: list[object] = []
        loop.append(loop)
        assert "..." in str(mask_event(None, "info", {"loop": loop}))


PROGRAM = """
import logging, sys, warnings
import structlog
from esteio.core.logs import configure_logging

writer = configure_logging(level="info", form=sys.argv[1])
structlog.contextvars.bind_contextvars(request_id="r-1")
log = structlog.get_logger("esteio.test")
log.info("plain", route="/api/x", tenant_id="t")
log.debug("not_shown")
log.info("sent ana@estudio.com.br", password="hunter2", nested={"token": "tok-secret"})
logging.getLogger("uvicorn.error").warning("body %s", '{"senha": "hunter2"}')
logging.getLogger("uvicorn.access").info("GET /?token=tok-secret")
logging.getLogger("httpx").info("GET /?token=tok-secret")
logging.getLogger("asyncpg").error("cpf 123.456.789-09")

def fail(password):
    raise ValueError(f"recusado: ana@estudio.com.br, cpf 123.456.789-09")

try:
    fail("hunter2-local")
except ValueError:
    log.exception("failed")
    logging.getLogger("litestar").exception("failed too")
warnings.warn("token=tok-secret")
log.info("odd", value="\\ud800", number=float("nan"), big=2**70)
fail("hunter2-local")
"""


def run_program(form: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), form], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    return done.stderr.splitlines()


class TestConfigured:
    @pytest.mark.parametrize("form", ["json", "console"])
    def test_no_road_leads_a_secret_into_the_log(self, form: str) -> None:
        text = "\n".join(run_program(form))
        for secret in ("hunter2", "hunter2-local", "tok-secret", "ana@estudio.com.br", "123.456.789-09"):
            assert secret not in text
        assert "plain" in text
        assert "uncaught" in text
        assert "Traceback" in text

    def test_each_json_line_is_one_object_with_the_request_id(self) -> None:
        lines = [json.loads(line) for line in run_program("json")]
        assert all({"event", "level", "timestamp", "logger", "request_id"} <= set(line) for line in lines)
        assert {line["request_id"] for line in lines} == {"r-1"}
        assert [line["logger"] for line in lines[:4]] == ["esteio.test", "esteio.test", "uvicorn.error", "asyncpg"]
        assert "not_shown" not in {line["event"] for line in lines}


class StuckStream(io.StringIO):
    """A terminal on which someone pressed Ctrl-S."""

    def __init__(self) -> None:
        super().__init__()
        self.read_end, self.write_end = os.pipe()

    def write(self, text: str) -> int:
        os.read(self.read_end, 1)
        return super().write(text)

    def go_on(self) -> None:
        os.write(self.write_end, b"x" * 100)


class TestLineWriter:
    def test_a_stream_that_does_not_move_stalls_nobody_and_losses_are_told(self) -> None:
        stream = StuckStream()
        writer = LineWriter(stream, capacity=100)

        async def log_much() -> float:
            started = time.perf_counter()
            for number in range(10_000):
                writer.put(f"line {number}")
            await asyncio.sleep(0)
            return time.perf_counter() - started

        assert asyncio.run(log_much()) < 1
        assert not writer.flush(timeout_s=0.01)
        stream.go_on()
        assert writer.flush(timeout_s=5)
        lines = stream.getvalue().splitlines()
        assert lines[0] == "line 0"
        told = sum(int(line.partition("count=")[2]) for line in lines if line.startswith("log_lines_dropped"))
        assert told > 9_000
        assert told + sum(line.startswith("line ") for line in lines) == 10_000

    def test_it_can_be_sent_elsewhere(self) -> None:
        first, second = io.StringIO(), io.StringIO()
        writer = LineWriter(first)
        writer.put("one")
        assert writer.flush(timeout_s=5)
        writer.redirect(second)
        writer.put("two")
        assert writer.flush(timeout_s=5)
        assert (first.getvalue(), second.getvalue()) == ("one\n", "two\n")

    def test_a_closed_stream_does_not_end_the_program(self) -> None:
        stream = io.StringIO()
        writer = LineWriter(stream)
        stream.close()
        writer.put("lost")
        assert writer.flush(timeout_s=5)
