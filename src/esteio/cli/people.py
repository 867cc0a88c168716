"""`esteio user`: accounts, from the server's side."""

from __future__ import annotations

import getpass
import sys

from cyclopts import App

from esteio.cli.groups import ADMINISTRATION
from esteio.cli.output import print_rows
from esteio.cli.surroundings import administer
from esteio.core.errors import ConfigurationError

app = App(name="user", help="Add people, set their passwords, disable and list them.", group=ADMINISTRATION)


@app.command
def add(email: str, /, *, name: str, password_stdin: bool = False) -> None:
    """Add a person. Asks for the password twice; give them a place with `esteio org add-member`.

    Examples:

        esteio user add ana@exemplo.com.br --name "Ana Souza"

        esteio user add rui@exemplo.com.br --name Rui --password-stdin < file

    Parameters
    ----------
    email
        Address that the person signs in with.
    name
        Name as others see it.
    password_stdin
        Read the password from standard input instead of asking.
    """
    secret = _read_password(from_stdin=password_stdin)
    from esteio.modules.workspace import administration  # noqa: PLC0415

    administer(lambda database: administration.create_user(database, email=email, name=name, password=secret))
    print(f"{email} was added.")


@app.command
def password(email: str, /, *, password_stdin: bool = False) -> None:
    """Set a person's password and end all their sessions.

    Parameters
    ----------
    email
        Address that the person signs in with.
    password_stdin
        Read the password from standard input instead of asking.
    """
    secret = _read_password(from_stdin=password_stdin)
    from esteio.modules.workspace import administration  # noqa: PLC0415

    administer(lambda database: administration.set_password(database, email=email, password=secret))
    print(f"The password of {email} was changed and every session ended.")


@app.command
def disable(email: str, /) -> None:
    """Shut a person out: no sign-in, all sessions ended. What they did stays.

    Parameters
    ----------
    email
        Address that the person signs in with.
    """
    from esteio.modules.workspace import administration  # noqa: PLC0415

    administer(lambda database: administration.disable_user(database, email=email))
    print(f"{email} was disabled.")


@app.command
def drop_second_factor(email: str, /) -> None:
    """Let a person sign in with the password alone, who lost both authenticator and recovery codes.

    Make sure that it is that person who asks.

    Parameters
    ----------
    email
        Address that the person signs in with.
    """
    from esteio.modules.workspace import administration  # noqa: PLC0415

    administer(lambda database: administration.drop_second_factor(database, email=email))
    print(f"The password of {email} is enough again.")


@app.command(name="list")
def list_() -> None:
    """List everyone, with their organisations."""
    from esteio.modules.workspace import administration  # noqa: PLC0415

    people = administer(administration.list_users)
    print_rows(
        ("E-mail", "Name", "Status", "Organisations"),
        ((person["email"], person["name"], person["status"], person["organisations"]) for person in people),
    )


def _read_password(*, from_stdin: bool) -> str:
    # Never an argument: those are in every list of processes and in the shell's history.
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise ConfigurationError("There is no terminal to ask for the password: pipe it in with --password-stdin.")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Once more: "):
        raise ConfigurationError("The two passwords differ: try again.")
    return first
