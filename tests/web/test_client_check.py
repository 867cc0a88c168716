"""Types, form and lint of the browser client: what `make check` asks of Python, asked of TypeScript."""

from tests.web.npm import BIOME, TSC, WEB, run


class TestSource:
    def test_types_are_strict_and_clean(self) -> None:
        run(TSC, "--noEmit")

    def test_form_and_lint_are_clean(self) -> None:
        run(BIOME, "ci", "--error-on-warnings", ".")

    def test_the_lock_names_no_registry(self) -> None:
        assert '"resolved"' not in (WEB / "package-lock.json").read_text()
