"""What the limits are counted in: an interface with two implementations, `memory.py` and `valkey.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec


class Limit(msgspec.Struct, frozen=True):
    """At most `per_window` spent in any `window_s` seconds, for each key."""

    name: str
    """Part of the key in the store; unique and without personal data."""
    per_window: int
    window_s: float
    counts_towards_block: bool = False
    """Whether a refusal brings the address nearer to being blocked; never for a limit of a signed-in person."""

    @property
    def lease(self) -> int:
        """Allowance that a process may hold for itself beyond what its requests need now: a twentieth, or none."""
        return self.per_window // 20


class Verdict(msgspec.Struct, frozen=True):
    """The answer to one request."""

    allowed: bool
    limit: int
    remaining: int
    """What is left, as far as this process knows."""
    retry_after_s: float
    """0 when allowed."""


class Grant(msgspec.Struct, frozen=True):
    """What a store gave out of a window."""

    tokens: int
    """0: refused."""
    left: int
    """What is left in the window after this."""
    retry_after_s: float
    """When refused, until the least that was asked for is free."""
    granted_at: int
    """The store's own mark, to give the tokens back with."""


class Return(msgspec.Struct, frozen=True):
    """Tokens of a grant that were not used."""

    limit: Limit
    key: str
    granted_at: int
    tokens: int


class Block(msgspec.Struct, frozen=True):
    """An address that is kept out."""

    address: str
    since: datetime
    until: datetime
    count: int
    """Refusals that led to it, and those after it."""


class Blocks(msgspec.Struct, frozen=True):
    """All blocks that have not ended, and the state of the list that they are from."""

    version: int
    entries: tuple[Block, ...]


class BackOff(msgspec.Struct, frozen=True):
    """When a growing back-off starts, and how it grows."""

    failures: int
    """Failures within the window that start it."""
    window_s: float
    """Also the quiet time after which the back-off shrinks by one step."""
    delays_s: tuple[float, ...]
    """Wait after the first, second, ... failure from there on; the last one repeats."""


class LimitStore(Protocol):
    """Counts that may be shared. Every operation is atomic.

    The shared store raises `ValkeyUnavailable`; what it was asked may then have happened or not.
    """

    async def take(self, limit: Limit, key: str, *, least: int, demand: int, spare: int) -> Grant:
        """At least `least` tokens or none; up to `demand`, which are needed now; and up to `spare` on top.

        The spare shrinks to a quarter of what is left, so that the last of the allowance is not parked somewhere.
        Never are there more than `limit.per_window` tokens out within `limit.window_s` seconds.
        """
        ...

    async def give_back(self, returns: Sequence[Return]) -> None:
        """Make unused tokens free again. Unknown or already expired ones are ignored."""
        ...

    async def clear(self, limit: Limit, key: str) -> None:
        """Forget what was spent."""
        ...

    async def put_block(self, block: Block) -> Block:
        """The block in force: `block`, or one that the address had already with its count raised by one."""
        ...

    async def drop_block(self, address: str) -> bool:
        """Whether there was one."""
        ...

    async def list_blocks(self, known_version: int) -> Blocks | None:
        """The blocks, or None when the list is still that of `known_version` (-1: none known)."""
        ...

    async def admit(self, subject: str, attempt_id: str, back_off: BackOff) -> float:
        """0.0 and one more failure counted against `subject`, or the seconds to wait and nothing counted.

        A failure is counted before it is known to be one: of a hundred guesses made at once, only as many pass as
        would one after the other. Who turns out to be right takes it back.
        """
        ...

    async def waiting(self, subject: str, back_off: BackOff) -> float:
        """The seconds that `subject` has to wait; counts nothing."""
        ...

    async def take_back(self, subject: str, attempt_id: str) -> None:
        """Uncount what `admit` counted under `attempt_id`."""
        ...

    async def forget(self, subject: str) -> None:
        """Uncount everything about `subject`."""
        ...
