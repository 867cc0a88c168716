"""What an area declares to make a list live: one `Resource`, from which list, delta, memory and push come.

A resource is a list of rows (`ListSpec`), who may see which of them (`Audience`), and by which members its readers
filter. Its table writes change rows (`track_changes` in a migration).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

import msgspec

from esteio.core.access import Actor
from esteio.core.db import Tx
from esteio.core.listing import ListSpec


class Audience(msgspec.Struct, frozen=True, kw_only=True):
    """Some of an organisation's people, who see the same rows. A person belongs to the first that takes them."""

    name: str
    """`all`, `mine` ...: part of the topic."""
    permission: str
    """Whoever holds it belongs here; empty: every member."""
    where: str = "true"
    """SQL of the rows that it sees; `current_person()` is the person."""
    personal: bool = False
    """Each person is an audience of their own (their own rows, their own inbox); `track_changes` then gives the topics
    `person:<id>` of everybody who sees the row, and `Resource.topics` the same of the present row."""


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """A live list."""

    name: str
    """On the wire and in change rows: `briefings`."""
    path: str
    """Of its list: `/api/briefings`."""
    spec: ListSpec
    audiences: tuple[Audience, ...]
    topics: str = "'{}'::text[]"
    """SQL of the row's topics beside the organisation's own; the same as `track_changes` was given."""
    live_filters: Mapping[str, str] = {}
    """Filters that a subscription may carry: member of the query (as in `GET`) -> SQL of the row's value as text. The
    row fits when its value is one of those asked for (commas between them). Every resource has `id`."""
    event_names: tuple[str, ...] = ()
    """Further names by which it may be subscribed to (a seed's `purchase_request_changed`)."""

    spec_of: Callable[[frozenset[str]], ListSpec] | None = None
    """The list as somebody with these permissions sees it, where rows say what may be done with them (`can`)."""

    facts: tuple[str, ...] = ()
    """SQL of texts by which `abilities` decides; the feed reads them with each row, after its `live_filters`."""
    abilities: Callable[[frozenset[str], tuple[str | None, ...]], bytes] | None = None
    """What `spec_of` adds to a row, for a row that is told: permissions and `facts` -> members as JSON text."""
    able_by: frozenset[str] = frozenset()
    """The permissions by which `abilities` tells people apart: those who share them are told in one frame."""

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "live_filters", {"id": self.spec.id, **self.live_filters})

    def spec_for(self, actor: Actor) -> ListSpec:
        """The list as `actor` sees it."""
        return self.spec if self.spec_of is None else self.spec_of(actor.permissions)

    def audience_of(self, actor: Actor) -> Audience | None:
        """The audience that `actor` belongs to; None when they may see nothing of it."""
        return next((each for each in self.audiences if not each.permission or actor.may(each.permission)), None)


class Aggregate(msgspec.Struct, frozen=True, kw_only=True):
    """A live answer that is counted from other resources' rows: a change of any of them changes it."""

    name: str
    path: str
    permission: str
    depends_on: tuple[str, ...]
    """Names of resources."""
    load: Callable[[Tx], Awaitable[bytes]]
    """The answer of `GET path` without parameters, as JSON."""


class Topic(msgspec.Struct, frozen=True):
    """Where rows of a resource are told: an audience within an organisation, or one person of it."""

    resource: str
    tenant_id: UUID
    audience: str
    person_id: UUID | None = None
    permissions: frozenset[str] | None = None
    """Of `Resource.able_by`, those that the hearers hold; None where rows do not say what may be done with them."""


class Registry:
    """Every live resource of every area; raises ValueError for two of one name."""

    def __init__(self, resources: tuple[Resource, ...], aggregates: tuple[Aggregate, ...]) -> None:
        self.resources = {resource.name: resource for resource in resources}
        self.aggregates = {aggregate.name: aggregate for aggregate in aggregates}
        self.by_path: dict[str, Resource | Aggregate] = {source.path: source for source in (*resources, *aggregates)}
        names = [*self.resources, *self.aggregates]
        names += [name for resource in resources for name in resource.event_names]
        if len(set(names)) != len(names):
            raise ValueError(f"two live resources share a name: {sorted(names)}")
        self._by_event = {name: resource.name for resource in resources for name in resource.event_names}

    def named(self, event: str) -> Resource | Aggregate | None:
        """The resource or aggregate that an event's name means."""
        name = self._by_event.get(event, event)
        return self.resources.get(name) or self.aggregates.get(name)


def topic_of(resource: Resource, actor: Actor) -> Topic | None:
    """The topic by which `actor` hears of `resource`; None when they may see nothing of it."""
    audience = resource.audience_of(actor)
    if audience is None:
        return None
    person_id = actor.user_id if audience.personal else None
    permissions = actor.permissions & resource.able_by if resource.abilities is not None else None
    return Topic(resource.name, actor.tenant_id, audience.name, person_id, permissions)
