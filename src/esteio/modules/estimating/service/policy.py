"""The price policy of an organisation: the one in force, its versions, and trying one out."""

from __future__ import annotations

import datetime

import asyncpg
import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound, VersionConflict
from esteio.core.wire import Ref, check_text
from esteio.modules.estimating.rules.extraction import Extraction, confirm
from esteio.modules.estimating.rules.offer import make_offer
from esteio.modules.estimating.rules.policy import PricePolicy, policy_json, read_policy, validate_policy
from esteio.modules.estimating.rules.pricing import Pricing, price
from esteio.modules.estimating.rules.questionnaire import Fact
from esteio.modules.estimating.schemas.orcamentos import PaymentView, PricingView
from esteio.modules.estimating.schemas.policy import (
    FactsInput,
    Policy,
    PolicyInput,
    PolicyVersion,
    PolicyVersions,
    Preview,
    PreviewInput,
)
from esteio.modules.estimating.service.orcamentos import no_discount, today_in_sao_paulo
from esteio.modules.estimating.store import policy as store

SHIPPED = 0
"""Number of the policy that an organisation has until it makes its own."""
_NO_ANSWERS = Extraction(facts={}, missing=())


async def in_force(tx: Tx) -> Policy:
    """The newest version, or the policy that ships."""
    return _policy(await store.find_policy(tx))


async def get(tx: Tx, number: int) -> Policy:
    """The version with that number; raises `NotFound`."""
    row = await store.find_policy(tx, number)
    if row is None and number != SHIPPED:
        raise NotFound("Essa versão da política de preços não existe.")
    return _policy(row)


async def list_versions(tx: Tx) -> PolicyVersions:
    """Every version that the organisation made, the newest first."""
    return PolicyVersions(
        data=[
            PolicyVersion(number=row["number"], note=row["note"], created_at=row["created_at"], created_by=_author(row))
            for row in await store.list_policies(tx)
        ]
    )


async def change(tx: Tx, actor: Actor, data: PolicyInput, number: int | None, origin: Origin) -> Policy:
    """A new version, in force from now on; orçamentos that exist keep theirs.

    `number` is the version that was read. Raises `InvalidInput` with the path of each wrong figure, `VersionConflict`.
    """
    validate_policy(data.policy)
    present = await in_force(tx)
    if number is not None and number != present.number:
        raise VersionConflict(version=present.number)
    note = check_text("note", data.note).strip()
    new = present.number + 1
    if not await store.insert_policy(tx, new, policy_json(data.policy).decode(), note, actor.user_id):
        raise VersionConflict(version=new)
    record(
        tx,
        AuditEntry(
            action="policy.changed",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="price_policy",
            detail={"number": new, "figures": _differing(present.policy, data.policy)},
            origin=origin,
        ),
    )
    return await in_force(tx)


async def preview(tx: Tx, data: PreviewInput) -> Preview:
    """What a project would cost by a policy, or by the one in force; raises `InvalidInput` naming each field."""
    if data.policy is None:
        policy = (await in_force(tx)).policy
    else:
        policy = data.policy
        validate_policy(policy)
    today = today_in_sao_paulo()
    pricing = _price(data.facts, policy, today)
    offer = make_offer(pricing, discount=no_discount(pricing), starts_on=today, offered_on=today)
    return Preview(
        pricing=msgspec.convert(pricing, PricingView, from_attributes=True),
        composition=offer.composition,
        schedule=offer.schedule,
        payment=PaymentView(plan=policy.payment.plan, instalments=list(offer.instalments)),
        terms=offer.terms,
    )


def _price(data: FactsInput, policy: PricePolicy, today: datetime.date) -> Pricing:
    """The price of facts, checked as if a person had confirmed them; `fields` are the members of the request."""
    given = {Fact(name): value for name, value in msgspec.structs.asdict(data).items() if value not in (None, "", ())}
    try:
        return price(confirm(_NO_ANSWERS, given), policy, today)
    except InvalidInput as error:
        names = {field.name: field.encode_name for field in msgspec.structs.fields(FactsInput)}
        fields = {f"facts.{names.get(name, name)}": remedy for name, remedy in error.fields.items()}
        raise InvalidInput(error.detail, fields=fields) from None


def _policy(row: asyncpg.Record | None) -> Policy:
    if row is None:
        return Policy(number=SHIPPED, policy=PricePolicy(), note="", created_at=None, created_by=None)
    return Policy(
        number=row["number"],
        policy=read_policy(row["policy"]),
        note=row["note"],
        created_at=row["created_at"],
        created_by=_author(row),
    )


def _author(row: asyncpg.Record) -> Ref | None:
    return Ref(id=row["created_by"], name=row["created_by_name"] or "") if row["created_by"] else None


def _differing(before: PricePolicy, after: PricePolicy) -> list[str]:
    """Which parts of the document changed; the versions themselves hold the figures."""
    return [
        field.encode_name
        for field in msgspec.structs.fields(PricePolicy)
        if getattr(before, field.name) != getattr(after, field.name)
    ]
