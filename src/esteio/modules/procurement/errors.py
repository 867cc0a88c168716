"""Errors of procurement."""

from __future__ import annotations

from esteio.core.errors import Conflict


class DuplicateDepartment(Conflict):
    """Departamento repetido"""

    code = "DUPLICATE_DEPARTMENT"
    default_detail = "Já existe um departamento em uso com este nome."
    english = "A department in use has this name already."


class DuplicateCostCentre(Conflict):
    """Centro de custo repetido"""

    code = "DUPLICATE_COST_CENTRE"
    default_detail = "Já existe um centro de custo em uso com este código."
    english = "A cost centre in use has this code already."


class DuplicateBudget(Conflict):
    """Verba repetida"""

    code = "DUPLICATE_BUDGET"
    default_detail = "Este centro de custo já tem uma verba para este período. Altere o valor dela."
    english = "This cost centre has a budget for this period already. Change its amount."


class DuplicateSupplier(Conflict):
    """Fornecedor repetido"""

    code = "DUPLICATE_SUPPLIER"
    default_detail = "Já existe um fornecedor com este documento. Procure por ele, também entre os arquivados."
    english = "A supplier with this document exists already. Look for it, also among the archived ones."


class DelegationOverlaps(Conflict):
    """Delegação repetida"""

    code = "DELEGATION_OVERLAPS"
    default_detail = "Já há uma delegação desta pessoa nesses dias. Cancele-a antes ou escolha outros dias."
    english = "This person's signature is delegated on some of these days already. Cancel that first, or choose others."


class DelegationOver(Conflict):
    """Delegação encerrada"""

    code = "DELEGATION_OVER"
    default_detail = "Esta delegação já terminou ou foi cancelada."
    english = "This delegation is over or was cancelled."
