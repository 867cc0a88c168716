"""The client's side, by the public link and without an account: reading, commenting, approving, declining."""

from __future__ import annotations

import asyncpg
import msgspec

from esteio.brazil import cpf
from esteio.brazil.errors import InvalidText
from esteio.core.access import Scope
from esteio.core.errors import InvalidInput
from esteio.core.history import Visitor
from esteio.core.wire import check_text, written
from esteio.http.context import RequestContext
from esteio.http.printing import printing_of
from esteio.http.public_pages import PublicPage, visitor_name
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
from esteio.modules.estimating.service.links import PROPOSAL_LINK
from esteio.modules.estimating.service.orcamentos import has_lapsed, lock
from esteio.modules.estimating.service.proposal import Pdf, print_pdf, read_document
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
    tx, row = await _PAGE.open(services, context, token)
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
    claims = await _PAGE.check(services, token)
    return await print_pdf(printing_of(services), Scope(tenant_id=claims.tenant_id), claims.subject)


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
    text = written("text", data.text, "Escreva o comentário.")
    tx, row = await _PAGE.open(services, context, token, store.lock_orcamento)
    if await HISTORY.count(tx, row["id"], EventKind.COMMENTED) >= MOST_COMMENTS:
        raise TooManyComments
    name = _name(data.name) or read_document(row).client.name
    await note(tx, row["id"], EventKind.COMMENTED, Visitor(name), context.origin, text=text)
    line = (await HISTORY.list_of(tx, row["id"], EventKind.COMMENTED))[-1]
    return ProposalComment(at=line["at"], name=name, text=text)


async def _decide(services: Services, context: RequestContext, token: str, answer: moves.Answer) -> Receipt:
    tx, found = await _PAGE.open(services, context, token)
    # Of two answers at once the second waits here, and then finds the first.
    briefing, row = await lock(tx, found["id"])
    _PAGE.require_still(services, token, row)
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


def _require_open(row: asyncpg.Record) -> None:
    if row["status"] == OrcamentoState.SUBSTITUIDO:
        raise ProposalReplaced
    if row["status"] == OrcamentoState.EXPIRADO or has_lapsed(row):
        raise ProposalExpired


_PAGE = PublicPage(PROPOSAL_LINK, store.find_orcamento, _require_open)


def _name(text: str, *, required: bool = False) -> str:
    name = visitor_name(text)
    if required and " " not in name:
        raise InvalidInput(fields={"name": "Escreva o nome completo."})
    return name
