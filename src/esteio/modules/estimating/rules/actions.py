"""What a person may do with an orçamento now: the moves of its state, and what does not move it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from esteio.modules.estimating.permissions import (
    ORCAMENTOS_APPROVE_DISCOUNT,
    ORCAMENTOS_CREATE,
    ORCAMENTOS_EDIT,
    ORCAMENTOS_SEND,
)
from esteio.modules.estimating.rules.states import allowed_actions
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState

VERSIONABLE: frozenset[BriefingState] = frozenset({BriefingState.CONCLUIDO, BriefingState.ORCAMENTO_ELABORACAO})
"""States of a briefing in which a new version of its orçamento may be made."""


class DiscountStatus(StrEnum):
    """Whether the discount of a draft stands."""

    NONE = "none"
    """There is none, or it is within the limit of the policy."""
    PENDING = "pending"
    """Above the limit, waiting for somebody else's word; the draft cannot be sent."""
    APPROVED = "approved"
    REFUSED = "refused"
    """It was taken out; the draft is at its full price."""


def orcamento_actions(
    state: OrcamentoState, permissions: Collection[str], *, pending: bool, asked_by_self: bool, versionable: bool
) -> list[str]:
    """The actions, by name, in the order in which they are offered.

    `pending` is about the discount, `asked_by_self` about who gave it, `versionable` about the briefing.
    """
    draft = state is OrcamentoState.RASCUNHO
    actions: list[str] = []
    if draft and ORCAMENTOS_EDIT in permissions:
        actions.append("edit")
    if draft and pending and not asked_by_self and ORCAMENTOS_APPROVE_DISCOUNT in permissions:
        actions += ["approve_discount", "refuse_discount"]
    actions += [action for action in allowed_actions(state, permissions) if not (pending and action == "send")]
    if state is OrcamentoState.ENVIADO and ORCAMENTOS_SEND in permissions:
        actions.append("share")
    if state is not OrcamentoState.APROVADO and versionable and ORCAMENTOS_CREATE in permissions:
        actions.append("new_version")
    return actions
