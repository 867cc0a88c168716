"""The data of a run: N organisations x M briefings, the same every time, written with COPY as the schema's owner.

Ids are UUIDv7 made from the row's own time, so that order by id is order by time, as in a database that grew. Four
briefings in ten are finished, with the answers of the demo's briefing 1 (which gives a price without a question)
and a floor area of their own; the others are under way and have no answers yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from argon2 import PasswordHasher

from esteio.modules.estimating.demo.content import DemoAnswer, DemoBriefing, load_demo_organisations
from esteio.modules.estimating.rules.policy import PricePolicy, policy_json
from esteio.modules.estimating.rules.vocabulary import BriefingState
from esteio.modules.estimating.templates import load_shipped_templates
from esteio.modules.workspace.permissions import OWNER_ROLE

PASSWORD = "carga-de-teste-1"
"""Of every person in the data."""
START = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
CLIENTS_EACH = 40
FINISHED_OF_TEN = 4

FIRST_NAMES = ("Ana", "Bruno", "Carla", "Davi", "Elisa", "Fábio", "Helena", "João", "Lívia", "Otávio")
LAST_NAMES = ("Almeida", "Barbosa", "Conceição", "Duarte", "Esteves", "Fonseca", "Guimarães", "Araújo", "Prado", "Sá")
PLACES = ("Granja Viana", "Vila Madalena", "Pampulha", "Boa Viagem", "Moinhos de Vento", "Jurerê", "Alphaville")

Row = tuple[object, ...]


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """One studio, and the person who signs in for it."""

    id: UUID
    email: str
    briefing_ids: tuple[UUID, ...]
    finished_briefing_ids: tuple[UUID, ...]
    """Briefings that can become an orçamento."""


class DataSet(msgspec.Struct, frozen=True, kw_only=True):
    """What was written."""

    organisations: tuple[Organisation, ...]
    briefings_each: int


def hash_password() -> str:
    """`PASSWORD`, as the product hashes passwords."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(PASSWORD)


def make_uuid7(at: datetime, number: int) -> UUID:
    """A version 7 UUID of the time `at`, with `number` in place of chance (RFC 9562 5.7)."""
    noise = int.from_bytes(hashlib.blake2b(number.to_bytes(16), digest_size=10).digest())
    milliseconds = int(at.timestamp() * 1000)
    value = milliseconds << 80 | 0x7 << 76 | (noise >> 68 & 0xFFF) << 64 | 0b10 << 62 | noise & (1 << 62) - 1
    return UUID(int=value)


async def load_data_set(admin_url: str, organisations: int, briefings_each: int) -> DataSet:
    """Writes the data into an empty, migrated database and brings its statistics up to date."""
    password_hash = hash_password()
    connection: Any = await asyncpg.connect(admin_url)
    try:
        async with connection.transaction():
            made = [
                await write_organisation(connection, number, briefings_each, password_hash)
                for number in range(organisations)
            ]
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()
    return DataSet(organisations=tuple(made), briefings_each=briefings_each)


async def list_orcamentos(admin_url: str, data: DataSet, each: int) -> list[tuple[UUID, ...]]:
    """Ids of the first `each` orçamentos of every organisation, in the order of the data set.

    Raises `RuntimeError` when an organisation has fewer: nothing was generated.
    """
    connection: Any = await asyncpg.connect(admin_url)
    try:
        found: list[tuple[UUID, ...]] = []
        for one in data.organisations:
            query = "select id from orcamentos where tenant_id = $1 order by id limit $2"
            ids = tuple(row["id"] for row in await connection.fetch(query, one.id, each))
            if len(ids) < each:
                raise RuntimeError(f"only {len(ids)} orçamentos were generated in an organisation, {each} are needed")
            found.append(ids)
        return found
    finally:
        await connection.close()


async def write_organisation(connection: Any, number: int, briefings_each: int, password_hash: str) -> Organisation:
    """One more organisation, with an owner, clients and briefings; `number` is its own."""

    def new_id(kind: int, rank: int = 0, at: datetime = START) -> UUID:
        return make_uuid7(at, (number * 8 + kind) << 32 | rank)

    tenant, person, role, template = (new_id(kind) for kind in range(4))
    email = f"pessoa{number}@carga.example"
    clients = [new_id(4, rank) for rank in range(CLIENTS_EACH)]
    times = [START + timedelta(minutes=37 * rank, seconds=number) for rank in range(briefings_each)]
    briefings = [new_id(5, rank, at) for rank, at in enumerate(times)]
    finished = [rank % 10 < FINISHED_OF_TEN for rank in range(briefings_each)]
    model = _model_briefing()
    shipped = {one.key: one for one in load_shipped_templates()}[model.template_key]
    definition = msgspec.json.encode(shipped).decode()

    await _copy(connection, "organisations", ("id", "name"), [(tenant, f"Estúdio {PLACES[number % 7]} {number}")])
    await _copy(
        connection, "users", ("id", "email", "name", "password_hash"), [(person, email, _person(number), password_hash)]
    )
    await _copy(
        connection,
        "roles",
        ("id", "tenant_id", "key", "name", "permissions", "shipped"),
        [(role, tenant, OWNER_ROLE, "Dono", ["*"], True)],
    )
    await _copy(connection, "memberships", ("tenant_id", "user_id"), [(tenant, person)])
    await _copy(connection, "membership_roles", ("tenant_id", "user_id", "role_id"), [(tenant, person, role)])
    await _copy(
        connection,
        "price_policies",
        ("tenant_id", "number", "policy"),
        [(tenant, 1, policy_json(PricePolicy()).decode())],
    )
    await _copy(
        connection,
        "briefing_templates",
        ("id", "tenant_id", "key", "number", "name", "definition", "shipped"),
        [(template, tenant, shipped.key, 1, shipped.name, definition, True)],
    )
    await _copy(
        connection,
        "clients",
        ("id", "tenant_id", "kind", "name", "email", "address"),
        [
            (one, tenant, "PF", _person(rank), f"cliente{rank}@carga.example", '{"city": "Campinas", "uf": "SP"}')
            for rank, one in enumerate(clients)
        ],
    )
    await _copy(
        connection,
        "briefings",
        (
            "id",
            "tenant_id",
            "number",
            "client_id",
            "template_id",
            "title",
            "status",
            "progress",
            "responsible_id",
            "created_by",
            "created_at",
            "updated_at",
        ),
        [
            (
                one,
                tenant,
                rank + 1,
                clients[rank % CLIENTS_EACH],
                template,
                f"Casa em {PLACES[rank % 7]} {rank + 1}",
                BriefingState.CONCLUIDO if finished[rank] else BriefingState.EM_ANDAMENTO,
                100 if finished[rank] else rank % 90,
                person,
                person,
                times[rank],
                times[rank],
            )
            for rank, one in enumerate(briefings)
        ],
    )
    await _copy(
        connection,
        "briefing_answers",
        ("tenant_id", "briefing_id", "question_id", "value"),
        [
            (tenant, one, question, msgspec.json.encode(value).decode())
            for rank, one in enumerate(briefings)
            if finished[rank]
            for question, value in _answers(model, rank)
        ],
    )
    await _copy(
        connection,
        "document_counters",
        ("tenant_id", "kind", "period", "value"),
        [(tenant, "briefing", "", briefings_each)],
    )
    return Organisation(
        id=tenant,
        email=email,
        briefing_ids=tuple(briefings),
        finished_briefing_ids=tuple(one for rank, one in enumerate(briefings) if finished[rank]),
    )


async def _copy(connection: Any, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    await connection.copy_records_to_table(table, columns=columns, records=rows)


def _model_briefing() -> DemoBriefing:
    return load_demo_organisations()[0].briefings[0]


def _answers(model: DemoBriefing, rank: int) -> Iterable[tuple[str, DemoAnswer]]:
    return {**model.answers, "area": f"{90 + rank % 60 * 7} m²"}.items()


def _person(number: int) -> str:
    return f"{FIRST_NAMES[number % 10]} {LAST_NAMES[number // 10 % 10]} {LAST_NAMES[number * 7 % 10]}"
