"""One-time codes: RFC 6238's own figures, and what an authenticator reads."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest

from esteio.modules.workspace.one_time_codes import STEP_S, code_at, enrolment_uri, matching_step, shown_secret

SECRET = b"12345678901234567890"
"""Of RFC 6238, appendix B; the codes there have eight digits, of which these are the last six."""


class TestCodes:
    @pytest.mark.parametrize(
        ("now_s", "code"),
        [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ],
    )
    def test_are_those_of_the_rfc(self, now_s: int, code: str) -> None:
        assert code_at(SECRET, now_s // STEP_S) == code
        assert matching_step(SECRET, code, float(now_s)) == now_s // STEP_S

    def test_those_beside_the_present_one_are_good_and_no_others(self) -> None:
        present = 50_000_000
        good = {
            step: matching_step(SECRET, code_at(SECRET, step), present * STEP_S + 12.5)
            for step in range(49_999_990, 50_000_011)
        }
        assert {step for step, found in good.items() if found == step} == {present - 1, present, present + 1}
        assert {found for found in good.values() if found is not None} == {present - 1, present, present + 1}

    @pytest.mark.parametrize("code", ["", "0", "0000000", "ééé", "12345a"])
    def test_anything_else_is_none(self, code: str) -> None:
        assert matching_step(SECRET, code, 59.0) is None


class TestEnrolment:
    def test_address_holds_what_an_authenticator_needs(self) -> None:
        uri = urlparse(enrolment_uri(SECRET, issuer="Esteio", account="ana+1@exemplo.com.br"))
        assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", "/Esteio:ana%2B1%40exemplo.com.br")
        assert parse_qs(uri.query) == {
            "secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"],
            "issuer": ["Esteio"],
            "digits": ["6"],
            "period": ["30"],
        }
        assert shown_secret(b"\x00" * 11).endswith("A")
        assert "=" not in shown_secret(b"\x00" * 11)
