"""Workspace: organisations, people, roles, sessions, invitations, the trail.

Words: an *organisation* (tenant) owns data; a *user* is a person with one e-mail address; a *membership* is that
person's place in an organisation, with *roles*, which are sets of *permissions*.

Invariants: an organisation never loses its last active owner; nobody grants what they do not hold; a change of
rights counts everywhere within a second; a refresh token works once.
"""

from pathlib import Path

from esteio.core.files.rights import FileRights
from esteio.core.module import Module
from esteio.modules.workspace import jobs
from esteio.modules.workspace.live import RESOURCES
from esteio.modules.workspace.permissions import ORGANISATION_EDIT, PERMISSIONS, ROLES
from esteio.modules.workspace.routes import ROUTES
from esteio.modules.workspace.rules import LOGO

MODULE = Module(
    name="workspace",
    permissions=PERMISSIONS,
    roles=ROLES,
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
    jobs=jobs,
    live=RESOURCES,
    files=(FileRights(LOGO, read="", write=ORGANISATION_EDIT),),
)
