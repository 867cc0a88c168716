"""Figures in PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec

from esteio.core.db import Tx
from esteio.core.telemetry.figures import Metric, ProcessFigures, RealtimeMetrics, summed

FRESH = timedelta(seconds=20)
"""A process that was silent for longer has ended, or is as good as that."""
KEEP_HISTORY = timedelta(days=30)
KEEP_SILENT = timedelta(days=1)
TURN_LOCK = 7_305_461_122
"""Of PostgreSQL's advisory locks; any constant that nothing else uses."""

_decoder = msgspec.json.Decoder(ProcessFigures)


async def put_figures(tx: Tx, process: UUID, kind: str, figures: ProcessFigures) -> None:
    """Say how a process is."""
    await tx.execute(
        """
        insert into process_figures (process, kind, figures) values ($1, $2, $3::text::jsonb)
        on conflict (process) do update set at = now(), figures = excluded.figures
        """,
        process,
        kind,
        msgspec.json.encode(figures).decode(),
    )


async def delete_figures(tx: Tx, process: UUID) -> None:
    """A process ends in order: what it said no longer counts."""
    await tx.execute("delete from process_figures where process = $1", process)


async def read_realtime(tx: Tx) -> RealtimeMetrics:
    """All fresh figures, summed."""
    row = await tx.fetchrow(
        """
        select now() as at, coalesce(array_agg(figures::text), '{}') as figures,
               (select count(*) from pgqueuer where status = 'queued' and execute_after <= now()) as jobs_waiting
        from process_figures where at > now() - $1::interval
        """,
        FRESH,
    )
    if row is None:
        raise RuntimeError("an aggregate always answers with a row")
    processes = [_decoder.decode(text) for text in row["figures"]]
    return summed(processes, jobs_waiting=row["jobs_waiting"], at=row["at"])


async def try_turn_lock(tx: Tx) -> bool:
    """Whether no other process is taking turns now; held until the transaction ends."""
    return bool(await tx.fetchval("select pg_try_advisory_xact_lock($1)", TURN_LOCK))


async def take_turn(tx: Tx, what: str, every_s: float) -> asyncpg.Record | None:
    """A row when `what` was last done `every_s` ago or earlier, and now is this transaction's to do: `at`, `before`.

    `before` is None the first time. With `try_turn_lock`, one process does it, however many ask.
    """
    return await tx.fetchrow(
        """
        insert into telemetry_turns (what, at) values ($1, now())
        on conflict (what) do update set at = now() where telemetry_turns.at <= now() - make_interval(secs => $2)
        returning new.at as at, old.at as before
        """,
        what,
        every_s,
    )


async def insert_history(tx: Tx, metrics: RealtimeMetrics) -> None:
    """Keep the present value of every metric."""
    await tx.execute(
        """
        insert into performance_metrics (metric_type, metric_value)
        select * from unnest($1::text[], $2::double precision[])
        on conflict do nothing
        """,
        [str(metric) for metric in Metric],
        [metrics.value_of(metric) for metric in Metric],
    )


async def read_history(
    tx: Tx, metric: Metric, since: datetime, until: datetime, most_points: int
) -> list[asyncpg.Record]:
    """Mean and largest value of up to `most_points` equal parts of the time between: `at`, `mean`, `most`."""
    return await tx.fetch(
        """
        select date_bin($4::interval, recorded_at, $2) as at, avg(metric_value) as mean, max(metric_value) as most
        from performance_metrics where metric_type = $1 and recorded_at >= $2 and recorded_at < $3
        group by 1 order by 1
        """,
        metric,
        since,
        until,
        (until - since) / most_points,
    )


async def delete_old(tx: Tx) -> None:
    """Forget history, and processes that ended without a word."""
    await tx.execute("delete from performance_metrics where recorded_at < now() - $1::interval", KEEP_HISTORY)
    await tx.execute("delete from process_figures where at < now() - $1::interval", KEEP_SILENT)
