"""What an area of business brings: the one shape that the composition root reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from esteio.core.access import Permission, RoleTemplate
from esteio.core.files.rights import FileRights


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
