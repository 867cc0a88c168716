"""Departments, cost centres, budgets, suppliers and delegations, made over HTTP as people make them."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.factories import Person

_numbers = count(1)


async def new_department(owner: Person, name: str = "") -> dict[str, Any]:
    """A department."""
    return await _made(owner, "/api/departments", {"name": name or f"Departamento {next(_numbers)}"})


async def new_cost_centre(owner: Person, *approvers: Person, **data: Any) -> dict[str, Any]:
    """A cost centre whose needs these people approve."""
    number = next(_numbers)
    centre = await _made(owner, "/api/cost-centres", {"code": f"CC-{number}", "name": f"Obra {number}", **data})
    for approver in approvers:
        answer = await owner.put(f"/api/cost-centres/{centre['id']}/people/{approver.id}", json={"approves": True})
        assert answer.status_code == 200, answer.text
    return (await owner.get(f"/api/cost-centres/{centre['id']}")).json()


async def new_budget(owner: Person, cost_centre: dict[str, Any], **data: Any) -> dict[str, Any]:
    """A budget of a cost centre; of the whole of 2026 unless `data` says otherwise."""
    body = {"costCentreId": cost_centre["id"], "year": 2026, "amount": "1000.00", **data}
    return await _made(owner, "/api/budgets", body)


async def new_supplier(owner: Person, **data: Any) -> dict[str, Any]:
    """A supplier: a firm with an e-mail address, unless `data` says otherwise."""
    number = next(_numbers)
    body = {"kind": "PJ", "name": f"Fornecedor {number}", "email": f"vendas{number}@exemplo.com.br", **data}
    return await _made(owner, "/api/suppliers", body)


async def new_delegation(giver: Person, to: Person, **data: Any) -> dict[str, Any]:
    """Some days of the year 2099 on which `to` signs for `giver`."""
    body = {"toId": str(to.id), "startsOn": "2099-01-05", "endsOn": "2099-01-16", **data}
    return await _made(giver, "/api/approval-delegations", body)


async def _made(owner: Person, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await owner.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()
