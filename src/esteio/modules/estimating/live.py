"""Estimating's live lists: what each is made of, who sees it, by what its readers filter."""

from __future__ import annotations

import msgspec

from esteio.core.db import Tx
from esteio.live.resource import Aggregate, Audience, Resource
from esteio.modules.estimating.permissions import (
    BRIEFINGS_READ,
    CLIENTS_READ,
    ORCAMENTOS_APPROVE_DISCOUNT,
    ORCAMENTOS_CREATE,
    ORCAMENTOS_EDIT,
    ORCAMENTOS_READ,
    ORCAMENTOS_SEND,
    STATISTICS_READ,
)
from esteio.modules.estimating.rules.states import MOVING_PERMISSIONS
from esteio.modules.estimating.service import statistics
from esteio.modules.estimating.store import briefings, clients, orcamentos

CLIENTS = Resource(
    name="clients",
    path="/api/clients",
    spec=clients.CLIENTS,
    audiences=(Audience(name="all", permission=CLIENTS_READ),),
    live_filters={"kind": "c.kind", "uf": "c.uf", "archived": "c.archived_at is not null"},
)
BRIEFINGS = Resource(
    name="briefings",
    path="/api/briefings",
    spec=briefings.BRIEFINGS,
    audiences=(Audience(name="all", permission=BRIEFINGS_READ),),
    live_filters={"status": "b.status", "clientId": "b.client_id", "responsibleId": "b.responsible_id"},
)
ANSWERS = Resource(
    name="briefing-answers",
    path="/api/briefing-answers",
    spec=briefings.ANSWERS,
    audiences=(Audience(name="all", permission=BRIEFINGS_READ),),
    live_filters={"briefingId": "a.briefing_id"},
)
ORCAMENTOS = Resource(
    name="orcamentos",
    path="/api/orcamentos",
    spec=orcamentos.LIST,
    audiences=(Audience(name="all", permission=ORCAMENTOS_READ),),
    live_filters={"status": orcamentos.STATUS, "clientId": "o.client_id", "briefingId": "o.briefing_id"},
    spec_of=orcamentos.list_for,
    facts=orcamentos.FACTS,
    abilities=orcamentos.abilities,
    able_by=frozenset(
        {
            ORCAMENTOS_APPROVE_DISCOUNT,
            ORCAMENTOS_CREATE,
            ORCAMENTOS_EDIT,
            ORCAMENTOS_SEND,
            *MOVING_PERMISSIONS,
        }
    ),
)


async def _pipeline(tx: Tx) -> bytes:
    return msgspec.json.encode(await statistics.pipeline(tx, None, None))


PIPELINE = Aggregate(
    name="pipeline",
    path="/api/statistics/pipeline",
    permission=STATISTICS_READ,
    depends_on=("orcamentos", "briefings"),
    load=_pipeline,
)

RESOURCES = (CLIENTS, BRIEFINGS, ANSWERS, ORCAMENTOS)
AGGREGATES = (PIPELINE,)
