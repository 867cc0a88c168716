"""PostgreSQL: the pool and transactions that carry who is asking.

Every transaction begins with the organisation (and person) set for row security, in the same round trip as
`begin`. Nothing survives on a connection between transactions, so the pool needs no reset query. (A pooler in
transaction mode between us and PostgreSQL does not work all the same: `signals.py` and the workers listen.)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import asyncpg
import structlog

from esteio.core.access import Scope
from esteio.core.errors import ConfigurationError, Unavailable

log = structlog.get_logger(__name__)

APP_ROLE = "esteio_app"
MIN_SERVER_VERSION = 18
GIVE_BACK_WAIT_S = 0.25
DATABASE_TROUBLE = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what asyncpg raises when the server cut a connection that lay idle
)
"""What a database that is gone, or going, raises; whoever works in the background waits and tries again."""


class ScopedSql(NamedTuple):
    """A query that answers with one row, and can set its own scope for row security: one round trip, no transaction.

    Row security asks for the organisation when the first of its tables is read. `alone` has a CTE that sets it, and
    every table's rows wait for that CTE (`scope.tenant <> ''` stands in the innermost query), so it is set before.
    Were it not, row security would find no organisation and the answer would be empty: it fails closed.
    """

    inside: str
    """For a transaction that has the scope."""
    alone: str
    """With two further parameters at the end: organisation and person, as text."""


def scoped_sql(text: str, next_parameter: int) -> ScopedSql:
    """`text` as a query that can set its own scope; every table's rows wait for `{scope}`, which each `where` has.

    It must be one that PostgreSQL cannot pull apart into its tables: an aggregate, a `group by`, a `with`. What is to
    stand for the scope's two parameters begins at `next_parameter`.
    """
    alone = f"""
        with scope as materialized (
            select set_config('app.tenant', ${next_parameter}, true) as tenant,
                   set_config('app.person', ${next_parameter + 1}, true) as person
        )
        select page.* from scope, lateral ({text.replace("{scope}", "scope.tenant <> ''")}) page
    """  # noqa: S608 - the text is written in the code
    return ScopedSql(text.replace("{scope}", "true"), alone)


def unscoped_sql(text: str) -> str:
    """`text` as a query that may look up people and memberships across organisations, in one round trip.

    For whoever is not known yet: what it finds must belong together by the query's own conditions. Rows wait for
    `{scope}` as in `scoped_sql`, and the query must not be one that can be pulled apart (`offset 0` sees to it).
    """
    return f"""
        with scope as materialized (select set_config('app.unscoped', 'on', true) as unscoped)
        select page.* from scope, lateral ({text.replace("{scope}", "scope.unscoped <> ''")}) page
    """  # noqa: S608 - the text is written in the code


class Connection(Protocol):
    """What a store needs: the query methods of an asyncpg connection."""

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]: ...
    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None: ...
    async def fetchval(self, query: str, *args: object) -> Any: ...
    async def execute(self, query: str, *args: object) -> str: ...
    async def executemany(self, command: str, args: Sequence[Sequence[object]]) -> None: ...


class Tx:
    """An open transaction. Services and stores receive it and never end it."""

    __slots__ = (
        "_after_commit",
        "_last",
        "connection",
        "execute",
        "executemany",
        "fetch",
        "fetchrow",
        "fetchval",
        "only_reads",
        "scope",
        "written_xid",
    )

    def __init__(self, connection: Connection, scope: Scope) -> None:
        self.connection = connection
        self.scope = scope
        self.fetch = connection.fetch
        self.fetchrow = connection.fetchrow
        self.fetchval = connection.fetchval
        self.execute = connection.execute
        self.executemany = connection.executemany
        self._after_commit: list[Callable[[], Awaitable[None] | None]] = []
        self._last: list[tuple[str, tuple[object, ...]]] = []
        self.only_reads = False
        """Promised by who opened it; spares the question whether it wrote."""
        self.written_xid: int | None = None
        """After the commit: the transaction's id, if it wrote anything."""

    @property
    def tenant_id(self) -> UUID:
        """The organisation acted for; a transaction without one must not ask."""
        if self.scope.tenant_id is None:
            raise RuntimeError("this transaction belongs to no organisation")
        return self.scope.tenant_id

    async def read_row(self, sql: ScopedSql, parameters: list[object]) -> asyncpg.Record:
        """The one row of `sql`."""
        return _one(await self.fetchrow(sql.inside, *parameters))

    def write_last(self, sql: str, *parameters: object) -> None:
        """Run `sql` right before the commit, for what nothing within the transaction reads; order is kept.

        It must write, and answer with `pg_current_xact_id()::text`: that spares the commit a question of its own.
        """
        self._last.append((sql, parameters))

    async def finish(self) -> None:
        """Run what was to be written last, and learn `written_xid`. Called by whoever commits."""
        xid: str | None = None
        for sql, parameters in self._last:
            xid = await self.fetchval(sql, *parameters)
        if xid is None and not self.only_reads:
            xid = await self.fetchval("select pg_current_xact_id_if_assigned()::text")
        self.written_xid = int(xid) if xid else None

    def after_commit(self, call: Callable[[], Awaitable[None] | None]) -> None:
        """Run `call` once the data is safe: wake-ups, forgetting of cached rights. Never for what must happen."""
        self._after_commit.append(call)

    async def run_after_commit(self) -> None:
        """Called by whoever committed."""
        for call in self._after_commit:
            result = call()
            if result is not None:
                await result


class Database:
    """A pool of connections of the application's role."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool
        self.on_end: Callable[[], None] = _nothing
        """Called when a transaction has ended, to count it."""
        self.on_written: Callable[[], None] = _nothing
        """Called when a transaction that wrote is committed."""
        self._returning: set[asyncio.Task[None]] = set()

    @classmethod
    async def connect(
        cls,
        dsn: str,
        *,
        min_connections: int,
        max_connections: int,
        statement_timeout_ms: int = 10_000,
        application_name: str = "esteio",
    ) -> Database:
        """Open the pool as `APP_ROLE`; raises `ConfigurationError` with the remedy when that cannot be."""
        server_settings = {
            "application_name": application_name,
            "role": APP_ROLE,
            "statement_timeout": str(statement_timeout_ms),
            # A transaction left open would hold back everyone who waits for its rows (and, later, the feed).
            "idle_in_transaction_session_timeout": "30000",
            "jit": "off",
            # Our queries name the organisation through a setting, so a plan for its values is no better than any.
            "plan_cache_mode": "force_generic_plan",
            "TimeZone": "UTC",
        }
        try:
            pool = await asyncpg.create_pool(
                dsn,
                min_size=min_connections,
                max_size=max_connections,
                max_inactive_connection_lifetime=300,
                command_timeout=statement_timeout_ms / 1000 + 5,
                server_settings=server_settings,
                reset=_keep_nothing,
                timeout=10,
            )
        except asyncpg.InvalidPasswordError:
            raise ConfigurationError("DATABASE_URL: PostgreSQL refused the user or password.") from None
        except asyncpg.InvalidCatalogNameError:
            raise ConfigurationError("DATABASE_URL: that database does not exist; create it first.") from None
        except asyncpg.InvalidParameterValueError:
            raise ConfigurationError(
                f"The role {APP_ROLE} is not there yet: run `esteio migrate` once with DATABASE_ADMIN_URL."
            ) from None
        except (OSError, TimeoutError, ValueError, asyncpg.PostgresError) as error:
            raise ConfigurationError(f"DATABASE_URL: cannot reach PostgreSQL ({error}).") from None
        return cls(pool)

    async def close(self) -> None:
        """Give queries in hand five seconds, then close."""
        try:
            await asyncio.wait_for(self.pool.close(), 5)
        except TimeoutError:
            self.pool.terminate()

    async def begin(self, scope: Scope) -> Tx:
        """Take a connection and open a transaction for `scope`; end it with `commit` or `rollback`."""
        connection = await self._acquire()
        try:
            await connection.execute(_begin_statement(scope))
        except BaseException:
            # Litestar cancels us when another part of the request proves wrong; the connection must come back clean.
            await self._let_go(self._undo(connection))
            raise
        return Tx(connection, scope)

    async def read_row(self, scope: Scope, sql: ScopedSql, parameters: list[object]) -> asyncpg.Record:
        """The one row of `sql`, read for `scope` (which has an organisation) without a transaction around it."""
        person = "" if scope.user_id is None else str(scope.user_id)
        [row] = await self.read(sql.alone, [*parameters, str(scope.tenant_id), person])
        return row

    async def read(self, sql: str, parameters: Sequence[object]) -> list[asyncpg.Record]:
        """The rows of `sql`, which sets its own scope (`unscoped_sql`), without a transaction around it."""
        connection: Any = await self._acquire()
        try:
            rows = await connection.fetch(sql, *parameters)
        except BaseException:
            await self._let_go(self._release(connection))
            raise
        await self._release(connection)
        return rows

    async def _acquire(self) -> Any:
        try:
            return await self.pool.acquire(timeout=5)
        except TimeoutError:
            raise Unavailable("Muita gente ao mesmo tempo agora. Tente de novo em instantes.") from None

    async def commit(self, tx: Tx) -> None:
        """Commit, give the connection back, then run what waits for the commit."""
        connection: Any = tx.connection
        try:
            with suppress(asyncpg.InFailedSQLTransactionError):  # the commit tells
                await tx.finish()
            status = await connection.execute("commit")
        except BaseException:
            await self._let_go(self._release(connection))
            raise
        await self._release(connection)
        if status != "COMMIT":  # PostgreSQL answers ROLLBACK when a statement failed before
            raise Unavailable("A gravação não foi concluída. Tente de novo.")
        if tx.written_xid is not None:
            self.on_written()
        await tx.run_after_commit()

    async def rollback(self, tx: Tx) -> None:
        """Undo everything and give the connection back."""
        await self._let_go(self._undo(tx.connection))

    async def _let_go(self, giving_back: Coroutine[Any, Any, None]) -> None:
        """Wait for it a little, then leave it to itself: asyncpg gives a cancelled query five seconds, each time.

        Who is cancelled while waiting here does not stop it.
        """
        task = asyncio.create_task(giving_back)
        self._returning.add(task)
        task.add_done_callback(self._returned)
        await asyncio.wait({task}, timeout=GIVE_BACK_WAIT_S)

    def _returned(self, task: asyncio.Task[None]) -> None:
        self._returning.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("connection_not_given_back", error=str(error))

    async def _undo(self, connection: Any) -> None:
        try:
            if not connection.is_closed():
                await connection.execute("rollback")
        except DATABASE_TROUBLE:
            # The server undoes what a lost connection left open. Whoever rolls back has an error to tell already,
            # and it is not this one. What the pool has let go of by itself refuses to be ended once more.
            with suppress(asyncpg.InterfaceError):
                connection.terminate()
        finally:
            await self._release(connection)

    async def _release(self, connection: Any) -> None:
        try:
            await self.pool.release(connection)
        finally:
            self.on_end()

    @asynccontextmanager
    async def transaction(self, scope: Scope) -> AsyncGenerator[Tx]:
        """`async with` form of begin, commit and rollback, for jobs, commands and tests."""
        tx = await self.begin(scope)
        try:
            yield tx
        except BaseException:
            await self.rollback(tx)
            raise
        await self.commit(tx)

    def unscoped(self) -> AbstractAsyncContextManager[Tx]:
        """A transaction that may look up people and memberships across organisations (sign-in, administration)."""
        return self.transaction(Scope(unscoped=True))


def _one(row: asyncpg.Record | None) -> asyncpg.Record:
    if row is None:
        raise RuntimeError("an aggregate always answers with a row")
    return row


def _begin_statement(scope: Scope) -> str:
    # UUIDs are typed, so nothing a person writes can reach this text.
    parts = ["begin"]
    if scope.tenant_id is not None:
        parts.append(f"set local app.tenant='{scope.tenant_id}'")
    if scope.user_id is not None:
        parts.append(f"set local app.person='{scope.user_id}'")
    if scope.unscoped:
        parts.append("set local app.unscoped='on'")
    return ";".join(parts)


async def _keep_nothing(_connection: object) -> None:
    """Settings are local to a transaction: there is nothing to reset, and no round trip to pay for it."""


def _nothing() -> None:
    """Nobody counts, or waits."""
