"""Two `esteio serve` on one PostgreSQL and one Valkey, all of which can be killed, and people who write and look on.

The PostgreSQL is reached over TCP, so that the one of the two that is the relay can be told by its port.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import asyncpg
import httpx
import psutil
import valkey
from tests.conditions import until
from tests.factories import Person, World
from tests.live.python_client import List, LiveReader, Transport
from tests.modules.estimating.orcamento_steps import TEMPLATE, WORKED_CASE
from tests.own_valkey import OwnValkey
from tests.serving import Server

from esteio.app import migrate
from esteio.core.db import Database
from esteio.embedded import EmbeddedServers
from esteio.live.relay import LOCK
from esteio.modules.estimating import permissions
from esteio.settings import Settings

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
ANSWER_WITHIN_S = 30.0
RELAYS = """
    select a.client_port from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and (l.classid::bigint << 32 | l.objid::bigint) = $1
"""


class Pair:
    """The servers. What is killed keeps its address, and comes back on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres = EmbeddedServers(folder, durable=False, with_valkey=False)
        self.valkey = OwnValkey()
        urls = self._postgres.start()
        self.admin_url = _over_tcp(urls.database_admin_url)
        asyncio.run(self._prepare())
        self.settings = Settings(
            database_url=_over_tcp(urls.database_url),
            redis_url=self.valkey.url,
            jwt_secret="a secret that is only for tests, 0123456789",
            pgpool_min_connections=1,
            pgpool_max_connections=10,
            rate_limit_requests_per_minute=1_000_000,
            rate_limit_anonymous_per_minute=1_000_000,
            esteio_home=folder,
            log_level="warning",
        )
        self.servers = [Server(self.settings), Server(self.settings)]
        for server in self.servers:
            server.wait_until_it_serves()

    @property
    def urls(self) -> list[str]:
        """Of both processes."""
        return [server.url for server in self.servers]

    async def _prepare(self) -> None:
        await migrate(self.admin_url)
        admin = await asyncpg.connect(self.admin_url)
        # What was committed is there after a kill, too: writers count on it.
        await admin.execute("alter database esteio set synchronous_commit = on")
        await admin.close()

    def kill(self, number: int) -> None:
        """End one process as the kernel does when memory is short."""
        self.servers[number].signal(signal.SIGKILL)
        self.servers[number].wait(10)

    def start(self, number: int) -> None:
        """Begin it anew; returns once it serves."""
        self.servers[number] = Server(self.settings, port=self.servers[number].port)
        self.servers[number].wait_until_it_serves()

    async def restart_postgres(self, *, kill: bool = False) -> None:
        """Stop PostgreSQL, and start it once both processes miss it. Killed, it may number transactions twice, so
        another history begins."""
        if kill:
            os.kill(int((self._folder / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        await asyncio.to_thread(self._postgres.stop)

        async def missed() -> bool:
            async with httpx.AsyncClient(timeout=10) as client:
                answers = [await client.get(f"{url}/health/ready") for url in self.urls]
            return {answer.status_code for answer in answers} == {503}

        await until(missed, within_s=10)
        self._postgres.start()  # here: it ends with the thread that started it

    def kill_valkey(self) -> None:
        """As `kill`; `valkey.start` brings it back, with nothing in it."""
        self._valkey_process().kill()
        self.valkey.kill()

    def _valkey_process(self) -> psutil.Process:
        with valkey.Valkey.from_url(self.valkey.url) as asking:
            return psutil.Process(asking.info("server")["process_id"])

    @contextmanager
    def valkey_hangs(self) -> Generator[None]:
        """It answers nobody within the block, so that the process that follows hears later than the relay."""
        process = self._valkey_process()
        process.suspend()
        try:
            yield
        finally:
            process.resume()

    async def relay(self) -> int:
        """Which of the processes reads for both, once one does."""
        found: list[int] = []

        async def one_does() -> bool:
            found[:] = await self._relays()
            return len(found) == 1

        await until(one_does, within_s=10)
        return found[0]

    async def _relays(self) -> list[int]:
        admin = await asyncpg.connect(self.admin_url)
        try:
            ports = {row["client_port"] for row in await admin.fetch(RELAYS, LOCK)}
        finally:
            await admin.close()
        return [
            number
            for number, server in enumerate(self.servers)
            if server.process.poll() is None and ports & _local_ports(server.process.pid)
        ]

    def close(self) -> None:
        """End everything."""
        for server in self.servers:
            server.process.kill()
            server.process.wait()
        self.valkey.kill()
        self._postgres.stop()


def _over_tcp(url: str) -> str:
    parts = urlsplit(url)
    port = parse_qs(parts.query).get("port", [str(parts.port)])[0]
    who = parts.netloc.partition("@")[0]
    return f"postgresql://{who}@127.0.0.1:{port}{parts.path}"


def _local_ports(pid: int) -> set[int]:
    return {each.laddr.port for each in psutil.Process(pid).net_connections("tcp")}


class Sending:
    """Requests to either process, sent again until one answers: under the same key, so that they are done once."""

    def __init__(self, urls: Sequence[str], client: httpx.AsyncClient, dice: random.Random) -> None:
        self._urls = urls
        self._client = client
        self._dice = dice

    async def send(
        self,
        person: Person,
        method: str,
        path: str,
        *,
        first: int | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> tuple[int, httpx.Response]:
        """The process that answered, and how; `first` is asked first."""
        place = self._dice.randrange(len(self._urls)) if first is None else first
        key = {"idempotency-key": str(uuid4())} if method == "POST" else {}  # unless it is among the headers
        sent = {"authorization": f"Bearer {person.token}", **key, **(headers or {})}
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while True:
                with suppress(httpx.HTTPError):
                    answer = await self._client.request(method, self._urls[place] + path, headers=sent, **more)
                    if answer.status_code != 503:
                        return place, answer
                await asyncio.sleep(0.02)
                place = (place + 1) % len(self._urls)


class Office:
    """An organisation in which people write all the time, at random, to both processes."""

    def __init__(self, sending: Sending, owner: Person, onlooker: Person, dice: random.Random) -> None:
        self.owner = owner
        self.onlooker = onlooker
        self.written = [0, 0]
        """Changes that each process has made."""
        self.shared_briefing = ""
        """Whose answers are on the screens."""
        self._sending = sending
        self._dice = dice
        self._template = ""
        self._clients: list[str] = []
        self._briefings: list[str] = []
        self._orcamentos: list[str] = []

    async def open(self) -> None:
        """What there is before anybody looks."""
        self._template = (await self._done("POST", "/api/briefing-templates", json=TEMPLATE))["id"]
        for _ in range(3):
            await self._new_client()
        self.shared_briefing = await self._new_briefing({})
        await self._priced()

    async def change_something(self) -> None:
        """One random step."""
        weights = {
            self._new_client: 2,
            self._rename_client: 4,
            self._put_client_away: 3,
            self._answer: 6,
            self._priced: 1,
            self._change_briefing: 3,
            self._reopen_briefing: 1,
            self._change_orcamento: 3,
            self._send_orcamento: 1,
            self._decide_orcamento: 1,
            self._new_version: 1,
        }
        [step] = self._dice.choices(list(weights), list(weights.values()))
        await step()

    async def _new_client(self) -> None:
        body = {"kind": "PF", "name": self._text("Cliente"), "email": "c@exemplo.com.br"}
        self._clients.append((await self._done("POST", "/api/clients", json=body))["id"])

    async def _rename_client(self) -> None:
        body = {"kind": "PF", "name": self._text("Cliente"), "email": "c@exemplo.com.br"}
        await self._done("PUT", f"/api/clients/{self._dice.choice(self._clients)}", json=body)

    async def _put_client_away(self) -> None:
        path = f"/api/clients/{self._dice.choice(self._clients[1:])}"  # the first is the one with briefings
        if self._dice.random() < 0.5:
            await self._done("DELETE", path)
        else:
            await self._done("POST", f"{path}/restore")

    async def _answer(self) -> None:
        question, value = self._dice.choice(
            [("area", f"{self._dice.randint(50, 900)} m²"), ("cidade", self._text("Cidade")), ("padrao", "alto")]
        )
        body = {"value": self._dice.choice([value, value, None])}
        await self._done("PUT", f"/api/briefings/{self.shared_briefing}/answers/{question}", json=body)

    async def _change_briefing(self) -> None:
        path = f"/api/briefings/{self._dice.choice([self.shared_briefing, *self._briefings])}"
        await self._done("PATCH", path, json={"title": self._text("Casa")})

    async def _reopen_briefing(self) -> None:
        path = f"/api/briefings/{self._dice.choice(self._briefings)}"
        await self._done("POST", f"{path}/{self._dice.choice(['edit', 'complete'])}")

    async def _priced(self) -> None:
        """A briefing from the first question to its price."""
        briefing = await self._new_briefing(WORKED_CASE)
        await self._done("POST", f"/api/briefings/{briefing}/complete")
        self._orcamentos.append((await self._done("POST", f"/api/orcamentos/gerar-briefing/{briefing}"))["id"])
        self._briefings.append(briefing)

    async def _change_orcamento(self) -> None:
        await self._done("PATCH", self._some_orcamento(), json={"title": self._text("Proposta")})

    async def _send_orcamento(self) -> None:
        await self._done("POST", f"{self._some_orcamento()}/send")

    async def _decide_orcamento(self) -> None:
        path = f"{self._some_orcamento()}/{self._dice.choice(['approve', 'reject'])}"
        await self._done("POST", path, json={"reason": "O cliente disse por telefone."})

    async def _new_version(self) -> None:
        made = await self._done("POST", f"{self._some_orcamento()}/new-version")
        if "id" in made:
            self._orcamentos.append(made["id"])

    async def _new_briefing(self, answers: Mapping[str, Any]) -> str:
        body = {"clientId": self._clients[0], "templateId": self._template, "title": self._text("Casa")}
        briefing = (await self._done("POST", "/api/briefings", json=body))["id"]
        for question, value in answers.items():
            await self._done("PUT", f"/api/briefings/{briefing}/answers/{question}", json={"value": value})
        return briefing

    def _some_orcamento(self) -> str:
        return f"/api/orcamentos/{self._dice.choice(self._orcamentos)}"

    def _text(self, what: str) -> str:
        return f"{what} {self._dice.getrandbits(40):x}"

    async def _done(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        """What was answered; what the present state does not allow (409) is nobody's fault."""
        place, answer = await self._sending.send(self.owner, method, path, **more)
        assert answer.status_code in {200, 201, 204, 409}, f"{method} {path}: {answer.status_code} {answer.text}"
        if answer.status_code != 409:
            self.written[place] += 1
        return answer.json() if answer.content else {}


class Alternating:
    """Somebody alone in an organisation who writes to one process and reads from the other.

    Nobody else writes there, so that every read must show exactly what they have written.
    """

    def __init__(self, sending: Sending, person: Person, client: httpx.AsyncClient, dice: random.Random) -> None:
        self.reads = 0
        self._sending = sending
        self._person = person
        self._client = client
        """By whose cookies it is known what was written; without them the header says it."""
        self._dice = dice
        self._by_cookie = False
        self._position = ""
        self._wanted: dict[str, str] = {}
        """Id -> name of who is not put away."""
        self._away: dict[str, str] = {}
        self._bodies: dict[str, dict[str, str]] = {}
        """What was read under an ETag."""
        self._held: dict[str, str] = {}
        """What deltas have made of the first read, up to `_cursor`."""
        self._cursor = ""

    async def go_on(self, *, by_cookie: bool, while_: Callable[[], bool]) -> None:
        """Write and read in turns."""
        self._by_cookie = by_cookie
        while while_():
            written_at = await self._write()
            for _ in range(self._dice.randint(1, 3)):
                await self._dice.choice([self._read_whole, self._read_news])(1 - written_at)

    async def _write(self) -> int:
        name = f"Cliente {self._dice.getrandbits(40):x}"
        body = {"kind": "PF", "name": name}
        roll = self._dice.random()
        if len(self._wanted) < 5 or (roll < 0.2 and len(self._wanted) + len(self._away) < 60):
            place, answer = await self._send("POST", "/api/clients", json=body)
            self._wanted[answer.json()["id"]] = name
        elif roll < 0.7:
            row = self._dice.choice(list(self._wanted))
            place, _ = await self._send("PUT", f"/api/clients/{row}", json=body)
            self._wanted[row] = name
        elif roll < 0.85 or not self._away:
            row = self._dice.choice(list(self._wanted))
            place, _ = await self._send("DELETE", f"/api/clients/{row}")
            self._away[row] = self._wanted.pop(row)
        else:
            row = self._dice.choice(list(self._away))
            place, _ = await self._send("POST", f"/api/clients/{row}/restore")
            self._wanted[row] = self._away.pop(row)
        return place

    async def _read_whole(self, place: int) -> None:
        known = {"if-none-match": self._dice.choice(list(self._bodies))} if self._bodies else {}
        _, answer = await self._send("GET", "/api/clients?limit=200", first=place, headers=known)
        if answer.status_code == 304:
            rows = self._bodies[answer.headers["etag"]]
        else:
            rows = {row["id"]: row["name"] for row in answer.json()["data"]}
            self._cursor = self._cursor or answer.json()["cursor"]
            self._held = self._held or dict(rows)
            if etag := answer.headers.get("etag"):
                self._bodies[etag] = rows
        self._check(rows, answer)

    async def _read_news(self, place: int) -> None:
        if not self._cursor:
            return
        _, answer = await self._send("GET", f"/api/clients?limit=200&since={self._cursor}", first=place)
        told = answer.json()
        assert not told["hasMore"]
        if not told["isDelta"]:
            self._held = {}
        for row in told["data"]:
            if row.get("_operation") == "delete":
                self._held.pop(row["id"], None)
            else:
                self._held[row["id"]] = row["name"]
        self._cursor = told["cursor"]
        self._check(self._held, answer)

    def _check(self, rows: dict[str, str], answer: httpx.Response) -> None:
        self.reads += 1
        position = self._client.cookies.get("esteio_position") if self._by_cookie else self._position
        differing = {
            row: (rows.get(row, "missing"), self._wanted.get(row, "put away"))
            for row in rows.keys() | self._wanted.keys()
            if rows.get(row) != self._wanted.get(row)
        }
        assert not differing, (
            f"{answer.request.url} {answer.status_code} (read, written): {differing}, having written {position}"
        )

    async def _send(
        self,
        method: str,
        path: str,
        *,
        first: int | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> tuple[int, httpx.Response]:
        if not self._by_cookie:
            self._client.cookies.clear()
        held = {"x-esteio-position": self._position} if self._position and not self._by_cookie else {}
        sent = {**held, **({"idempotency-key": str(uuid4())} if method == "POST" else {}), **(headers or {})}
        place, answer = await self._sending.send(self._person, method, path, first=first, headers=sent, **more)
        if method == "POST" and self._dice.random() < 0.3:
            # As when the answer was lost, and with it what it said of cookies.
            self._client.cookies.clear()
            place, answer = await self._sending.send(self._person, method, path, first=place, headers=sent, **more)
        assert answer.status_code in {200, 201, 204, 304}, f"{method} {path}: {answer.status_code} {answer.text}"
        if method != "GET":
            self._position = answer.headers["x-esteio-position"]
        return place, answer


class Day:
    """Screens that look on and people who write, while something goes wrong."""

    def __init__(
        self,
        pair: Pair,
        office: Office,
        alternating: Sequence[Alternating],
        screens: Mapping[str, LiveReader],
        tasks: Sequence[asyncio.Task[None]],
    ) -> None:
        self.pair = pair
        self.office = office
        self.alternating = alternating
        self.tasks = tasks
        """Those who write; they end when something is wrong, or are told to."""
        self.screens = screens
        """By what they are."""

    async def more(self, changes: int = 5, *, by: Sequence[int] = (0, 1)) -> None:
        """Return once each of these processes has made so many more changes, and those who alternate have read as
        often."""
        wanted = {number: self.office.written[number] + changes for number in by}
        reads = [each.reads + changes for each in self.alternating]

        async def made() -> bool:
            for task in self.tasks:
                if task.done():
                    await task
            return all(self.office.written[number] >= least for number, least in wanted.items()) and all(
                each.reads >= least for each, least in zip(self.alternating, reads, strict=True)
            )

        await until(made, within_s=60)

    async def all_are_fresh(self, read: Callable[[Person, List], Awaitable[Any]]) -> None:
        """Fails unless every screen comes to show what a fresh read gives."""
        fresh: dict[tuple[str, str, str], Any] = {}
        for name, screen in self.screens.items():
            person = self.office.onlooker if "onlooker" in name else self.office.owner
            for each in screen.lists.values():
                key = (person.email, each.address, str(each.filters))
                if key not in fresh:
                    fresh[key] = await read(person, each)
                await _shows(name, screen, each, fresh[key])


async def _shows(name: str, screen: LiveReader, each: List, wanted: Any) -> None:
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
            f"{name} of {each.name} (shown, fresh): {differing}; up: {screen.is_up}, closes {screen.closes}, "
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
        answer.raise_for_status()
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
    """A new organisation, with screens of every transport on one process and on both in turn, and people who write
    and who alternate until the block ends; then everything is compared."""
    dice = random.Random(seed)  # noqa: S311 - repeatable
    async with AsyncExitStack() as stack:
        limits = httpx.Limits(max_connections=200)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # unused: one for all, because httpx makes each its own, slowly

        async def new_client() -> httpx.AsyncClient:
            return await stack.enter_async_context(httpx.AsyncClient(limits=limits, timeout=10, verify=tls))

        client = await new_client()
        db = await Database.connect(pair.settings.database_url, min_connections=1, max_connections=2)
        world = World(client, db, pair.settings)
        owner = await world.organisation()
        onlooker = await world.member_with(owner, *READING)
        alone = [await world.organisation() for _ in range(ALONE)]
        await db.close()

        sending = Sending(pair.urls, client, dice)
        office = Office(sending, owner, onlooker, dice)
        await office.open()

        screens: dict[str, LiveReader] = {}
        for number, transport in enumerate(TRANSPORTS):
            alone_with = number % 2
            for place, urls in enumerate(([pair.urls[alone_with]], pair.urls)):
                looks_on, narrow = (number // 2 + place) % 2 == 1, number % 2 == place
                where = "both" if place else ("one", "two")[alone_with]
                name = " ".join(
                    ["onlooker's" if looks_on else "owner's", transport, where] + (["narrow"] if narrow else [])
                )
                reader = LiveReader(
                    urls[0],
                    (onlooker if looks_on else owner).token,
                    lists(office, narrow=narrow),
                    transport=transport,
                    client=await new_client(),
                    others=urls[1:],
                    longest_wait_s=0.5,
                )
                stack.push_async_callback(reader.close)
                screens[name] = reader
        await asyncio.gather(*(reader.connect() for reader in screens.values()))

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
        try:
            today = Day(pair, office, alternating, screens, tasks)
            await today.more()
            yield today
            await today.more()
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


async def _memories_are_fresh(today: Day, client: httpx.AsyncClient, pair: Pair) -> None:
    """Fails unless what both processes remember comes to be the same, too."""
    office = today.office
    for each in lists(office, narrow=False):
        wanted = await read_fresh(client, pair.urls[0], office.owner, each, NEVER_TOLD)
        for url in pair.urls:

            async def so(url: str = url, each: List = each, wanted: Any = wanted) -> bool:
                return await read_fresh(client, url, office.owner, each, {}) == wanted

            await until(so, within_s=5)
