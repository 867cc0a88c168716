"""An organisation with ten thousand clients and as many purchase requests under way: what long lists are tried with.

Written with SQL as the schema's owner, whose triggers tell of it as of any other change.
"""

from __future__ import annotations

from typing import Any

import asyncpg
from bench.dataset import PASSWORD, hash_password, write_organisation

ROWS = 10_000
CHANGED = 100
NUMBER = 900
"""Of the organisation, by which its ids are made: no other data set of the same database has it."""
OWNER = {"email": f"pessoa{NUMBER}@carga.example", "password": PASSWORD, "role": "owner"}
"""Who signs in to it, as the browser tests take an account."""


async def write_long_lists(admin_url: str) -> None:
    """Writes the organisation into a migrated database that does not have it."""
    connection: Any = await asyncpg.connect(admin_url)
    try:
        async with connection.transaction():
            made = await write_organisation(connection, NUMBER, 0, hash_password())
            owner = await connection.fetchval(
                "select user_id from memberships where tenant_id = $1 order by user_id limit 1", made.id
            )
            await connection.execute(
                """
                insert into clients (tenant_id, kind, name, email, address)
                select $1, 'PF', 'Cliente ' || lpad(n::text, 5, '0'), 'c' || n || '@carga.example',
                       '{"city": "Campinas", "uf": "SP"}'
                from generate_series(1, $2) n
                """,
                made.id,
                ROWS,
            )
            centre = await connection.fetchval(
                "insert into cost_centres (tenant_id, code, name) values ($1, 'OBRA-1', 'Obra um') returning id",
                made.id,
            )
            # A third of the cards have marks of their own, titles are of one line or two: heights differ, as they do.
            # All of the last half hour: of what waits longer the worker would begin to remind people.
            await connection.execute(
                """
                insert into purchase_requests (
                    tenant_id, code, title, cost_centre_id, requester_id, created_by, status, status_since, priority,
                    needed_on, estimated_total, items, over_budget, invited, answered
                )
                select $1, 'SC-' || lpad(n::text, 6, '0'),
                       (array['Cimento e areia', 'Tubos de PVC para o banheiro da suíte e do lavabo', 'Tinta',
                              'Porcelanato 60 x 60 retificado para sala, cozinha e área de serviço'])[1 + n % 4]
                           || ' ' || n,
                       $3, $4, $4,
                       (array['draft', 'pending_a1', 'quotation', 'pending_a2', 'pending_a3', 'approved', 'ordered',
                              'partially_received', 'received'])[1 + n % 9],
                       now() - n * interval '0.2 seconds', (array['low', 'normal', 'high', 'urgent'])[1 + n % 4],
                       case when n % 3 = 0 then current_date + n % 20 - 5 end, 100 + n, 3, n % 11 = 0, 3, n % 4
                from generate_series(1, $2) n
                """,
                made.id,
                ROWS,
                centre,
                owner,
            )
        await connection.execute("vacuum analyze clients, purchase_requests")
    finally:
        await connection.close()


async def change_requests(admin_url: str) -> None:
    """A hundred requests get another title and another sum in one transaction: every list of them is told at once."""
    await _change(
        admin_url,
        f"""
        update purchase_requests
        set title = split_part(title, ' · ', 1) || ' · ' || version, estimated_total = estimated_total + 1
        where (tenant_id, id) in (
            select r.tenant_id, r.id from purchase_requests r join organisations o on o.id = r.tenant_id
            where o.name like '% {NUMBER}' order by r.status_since desc limit {CHANGED}
        )
        """,
    )


async def change_clients(admin_url: str) -> None:
    """The same with the first hundred clients."""
    await _change(
        admin_url,
        f"""
        update clients set name = split_part(name, ' · ', 1) || ' · ' || version
        where (tenant_id, id) in (
            select c.tenant_id, c.id from clients c join organisations o on o.id = c.tenant_id
            where o.name like '% {NUMBER}' order by c.name limit {CHANGED}
        )
        """,
    )


async def _change(admin_url: str, update: str) -> None:
    connection: Any = await asyncpg.connect(admin_url)
    try:
        done = await connection.execute(update)
    finally:
        await connection.close()
    if done != f"UPDATE {CHANGED}":
        raise RuntimeError(f"{done}: not {CHANGED} rows")
