"""What can be done with an entry of the registers: departments, cost centres, suppliers, budgets, delegations."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from esteio.modules.procurement.permissions import BUDGETS_EDIT, DELEGATIONS_MANAGE

IN_USE = "in_use"
ARCHIVED = "archived"
REGISTER_ACTIONS: Mapping[str, tuple[str, ...]] = {IN_USE: ("edit", "archive"), ARCHIVED: ("edit", "restore")}
"""By whether it is put away, for whoever may edit the register."""
SET = "set"
BUDGET_ACTIONS: Mapping[str, tuple[str, ...]] = {SET: ("edit", "remove")}
"""A budget is set as long as it is there."""


def register_actions(permissions: Collection[str], editing: str, *, archived: bool) -> list[str]:
    """What somebody with these permissions can do with an entry that `editing` lets people edit."""
    return list(REGISTER_ACTIONS[ARCHIVED if archived else IN_USE]) if editing in permissions else []


def budget_actions(permissions: Collection[str]) -> list[str]:
    """What somebody with these permissions can do with a budget."""
    return list(BUDGET_ACTIONS[SET]) if BUDGETS_EDIT in permissions else []


def delegation_actions(permissions: Collection[str], *, standing: bool, own: bool) -> list[str]:
    """What somebody can do with a delegation; `own` is one of their own signature, `standing` one that is not over."""
    return ["cancel"] if standing and (own or DELEGATIONS_MANAGE in permissions) else []
