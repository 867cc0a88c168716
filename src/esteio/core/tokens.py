"""Signed tokens: access tokens, refresh tokens and links; and what lies in the database enciphered.

All keys are derived from `JWT_SECRET` (HKDF, one key a purpose), so a token of one kind never passes for another.
`kid` names the secret, so that a new one can take over while tokens of the previous one still verify.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import struct
import time
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from esteio.core.errors import Gone, NotAuthenticated

ALGORITHM = "HS256"
MAX_TOKEN_CHARS = 4_096
NONCE_BYTES = 12


class InvalidToken(NotAuthenticated):
    """Acesso inválido"""

    code = "INVALID_TOKEN"
    default_detail = "Seu acesso não é válido. Entre de novo."
    english = "Your access is not valid. Sign in again."


class ExpiredToken(NotAuthenticated):
    """Acesso expirado"""

    code = "TOKEN_EXPIRED"
    default_detail = "Seu acesso expirou. Renove ou entre de novo."
    english = "Your access has expired. Renew it or sign in again."


class InvalidLink(Gone):
    """Link inválido"""

    code = "INVALID_LINK"
    default_detail = "Este link não vale. Peça um novo a quem o enviou."
    english = "This link is not valid. Ask whoever sent it for a new one."


class ExpiredLink(Gone):
    """Link expirado"""

    code = "EXPIRED_LINK"
    default_detail = "Este link expirou. Peça um novo a quem o enviou."
    english = "This link has expired. Ask whoever sent it for a new one."


class LinkReplaced(Gone):
    """Link trocado"""

    # Raised by whoever keeps the nonce beside the subject.

    code = "LINK_REPLACED"
    default_detail = "Este link foi trocado por outro. Use o mais recente ou peça um novo a quem o enviou."
    english = "This link was replaced by another. Use the latest one or ask whoever sent it."


class AccessClaims(msgspec.Struct, frozen=True):
    """What an access token says; rights are not in it, so they can change at once."""

    user_id: UUID
    tenant_id: UUID
    session_id: UUID
    expires_at: int
    """Unix seconds."""


class RefreshClaims(msgspec.Struct, frozen=True):
    """A refresh token: its session, and how many rotations came before it."""

    session_id: UUID
    generation: int


class LinkClaims(msgspec.Struct, frozen=True):
    """A link that stands for a person's consent to open one thing: `purpose` of `subject` in `tenant_id`."""

    purpose: str
    tenant_id: UUID
    subject: UUID
    nonce: str
    """Kept beside the subject: changing it there revokes the link."""
    expires_at: int


class _Access(msgspec.Struct, frozen=True):
    """An access token's payload."""

    sub: UUID
    tid: UUID
    sid: UUID
    exp: int


class _Link(msgspec.Struct, frozen=True):
    """A link's payload."""

    pur: str
    tid: UUID
    sub: UUID
    non: str
    exp: int


Payload = TypeVar("Payload")


class Tokens:
    """Issues and verifies; holds the derived keys of the present and the previous secret."""

    def __init__(self, secret: str, previous: str = "", *, access_ttl_s: int = 900) -> None:
        self.access_ttl_s = access_ttl_s
        secrets = [secret] + ([previous] if previous else [])
        self._access = [_Signer(value, "access") for value in secrets]
        self._link = [_Signer(value, "link") for value in secrets]
        self._refresh = [_derive(value, "refresh") for value in secrets]
        self._csrf = _derive(secret, "csrf")
        self._ciphers = [AESGCM(_derive(value, "cipher")) for value in secrets]

    def access(self, user_id: UUID, tenant_id: UUID, session_id: UUID) -> str:
        """A signed access token for `access_ttl_s` seconds from now."""
        now = int(time.time())
        claims = {
            "sub": str(user_id),
            "tid": str(tenant_id),
            "sid": str(session_id),
            "iat": now,
            "exp": now + self.access_ttl_s,
        }
        return self._access[0].sign(claims)

    def read_access(self, token: str) -> AccessClaims:
        """The claims of a valid access token; raises `InvalidToken` or `ExpiredToken`."""
        claims = _verify(self._access, token, _Access)
        if claims.exp <= time.time():
            raise ExpiredToken
        return AccessClaims(claims.sub, claims.tid, claims.sid, claims.exp)

    def refresh(self, session_id: UUID, generation: int) -> str:
        """The refresh token of one generation of a session.

        It is a function of both, so two tabs that rotate at the same moment are given the same successor, and
        the database holds nothing that could be replayed.
        """
        return _seal(self._refresh[0], session_id.bytes + struct.pack(">I", generation))

    def read_refresh(self, token: str) -> RefreshClaims:
        """What a genuine refresh token says (whether it is the newest is the session's to know)."""
        body = _unseal(self._refresh, token, 20)
        if body is None:
            raise InvalidToken
        return RefreshClaims(UUID(bytes=body[:16]), struct.unpack(">I", body[16:])[0])

    def link(self, purpose: str, tenant_id: UUID, subject: UUID, nonce: str, ttl_s: int) -> str:
        """A signed, expiring token for a public page."""
        expires_at = int(time.time()) + ttl_s
        claims = {"pur": purpose, "tid": str(tenant_id), "sub": str(subject), "non": nonce, "exp": expires_at}
        return self._link[0].sign(claims)

    def read_link(self, token: str, purpose: str) -> LinkClaims:
        """The claims of a link of `purpose`; raises `InvalidLink` or `ExpiredLink`."""
        try:
            claims = _verify(self._link, token, _Link)
        except InvalidToken:
            raise InvalidLink from None
        if claims.pur != purpose:
            raise InvalidLink
        if claims.exp <= time.time():
            raise ExpiredLink
        return LinkClaims(claims.pur, claims.tid, claims.sub, claims.non, claims.exp)

    def encipher(self, plain: bytes, owner: UUID) -> bytes:
        """`plain` as only this secret opens it, and only for the same `owner`."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, plain, owner.bytes)

    def decipher(self, enciphered: bytes, owner: UUID) -> bytes | None:
        """What was enciphered for `owner` under the present or the previous secret; None otherwise."""
        for cipher in self._ciphers:
            with suppress(InvalidTag):
                return cipher.decrypt(enciphered[:NONCE_BYTES], enciphered[NONCE_BYTES:], owner.bytes)
        return None

    def csrf(self, session_id: UUID) -> str:
        """What a browser that signs in by cookie must send back in X-CSRF-Token."""
        return _b64(hmac.digest(self._csrf, session_id.bytes, "sha256"))

    def csrf_fits(self, session_id: UUID, given: str) -> bool:
        """Whether `given` is that session's CSRF token, compared in constant time."""
        return hmac.compare_digest(self.csrf(session_id).encode(), given.encode(errors="replace"))


def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"esteio/{purpose}".encode()).derive(secret.encode())


class _Signer:
    """Signs and verifies JWTs (HS256, RFC 7515) with one key."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._secret = _derive(secret, purpose)
        self.key = OctKey.import_key(
            self._secret, {"kid": hashlib.sha256(self._secret).hexdigest()[:8], "alg": ALGORITHM}
        )
        self._head = self.sign({}).partition(".")[0] + "."

    def sign(self, claims: dict[str, Any]) -> str:
        """The token."""
        return jwt.encode({"alg": ALGORITHM, "kid": self.key.kid}, claims, self.key, algorithms=[ALGORITHM])

    def signed(self, token: str) -> bool:
        """Whether this is a token of ours, to the letter of its head: nothing in it is asked for an algorithm or a key.

        A fifth of the time that the library takes to find out the same, which counts when thousands connect at once.
        """
        content, _, signature = token.rpartition(".")
        return (
            content.startswith(self._head)
            and content.isascii()
            and signature.isascii()
            and hmac.compare_digest(_b64(hmac.digest(self._secret, content.encode(), "sha256")), signature)
        )


def _verify(signers: list[_Signer], token: str, payload: type[Payload]) -> Payload:
    if len(token) > MAX_TOKEN_CHARS:
        raise InvalidToken
    try:
        if any(signer.signed(token) for signer in signers):
            return msgspec.json.decode(_unb64(token.split(".", 2)[1]), type=payload)
        claims = jwt.decode(token, KeySet([signer.key for signer in signers]), algorithms=[ALGORITHM]).claims
        return msgspec.convert(claims, payload)
    except (JoseError, ValueError, TypeError, KeyError, UnicodeError, msgspec.MsgspecError):
        raise InvalidToken from None


def _seal(key: bytes, body: bytes) -> str:
    return _b64(body + hmac.digest(key, body, "sha256"))


def _unseal(keys: list[bytes], token: str, length: int) -> bytes | None:
    try:
        raw = _unb64(token)
    except (ValueError, UnicodeError):
        return None
    body, mac = raw[:length], raw[length:]
    fits = any(hmac.compare_digest(hmac.digest(key, body, "sha256"), mac) for key in keys)
    return body if fits and len(body) == length else None


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
