"""Estimating: from a briefing to a signed proposal."""

from pathlib import Path

from esteio.core.module import Module
from esteio.modules.estimating.permissions import PERMISSIONS, ROLES

MODULE = Module(
    name="estimating",
    permissions=PERMISSIONS,
    roles=ROLES,
    routes=(),
    migrations=Path(__file__).parent / "migrations",
)
