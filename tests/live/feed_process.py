"""A process with a feed and nothing else: `python -m tests.live.feed_process DATABASE ADMIN VALKEY`.

Says `relay` when it reads for the others, then runs until it is killed.
"""

from __future__ import annotations

import asyncio
import sys

from tests.conditions import until
from tests.live.notes import reading


async def run(url: str, admin_url: str, redis_url: str) -> None:
    async with reading(url, admin_url, redis_url) as reader:

        async def relays() -> bool:
            return reader.feed.is_relay

        await until(relays, within_s=60)
        print("relay", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
