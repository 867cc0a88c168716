"""Passwords: argon2id, off the event loop, a bounded number at a time.

Parameters are OWASP's first choice for argon2id (19 MiB, 2 passes, 1 lane; Password Storage Cheat Sheet, 2024).
The library releases the GIL while it hashes, so threads really run beside the loop.
"""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from esteio.core.errors import InvalidInput

MIN_CHARS = 10
MAX_CHARS = 200
MIN_SCORE = 3
"""Of zxcvbn's 0 to 4: more than a hundred million guesses by somebody who knows words, names, dates and keyboards."""
JUDGED_CHARS = 72
"""From the beginning; what is this long is good or bad by then, and judging more takes longer and longer."""


class Passwords:
    """Hashes and verifies; `concurrency` hashes run at once, the others wait their turn."""

    def __init__(self, concurrency: int) -> None:
        self._hasher = _hasher()
        self._threads = ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="argon2")
        self._nobody = _nobodys_hash()

    async def check_new(self, password: str, *, email: str, name: str) -> None:
        """`check_new_password`, beside the loop."""
        check = partial(check_new_password, password, email=email, name=name)
        await asyncio.get_running_loop().run_in_executor(self._threads, check)

    async def hash(self, password: str) -> str:
        """The encoded argon2id hash of `password`."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def verify(self, encoded: str | None, password: str) -> bool:
        """Whether `password` fits; None (no such person) takes the same time and is False."""
        fits = await asyncio.get_running_loop().run_in_executor(
            self._threads, self._verify, encoded or self._nobody, password
        )
        return fits and encoded is not None

    def outdated(self, encoded: str) -> bool:
        """Whether the hash was made with older parameters and should be made again at this sign-in."""
        return self._hasher.check_needs_rehash(encoded)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, encoded: str, password: str) -> bool:
        try:
            return self._hasher.verify(encoded, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def check_new_password(password: str, *, email: str, name: str) -> None:
    """Raise `InvalidInput` unless `password` is good enough: long, and not what many people choose or what is known of
    this person, whatever its characters (NIST SP 800-63B 5.1.1.2).

    CPU-bound (up to 20 ms): an async caller uses `Passwords.check_new`.
    """
    problem = ""
    if len(password) < MIN_CHARS:
        problem = f"Use pelo menos {MIN_CHARS} caracteres."
    elif len(password) > MAX_CHARS:
        problem = f"Use no máximo {MAX_CHARS} caracteres."
    elif _score(password, email, name) < MIN_SCORE:
        problem = "É fácil de adivinhar. Junte três ou quatro palavras sem relação entre si."
    if problem:
        raise InvalidInput("Essa senha não serve.", fields={"password": problem})


def _score(password: str, email: str, name: str) -> int:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - lists of words, of which a process that sets no password has no use

    known = [email, *re.split(r"[@.]", email), name, *name.split(), "esteio"]
    return zxcvbn(password[:JUDGED_CHARS], user_inputs=[word for word in known if word])["score"]


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys_hash() -> str:
    """Verified against when there is no such person, so that the answer takes as long."""
    return _hasher().hash("nobody has this password")
