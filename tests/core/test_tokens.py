"""Access tokens and links: ours are good, whatever else is not."""

from __future__ import annotations

import base64
import json
import time
from typing import Any
from uuid import uuid4

import pytest
from joserfc import jwt

from esteio.core.tokens import ALGORITHM, ExpiredToken, InvalidLink, InvalidToken, Tokens

SECRET = "a secret that is only for tests, 0123456789"
WHO = (uuid4(), uuid4(), uuid4())


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(SECRET)


def coded(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def claims(**other: Any) -> dict[str, Any]:
    user, tenant, session = (str(each) for each in WHO)
    return {"sub": user, "tid": tenant, "sid": session, "exp": int(time.time()) + 60, **other}


def signed(tokens: Tokens, header: dict[str, Any], content: dict[str, Any]) -> str:
    """By the library, with our key."""
    return jwt.encode({"alg": ALGORITHM, **header}, content, tokens._access[0].key)  # pyright: ignore[reportPrivateUsage]


class TestAccess:
    def test_says_who_it_is_for(self, tokens: Tokens) -> None:
        read = tokens.read_access(tokens.access(*WHO))
        assert (read.user_id, read.tenant_id, read.session_id) == WHO
        assert read.expires_at > time.time()

    def test_is_a_jwt_that_the_library_takes_too(self, tokens: Tokens) -> None:
        key = tokens._access[0].key  # pyright: ignore[reportPrivateUsage]
        assert jwt.decode(tokens.access(*WHO), key, algorithms=[ALGORITHM]).claims["sub"] == str(WHO[0])

    def test_may_have_another_head_if_the_signature_is_ours(self, tokens: Tokens) -> None:
        assert tokens.read_access(signed(tokens, {"typ": "at+jwt"}, claims())).user_id == WHO[0]

    def test_of_the_secret_before_is_good(self, tokens: Tokens) -> None:
        assert Tokens("another secret of thirty-two letters", SECRET).read_access(tokens.access(*WHO)).user_id == WHO[0]

    def test_ends(self, tokens: Tokens) -> None:
        with pytest.raises(ExpiredToken):
            tokens.read_access(Tokens(SECRET, access_ttl_s=-1).access(*WHO))

    @pytest.mark.parametrize("place", range(3))
    def test_is_not_good_when_any_part_of_it_is_another(self, tokens: Tokens, place: int) -> None:
        parts = tokens.access(*WHO).split(".")
        other = tokens.access(uuid4(), uuid4(), uuid4()).split(".")
        parts[place] = coded({"alg": "HS256", "typ": "JWT"}) if place == 0 else other[place]
        with pytest.raises(InvalidToken):
            tokens.read_access(".".join(parts))

    @pytest.mark.parametrize("algorithm", ["none", "HS512", "RS256"])
    def test_cannot_choose_how_it_is_verified(self, tokens: Tokens, algorithm: str) -> None:
        for signature in ("", tokens.access(*WHO).rpartition(".")[2]):
            with pytest.raises(InvalidToken):
                tokens.read_access(f"{coded({'alg': algorithm})}.{coded(claims())}.{signature}")

    @pytest.mark.parametrize(
        "wrong",
        [
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            "á.é.í",
            "x" * 5_000,
            "{token}x",
            "{token}.",
            ".{token}",
            "{token}á",
            "{head}..",
        ],
    )
    def test_nonsense_is_refused(self, tokens: Tokens, wrong: str) -> None:
        token = tokens.access(*WHO)
        with pytest.raises(InvalidToken):
            tokens.read_access(wrong.format(token=token, head=token.partition(".")[0]))

    @pytest.mark.parametrize("other", [{"sub": "nobody"}, {"exp": "soon"}, {"tid": None}, {"sid": 5}])
    def test_claims_must_be_of_their_form(self, tokens: Tokens, other: dict[str, Any]) -> None:
        with pytest.raises(InvalidToken):
            tokens.read_access(signed(tokens, {}, claims(**other)))
        with pytest.raises(InvalidToken):
            tokens.read_access(tokens._access[0].sign(claims(**other)))  # pyright: ignore[reportPrivateUsage]

    def test_a_link_is_none(self, tokens: Tokens) -> None:
        with pytest.raises(InvalidToken):
            tokens.read_access(tokens.link("proposal", WHO[1], WHO[0], "nonce", 60))
        with pytest.raises(InvalidLink):
            tokens.read_link(tokens.access(*WHO), "proposal")
