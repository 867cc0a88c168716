"""What the rows of a register say that their reader `can` do, where one permission and one fact of the row decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from esteio.core.listing import ListSpec, Number
from esteio.modules.procurement.rules.register import ARCHIVED, IN_USE, REGISTER_ACTIONS


class Abilities:
    """A list with `can`, for people with the permission and for those without."""

    def __init__(self, spec: ListSpec, permission: str, fact: str, actions: Mapping[str, Sequence[str]]) -> None:
        """`fact` is SQL of a text of the row; `actions` says what its values let holders of the permission do."""
        self.facts = (fact,)
        self.able_by = frozenset({permission})
        self._permission = permission
        self._members = {value: b'"can":%b' % msgspec.json.encode(able) for value, able in actions.items()}
        cases = " ".join(
            f"when '{value}' then '{msgspec.json.encode(able).decode()}'" for value, able in actions.items()
        )
        self._specs = {
            False: _with_can(spec, "'[]'"),
            True: _with_can(spec, f"case {fact} {cases} end"),
        }

    def spec_of(self, permissions: frozenset[str]) -> ListSpec:
        """The list as people with these permissions see it."""
        return self._specs[self._permission in permissions]

    def of_row(self, permissions: frozenset[str], facts: tuple[str | None, ...]) -> bytes:
        """What `spec_of` adds to a row with this fact."""
        return self._members[facts[0] or ""] if self._permission in permissions else b'"can":[]'


def register_abilities(spec: ListSpec, editing: str) -> Abilities:
    """The list of a register whose entries are put away and taken out again, by whoever holds `editing`."""
    alias = spec.id.partition(".")[0]
    fact = f"case when {alias}.archived_at is null then '{IN_USE}' else '{ARCHIVED}' end"
    return Abilities(spec, editing, fact, REGISTER_ACTIONS)


def _with_can(spec: ListSpec, sql: str) -> ListSpec:
    return msgspec.structs.replace(spec, columns={**spec.columns, "can": Number(sql)})
