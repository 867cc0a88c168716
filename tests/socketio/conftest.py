"""The loop that the product serves with."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """uvloop: buffers and their limits are its own."""
    return "asyncio", {"use_uvloop": True}
