"""Demo mode: two studios with people, clients, briefings as clients really answer them, and orçamentos in every state;
the first also buys for its building sites.

Estimating goes through its own use cases, so the demo shows nothing that a person could not have done; they run as of
long ago, at hours of work. A year of purchases would take too long that way: its rows are generated
(`procurement/demo/`), and a test holds them against what the use cases keep true. Loaded once: what is there is left
alone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID

import msgspec

from esteio.app import CATALOGUE
from esteio.brazil.dates import SAO_PAULO
from esteio.core.access import Actor, Scope
from esteio.core.audit import NOWHERE
from esteio.core.clock import long_ago, now
from esteio.core.db import Database, Tx
from esteio.core.wire import Address
from esteio.modules.estimating.demo.content import (
    DemoBriefing,
    DemoOrcamento,
    DemoOrganisation,
    load_demo_organisations,
)
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState
from esteio.modules.estimating.schemas.briefings import AnswerInput, BriefingInput
from esteio.modules.estimating.schemas.clients import ClientInput
from esteio.modules.estimating.schemas.orcamentos import (
    DecisionInput,
    DiscountChange,
    GenerationInput,
    OrcamentoChange,
    SendInput,
)
from esteio.modules.estimating.service import (
    answers,
    briefings,
    clients,
    generation,
    moves,
    orcamentos,
    sending,
    templates,
)
from esteio.modules.procurement.demo.firm import Cast, Person
from esteio.modules.procurement.demo.lives import DEMO
from esteio.modules.procurement.demo.today import Actors, bring_up_to_date
from esteio.modules.procurement.demo.writing import insert_rows
from esteio.modules.procurement.demo.year import generate
from esteio.modules.workspace import administration
from esteio.modules.workspace.demo import ACCOUNTS
from esteio.modules.workspace.schemas import DemoAccount, OrganisationInput
from esteio.modules.workspace.service import organisation
from esteio.settings import Settings

OPERATOR = "ArcFlow Arquitetura"
"""The studio whose people see the figures of the installation."""
NOBODYS_SESSION = UUID(int=0)
ANSWERING_DAYS = 3
"""From the beginning of a briefing to the sitting at which it was answered."""
DECIDING_DAYS = 4
"""From an offer to the client's answer."""

LETTERHEADS = {
    "ArcFlow Arquitetura": OrganisationInput(
        name="ArcFlow Arquitetura",
        document="31415926000171",
        email="contato@arcflow.com",
        phone="(11) 3251-4477",
        site="arcflow.com",
        cau="PJ 41592-6",
        address=Address(
            street="Avenida Paulista",
            number="1048",
            complement="cj. 92",
            district="Bela Vista",
            city="São Paulo",
            uf="SP",
            cep="01310-100",
        ),
    ),
    "Estúdio Lima Interiores": OrganisationInput(
        name="Estúdio Lima Interiores",
        document="27182818000129",
        email="oi@estudiolima.com",
        phone="(31) 3222-8090",
        site="estudiolima.com",
        cau="PJ 27182-8",
        address=Address(
            street="Rua da Bahia", number="1148", district="Centro", city="Belo Horizonte", uf="MG", cep="30130-005"
        ),
        accent_colour="#2f5d50",
    ),
}


async def load_demo(settings: Settings) -> None:
    """Put the demo studios into the database, unless they are there. One transaction a studio: whole or not at all."""
    database = await Database.connect(settings.database_url, min_connections=1, max_connections=2)
    try:
        for studio in load_demo_organisations():
            await _load_people(database, studio.name)
        await administration.set_operator(database, organisation=OPERATOR, operates=True)
        present = {row["name"]: row["id"] for row in await administration.list_organisations(database)}
        for studio in load_demo_organisations():
            actor = await _owner(database, studio.name, present[studio.name])
            async with database.transaction(actor.scope) as tx:
                if not await tx.fetchval("select exists(select from clients)"):
                    await _load_studio(tx, actor, studio, await _answering(database, studio.name))
        await _load_purchases(database, present[OPERATOR])
    finally:
        await database.close()


async def _load_people(database: Database, organisation: str) -> None:
    """The studio and those of its people who are not there yet: a later release brings more of them."""
    people = [account for account in ACCOUNTS if account.organisation == organisation]
    known = {row["email"] for row in await administration.list_users(database)}
    new = [person for person in people if person.email not in known]
    for person in new:
        await administration.create_user_unchecked(
            database, email=person.email, name=person.name, password=person.password
        )
    owner = next(person for person in people if person.role == "owner")
    if organisation not in {row["name"] for row in await administration.list_organisations(database)}:
        await administration.create_organisation(
            database, name=organisation, owner_email=owner.email, roles=CATALOGUE.roles
        )
    for person in new:
        if person is not owner:
            await administration.add_member(database, organisation=organisation, email=person.email, role=person.role)


async def _owner(database: Database, organisation: str, tenant_id: UUID) -> Actor:
    account = next(each for each in ACCOUNTS if each.organisation == organisation and each.role == "owner")
    row = next(row for row in await administration.list_users(database) if row["email"] == account.email)
    return _actor(account, row["id"], tenant_id)


async def _answering(database: Database, organisation: str) -> list[UUID]:
    """Who answers briefings there, in turn."""
    ids = {row["email"]: row["id"] for row in await administration.list_users(database)}
    roles = ("owner", "architect", "assistant")
    return [ids[each.email] for each in ACCOUNTS if each.organisation == organisation and each.role in roles]


def _actor(account: DemoAccount, user_id: UUID, tenant_id: UUID) -> Actor:
    role = next(role for role in CATALOGUE.roles if role.key == account.role)
    permissions = frozenset(CATALOGUE.expand(list(role.permissions), operates=account.organisation == OPERATOR))
    return Actor(user_id, tenant_id, NOBODYS_SESSION, account.name, account.email, permissions)


async def _load_purchases(database: Database, tenant_id: UUID) -> None:
    """The year until now, of whoever of the operator's accounts has a part in it."""
    ids = {row["email"]: row["id"] for row in await administration.list_users(database)}
    cast: dict[str, Person] = {
        account.role: Person(ids[account.email], account.name)
        for account in ACCOUNTS
        if account.organisation == OPERATOR
    }
    owner, approver, manager = cast["owner"], cast["approver"], cast["purchasing_manager"]
    people = Cast(
        requesters=(cast["requester"], cast["warehouse"], approver),
        approvers=(approver, manager, owner),
        buyers=(cast["buyer"],),
        managers=(manager, owner),
        directors=(cast["purchasing_director"], owner),
        warehouse=(cast["warehouse"],),
    )
    async with database.transaction(Scope(tenant_id=tenant_id)) as tx:
        if not await tx.fetchval("select exists(select from purchase_requests)"):
            for rows in generate(DEMO, people, tenant_id, datetime.now(UTC)):
                await insert_rows(tx, rows)
            actors = {
                account.role: _actor(account, ids[account.email], tenant_id)
                for account in ACCOUNTS
                if account.organisation == OPERATOR
            }
            await bring_up_to_date(tx, Actors(away=actors["owner"], deputy=actors["approver"], buyer=actors["buyer"]))


async def _load_studio(tx: Tx, actor: Actor, studio: DemoOrganisation, answering: list[UUID]) -> None:
    await organisation.change(tx, actor, LETTERHEADS[studio.name], None, NOWHERE)
    client_ids: dict[str, UUID] = {}
    for each in studio.clients:
        data = ClientInput(
            kind=each.kind,
            name=each.name,
            trade_name=each.trade_name,
            document=each.document,
            email=each.email,
            phone=each.phone,
            address=msgspec.convert(msgspec.to_builtins(each.address), Address),
            notes=f"Contato: {each.contact}. {each.notes}".strip() if each.contact else each.notes,
        )
        client_ids[each.key] = (await clients.create(tx, actor, data, NOWHERE)).id
    template_ids = {row.key: row.id for row in await templates.list_all(tx, with_inactive=False)}
    made = [
        await _load_briefing(
            tx, actor, each, client_ids[each.client_key], template_ids[each.template_key], responsible_id
        )
        for each, responsible_id in zip(studio.briefings, cycle(answering), strict=False)
    ]
    offers = [
        (briefing_id, offer, number > 0)
        for briefing_id, briefing in zip(made, studio.briefings, strict=True)
        for number, offer in enumerate(briefing.orcamentos)
    ]
    # In the order of time, which is that of their codes.
    for briefing_id, offer, is_another in sorted(offers, key=lambda each: -each[1].created_days_ago):
        await _load_orcamento(tx, actor, briefing_id, offer, new_version=is_another)
    await _date_orcamentos(tx)
    for briefing_id, each in zip(made, studio.briefings, strict=True):
        if each.state is BriefingState.EM_EDICAO:
            await briefings.reopen(tx, actor, briefing_id, NOWHERE)
        await _date_briefing(tx, briefing_id, each)


async def _load_briefing(
    tx: Tx, actor: Actor, demo: DemoBriefing, client_id: UUID, template_id: UUID, responsible_id: UUID
) -> UUID:
    data = BriefingInput(client_id=client_id, template_id=template_id, title=demo.title, responsible_id=responsible_id)
    briefing = await briefings.create(tx, actor, data, NOWHERE)
    for question_id, value in demo.answers.items():
        await answers.save(tx, actor, briefing.id, question_id, AnswerInput(value=value), NOWHERE)
    if demo.state is not BriefingState.EM_ANDAMENTO:
        await briefings.complete(tx, actor, briefing.id, NOWHERE)
    return briefing.id


async def _load_orcamento(tx: Tx, actor: Actor, briefing_id: UUID, demo: DemoOrcamento, *, new_version: bool) -> None:
    days = demo.created_days_ago
    with long_ago(_since(_at_work(days, time(10, 40)))):
        orcamento_id, _ = await generation.generate(
            tx, actor, str(briefing_id), GenerationInput(), NOWHERE, new_version=new_version
        )
        if demo.discount_pct:
            change = OrcamentoChange(discount=DiscountChange(percent=demo.discount_pct))
            await orcamentos.change(tx, actor, orcamento_id, change, None, NOWHERE)
    if demo.state is OrcamentoState.RASCUNHO:
        return
    with long_ago(_since(_at_work(days, time(16, 25)))):
        # Not `send`: the addresses are reserved for examples, and no mail server takes them.
        await sending.issue(tx, actor, orcamento_id, SendInput(), None, NOWHERE)
    with long_ago(_since(_at_work(days - DECIDING_DAYS, time(11, 5)))):
        match demo.state:
            case OrcamentoState.APROVADO:
                decision = DecisionInput(reason="Aprovado por e-mail.")
                await moves.record_answer(tx, actor, orcamento_id, "approve", decision, None, NOWHERE)
            case OrcamentoState.REJEITADO:
                decision = DecisionInput(reason=demo.reason)
                await moves.record_answer(tx, actor, orcamento_id, "reject", decision, None, NOWHERE)
            case _:
                pass
    if demo.state is OrcamentoState.EXPIRADO:
        valid_until: date = await tx.fetchval("select valid_until from orcamentos where id = $1", orcamento_id)
        with long_ago(_since(datetime.combine(valid_until + timedelta(days=1), time(0, 30), SAO_PAULO))):
            await moves.expire(tx, orcamento_id)


async def _date_orcamentos(tx: Tx) -> None:
    """Have them made and last changed when their histories say."""
    # Twice, because that one was printed is the change that does not date it anew.
    for file_id in ("o.id", "null"):
        await tx.execute(
            f"""
            update orcamentos o set created_at = e.first, updated_at = e.last, proposal_file_id = {file_id}
            from (select orcamento_id, min(at) as first, max(at) as last from orcamento_events group by 1) e
            where e.orcamento_id = o.id
            """  # noqa: S608 - one of two words
        )


async def _date_briefing(tx: Tx, briefing_id: UUID, demo: DemoBriefing) -> None:
    """Have it begun when the demo says, answered at one sitting, and last changed by what became of it."""
    begun = demo.created_days_ago
    is_open = demo.state is BriefingState.EM_ANDAMENTO
    answered_at = _at_work(max(1, begun // 2 if is_open else begun - ANSWERING_DAYS), time(15, 10))
    await tx.execute(
        """
        update briefing_answers a set answered_at = $2::timestamptz - interval '5 minutes' * (n.all - n.nth)
        from (select question_id, row_number() over (order by id) as nth, count(*) over () as all
              from briefing_answers where briefing_id = $1) n
        where a.briefing_id = $1 and a.question_id = n.question_id
        """,
        briefing_id,
        answered_at,
    )
    offered_at: datetime | None = await tx.fetchval(
        "select max(updated_at) from orcamentos where briefing_id = $1", briefing_id
    )
    reopened_at = _at_work(1, time(17, 20)) if demo.state is BriefingState.EM_EDICAO else None
    # Twice, because the count of orçamentos is the change that does not date it anew.
    for step in (1, -1):
        await tx.execute(
            "update briefings set created_at = $2, updated_at = $3, orcamentos = orcamentos + $4 where id = $1",
            briefing_id,
            _at_work(begun, time(9, 15)),
            reopened_at or offered_at or answered_at,
            step,
        )


def _at_work(days: int, at: time) -> datetime:
    """So many days ago at that hour of São Paulo; of a weekend's days, on the Friday before."""
    day = now().astimezone(SAO_PAULO).date() - timedelta(days=days)
    return datetime.combine(day - timedelta(days=max(0, day.weekday() - 4)), at, SAO_PAULO)


def _since(moment: datetime) -> timedelta:
    return datetime.now(UTC) - moment
