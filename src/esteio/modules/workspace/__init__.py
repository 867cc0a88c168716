"""Workspace: organisations, people, roles, sessions, invitations, the trail.

Words: an *organisation* (tenant) owns data; a *user* is a person with one e-mail address; a *membership* is that
person's place in an organisation, with *roles*, which are sets of *permissions*.

Invariants: an organisation never loses its last active owner; nobody grants what they do not hold; a change of
rights counts everywhere within a second; a refresh token works once.
"""

from pathlib import Path

from esteio.core.module import Module
from esteio.modules.workspace import jobs
from esteio.modules.workspace.permissions import PERMISSIONS, ROLES
from esteio.modules.workspace.routes import ROUTES

MODULE = Module(
    name="workspace",
    permissions=PERMISSIONS,
    roles=ROLES,
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
    jobs=jobs,
)
