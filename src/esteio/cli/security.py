"""`esteio security`: addresses that are shut out for asking too often, of the whole installation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from cyclopts import App

from esteio.cli.groups import ADMINISTRATION
from esteio.cli.output import print_rows
from esteio.cli.surroundings import database, reachable
from esteio.core.errors import ConfigurationError, InvalidInput
from esteio.embedded import find_running
from esteio.settings import Settings, load_settings

if TYPE_CHECKING:
    from esteio.http.limits import Block, SharedBlocks

UNKNOWN = "unknown"
"""The key that callers without an address share, such as those on a Unix socket."""

app = App(name="security", help="See addresses that are blocked, and let them in again.", group=ADMINISTRATION)


@app.command
def blocked() -> None:
    """List the addresses that are blocked now, newest first: address, until when, why.

    They stand in Valkey. Without Valkey each process that serves keeps its own in its memory, where they cannot be
    seen from here; `esteio security unblock` reaches them all the same.
    """
    settings = load_settings()
    url = _valkey_url(settings)
    if not url:
        raise ConfigurationError(
            "Without Valkey each serve process keeps the addresses it blocks in its own memory, where they cannot be "
            "listed: `esteio security unblock ADDRESS` reaches all of them; set REDIS_URL to keep them in one place."
        )
    print_rows(
        ("Address", "Until", "Reason"),
        (
            (
                block.address,
                block.until.isoformat(" ", "seconds"),
                f"refused {block.count} times for asking too often, since {block.since.isoformat(' ', 'seconds')}",
            )
            for block in asyncio.run(_list(url, settings))
        ),
    )


@app.command
def unblock(address: str, /) -> None:
    """Let an address in again, with its refusals forgotten, in every process that serves.

    Examples:

        esteio security unblock 203.0.113.9

        esteio security unblock 2001:db8::/64

    Parameters
    ----------
    address
        An IPv4 address, or an IPv6 address, which stands for its /64.
    """
    from esteio.http.limits import address_key  # noqa: PLC0415 - half a second of imports, as below

    key = address_key(address.removesuffix("/64"))
    if key == UNKNOWN != address:
        raise InvalidInput(f"«{address}» não é um endereço IPv4 ou IPv6.")
    with reachable(load_settings()) as settings:
        url = _valkey_url(settings)
        was_listed = asyncio.run(_unblock(url, settings, key))
    if url and not was_listed:
        print(f"{key} is not on the list in Valkey; the processes that serve were told to let it in all the same.")
    else:
        print(f"{key} is let in again: every process that serves was told.")


def _valkey_url(settings: Settings) -> str:
    if settings.redis_url:
        return settings.redis_url
    running = find_running(settings.home)
    return running.redis_url if running else ""


async def _list(url: str, settings: Settings) -> list[Block]:
    async with _shared_blocks(url, settings) as blocks:
        return await blocks.list()


async def _unblock(url: str, settings: Settings, key: str) -> bool:
    from esteio.core import signals  # noqa: PLC0415
    from esteio.core.audit import AuditEntry, record  # noqa: PLC0415

    was_listed = False
    if url:
        async with _shared_blocks(url, settings) as blocks:
            was_listed = await blocks.drop(key)
    # Afterwards, so that no process reads it back from the list. Each may also have a block of its own, from a time
    # when Valkey was away, or because there is none.
    async with database(settings) as pool, pool.unscoped() as tx:
        await signals.announce(tx, f"address:{key}")
        record(tx, AuditEntry(action="administration.address_unblocked", detail={"address": key}))
    return was_listed


@asynccontextmanager
async def _shared_blocks(url: str, settings: Settings) -> AsyncGenerator[SharedBlocks]:
    from esteio.core import valkey  # noqa: PLC0415
    from esteio.http.limits import SharedBlocks  # noqa: PLC0415

    link = valkey.connect(url, settings.redis_max_connections)
    try:
        await link.ping()  # connecting may take longer than a count is given
        yield SharedBlocks(link)
    except valkey.ValkeyUnavailable:
        raise ConfigurationError("REDIS_URL: Valkey does not answer; `esteio doctor` says why.") from None
    finally:
        await link.close()
