"""Every route x nobody, each shipped role, exactly the right that it states, all rights but that one, and the owner of
another organisation: each is answered what `permissions.py` says, and nobody sees or changes what is not theirs."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterable
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from tests.factories import Person, World
from tests.security.inhabited import Inhabited, entrust, inhabit, notify
from tests.security.sample_requests import NAMED_IN_A_BODY, OWN, SAMPLES, WITHOUT_A_SAMPLE, Sample
from tests.security.stated_routes import ROUTES

from esteio.app import CATALOGUE, running_app
from esteio.core.db import Database
from esteio.embedded import ServerUrls
from esteio.modules.procurement.approval_queue_jobs import set_queue_right
from esteio.modules.procurement.permissions import (
    APPROVALS_CEO,
    APPROVALS_DIRECTOR,
    APPROVALS_NEED,
    APPROVALS_PURCHASE,
)
from esteio.settings import Settings

PARAMETER = re.compile(r"\{(\w+)\}")
Things = dict[str, Any]


PROTECTED = tuple(sample for sample in SAMPLES if not ROUTES[sample.route].public)


class Stage(NamedTuple):
    """The application with two organisations that have one of everything."""

    world: World
    admin: asyncpg.Connection
    checksums: str
    a: Inhabited
    b: Inhabited


@pytest.fixture(scope="module")
async def stage(database_urls: ServerUrls, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Stage]:
    settings = Settings(
        database_url=database_urls.database_url,
        jwt_secret="a secret that is only for tests, 0123456789",
        pgpool_min_connections=1,
        pgpool_max_connections=10,
        rate_limit_requests_per_minute=100_000,
        rate_limit_anonymous_per_minute=100_000,
        rate_limit_login_per_minute=1_000,
        esteio_home=tmp_path_factory.mktemp("matrix"),
        log_level="error",
    )
    db = await Database.connect(settings.database_url, min_connections=1, max_connections=5)
    admin = await asyncpg.connect(database_urls.database_admin_url)
    async with (
        running_app(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://esteio.test") as client,
    ):
        world = World(client, db, settings)
        yield Stage(
            world=world,
            admin=admin,
            checksums=await _checksums(admin),
            a=await inhabit(world, admin, "Segredo"),
            b=await inhabit(world, admin, "Alheio", operates=False),
        )
    await admin.close()
    await db.close()


def _filled(value: Any, own: Things, others: Things) -> Any:
    """`value` with each `$name` replaced by the caller's thing and each `$$name` by the other organisation's."""
    if isinstance(value, dict):
        return {key: _filled(each, own, others) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, own, others) for each in value]
    if isinstance(value, str) and value.startswith("$$"):
        return others[value[2:]]
    if isinstance(value, str) and value.startswith("$"):
        return own[value[1:]]
    return value


async def _ask(
    caller: Person | httpx.AsyncClient, sample: Sample, things: Things, others: Things | None = None
) -> httpx.Response:
    """The answer to the sample's request about these things."""
    method, _, path = sample.route.partition(" ")

    def part(found: re.Match[str]) -> str:
        name = sample.path.get(found[1], found[1])
        return name[1:] if name.startswith("=") else str(things[name])

    arguments: dict[str, Any] = {"params": _filled(sample.query, things, others or {})}
    if sample.body is not None:
        arguments["json"] = _filled(sample.body, things, others or {})
    return await caller.request(method, PARAMETER.sub(part, path), **arguments)


def _things_for(person: Person, world: World, things: Things) -> Things:
    """The things of an organisation with what is the person's own among them."""
    return {
        **things,
        "email": person.email,
        "session_id": str(person.session_id),
        "refresh_token": world.tokens.refresh(person.session_id, 0),
    }


async def _checksums(admin: asyncpg.Connection) -> str:
    """SQL for a checksum of each table's rows of organisation $1 (as text $2): data, people, sessions, jobs.

    One query for all of them: the same forty tables are looked at after each of two hundred requests.
    """
    tables = await admin.fetch(
        """
        select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
          and not relispartition and exists (
            select from pg_attribute where attrelid = c.oid and attname = 'tenant_id' and not attisdropped)
        """
    )
    members = "select user_id from memberships where tenant_id = $1"
    queries = {row["relname"]: f"select * from {row['relname']} where tenant_id = $1" for row in tables}
    queries["organisations"] = "select * from organisations where id = $1"
    queries["users"] = f"select * from users where id in ({members})"
    queries["password_resets"] = f"select * from password_resets where user_id in ({members})"
    # That of the approvals' queue is queued by a trigger for whoever joins, and people join for each of these tests.
    queries["jobs"] = (
        f"select * from pgqueuer where headers ->> 'tenant' = $2 and entrypoint <> '{set_queue_right.name}'"
    )
    assert len(queries) > 18
    return " union all ".join(
        f"select '{name}', md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ({query}) t"
        for name, query in queries.items()
    )


async def _contents(stage: Stage, here: Inhabited) -> dict[str, str]:
    """A checksum of each table's rows of the organisation."""
    tenant_id = here.owner.tenant_id
    return dict(await stage.admin.fetch(stage.checksums, tenant_id, str(tenant_id)))


def _speaks_of(answer: httpx.Response, here: Inhabited) -> list[str]:
    """Texts and ids of the organisation that are in the answer."""
    text = answer.text.lower()
    ids = (str(thing) for thing in here.things.values() if _is_id(thing))
    return [word for word in (here.word.lower(), *ids, here.owner.email) if word in text]


def _is_id(thing: object) -> bool:
    return isinstance(thing, str) and re.fullmatch(r"[0-9a-f-]{36}", thing) is not None


def _rights(sample: Sample) -> tuple[str, ...]:
    """All that the sample's request takes."""
    stated = ROUTES[sample.route].permission
    return ((stated,) if stated else ()) + sample.also


class TestTable:
    def test_every_route_has_its_sample_and_every_sample_its_route(self) -> None:
        sampled = [sample.route for sample in SAMPLES]
        assert len(sampled) == len(set(sampled))
        assert set(sampled) | WITHOUT_A_SAMPLE.keys() == ROUTES.keys()
        assert {sample.route for sample in NAMED_IN_A_BODY} <= ROUTES.keys()
        assert len(PROTECTED) > 60

    def test_every_permission_is_stated_by_a_route(self) -> None:
        stated = {right for sample in SAMPLES for right in _rights(sample)}
        # Whose signature a request waits for, its own story says as well (`rules/signers.py`); a delegate holds none.
        signing = {APPROVALS_NEED, APPROVALS_PURCHASE, APPROVALS_DIRECTOR, APPROVALS_CEO}
        assert stated | signing == CATALOGUE.keys

    def test_no_change_is_to_be_had_for_a_right_to_read(self) -> None:
        reading = {key for key in CATALOGUE.keys if key.endswith((".read", ".export.run"))}
        changes = {sample.route for sample in PROTECTED if not sample.route.startswith("GET ")}
        cheap = {route for route in changes if ROUTES[route].permission in reading}
        assert cheap == {
            # These store nothing.
            "POST /api/price-policy/preview",
            "POST /api/quotation-rounds/{round_id}/comparison/what-if",
            # Whether somebody may is judged by the request that is signed, each one's by its own.
            "POST /api/purchase-requests/{request_id}/approve",
            "POST /api/purchase-requests/{request_id}/reject",
            "POST /api/approvals/bulk",
        }

    def test_what_being_signed_in_is_enough_for_is_ones_own(self) -> None:
        enough = {sample.route for sample in PROTECTED if ROUTES[sample.route].permission is None}
        elsewhere = {route for route in enough if "/api/auth/" not in route and "/api/sessions" not in route}
        assert elsewhere == {
            "GET /api/organisation",
            "GET /api/live",
            "GET /api/live/connections",
            "GET /api/notifications",
            "GET /api/notifications/unread",
            "POST /api/notifications/{notification_id}/read",
            "POST /api/notifications/read-all",
            "GET /api/user/notification-preferences",
            "PUT /api/user/notification-preferences",
            # A file follows the rights of what it hangs on.
            "POST /api/files",
            "POST /api/files/{file_id}/confirm",
            "GET /api/files/{file_id}",
            # Giving away one's own signature; anybody else's takes a right.
            "GET /api/approval-delegations",
            "POST /api/approval-delegations",
            "GET /api/approval-delegations/{delegation_id}",
            "POST /api/approval-delegations/{delegation_id}/cancel",
        }


class TestNobody:
    async def test_gets_401_everywhere_but_where_the_door_is(self, stage: Stage) -> None:
        before = await _contents(stage, stage.a)
        wrong: list[object] = []
        for sample in PROTECTED:
            things = _things_for(stage.a.owner, stage.world, stage.a.things)
            for token in (None, "x", f"{stage.a.owner.token}x"):
                headers = {} if token is None else {"Authorization": f"Bearer {token}"}
                stranger = _Stranger(stage.world.client, headers)
                answer = await _ask(stranger, sample, things)  # type: ignore[arg-type]
                expected = "NOT_AUTHENTICATED" if token is None else "INVALID_TOKEN"
                if (answer.status_code, answer.json()["code"]) != (401, expected) or _speaks_of(answer, stage.a):
                    wrong.append((sample.route, token, answer.status_code, answer.text))
        assert not wrong, "\n".join(map(str, wrong))
        assert await _contents(stage, stage.a) == before

    def test_the_doors_are_these(self) -> None:
        doors = {name for name, route in ROUTES.items() if route.public and name.partition(" ")[2].startswith("/api")}
        assert doors == {
            "GET /api/auth/demo-accounts",
            "POST /api/auth/login",
            "POST /api/auth/refresh",
            "POST /api/auth/password/reset-request",
            "POST /api/auth/password/reset",
            "POST /api/invitations/open",
            "POST /api/invitations/accept",
            "GET /api/public/proposals/{token}",
            "GET /api/public/proposals/{token}/pdf",
            "POST /api/public/proposals/{token}/comments",
            "POST /api/public/proposals/{token}/approve",
            "POST /api/public/proposals/{token}/decline",
            "GET /api/public/quotations/{token}",
            "POST /api/public/quotations/{token}/answer",
            "POST /api/public/quotations/{token}/decline",
            "POST /api/public/quotations/{token}/messages",
            "POST /api/public/quotations/{token}/files",
            "POST /api/public/quotations/{token}/files/{file_id}/confirm",
            "GET /api/public/orders/{token}",
            "GET /api/public/orders/{token}/pdf",
            "POST /api/public/orders/{token}/confirm",
            "POST /api/public/orders/{token}/messages",
        }


class _Stranger:
    """Requests with these headers."""

    def __init__(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        self._client = client
        self._headers = headers

    async def request(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        return await self._client.request(method, path, headers=self._headers, **arguments)


class TestRoles:
    async def test_each_may_what_permissions_say_and_no_more(self, stage: Stage) -> None:
        wrong: list[object] = []
        before = await _contents(stage, stage.a)
        for role in CATALOGUE.roles:
            person = await stage.world.member(stage.a.owner, role.key)
            held = CATALOGUE.expand(list(role.permissions), operates=True)
            for sample in PROTECTED:
                missing = [right for right in _rights(sample) if right not in held]
                things = _things_for(person, stage.world, stage.a.things)
                if missing:
                    answer = await _ask(person, sample, things)
                    told = (answer.status_code, answer.json().get("code"), answer.json().get("permission"))
                    if told != (403, "NOT_ALLOWED", missing[0]):
                        wrong.append((role.key, sample.route, answer.status_code, answer.text))
                else:
                    answer = await _knock(person, sample)
                    if answer.status_code not in {200, 404, 422}:
                        wrong.append((role.key, sample.route, answer.status_code, answer.text))
        assert not wrong, "\n".join(map(str, wrong))
        await _changed_only(
            stage, before, {"memberships", "membership_roles", "sessions", "users", "audit_log", "changes"}
        )

    async def test_all_rights_but_the_one_are_not_enough(self, stage: Stage) -> None:
        wrong: list[object] = []
        before = await _contents(stage, stage.a)
        for missing in sorted(CATALOGUE.keys):
            person = await stage.world.member_with(stage.a.owner, *(CATALOGUE.keys - {missing}))
            for sample in PROTECTED:
                if missing in _rights(sample):
                    answer = await _ask(person, sample, _things_for(person, stage.world, stage.a.things))
                    if (answer.status_code, answer.json().get("permission")) != (403, missing):
                        wrong.append((missing, sample.route, answer.status_code, answer.text))
        assert not wrong, "\n".join(map(str, wrong))
        grown = {"memberships", "membership_roles", "roles", "sessions", "users", "audit_log", "changes"}
        await _changed_only(stage, before, grown)


async def _knock(person: Person, sample: Sample) -> httpx.Response:
    """Ask so that nothing can come of it: about what is not there, or with a body that is none; reads as they are."""
    method, _, path = sample.route.partition(" ")
    if method == "GET" or sample.body is None:
        nothing = {name: uuid4() for name in PARAMETER.findall(path)} | {"job_id": 2**62, "number": 999}
        address = PARAMETER.sub(lambda found: str(nothing[found[1]]), path)
        if method != "GET" and not PARAMETER.search(path):
            return await person.request("HEAD", "/api/auth/me")  # on oneself, without a body: signed in is enough
        return await person.request(method, address, params={"with": str(uuid4())} if "compare" in path else {})
    address = PARAMETER.sub(lambda found: {"fact": "city"}.get(found[1], str(uuid4())), path)
    return await person.request(method, address, json={"nothing of the kind": 1})


async def _changed_only(stage: Stage, before: dict[str, str], allowed: Iterable[str]) -> None:
    after = await _contents(stage, stage.a)
    assert {name for name in after if after[name] != before[name]} <= set(allowed)


class TestExactRight:
    async def test_is_enough_for_every_route(self, stage: Stage) -> None:
        here = await inhabit(stage.world, stage.admin, "Singular")
        wrong: list[object] = []
        for sample in SAMPLES:
            person = await stage.world.member_with(here.owner, *_rights(sample))
            caller = stage.world.client if ROUTES[sample.route].public else person
            things = _things_for(person, stage.world, here.things)
            things["notification"] = await notify(stage.admin, person, here.word)
            things["bulk_id"] = await entrust(stage.admin, here, person)
            answer = await _ask(caller, sample, things)
            if answer.status_code != sample.ok:
                wrong.append((sample.route, answer.status_code, answer.text[:500]))
            elif sample.tells and here.word.lower() not in answer.text.lower():
                wrong.append((sample.route, "tells nothing of its organisation", answer.text[:500]))
        assert not wrong, "\n".join(map(str, wrong))


class TestOtherOrganisation:
    async def test_its_owner_finds_nothing_here_and_changes_nothing(self, stage: Stage) -> None:
        wrong: list[object] = []
        world = stage.world
        before = await _contents(stage, stage.a)
        for sample in PROTECTED:
            person = await world.member(stage.b.owner)
            names_things = "$" in repr(sample) or PARAMETER.search(sample.route) is not None
            expected = sample.foreign if sample.foreign is not None else 404 if names_things else OWN
            # What is A's owner's own, their sessions above all, is as foreign as the rest.
            things = _things_for(stage.a.owner, world, stage.a.things)
            answer = await _ask(person, sample, things)
            if expected not in (OWN, answer.status_code) or answer.status_code >= 500:
                wrong.append((sample.route, answer.status_code, answer.text[:500]))
            spoken = _speaks_of(answer, stage.a)
            if spoken:
                wrong.append((sample.route, "speaks of", spoken))
            after = await _contents(stage, stage.a)
            changed = {name for name in after if after[name] != before[name]}
            if changed:
                wrong.append((sample.route, "changed", changed))
                before = after
        assert not wrong, "\n".join(map(str, wrong))

    async def test_its_things_are_not_to_be_had_by_naming_them_beside_ones_own(self, stage: Stage) -> None:
        wrong: list[object] = []
        world = stage.world
        before = await _contents(stage, stage.a)
        for sample in NAMED_IN_A_BODY:
            person = await world.member(stage.b.owner)
            answer = await _ask(person, sample, _things_for(person, world, stage.b.things), stage.a.things)
            if answer.status_code != sample.ok:
                wrong.append((sample, answer.status_code, answer.text[:500]))
            spoken = _speaks_of(answer, stage.a)
            if spoken:
                wrong.append((sample, "speaks of", spoken))
        assert not wrong, "\n".join(map(str, wrong))
        assert await _contents(stage, stage.a) == before

    async def test_a_link_holds_for_its_own_organisation_only(self, stage: Stage) -> None:
        # Signed by ourselves, as if by some mistake of ours: row security still keeps the two apart.
        tokens, a, b = stage.world.tokens, stage.a, stage.b.owner
        nonce = await stage.admin.fetchval(
            "select link_nonce from orcamentos where id = $1", UUID(a.things["with_client"])
        )
        crossed = tokens.link("proposal", b.tenant_id, UUID(a.things["with_client"]), nonce, 600)
        for path in ("", "/pdf"):
            answer = await stage.world.client.get(f"/api/public/proposals/{crossed}{path}")
            assert (answer.status_code, answer.json()["code"]) == (410, "INVALID_LINK")
            assert not _speaks_of(answer, a)
