"""What is shipped: a wheel with the screens in it, and none without them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.web import npm

ROOT = npm.WEB.parent


def build_wheel(project: Path, into: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.mark.timeout(300)
class TestWheel:
    def test_holds_the_screens_and_the_program(self, tmp_path: Path) -> None:
        npm.build()
        done = build_wheel(ROOT, tmp_path)
        assert done.returncode == 0, done.stdout
        (wheel,) = tmp_path.glob("*.whl")
        held = set(zipfile.ZipFile(wheel).namelist())
        assert {
            "esteio/app.py",
            "esteio/web_app/app/index.html",
            "esteio/web_app/app/licences.txt",
            "esteio/web_app/app/typeface-licence.txt",
            "esteio/web_app/public/cotacao.html",
            "esteio/web_app/public/pedido.html",
            "esteio/web_app/public/proposta.html",
            "esteio/web_app/public/public-licences.txt",
        } <= held
        assert any(name.startswith("esteio/web_app/app/assets/") and name.endswith(".js") for name in held)
        assert not any("node_modules" in name or name.startswith("tests/") for name in held)

    def test_is_not_made_without_them(self, tmp_path: Path) -> None:
        for name in ("pyproject.toml", "hatch_build.py", "README.md"):
            (tmp_path / name).write_text((ROOT / name).read_text())
        (tmp_path / "src" / "esteio").mkdir(parents=True)
        (tmp_path / "src" / "esteio" / "__init__.py").write_text("")
        done = build_wheel(tmp_path, tmp_path / "dist")
        assert done.returncode != 0
        assert "make wheel" in done.stdout
