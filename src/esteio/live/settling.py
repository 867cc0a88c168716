"""What has come to stay is not looked at by Python's collector again and again.

A full collection looks at every object: with 10,000 connections a quarter to half a second in which nobody is told
anything, and one follows whenever there is a quarter more. What belongs to a connection goes by itself when it ends,
without the collector, so those who are there are put aside once in a while; and once in a long while all are looked at
after all, for what went with them and did not go by itself.
"""

from __future__ import annotations

import gc

EVERY = 1_000
"""Connections: what belongs to them is looked at in 20 to 40 ms."""
LEFT = 10_000
"""Connections that ended, after which everything is looked at."""


class Settling:
    """Of one process."""

    def __init__(self) -> None:
        self._settled = self._left = 0

    def look(self, entered: int, present: int) -> None:
        """Once a second; so many have come since the start, and so many are there."""
        left = entered - present
        if left - self._left >= LEFT:
            self._left = left
            self._settled = entered - EVERY
            gc.unfreeze()
        if entered - self._settled >= EVERY:
            self._settled = entered
            gc.collect()  # or what is rubbish already would stay
            gc.freeze()
