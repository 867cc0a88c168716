"""What the composition root makes once and hands to every route: nothing in a module reaches for a global."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from esteio.core.access import Permission, RoleTemplate
from esteio.core.audit import AuditQueue
from esteio.core.db import Database
from esteio.core.files import FileStore
from esteio.core.files.rights import FileRights
from esteio.core.health import HealthChecks
from esteio.core.metrics import Metrics
from esteio.core.module import NoticeKind
from esteio.core.passwords import Passwords
from esteio.core.telemetry import Telemetry
from esteio.core.tokens import Tokens
from esteio.http.limits import RateLimiter, SignInGuard, Violations
from esteio.settings import Settings


class Catalogue:
    """Every permission, shipped role, kind of file and kind of notice of every area."""

    def __init__(
        self,
        permissions: tuple[Permission, ...],
        roles: tuple[RoleTemplate, ...],
        files: Mapping[str, FileRights],
        notices: tuple[NoticeKind, ...],
    ) -> None:
        self.permissions = permissions
        self.roles = roles
        self.files = files
        self.notices = notices

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names of all permissions."""
        return frozenset(permission.key for permission in self.permissions)

    @cached_property
    def keys_of_organisations(self) -> frozenset[str]:
        """The names of those that every organisation may give its people."""
        return frozenset(permission.key for permission in self.permissions if not permission.of_installation)

    def expand(self, permissions: list[str], *, operates: bool) -> frozenset[str]:
        """The permissions that a role gives now: `*` is all of them, and names of areas long gone give nothing.

        Nothing that is of the installation, unless the role's organisation `operates` it.
        """
        known = self.keys if operates else self.keys_of_organisations
        return known if "*" in permissions else known & frozenset(permissions)


class Services:
    """The parts that use cases need beside their transaction."""

    def __init__(
        self,
        *,
        settings: Settings,
        db: Database,
        tokens: Tokens,
        passwords: Passwords,
        audit: AuditQueue,
        files: FileStore,
        limiter: RateLimiter,
        violations: Violations,
        sign_in_guard: SignInGuard,
        catalogue: Catalogue,
        metrics: Metrics,
        health: HealthChecks,
        telemetry: Telemetry,
    ) -> None:
        self.settings = settings
        self.db = db
        self.tokens = tokens
        self.passwords = passwords
        self.audit = audit
        self.files = files
        self.limiter = limiter
        self.violations = violations
        self.sign_in_guard = sign_in_guard
        self.catalogue = catalogue
        self.metrics = metrics
        self.health = health
        self.telemetry = telemetry
