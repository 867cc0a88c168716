"""Puts the built screens into the wheel; hatchling calls it. Without them there is no wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Screens(BuildHookInterface[Any]):
    """What `make web` built, as `esteio/web_app/` of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises `RuntimeError` when they are not built."""
        if version == "editable":  # a checkout serves them from where they are built
            return
        built = Path(self.root, "web", "dist")
        for part in ("app", "public"):
            if not (built / part).is_dir():
                raise RuntimeError("The screens are not built: run `make wheel`, which builds them first.")
            build_data["force_include"][str(built / part)] = f"esteio/web_app/{part}"
