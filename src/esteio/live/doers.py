"""By whom a change was made, as those who are told of it read it."""

from __future__ import annotations

from uuid import UUID

import msgspec

from esteio.core.listing import Word, row_text

_doers = msgspec.json.Decoder(dict[UUID, msgspec.Raw])
_DOER = row_text({"id": Word("u.id"), "name": "u.name"})


def doers_sql(ids: str, scope: str) -> str:
    """SQL of those of the persons `ids` (SQL of a uuid[]) who are named: a JSON object of id -> `{id, name}` as text,
    null when it is nobody. `scope` is the condition for which rows wait (`scoped_sql`).

    Only members of the organisation are named, and only while they are: not who has left, was suspended, or acted
    from outside. Read anew with every change, so that a name is never older than what it stands beside.
    """
    return f"""(
        select json_object_agg(u.id, {_DOER}::json)::text
        from memberships m join users u on u.id = m.user_id
        where {scope} and m.tenant_id = (select current_tenant()) and m.user_id = any({ids})
          and m.status = 'active' and u.status = 'active'
    )"""  # noqa: S608 - the ids are a parameter, or a query written in the code


def read_doers(text: str | None) -> dict[UUID, bytes]:
    """What `doers_sql` found: JSON of each person by their id."""
    return {} if text is None else {person: bytes(json) for person, json in _doers.decode(text).items()}


def signed(by: bytes) -> bytes:
    """What a told row has of it, after its other members; nothing when nobody is named."""
    return b',"_by":' + by if by else b""
