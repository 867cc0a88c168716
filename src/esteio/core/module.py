"""What an area of business brings: the one shape that the composition root reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from esteio.core.access import Permission, RoleTemplate
from esteio.core.files.rights import FileRights


class NoticeKind(msgspec.Struct, frozen=True, kw_only=True):
    """Something that people are told of; each chooses which kinds they want to hear of."""

    key: str
    """On the wire and in preferences: `briefing_concluded`; never changes once released."""
    label: str
    """How the screen of preferences says it, in Portuguese."""
    on_by_default: bool = True
    """Whether those hear of it who never chose."""


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """One area of business; see docs/add-a-feature.md."""

    name: str
    permissions: tuple[Permission, ...]
    roles: tuple[RoleTemplate, ...]
    routes: Sequence[Any]
    """Litestar route handlers, routers or controllers."""
    migrations: Path
    """Folder of its Alembic revisions."""
    jobs: ModuleType | None = None
    """Its `jobs.py`, where jobs and schedules are declared."""
    files: Sequence[FileRights] = ()
    """What files may hang on its things."""
    notices: Sequence[NoticeKind] = ()
    """What it tells people of."""
    live: Sequence[Any] = ()
    """Its live resources and aggregates (`live/resource.py`)."""
