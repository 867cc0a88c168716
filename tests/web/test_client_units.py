"""The browser client's own tests: what needs no browser, and what needs a real one."""

import pytest
from tests.web.npm import VITEST, run


@pytest.mark.timeout(300)
class TestBrowserClient:
    def test_units_and_properties_hold(self) -> None:
        run(VITEST, "run", "--project", "unit")

    def test_chromium_gets_through_every_fault_of_server_and_network(self) -> None:
        run(VITEST, "run", "--project", "browser")
