"""The columns that are written, in the order in which a row has them, and rows as they are gathered.

A row's values are what JSON and COPY both take: text, whole numbers, booleans, moments, days, lists, objects, None.
Amounts are text already: `money` writes cents, `halves` writes halves of a unit.
"""

from __future__ import annotations

from datetime import datetime
from random import Random

from esteio.modules.procurement.rules.codes import CodeKind

TABLES: dict[str, tuple[str, ...]] = {
    name: ("tenant_id", *columns.split())
    for name, columns in {
        "departments": "id name created_at updated_at",
        "cost_centres": "id department_id code name created_at updated_at",
        "cost_centre_people": "cost_centre_id person_id approves",
        "budgets": "id cost_centre_id year month amount note created_at updated_at",
        "suppliers": """id kind name trade_name document email phone website contact_name address categories
            payment_days score notes created_by created_at updated_at""",
        "approval_delegations": "id from_id to_id starts_on ends_on reason created_by created_at updated_at",
        "purchase_requests": """id code title description department_id cost_centre_id requester_id buyer_id status
            archived_from status_since priority needed_on approval_round policy_number parent_id inherits_a1
            rejection_reason items estimated_total award_id total over_budget invited answered submitted_at a1_at
            awarded_at approved_at ordered_at received_at closed_at created_by created_at updated_at version""",
        "purchase_request_items": """id request_id position description specification category unit quantity
            estimated_unit_price created_at updated_at""",
        "purchase_request_events": "id request_id at kind from_status to_status person_id person_name text detail",
        "purchase_request_comments": "id request_id person_id text created_at updated_at",
        "approval_steps": """id request_id round stage decision person_id person_name reason amount seen_sha256 address
            user_agent at""",
        "approval_tasks": "id request_id stage person_id waiting_since",
        "quotation_rounds": """id code request_id status closes_at exception_reason instructions created_by created_at
            updated_at""",
        "quotations": """id round_id purchase_request_id supplier_id status link_nonce opened_at answered_at
            declined_reason payment_days payment_terms delivery_days valid_until freight taxes discount_kind
            discount_value discount subtotal total answered_by created_by created_at updated_at""",
        "quotation_items": """quotation_id item_id available unit_price quantity discount brand delivery_days total""",
        "quotation_messages": "id quotation_id from_supplier person_id person_name text at",
        "awards": "id request_id round_id total reason comparison awarded_by at",
        "award_items": """id award_id item_id quotation_id supplier_id position description unit quantity unit_price
            discount freight taxes total first_total highest_total lowest_total brand delivery_days""",
        "purchase_orders": """id code request_id award_id quotation_id supplier_id cost_centre_id status fulfilment
            closed_short subtotal discount freight taxes total payment_days payment_terms delivery_address expected_on
            link_nonce link_expires_at sent_at confirmed_at confirmed_by completed_at buyer_id created_by
            created_at updated_at""",
        "purchase_order_items": """id order_id award_item_id item_id position description unit brand quantity
            unit_price discount freight taxes total received given_up""",
        "purchase_order_events": "id order_id at kind from_status to_status person_id person_name text",
        "invoices": """id access_key sha256 number series issuer_document issuer_name recipient_document issued_at
            products_total discount freight taxes total items supplier_id order_id created_by created_at updated_at""",
        "invoice_items": """id invoice_id position supplier_code description unit quantity unit_price total
            order_item_id""",
        "receipts": """id code order_id supplier_id invoice_id status arrived_on notes difference_reason
            cancelled_reason received_by checked_by done_at created_at updated_at""",
        "receipt_items": "id receipt_id order_item_id accepted refused refused_reason",
        "document_counters": "kind period value",
    }.items()
}
CODED: dict[str, CodeKind] = {"quotation_rounds": "COT", "purchase_orders": "PED", "receipts": "REC"}
"""What gets its number when all of a batch is known: by time."""

Row = list[object]


class Rows:
    """Rows of one organisation, table by table."""

    def __init__(self, tenant_id: str) -> None:
        self._tenant_id = tenant_id
        self.tables: dict[str, list[Row]] = {name: [] for name in TABLES}

    def add(self, table: str, *values: object) -> Row:
        """One more row, the values as `TABLES` has its columns after `tenant_id`."""
        row: Row = [self._tenant_id, *values]
        self.tables[table].append(row)
        return row

    def columns(self, table: str, *names: str) -> list[tuple[object, ...]]:
        """Those columns of all rows of a table."""
        places = [TABLES[table].index(name) for name in names]
        return [tuple(row[place] for place in places) for row in self.tables[table]]


class Ids:
    """Ids of version 7 by their moment (RFC 9562 5.7), from a generator instead of chance."""

    def __init__(self, random: Random) -> None:
        self._bits = random.getrandbits

    def new(self, at: datetime) -> str:
        """One more, as text."""
        milliseconds = int(at.timestamp() * 1000)
        noise = self._bits(74)
        head, tail = noise >> 62, noise & (1 << 62) - 1
        variant, node = tail >> 48 | 0x8000, tail & (1 << 48) - 1
        return f"{milliseconds >> 16:08x}-{milliseconds & 0xFFFF:04x}-7{head:03x}-{variant:04x}-{node:012x}"


def money(cents: int) -> str:
    """R$ with two decimals, not negative."""
    return f"{cents // 100}.{cents % 100:02}"


def halves(count: int) -> str:
    """A quantity in halves of a unit."""
    return f"{count >> 1}.5" if count & 1 else str(count >> 1)


def line_cents(unit_cents: int, quantity_halves: int) -> int:
    """Unit price times quantity, to the cent, half up."""
    return (unit_cents * quantity_halves + 1) >> 1


def shares(total: int, weights: list[int]) -> list[int]:
    """`total` cents divided by the weights by the largest remainder, as `core/allocation.py` does it with any amounts.

    With no weight above zero, all of it goes to the first.
    """
    whole = sum(weights)
    if not total or not whole:
        return [total, *[0] * (len(weights) - 1)]
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
