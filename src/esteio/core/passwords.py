"""Passwords: argon2id, off the event loop, a bounded number at a time.

Parameters are OWASP's first choice for argon2id (19 MiB, 2 passes, 1 lane; Password Storage Cheat Sheet, 2024).
The library releases the GIL while it hashes, so threads really run beside the loop.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from esteio.core.errors import InvalidInput

MIN_CHARS = 10
MAX_CHARS = 200


class Passwords:
    """Hashes and verifies; `concurrency` hashes run at once, the others wait their turn."""

    def __init__(self, concurrency: int) -> None:
        self._hasher = _hasher()
        self._threads = ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="argon2")
        self._nobody = _nobodys_hash()

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
    """Raise `InvalidInput` unless `password` is good enough (length over composition: NIST SP 800-63B 5.1.1)."""
    lowered = password.casefold()
    problem = ""
    if len(password) < MIN_CHARS:
        problem = f"Use pelo menos {MIN_CHARS} caracteres."
    elif len(password) > MAX_CHARS:
        problem = f"Use no máximo {MAX_CHARS} caracteres."
    elif len(set(password)) < 5:
        problem = "Use caracteres mais variados."
    elif lowered in {email.casefold(), name.casefold()}:
        problem = "A senha não pode ser o seu e-mail ou o seu nome."
    if problem:
        raise InvalidInput("Essa senha não serve.", fields={"password": problem})


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys_hash() -> str:
    """Verified against when there is no such person, so that the answer takes as long."""
    return _hasher().hash("nobody has this password")
