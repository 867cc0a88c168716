"""People of estimating, who write over HTTP to both processes of a pair all the time, and read what they wrote."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import httpx
from tests.factories import Person
from tests.live.wired_pair import Sending
from tests.modules.estimating.orcamento_steps import TEMPLATE, WORKED_CASE


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
