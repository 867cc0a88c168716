"""`esteio org`: organisations, from the server's side."""

from __future__ import annotations

from cyclopts import App

from esteio.cli.groups import ADMINISTRATION
from esteio.cli.output import print_rows
from esteio.cli.surroundings import administer

app = App(name="org", help="Add organisations, list them, give people a place in them.", group=ADMINISTRATION)


@app.command
def add(name: str, /, *, owner: str) -> None:
    """Add an organisation, with its default roles, owned by somebody who has an account.

    Example:

        esteio org add "Ateliê Souza" --owner ana@exemplo.com.br

    Parameters
    ----------
    name
        Its name.
    owner
        E-mail of the person who may do everything in it.
    """
    from esteio.app import CATALOGUE  # noqa: PLC0415
    from esteio.modules.workspace import administration  # noqa: PLC0415

    organisation_id = administer(
        lambda database: administration.create_organisation(
            database, name=name, owner_email=owner, roles=CATALOGUE.roles
        )
    )
    print(organisation_id)


@app.command(name="list")
def list_() -> None:
    """List all organisations."""
    from esteio.modules.workspace import administration  # noqa: PLC0415

    organisations = administer(administration.list_organisations)
    print_rows(
        ("Id", "Name", "Members", "Operates"),
        ((each["id"], each["name"], each["members"], "yes" if each["operates"] else "") for each in organisations),
    )


@app.command
def operator(organisation: str, /, *, revoke: bool = False) -> None:
    """Let an organisation operate the installation: its people may then see the figures and alerts of all of it.

    Rights of the installation are of no use to the people of any other organisation, not even to its owner. Who
    within the organisation has them is for its roles to say; owners do.

    Examples:

        esteio org operator "Ateliê Souza"

        esteio org operator "Ateliê Souza" --revoke

    Parameters
    ----------
    organisation
        Its id, or its name when only one has it.
    revoke
        Take it back.
    """
    from esteio.modules.workspace import administration  # noqa: PLC0415

    administer(lambda database: administration.set_operator(database, organisation=organisation, operates=not revoke))
    print(f"{organisation} {'no longer operates' if revoke else 'operates'} this installation.")


@app.command
def add_member(organisation: str, email: str, /, *, role: str) -> None:
    """Give a person a role in an organisation; repeat it to add another role.

    Example:

        esteio org add-member "Ateliê Souza" rui@exemplo.com.br --role architect

    Parameters
    ----------
    organisation
        Its id, or its name when only one has it.
    email
        E-mail of somebody who has an account.
    role
        Key of one of the organisation's roles.
    """
    from esteio.modules.workspace import administration  # noqa: PLC0415

    administer(lambda database: administration.add_member(database, organisation=organisation, email=email, role=role))
    print(f"{email} is now {role} in {organisation}.")
