"""Procurement's live lists: what each is made of, who sees it, by what its readers filter."""

from __future__ import annotations

from esteio.live.resource import Aggregate, Resource

RESOURCES: tuple[Resource, ...] = ()
AGGREGATES: tuple[Aggregate, ...] = ()
