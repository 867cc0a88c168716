"""What can be done with an entry of the registers: departments, cost centres, suppliers, budgets, delegations."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from esteio.modules.procurement.permissions import (
    BUDGETS_EDIT,
    CENTRES_EDIT,
    DELEGATIONS_MANAGE,
    REQUESTS_CREATE,
    REQUESTS_MANAGE,
)

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


def centre_actions(permissions: Collection[str], *, archived: bool, named: bool) -> tuple[list[str], list[str]]:
    """What everybody with these permissions can do with a cost centre, and what those named on it can besides.

    `named`: somebody is named to ask on it, so nobody else does, but for who looks after everybody's requests.
    """
    can = register_actions(permissions, CENTRES_EDIT, archived=archived)
    asking = ["ask"] if REQUESTS_CREATE in permissions and not archived else []
    theirs = named and REQUESTS_MANAGE not in permissions
    return (can, asking) if theirs else ([*can, *asking], [])


def budget_actions(permissions: Collection[str]) -> list[str]:
    """What somebody with these permissions can do with a budget."""
    return list(BUDGET_ACTIONS[SET]) if BUDGETS_EDIT in permissions else []


def delegation_actions(permissions: Collection[str], *, standing: bool, own: bool) -> list[str]:
    """What somebody can do with a delegation; `own` is one of their own signature, `standing` one that is not over."""
    return ["cancel"] if standing and (own or DELEGATIONS_MANAGE in permissions) else []
