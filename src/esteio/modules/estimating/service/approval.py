"""The client's side, by the public link and without an account: reading, commenting, approving, declining."""

from __future__ import annotations

import asyncpg
import msgspec

from esteio.brazil import cpf
from esteio.brazil.errors import InvalidText
from esteio.core.access import Scope
from esteio.core.db import Tx
from esteio.core.errors import InvalidInput
from esteio.core.history import Visitor
from esteio.core.tokens import InvalidLink, LinkClaims, LinkReplaced
from esteio.core.wire import check_text
from esteio.http.context import RequestContext
from esteio.http.services import Services
from esteio.modules.estimating.errors import (
    ProposalDecided,
    ProposalExpired,
    ProposalReplaced,
    TooManyComments,
)
from esteio.modules.estimating.rules.vocabulary import OrcamentoState
from esteio.modules.estimating.schemas.approval import (
    Approval,
    Comment,
    ProposalAnswer,
    ProposalBody,
    ProposalComment,
    PublicProposal,
    Receipt,
    Refusal,
)
from esteio.modules.estimating.service import moves
from esteio.modules.estimating.service.history import HISTORY, EventKind, note
from esteio.modules.estimating.service.links import PROPOSAL_PURPOSE
from esteio.modules.estimating.service.orcamentos import has_lapsed, lock
from esteio.modules.estimating.service.proposal import Pdf, Printing, print_pdf, read_document
from esteio.modules.estimating.store import orcamentos as store
from esteio.modules.workspace.api import get_logo_url

MOST_COMMENTS = 200
"""Of one proposal: the link may fall into hands that write without end."""
LEAST_REASON_CHARS = 10
_DECIDED = frozenset({OrcamentoState.APROVADO, OrcamentoState.REJEITADO})


async def view(services: Services, context: RequestContext, token: str) -> PublicProposal:
    """What the client was sent and how it stands; the first reading is noted.

    Raises `InvalidLink`, `ExpiredLink`, `LinkReplaced`, `ProposalReplaced`, `ProposalExpired`.
    """
    tx, row = await _open(services, context, token)
    if not await HISTORY.count(tx, row["id"], EventKind.OPENED):
        await note(tx, row["id"], EventKind.OPENED, Visitor(), context.origin)
    decided = row["status"] in _DECIDED
    comments = await HISTORY.list_of(tx, row["id"], EventKind.COMMENTED)
    return PublicProposal(
        status=row["status"],
        logo_url=await get_logo_url(services.files, tx),
        proposal=msgspec.convert(read_document(row), ProposalBody, from_attributes=True),
        sha256=row["proposal_sha256"],
        decision=ProposalAnswer(at=row["decided_at"], name=row["decided_by_name"]) if decided else None,
        comments=[ProposalComment(at=each["at"], name=each["person_name"], text=each["text"]) for each in comments],
        can=["comment"] if decided else ["approve", "decline", "comment"],
    )


async def pdf(services: Services, token: str) -> Pdf:
    """What the client was sent, on paper; raises as `view`."""
    claims = _claims(services, token)
    scope = Scope(tenant_id=claims.tenant_id)
    async with services.db.transaction(scope) as tx:
        _require_open(await store.find_orcamento(tx, claims.subject), claims)
    printing = Printing(services.settings, services.tokens, services.files, services.db)
    return await print_pdf(printing, scope, claims.subject)


async def approve(services: Services, context: RequestContext, token: str, data: Approval) -> Receipt:
    """Sign what was sent, with name and CPF; once.

    Raises as `view`, `ProposalDecided` when there is an answer already, `InvalidInput`.
    """
    try:
        document = cpf.normalise(data.cpf)
    except InvalidText as error:
        raise InvalidInput(fields={"cpf": str(error)}) from None
    answer = moves.Answer(
        action="approve",
        name=_name(data.name, required=True),
        document=document,
        reason=check_text("comment", data.comment).strip(),
    )
    return await _decide(services, context, token, answer)


async def decline(services: Services, context: RequestContext, token: str, data: Refusal) -> Receipt:
    """Say no, and why; once. Raises as `approve`."""
    reason = check_text("reason", data.reason).strip()
    if len(reason) < LEAST_REASON_CHARS:
        raise InvalidInput(fields={"reason": f"Conte o motivo com pelo menos {LEAST_REASON_CHARS} caracteres."})
    answer = moves.Answer(action="reject", name=_name(data.name), reason=reason)
    return await _decide(services, context, token, answer)


async def comment(services: Services, context: RequestContext, token: str, data: Comment) -> ProposalComment:
    """Write to the studio; raises as `view`, `TooManyComments`, `InvalidInput`."""
    text = check_text("text", data.text).strip()
    if not text:
        raise InvalidInput(fields={"text": "Escreva o comentário."})
    tx, row = await _open(services, context, token, locked=True)
    if await HISTORY.count(tx, row["id"], EventKind.COMMENTED) >= MOST_COMMENTS:
        raise TooManyComments
    name = _name(data.name) or read_document(row).client.name
    await note(tx, row["id"], EventKind.COMMENTED, Visitor(name), context.origin, text=text)
    written = (await HISTORY.list_of(tx, row["id"], EventKind.COMMENTED))[-1]
    return ProposalComment(at=written["at"], name=name, text=text)


async def _decide(services: Services, context: RequestContext, token: str, answer: moves.Answer) -> Receipt:
    claims = _claims(services, token)
    tx = await context.open(Scope(tenant_id=claims.tenant_id))
    found = _require_open(await store.find_orcamento(tx, claims.subject), claims)
    # Of two answers at once the second waits here, and then finds the first.
    briefing, row = await lock(tx, found["id"])
    _require_open(row, claims)
    if row["status"] in _DECIDED:
        raise ProposalDecided(decision=row["status"])
    answer = msgspec.structs.replace(answer, name=answer.name or read_document(row).client.name)
    await moves.decide(tx, briefing, row, answer, Visitor(answer.name), context.origin)
    after = await store.find_orcamento(tx, row["id"])
    if after is None:
        raise RuntimeError("an orçamento is not deleted")
    return Receipt(
        id=after["id"],
        code=after["codigo"],
        version=after["versao"],
        status=after["status"],
        at=after["decided_at"],
        name=after["decided_by_name"],
        sha256=after["proposal_sha256"],
    )


async def _open(
    services: Services, context: RequestContext, token: str, *, locked: bool = False
) -> tuple[Tx, asyncpg.Record]:
    claims = _claims(services, token)
    tx = await context.open(Scope(tenant_id=claims.tenant_id))
    read = store.lock_orcamento if locked else store.find_orcamento
    return tx, _require_open(await read(tx, claims.subject), claims)


def _claims(services: Services, token: str) -> LinkClaims:
    return services.tokens.read_link(token, PROPOSAL_PURPOSE)


def _require_open(row: asyncpg.Record | None, claims: LinkClaims) -> asyncpg.Record:
    """The row, unless the link no longer opens it; each reason has a code of its own."""
    if row is None or row["link_nonce"] is None:
        raise InvalidLink
    if row["link_nonce"] != claims.nonce:
        raise LinkReplaced
    if row["status"] == OrcamentoState.SUBSTITUIDO:
        raise ProposalReplaced
    if row["status"] == OrcamentoState.EXPIRADO or has_lapsed(row):
        raise ProposalExpired
    return row


def _name(text: str, *, required: bool = False) -> str:
    name = " ".join(check_text("name", text).split())
    if required and " " not in name:
        raise InvalidInput(fields={"name": "Escreva o nome completo."})
    return name
