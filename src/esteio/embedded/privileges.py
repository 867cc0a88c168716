"""Which account the embedded servers run as.

PostgreSQL refuses to run as root, rightly. Started as root, the servers therefore run as the account that owns
the data already, or as `nobody`. That account often cannot reach the folder or the wheel (a project under
/root, a temporary folder with mode 0700); then the servers keep the one capability CAP_DAC_OVERRIDE, with which
paths stay reachable. It is in the default set of a container, unlike what user namespaces need.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import stat
import sys
from pathlib import Path

import msgspec

from esteio.core.errors import ConfigurationError
from esteio.embedded.wheels import POSTGRES_WHEEL

PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
LINUX_CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


class Account(msgspec.Struct, frozen=True):
    """Who the servers run as."""

    uid: int
    gid: int
    reach_everywhere: bool = False
    """Keep CAP_DAC_OVERRIDE, because the paths are closed to this account."""

    @property
    def differs(self) -> bool:
        """Whether the servers run as somebody else than this process."""
        return self.uid != os.geteuid()

    def own(self, path: Path) -> None:
        """Hand a file or folder to the account; raises `ConfigurationError` where root is kept from that."""
        if not self.differs:
            return
        try:
            os.chown(path, self.uid, self.gid)
        except OSError as error:
            raise ConfigurationError(
                f"PostgreSQL refuses to run as root, and here root cannot hand {path} to another account "
                f"({error.strerror}): start Esteio as an ordinary user, or set DATABASE_URL and REDIS_URL."
            ) from None

    def assume(self) -> None:
        """Become the account, for good. Only in a child between fork and exec."""
        if not self.differs:
            return
        if self.reach_everywhere:
            _call("prctl", PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setgroups([])
        os.setresgid(self.gid, self.gid, self.gid)
        os.setresuid(self.uid, self.uid, self.uid)
        if self.reach_everywhere:
            _keep_only(CAP_DAC_OVERRIDE)


def choose_account(folder: Path, data: Path) -> Account:
    """This process's own account; for root, the owner of the data or `nobody`.

    Raises `ConfigurationError` when the data belong to somebody else or root finds no other account.
    """
    own = os.geteuid()
    owner = data.stat().st_uid if data.exists() else None
    if own != 0:
        if owner not in (None, own):
            raise ConfigurationError(
                f"The data in {data} belong to the account {_name_of(owner)}, as when Esteio was started as root: "
                "start it as root again, or set ESTEIO_HOME to another folder."
            )
        return Account(own, os.getegid())
    entry = _entry_for(owner)
    closed = not (_is_open(folder, entry) and _is_open(POSTGRES_WHEEL, entry))
    if closed and sys.platform != "linux":
        raise ConfigurationError(
            f"Started as root, PostgreSQL runs as {entry.pw_name}, who cannot enter {folder} or {POSTGRES_WHEEL}: "
            "start Esteio as an ordinary user."
        )
    return Account(entry.pw_uid, entry.pw_gid, reach_everywhere=closed)


def _entry_for(owner: int | None) -> pwd.struct_passwd:
    # initdb wants an account with a name, so a mere number will not do.
    if owner:
        try:
            return pwd.getpwuid(owner)
        except KeyError:
            pass
    for name in ("nobody", "postgres", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ConfigurationError(
        "PostgreSQL refuses to run as root and this system has no account `nobody`: "
        "start Esteio as an ordinary user, or set DATABASE_URL to a server of your own."
    )


def _is_open(path: Path, entry: pwd.struct_passwd) -> bool:
    """Whether the account may pass through every folder down to `path`, judged by the mode bits."""
    for folder in (path, *path.parents):
        status = folder.stat()
        if status.st_uid == entry.pw_uid:
            bit = stat.S_IXUSR
        elif status.st_gid == entry.pw_gid:
            bit = stat.S_IXGRP
        else:
            bit = stat.S_IXOTH
        if not status.st_mode & bit:
            return False
    return True


def _name_of(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return str(uid)


def _keep_only(capability: int) -> None:
    """Make one capability the whole set, also after exec (an ambient one; see capabilities(7))."""
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(LINUX_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    _call("capset", header, sets)
    _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def _call(name: str, *arguments: object) -> None:
    if libc[name](*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
