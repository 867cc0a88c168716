"""What a module declares: its jobs, and when some of them run by themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import UTC, datetime
from types import ModuleType
from typing import Any, Generic, NamedTuple, TypeVar, cast, get_type_hints
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from croniter import croniter

from esteio.core.errors import EsteioError

DEFAULT_ZONE = "America/Sao_Paulo"

P = TypeVar("P", bound=msgspec.Struct)
S = TypeVar("S")


class PermanentFailure(EsteioError):
    """O trabalho não pode ser feito"""

    # Raised by a handler when trying again cannot help. Its sentence is kept with the dead letter, so it names
    # no person.

    code = "JOB_FAILED"
    default_detail = "O trabalho em segundo plano falhou e não será repetido."
    english = "The background job failed and will not be repeated."


class Services:
    """What handlers may use, by type: `context.services[Database]`. Filled by the composition root."""

    def __init__(self, services: Mapping[type[Any], object]) -> None:
        self._services = services

    def __getitem__(self, kind: type[S]) -> S:
        """The service registered as `kind`; raises `KeyError` naming it when there is none."""
        return cast("S", self._services[kind])


class JobContext(msgspec.Struct, frozen=True, kw_only=True):
    """For whom and for which time a handler runs."""

    job_id: int
    tenant_id: UUID | None
    """The organisation; None for the system's own work."""
    actor_id: UUID | None
    """The person who caused it; None when nobody did."""
    attempt: int
    """1 the first time."""
    is_last_attempt: bool
    """No retry follows if this one fails."""
    enqueued_at: datetime
    services: Services


Handler = Callable[[JobContext, P], Coroutine[Any, Any, None]]


class Job(Generic[P]):
    """One kind of background work. Made by the `job` decorator."""

    __slots__ = ("_decoder", "first_delay_s", "handler", "name", "payload_type", "retries", "timeout_s")

    def __init__(
        self,
        name: str,
        handler: Handler[P],
        payload_type: type[P],
        *,
        retries: int,
        timeout_s: float,
        first_delay_s: float,
    ) -> None:
        self.name = name
        self.handler = handler
        self.payload_type = payload_type
        self.retries = retries
        self.timeout_s = timeout_s
        self.first_delay_s = first_delay_s
        self._decoder = msgspec.json.Decoder(payload_type)

    def encode(self, payload: P) -> bytes:
        """The payload as it is stored; raises `TypeError` when it is another job's."""
        if type(payload) is not self.payload_type:
            raise TypeError(f"{self.name} takes {self.payload_type.__name__}, not {type(payload).__name__}")
        return msgspec.json.encode(payload)

    def decode(self, stored: bytes) -> P:
        """The payload; raises `msgspec.ValidationError` or `DecodeError` when it does not fit any more."""
        return self._decoder.decode(stored)

    def __repr__(self) -> str:
        return f"<Job {self.name}>"


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """A job that runs by the clock, for the system as a whole."""

    name: str
    job: Job[Any]
    payload: msgspec.Struct
    cron: str
    zone: str


class Declarations(NamedTuple):
    """All that some modules declare."""

    jobs: tuple[Job[Any], ...]
    schedules: tuple[Schedule, ...]


def job(
    name: str, *, retries: int = 8, timeout_s: float = 60.0, first_delay_s: float = 2.0
) -> Callable[[Handler[P]], Job[P]]:
    """Declare the decorated `async def handler(context, payload)` as the job `name` (`area.thing.action`).

    It may run more than once: when its worker dies, or loses the database before it could say that it was done.
    Its docstring therefore says what makes a second run harmless, in a sentence with the words "second run";
    without it this raises `ValueError`.

    After a failure it runs again at most `retries` times, each time after a random wait of up to
    `first_delay_s`, then twice that and so on (with the defaults the eighth retry comes after at most 8.5
    minutes), and then waits as a dead letter for a person. One run is ended after `timeout_s`.
    """

    def declare(handler: Handler[P]) -> Job[P]:
        if "second run" not in " ".join((handler.__doc__ or "").lower().split()):
            raise ValueError(f"the docstring of job {name} must say what makes a second run harmless")
        parameters = list(inspect.signature(handler).parameters)
        payload_type = get_type_hints(handler).get(parameters[1]) if len(parameters) == 2 else None
        if not (isinstance(payload_type, type) and issubclass(payload_type, msgspec.Struct)):
            raise TypeError(f"job {name} needs a handler (context: JobContext, payload: SomeStruct)")
        return Job(
            name,
            handler,
            cast("type[P]", payload_type),
            retries=retries,
            timeout_s=timeout_s,
            first_delay_s=first_delay_s,
        )

    return declare


def schedule(job: Job[P], cron: str, payload: P, *, zone: str = DEFAULT_ZONE, name: str = "") -> Schedule:
    """Have `job` run with `payload` at each time of `cron` (five fields) in `zone` (IANA).

    `name` is needed only when one job has several schedules. Raises `ValueError` for a wrong expression or zone.
    """
    job.encode(payload)
    next_fire(cron, zone, datetime.now(UTC))
    return Schedule(name=name or job.name, job=job, payload=payload, cron=cron, zone=zone)


def next_fire(cron: str, zone: str, after: datetime) -> datetime:
    """The first time of `cron` in `zone` later than `after`, in UTC.

    A time that the clocks skip in spring comes at the moment they jump; one that they repeat in autumn comes the
    first time only, unless the expression leaves the hour open. Raises `ValueError` for a wrong expression or zone.
    """
    fields = cron.split()
    if len(fields) != 5 or not croniter.is_valid(cron):
        raise ValueError(f"{cron!r} is not a cron expression of five fields")
    try:
        local = after.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{zone!r} is not an IANA time zone") from None
    times = croniter(cron, local)
    found: datetime = times.get_next(datetime)
    while found.fold and not fields[1].startswith("*"):
        found = times.get_next(datetime)
    return found.astimezone(UTC)


def declared_in(*modules: ModuleType) -> Declarations:
    """Every job and schedule that the modules hold by name; raises `ValueError` when two share a name."""
    values = [value for module in modules for value in vars(module).values()]
    found = Declarations(
        tuple({id(value): cast("Job[Any]", value) for value in values if isinstance(value, Job)}.values()),
        tuple({id(value): value for value in values if isinstance(value, Schedule)}.values()),
    )
    _require_distinct("job", (job.name for job in found.jobs))
    _require_distinct("schedule", (schedule.name for schedule in found.schedules))
    return found


def _require_distinct(kind: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two declarations of {kind} {name}")
        seen.add(name)
