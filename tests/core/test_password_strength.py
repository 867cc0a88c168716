"""What may become a password: judged by how soon it would be guessed, never by kinds of characters."""

from __future__ import annotations

import secrets
import time

import pytest

from esteio.core.errors import InvalidInput
from esteio.core.passwords import MAX_CHARS, check_new_password

ANA = {"email": "ana.figueiredo@estudiobarro.com.br", "name": "Ana Figueiredo"}


@pytest.mark.parametrize(
    "password",
    ["tijolo sobre tijolo 7", "uma senha bem comprida", "x9#kLq2vTz", "чудесный кирпич", "レンガの家を建てる人"],
)
def test_long_and_unusual_will_do(password: str) -> None:
    check_new_password(password, **ANA)


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("", "pelo menos"),
        ("x9#kLq2vT", "pelo menos"),
        ("k" * (MAX_CHARS + 1), "no máximo"),
        ("aaaaaaaaaaaaaaaa", "adivinhar"),
        ("123456789012", "adivinhar"),
        ("qwertyuiop", "adivinhar"),
        ("1q2w3e4r5t", "adivinhar"),
        ("12/03/1987", "adivinhar"),
        ("P@ssw0rd2026", "adivinhar"),
        ("corinthians", "adivinhar"),
        ("ana.figueiredo@estudiobarro.com.br", "adivinhar"),
        ("Ana Figueiredo", "adivinhar"),
        ("figueiredo1", "adivinhar"),
        ("EstudioBarro2026", "adivinhar"),
        ("Esteio123456", "adivinhar"),
    ],
)
def test_short_or_soon_guessed_will_not(password: str, word: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_new_password(password, **ANA)
    assert word in refused.value.fields["password"]


def test_the_longest_takes_no_time() -> None:
    began = time.thread_time()
    check_new_password(secrets.token_urlsafe(150), **ANA)
    assert time.thread_time() - began < 1
