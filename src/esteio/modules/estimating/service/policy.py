"""The price policy of an organisation: the one in force, its versions, and trying one out."""

from __future__ import annotations

import datetime

import msgspec

from esteio.core.access import Actor
from esteio.core.audit import AuditEntry, Origin, record
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput, NotFound
from esteio.core.policies import NumberedPolicy, Policies
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

POLICIES = Policies(table="price_policies", shipped=PricePolicy(), read=read_policy, write=policy_json)
_NO_ANSWERS = Extraction(facts={}, missing=())


async def in_force(tx: Tx) -> Policy:
    """The newest version, or the policy that ships."""
    return _policy(await POLICIES.in_force(tx))


async def get(tx: Tx, number: int) -> Policy:
    """The version with that number; raises `NotFound`."""
    found = await POLICIES.find(tx, number)
    if found is None:
        raise NotFound("Essa versão da política de preços não existe.")
    return _policy(found)


async def list_versions(tx: Tx) -> PolicyVersions:
    """Every version that the organisation made, the newest first."""
    return PolicyVersions(data=msgspec.convert(await POLICIES.versions(tx), list[PolicyVersion], from_attributes=True))


async def change(tx: Tx, actor: Actor, data: PolicyInput, number: int | None, origin: Origin) -> Policy:
    """A new version, in force from now on; orçamentos that exist keep theirs.

    `number` is the version that was read. Raises `InvalidInput` with the path of each wrong figure, `VersionConflict`.
    """
    validate_policy(data.policy)
    before, new = await POLICIES.add(tx, actor, data.policy, data.note, number)
    record(
        tx,
        AuditEntry(
            action="policy.changed",
            tenant_id=actor.tenant_id,
            user_id=actor.user_id,
            thing="price_policy",
            detail={"number": new, "figures": _differing(before.policy, data.policy)},
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


def _policy(version: NumberedPolicy[PricePolicy]) -> Policy:
    return Policy(
        number=version.number,
        policy=version.policy,
        note=version.note,
        created_at=version.created_at,
        created_by=version.created_by,
    )


def _differing(before: PricePolicy, after: PricePolicy) -> list[str]:
    """Which parts of the document changed; the versions themselves hold the figures."""
    return [
        field.encode_name
        for field in msgspec.structs.fields(PricePolicy)
        if getattr(before, field.name) != getattr(after, field.name)
    ]
