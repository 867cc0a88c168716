"""One-time codes by the clock (TOTP, RFC 6238): six digits, thirty seconds, HMAC-SHA-1, as every authenticator has."""

from __future__ import annotations

import base64
import hmac
import struct
from urllib.parse import quote, urlencode

STEP_S = 30
DIGITS = 6
SECRET_BYTES = 20
"""What RFC 4226 (section 4) recommends."""
TOLERATED_STEPS = 1
"""Before and after the present one, for telephones whose clock is a little off and for people who type slowly."""


def code_at(secret: bytes, step: int) -> str:
    """The code of the thirty seconds number `step` since 1970 (RFC 4226, section 5.3)."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: bytes, code: str, now_s: float) -> int | None:
    """The step whose code this is, the oldest first; None when it is none of those around `now_s`.

    A code is good once: the caller keeps the step and takes only later ones (RFC 6238, section 5.2).
    """
    present = int(now_s) // STEP_S
    for step in range(present - TOLERATED_STEPS, present + TOLERATED_STEPS + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def shown_secret(secret: bytes) -> str:
    """The secret as people type it where they cannot photograph it."""
    return base64.b32encode(secret).decode().rstrip("=")


def enrolment_uri(secret: bytes, *, issuer: str, account: str) -> str:
    """The `otpauth:` address that authenticators read from a QR code."""
    values = {"secret": shown_secret(secret), "issuer": issuer, "digits": DIGITS, "period": STEP_S}
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{urlencode(values, quote_via=quote)}"
