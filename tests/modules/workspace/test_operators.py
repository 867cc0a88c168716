"""Rights of the installation: only the people of an organisation that operates it can hold them."""

from __future__ import annotations

import asyncpg
import pytest
from tests.factories import World

from esteio.app import CATALOGUE
from esteio.core.access import Scope
from esteio.core.errors import NotFound
from esteio.modules.workspace import administration, permissions

OF_INSTALLATION = CATALOGUE.keys - CATALOGUE.keys_of_organisations


async def rights(person: object) -> set[str]:
    return set((await person.get("/api/auth/me")).json()["permissions"])  # type: ignore[attr-defined]


class TestOperators:
    def test_what_is_of_the_installation_says_so(self) -> None:
        assert {permissions.OPERATIONS_READ, permissions.OPERATIONS_MANAGE} == OF_INSTALLATION

    async def test_an_owner_elsewhere_has_every_right_but_those(self, world: World) -> None:
        owner, operator = await world.organisation(), await world.operator()
        assert await rights(owner) == CATALOGUE.keys_of_organisations
        assert await rights(operator) == CATALOGUE.keys

    async def test_a_role_that_names_them_gives_nothing_elsewhere(self, world: World) -> None:
        owner = await world.organisation()
        person = await world.member_with(owner, permissions.OPERATIONS_READ, permissions.PEOPLE_READ)
        assert await rights(person) == {permissions.PEOPLE_READ}
        assert (await person.get("/api/roles")).status_code == 403
        roles = (await owner.get("/api/roles")).json()["data"]
        assert not any(OF_INSTALLATION & set(role["permissions"]) for role in roles)
        offered = {each["key"] for each in (await owner.get("/api/permissions")).json()["data"]}
        assert offered == CATALOGUE.keys_of_organisations

    async def test_nobody_grants_them_elsewhere(self, world: World) -> None:
        owner, operator = await world.organisation(), await world.operator()
        body = {"name": "Vigia", "permissions": [permissions.OPERATIONS_READ]}
        refused = await owner.post("/api/roles", json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "GRANT_BEYOND_OWN")
        assert (await operator.post("/api/roles", json=body)).status_code == 201

    async def test_what_the_command_line_takes_back_is_gone_at_once(self, world: World) -> None:
        operator = await world.operator()
        organisation = str(operator.tenant_id)
        assert not await administration.set_operator(world.db, organisation=organisation, operates=True)
        assert await rights(operator) == CATALOGUE.keys
        assert await administration.set_operator(world.db, organisation=organisation, operates=False)
        assert await rights(operator) == CATALOGUE.keys_of_organisations
        trail = (await operator.get("/api/audit", params={"action": "administration.operator_unset"})).json()
        assert len(trail["data"]) == 1

    async def test_no_statement_within_an_organisation_makes_it_an_operator(self, world: World) -> None:
        owner = await world.organisation()
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with world.db.transaction(Scope(tenant_id=owner.tenant_id, user_id=owner.id)) as tx:
                await tx.execute("update organisations set operates = true")

    async def test_an_unknown_organisation_is_said_to_be_unknown(self, world: World) -> None:
        with pytest.raises(NotFound):
            await administration.set_operator(world.db, organisation="Ninguém", operates=True)
