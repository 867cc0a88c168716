"""A day with a pair of processes: screens of every transport look on while people write and something goes wrong."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, NamedTuple

import asyncpg
import httpx
from tests.conditions import until
from tests.factories import Person, World
from tests.live.python_client import List, LiveReader, Transport
from tests.live.wired_firm import STILL, Firm, permissions_to_read
from tests.live.wired_office import Alternating, Office
from tests.live.wired_pair import Pair, Sending
from tests.security.inhabited import inhabit

from esteio.core.db import Database
from esteio.modules.estimating import permissions

TRANSPORTS: tuple[Transport, ...] = ("socket", "long-polling", "sse", "polling")
READING = (
    permissions.CLIENTS_READ,
    permissions.BRIEFINGS_READ,
    permissions.ORCAMENTOS_READ,
    permissions.STATISTICS_READ,
)
NEVER_TOLD = {"x-esteio-position": "f" * 15}
"""A position that no process ever reaches: the answer comes from the database."""
ALONE = 2
"""Who alternate between the processes, each in an organisation of their own."""

Read = Callable[[Person, List], Awaitable[Any]]


class Screen(NamedTuple):
    """Some lists that somebody has open."""

    person: Person
    reader: LiveReader


class Day:
    """Screens that look on and people who write, while something goes wrong."""

    def __init__(
        self,
        pair: Pair,
        office: Office,
        firm: Firm,
        alternating: Sequence[Alternating],
        screens: Mapping[str, Screen],
        tasks: Sequence[asyncio.Task[None]],
    ) -> None:
        self.pair = pair
        self.office = office
        self.firm = firm
        self.alternating = alternating
        self.tasks = tasks
        """Those who write; they end when something is wrong, or are told to."""
        self.screens = screens
        """By what they are."""

    async def more(self, changes: int = 5, *, by: Sequence[int] = (0, 1)) -> None:
        """Return once each of these processes has made so many more changes, those who alternate have read as often,
        and rows of every resource that there is have changed."""
        wanted = {number: self.office.written[number] + changes for number in by}
        reads = [each.reads + changes for each in self.alternating]
        rounds = self.firm.rounds + 1

        async def made() -> bool:
            for task in self.tasks:
                if task.done():
                    await task
            return (
                self.firm.rounds >= rounds
                and all(self.office.written[number] >= least for number, least in wanted.items())
                and all(each.reads >= least for each, least in zip(self.alternating, reads, strict=True))
            )

        await until(made, within_s=60)

    async def all_are_fresh(self, read: Read) -> None:
        """Fails unless every screen comes to show what a fresh read gives."""
        fresh: dict[tuple[str, str, str], Any] = {}
        for name, (person, reader) in self.screens.items():
            for each in reader.lists.values():
                key = (person.email, each.address, str(each.filters))
                if key not in fresh:
                    fresh[key] = await read(person, each)
                await _shows(name, reader, each, fresh[key])


async def _shows(name: str, reader: LiveReader, each: List, wanted: Any) -> None:
    async def so() -> bool:
        return (each.whole if each.counted else each.rows) == wanted

    try:
        await until(so, within_s=20)
    except AssertionError:
        shown = each.whole if each.counted else each.rows
        differing = {
            key: (shown.get(key, "missing"), wanted.get(key, "not there"))
            for key in shown.keys() | wanted.keys()
            if shown.get(key) != wanted.get(key)
        }
        raise AssertionError(
            f"{name} of {each.name} (shown, fresh): {differing}; up: {reader.is_up}, closes {reader.closes}, "
            f"resets {each.resets}, reading: {each.reading}"
        ) from None


async def read_fresh(
    client: httpx.AsyncClient, url: str, person: Person, each: List, headers: Mapping[str, str]
) -> Any:
    """A list as the person is shown it: id -> row; of a counted one the whole answer."""
    rows: dict[str, Any] = {}
    page = ""
    while True:
        params = {} if each.counted else {**each.filters, "limit": "200", **({"cursor": page} if page else {})}
        answer = await client.get(
            url + each.address, params=params, headers={"authorization": f"Bearer {person.token}", **headers}
        )
        assert answer.status_code == 200, f"{each.address} {params}: {answer.text}"
        if each.counted:
            return answer.json()
        rows |= {row["id"]: row for row in answer.json()["data"]}
        page = answer.json()["nextCursor"]
        if not page:
            return rows


def lists(office: Office, *, narrow: bool) -> list[List]:
    """Each live list of estimating, as screens show it; narrow ones hold some of the rows only."""
    return [
        List("clients", {"archived": "true" if narrow else "false"}),
        List("briefings", {"status": "CONCLUIDO,EDITADO"} if narrow else {}),
        List("briefing-answers", {"briefingId": office.shared_briefing}),
        List("orcamentos", {"status": "ENVIADO,APROVADO"} if narrow else {}),
        List("pipeline", path="/api/statistics/pipeline", counted=True),
    ]


@asynccontextmanager
async def day(pair: Pair, seed: int) -> AsyncGenerator[Day]:
    """Screens of every transport on one process and on both in turn, and people who write and who alternate until the
    block ends; then everything is compared."""
    dice = random.Random(seed)  # noqa: S311 - repeatable
    async with AsyncExitStack() as stack:
        limits = httpx.Limits(max_connections=200)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # unused: one for all, because httpx makes each its own, slowly

        async def new_client() -> httpx.AsyncClient:
            return await stack.enter_async_context(
                httpx.AsyncClient(base_url=pair.urls[0], limits=limits, timeout=10, verify=tls)
            )

        client = await new_client()
        db = await Database.connect(pair.settings.database_url, min_connections=1, max_connections=2)
        world = World(client, db, pair.settings)
        owner = await world.organisation()
        onlooker = await world.member_with(owner, *READING)
        alone = [await world.organisation() for _ in range(ALONE)]
        firm = await _firm(pair, world, dice)
        await db.close()

        sending = Sending(pair.urls, client, dice)
        office = Office(sending, owner, onlooker, dice)
        await office.open()

        screens: dict[str, Screen] = {}

        async def open_screen(name: str, person: Person, shown: list[List], transport: Transport, *urls: str) -> None:
            reader = LiveReader(
                urls[0],
                person.token,
                shown,
                transport=transport,
                client=await new_client(),
                others=urls[1:],
                longest_wait_s=0.5,
            )
            stack.push_async_callback(reader.close)
            screens[name] = Screen(person, reader)

        for number, transport in enumerate(TRANSPORTS):
            alone_with = number % 2
            for place, urls in enumerate(([pair.urls[alone_with]], pair.urls)):
                looks_on, narrow = (number // 2 + place) % 2 == 1, number % 2 == place
                where = "both" if place else ("one", "two")[alone_with]
                name = " ".join(
                    ["onlooker's" if looks_on else "owner's", transport, where] + (["narrow"] if narrow else [])
                )
                shown = lists(office, narrow=narrow)
                await open_screen(name, onlooker if looks_on else owner, shown, transport, *urls)
            # Of everything that there is, one of each transport: whose, and with whom, is another each day.
            person, where = dice.choice([firm.owner, firm.onlooker]), dice.choice([pair.urls, pair.urls[:1]])
            await open_screen(f"firm's {transport} {len(where)}", person, firm.lists(), transport, *where)
        await asyncio.gather(*(screen.reader.connect() for screen in screens.values()))

        stopping = False
        alternating: list[Alternating] = []
        tasks: list[asyncio.Task[None]] = []

        async def write() -> None:
            while not stopping:
                await office.change_something()
                await asyncio.sleep(0.02 * dice.random())

        for number, person in enumerate(alone):
            own_client = await new_client()
            each = Alternating(Sending(pair.urls, own_client, dice), person, own_client, dice)
            alternating.append(each)
            tasks.append(asyncio.create_task(each.go_on(by_cookie=number % 2 == 1, while_=lambda: not stopping)))
        tasks += [asyncio.create_task(write()) for _ in range(2)]
        tasks.append(asyncio.create_task(firm.keep_changing(while_=lambda: not stopping)))
        try:
            today = Day(pair, office, firm, alternating, screens, tasks)
            await today.more()
            before = await _counted(firm, client, pair)
            yield today
            await today.more()
            await _all_counted_have_moved(firm, client, pair, before)
            stopping = True
            await asyncio.gather(*tasks)
            await today.all_are_fresh(
                lambda person, each: read_fresh(client, dice.choice(pair.urls), person, each, NEVER_TOLD)
            )
            await _memories_are_fresh(today, client, pair)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _firm(pair: Pair, world: World, dice: random.Random) -> Firm:
    """Made by the first day, and there on all that follow."""
    if pair.firm is None:
        admin = await asyncpg.connect(pair.admin_url)
        pair.firm = await inhabit(world, admin, "Obra", operates=False)
        await admin.close()
    owner = await world.sign_in(pair.firm.owner.id, pair.firm.owner.email, pair.firm.owner.tenant_id)
    onlooker = await world.member_with(owner, *permissions_to_read())
    return Firm(pair.firm, owner, onlooker, pair.admin_url, dice)


async def _counted(firm: Firm, client: httpx.AsyncClient, pair: Pair) -> dict[str, Any]:
    counted = [each for each in firm.lists() if each.counted]
    return {each.name: await read_fresh(client, pair.urls[0], firm.owner, each, NEVER_TOLD) for each in counted}


async def _all_counted_have_moved(firm: Firm, client: httpx.AsyncClient, pair: Pair, before: Mapping[str, Any]) -> None:
    """Fails when what is written all the time is not counted in one of them: then it would prove nothing."""
    waiting = set(before) - STILL

    async def so() -> bool:
        now = await _counted(firm, client, pair)
        waiting.difference_update([name for name in waiting if now[name] != before[name]])
        return not waiting

    try:
        await until(so, within_s=30)
    except AssertionError:
        raise AssertionError(f"nothing that tests/live/wired_firm.py changes is counted in {waiting}") from None


async def _memories_are_fresh(today: Day, client: httpx.AsyncClient, pair: Pair) -> None:
    """Fails unless what both processes remember comes to be the same, too."""
    office, firm = today.office, today.firm
    for person, each in [
        *((office.owner, each) for each in lists(office, narrow=False)),
        *((firm.owner, each) for each in firm.lists()),
    ]:
        wanted = await read_fresh(client, pair.urls[0], person, each, NEVER_TOLD)
        for url in pair.urls:

            async def so(url: str = url, person: Person = person, each: List = each, wanted: Any = wanted) -> bool:
                return await read_fresh(client, url, person, each, {}) == wanted

            await until(so, within_s=5)
