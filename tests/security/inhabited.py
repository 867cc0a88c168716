"""An organisation with one of everything, made over HTTP as people make it."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg
from tests.brazil.nfe_documents import SUPPLIER, nfe_xml
from tests.factories import Person, World
from tests.modules.estimating.orcamento_steps import (
    TEMPLATE,
    WORKED_CASE,
    concluded_briefing,
    generate,
    link_token,
    new_client,
    open_briefing,
    sent,
)
from tests.modules.procurement.award_steps import CEMENT as CEMENT_ITEM
from tests.modules.procurement.award_steps import award, award_all, choices
from tests.modules.procurement.invoice_steps import CEMENT, note_lines, order_rows, sent_note
from tests.modules.procurement.order_steps import Buying, act, checked, issued, received, signed
from tests.modules.procurement.order_steps import page_of as order_page
from tests.modules.procurement.organisation_steps import (
    new_budget,
    new_cost_centre,
    new_delegation,
    new_department,
    new_supplier,
)
from tests.modules.procurement.procurement_steps import new_request
from tests.modules.procurement.quotation_steps import answered, page_of, quoted_request, quoting_of

from esteio.core.access import Scope
from esteio.core.audit import NOWHERE
from esteio.modules.procurement.service import moves, requests
from esteio.modules.workspace.rules import INVITATION_PURPOSE, RESET_PURPOSE
from esteio.modules.workspace.store import resets as store

SIDE_PX = 16
_numbers = count(1)


def _png() -> bytes:
    """A white square, as small as a logo may be."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", SIDE_PX, SIDE_PX, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff" * SIDE_PX) * SIDE_PX)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = _png()


@dataclass
class Inhabited:
    """An organisation, its owner, and the things in it by name."""

    owner: Person
    word: str
    """In every text of the organisation and in no other's."""
    things: dict[str, Any] = field(default_factory=dict)


async def inhabit(world: World, admin: asyncpg.Connection, word: str, *, operates: bool = True) -> Inhabited:
    """A new organisation in which every kind of thing is there once, or as often as its routes use one up."""
    owner = await (world.operator if operates else world.organisation)(f"Ateliê {word}")
    here = Inhabited(owner, word)
    things = here.things
    things["organisation"] = str(owner.tenant_id)
    things["person_id"] = str((await world.member_with(owner)).id)
    await admin.execute("update users set name = $2 where id = $1", UUID(things["person_id"]), f"Pessoa {word}")
    things["role_id"] = await _made(owner, "/api/roles", {"name": f"Papel {word}", "permissions": []})
    things["unused_role"] = await _made(owner, "/api/roles", {"name": f"Papel livre {word}", "permissions": []})
    await _invite(world, admin, here)
    await _send_files(here)
    await _price(here)
    await _organise(world, here)
    await _ask_for_things(here)
    await _quote(world, here)
    await _award(world, here)
    await _order(world, here)
    await _bill(world, here)
    await _wait_for_signatures(world, here)
    things["job_id"] = await dead_job(admin, owner.tenant_id, word)
    things["spare_job"] = await dead_job(admin, owner.tenant_id, word)
    things["reset_token"] = await _reset_token(world)
    things["notification"] = await notify(admin, owner, word)
    things["bulk_id"] = await entrust(admin, here, owner)
    for name in ("rule_id", "spare_rule"):
        things[name] = str(await _alert_rule(admin))
    return here


async def _alert_rule(admin: asyncpg.Connection) -> UUID:
    """A rule of the installation, which everybody shares who operates it."""
    return await admin.fetchval(
        """
        insert into alert_rules (name, metric, comparison, threshold, lasting_s, clear_threshold, clear_lasting_s,
                                 severity)
        values ('Regra', 'cpuPercent', 'above', 80, 60, 60, 60, 'warning') returning id
        """
    )


async def notify(admin: asyncpg.Connection, person: Person, word: str) -> str:
    """A notification of the person's own."""
    notification_id = await admin.fetchval(
        """
        insert into notifications (tenant_id, user_id, event, message, type)
        values ($1, $2, 'briefing_concluded', $3, 'info') returning id
        """,
        person.tenant_id,
        person.id,
        f"Aviso {word}",
    )
    return str(notification_id)


async def _invite(world: World, admin: asyncpg.Connection, here: Inhabited) -> None:
    for name in ("invitation_id", "accepted"):
        address = f"{here.word.lower()}{next(_numbers)}@exemplo.com.br"
        body = {"email": address, "roleIds": [here.things["role_id"]]}
        here.things[name] = await _made(here.owner, "/api/invitations", body)
    row = await admin.fetchrow("select id, nonce from invitations where id = $1", UUID(here.things["accepted"]))
    assert row is not None
    here.things["invitation_token"] = world.tokens.link(
        INVITATION_PURPOSE, here.owner.tenant_id, row["id"], row["nonce"], 600
    )


async def _send_files(here: Inhabited) -> None:
    here.things["file_input"] = ticket = {
        "name": f"{here.word}.png",
        "contentType": "image/png",
        "size": len(PNG),
        "sha256": hashlib.sha256(PNG).hexdigest(),
        "thing": "logo",
    }
    for name in ("file_sent", "file_id"):
        begun = await here.owner.post("/api/files", json=ticket)
        assert begun.status_code == 201, begun.text
        upload = begun.json()
        stored = await here.owner.client.request(
            upload["method"], upload["url"], content=PNG, headers=upload["headers"]
        )
        assert stored.status_code == 200, stored.text
        here.things[name] = upload["id"]
    confirmed = await here.owner.post(f"/api/files/{here.things['file_id']}/confirm")
    assert confirmed.status_code == 200, confirmed.text


async def _price(here: Inhabited) -> None:
    owner, things, word = here.owner, here.things, here.word
    policy = (await owner.get("/api/price-policy")).json()["policy"]
    changed = await owner.put("/api/price-policy", json={"policy": policy, "note": f"Nota {word}"})
    assert changed.status_code == 200, changed.text
    things["policy"], things["policy_number"] = policy, changed.json()["number"]
    things["client_id"] = client = await new_client(owner, name=f"Marina {word}")
    template = {**TEMPLATE, "key": "usado", "name": f"Modelo {word}"}
    things["template_id"] = await _made(owner, "/api/briefing-templates", template)
    things["spare_template"] = await _made(owner, "/api/briefing-templates", {**template, "key": "livre"})
    made = {"template_id": things["template_id"], "client_id": client}
    briefing = await open_briefing(owner, {**WORKED_CASE, "cidade": f"{word}/SP"}, **made)
    things["briefing_id"] = briefing["id"]
    things["concluded_briefing"] = (await concluded_briefing(owner, **made))["id"]

    async def draft() -> str:
        orcamento = await generate(owner, (await concluded_briefing(owner, **made))["id"])
        text = {"title": f"Casa {word}", "scope": f"Escopo {word}", "notes": f"Nota {word}"}
        changed = await owner.patch(f"/api/orcamentos/{orcamento['id']}", json=text)
        assert changed.status_code == 200, changed.text
        return orcamento["id"]

    things["draft"] = await draft()
    for name in ("discounted", "discounted_too"):
        things[name] = await draft()
        answer = await owner.patch(f"/api/orcamentos/{things[name]}", json={"discount": {"percent": "40"}})
        assert answer.json()["discount"]["status"] == "pending", answer.text
    for name in ("sent", "sent_too", "with_client", "with_other_client", "first_version"):
        things[name] = (await sent(owner, await draft()))["id"]
    things["link_token"] = await link_token(owner, things["with_client"])
    things["other_link_token"] = await link_token(owner, things["with_other_client"])
    things["second_version"] = await _made(owner, f"/api/orcamentos/{things['first_version']}/new-version", None)


async def _organise(world: World, here: Inhabited) -> None:
    owner, things, word = here.owner, here.things, here.word
    approver = await world.member(owner, "approver", f"Aprovadora {word}")
    delegate = await world.member(owner, "approver", f"Substituta {word}")
    things["approver_id"], things["delegate_id"] = str(approver.id), str(delegate.id)
    things["department_id"] = (await new_department(owner, f"Departamento {word}"))["id"]
    centre = await new_cost_centre(owner, approver, name=f"Obra {word}", departmentId=things["department_id"])
    things["cost_centre_id"] = centre["id"]
    things["budget_id"] = (await new_budget(owner, centre, note=f"Nota {word}"))["id"]
    things["spare_budget"] = (await new_budget(owner, centre, month=1, note=f"Nota {word}"))["id"]
    things["supplier_id"] = (await new_supplier(owner, name=f"Fornecedor {word}"))["id"]
    things["delegation_id"] = (await new_delegation(approver, delegate, reason=f"Férias {word}"))["id"]
    policy = (await owner.get("/api/approval-policy")).json()["policy"]
    changed = await owner.put("/api/approval-policy", json={"policy": policy, "note": f"Nota {word}"})
    assert changed.status_code == 200, changed.text
    things["approval_policy"], things["approval_policy_number"] = policy, changed.json()["number"]


async def _ask_for_things(here: Inhabited) -> None:
    owner, things, word = here.owner, here.things, here.word
    centre = {"id": things["cost_centre_id"]}
    asked = await new_request(owner, centre, title=f"Compra {word}", description=f"Para {word}")
    things["request_id"], things["item_id"] = asked["id"], asked["lines"][0]["id"]
    comment = f"/api/purchase-requests/{asked['id']}/comments"
    for name in ("comment_id", "spare_comment"):
        things[name] = await _made(owner, comment, {"text": f"Comentário {word}"})
    things["moving_request"] = (await new_request(owner, centre, title=f"Compra {word}"))["id"]


async def _quote(world: World, here: Inhabited) -> None:
    owner, things, word = here.owner, here.things, here.word
    things["quotable_request"] = (await quoted_request(world, owner, title=f"Material {word}"))["id"]
    things["spare_round"] = (await quoting_of(world, owner, 1, title=f"Muro {word}")).round["id"]
    asked = await quoting_of(world, owner, 6, title=f"Laje {word}")
    things["round_id"] = asked.round["id"]
    things["uninvited_supplier"] = (await new_supplier(owner, name=f"Fornecedor livre {word}"))["id"]
    names = ("quotation_id", "linked_quotation", "declinable_quotation", "cancellable_quotation")
    for name, quotation in zip(names, asked.quotations, strict=False):
        things[name] = quotation["id"]
    things["quotation_token"], things["other_quotation_token"] = asked.tokens[4:]
    whole = (await owner.get(f"/api/quotations/{things['quotation_id']}")).json()
    things["asked_item"] = whole["items"][0]["itemId"]
    ticket = {**here.things["file_input"], "name": "proposta.png"}
    del ticket["thing"]
    page = page_of(things["quotation_token"])
    begun = await owner.client.post(f"{page}/files", json=ticket)
    assert begun.status_code == 201, begun.text
    upload = begun.json()
    stored = await owner.client.request(upload["method"], upload["url"], content=PNG, headers=upload["headers"])
    assert stored.status_code == 200, stored.text
    things["supplier_ticket"], things["supplier_file"] = ticket, upload["id"]
    asking = await owner.post(f"/api/quotations/{things['quotation_id']}/messages", json={"text": f"Olá {word}"})
    assert asking.status_code == 201, asking.text


async def _award(world: World, here: Inhabited) -> None:
    owner, things, word = here.owner, here.things, here.word
    prices = ("40.00", "100.00", "130.00")
    for name in ("awardable", "awarded"):
        asked = await quoting_of(world, owner, 1, title=f"Telhado {word}")
        await answered(owner.client, asked.pages[0], *prices)
        things[f"{name}_round"], things[f"{name}_request"] = asked.round["id"], asked.request["id"]
        things[f"{name}_quotation"] = asked.quotations[0]["id"]
    choice = {"quotationId": things["awarded_quotation"], "exceptionReason": f"Só há um em {word}."}
    things["award_id"] = await _made(owner, f"/api/quotation-rounds/{things['awarded_round']}/award", choice)


async def _order(world: World, here: Inhabited) -> None:
    """Cement from as many suppliers as orders are used up, a part from each."""
    owner, things, word = here.owner, here.things, here.word
    names = ("order_id", "cancellable_order", "returnable_order", "short_order", "paged_order", "arriving_order")
    asked = await quoting_of(world, owner, len(names), title=f"Piso {word}")
    for page in asked.pages:
        await answered(owner.client, page, "40.00", "100.00", "130.00")
    shares = await choices(asked, *((CEMENT_ITEM, supplier, "20") for supplier in range(len(names))), (1, 0), (2, 0))
    await award(owner, asked, choices=shares)
    bought = Buying(asked, {}, await world.member(owner), await world.member(owner))
    await signed(bought)
    orders = await issued(bought)
    for name, order in zip(names, orders, strict=True):
        things[name] = order["id"]
    short, paged, arriving = [await act(owner, order, "send") for order in orders[3:]]
    await checked(owner, await received(owner, short, "1"))
    things["order_token"] = (await order_page(owner, paged)).rpartition("/")[2]
    for name in ("receipt_id", "spare_receipt"):
        things[name] = (await received(owner, arriving, "1", notes=f"Chegou {word}"))["id"]
    things["order_item"] = arriving["items"][0]["id"]
    single = await quoting_of(world, owner, 1, title=f"Forro {word}")
    await answered(owner.client, single.pages[0], "40.00", "100.00", "130.00")
    await award_all(single, exceptionReason=f"Só há um em {word}.")
    await signed(Buying(single, {}, bought.manager, bought.director))
    things["approved_request"] = single.request["id"]


async def _bill(world: World, here: Inhabited) -> None:
    owner, things, word = here.owner, here.things, here.word
    supplier = await new_supplier(owner, name=f"Areal {word}", document=SUPPLIER)
    items = [{"description": CEMENT.description, "unit": CEMENT.unit, "quantity": CEMENT.quantity}]
    asked = await new_request(owner, {"id": things["cost_centre_id"]}, title=f"Muro {word}", items=items)
    place = UUID(asked["id"]), UUID(things["cost_centre_id"])
    order = await order_rows(world, owner, *place, supplier, CEMENT)
    things["matched_order"] = str(order.id)
    lines, issuer_name = note_lines(order, CEMENT), f"AREAL {word}"
    for name in ("invoice_id", "cancelled_invoice"):
        made = await sent_note(owner, *lines, issuer_name=issuer_name)
        things[name], things[f"{name}_line"] = made["id"], made["lines"][0]["id"]
    things["ordered_item"] = str(order.items[0])
    cancelled = await owner.post(
        f"/api/invoices/{things['cancelled_invoice']}/cancel", json={"reason": f"Erro {word}."}
    )
    assert cancelled.status_code == 200, cancelled.text
    things["invoice_xml"] = nfe_xml(number=next(_numbers))  # whoever sends it has it: it names nobody here


async def _wait_for_signatures(world: World, here: Inhabited) -> None:
    owner, things, word = here.owner, here.things, here.word
    things["signer_id"] = str((await world.member(owner, "purchasing_manager", f"Gerente {word}")).id)
    for name in ("approvable_request", "rejectable_request"):
        things[name] = (await quoted_request(world, owner, title=f"Escada {word}"))["id"]
        async with world.db.transaction(Scope(tenant_id=owner.tenant_id)) as tx:
            row = await requests.get_locked(tx, UUID(things[name]), None)
            await moves.move(tx, row, "award", None, NOWHERE, values={"total": Decimal(100)})


async def entrust(admin: asyncpg.Connection, here: Inhabited, person: Person) -> str:
    """The person signs today for who is to sign; and asked for many signatures, which this is the id of."""
    await admin.execute(
        """
        insert into approval_delegations (tenant_id, from_id, to_id, starts_on, ends_on)
        values ($1, $2, $3, current_date - 1, current_date + 1)
        """,
        here.owner.tenant_id,
        UUID(here.things["signer_id"]),
        person.id,
    )
    bulk_id = await admin.fetchval(
        """
        insert into bulk_approvals (tenant_id, person_id, decision, reason, total)
        values ($1, $2, 'approved', $3, 0) returning id
        """,
        here.owner.tenant_id,
        person.id,
        f"Lote {here.word}",
    )
    return str(bulk_id)


async def dead_job(admin: asyncpg.Connection, tenant_id: UUID, word: str) -> int:
    """A job of the organisation that failed for good; `word` is what it said."""
    job_id = await admin.fetchval(
        """
        insert into pgqueuer (priority, status, entrypoint, payload, headers)
        values (0, 'failed', 'workspace.invitation.send', '{}', $1::text::jsonb) returning id
        """,
        json.dumps({"tenant": str(tenant_id)}),
    )
    await admin.execute(
        """
        insert into pgqueuer_log (job_id, status, entrypoint, priority, traceback)
        values ($1, 'failed', 'workspace.invitation.send', 0, $2::text::jsonb)
        """,
        job_id,
        json.dumps({"exception_type": "MailRefused", "exception_message": word}),
    )
    return job_id


async def _reset_token(world: World) -> str:
    user_id, _ = await world.user()
    async with world.db.unscoped() as tx:
        reset_id = await store.insert_password_reset(tx, user_id, "a nonce", 600)
    return world.tokens.link(RESET_PURPOSE, UUID(int=0), reset_id, "a nonce", 600)


async def _made(owner: Person, path: str, body: dict[str, Any] | None) -> str:
    answer = await owner.post(path, json=body) if body is not None else await owner.post(path)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]
