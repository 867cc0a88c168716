"""The policy as a stored JSON document, readable for good: older ones lack figures, newer ones have more."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

import msgspec

from esteio.modules.estimating.rules.policy.structure import PricePolicy

# A number written without quotes is read as it stands, not through a binary float.
_tree = msgspec.json.Decoder(float_hook=Decimal)


def policy_json(policy: PricePolicy) -> bytes:
    """The policy as JSON; decimals are text, so that `read_policy` gives back an equal policy."""
    return msgspec.json.encode(policy)


def read_policy(stored: bytes | str) -> PricePolicy:
    """Read a stored policy; see `policy_of_document`.

    Raises:
        msgspec.ValidationError: a figure is not of its type. msgspec.DecodeError: not JSON.
    """
    return policy_of_document(_tree.decode(stored))


def policy_of_document(document: object) -> PricePolicy:
    """The policy of a decoded document. A figure or a row of a table that it lacks takes today's default, one that
    this program does not know is dropped (a document of a newer or older release).

    Lists (scale, CUB, points, stages, instalments) are taken whole. Not for what a person sends: there an unknown
    figure is a mistake, and decoding into `PricePolicy` refuses it.

    Raises:
        msgspec.ValidationError: a figure is not of its type.
    """
    default = msgspec.to_builtins(PricePolicy(), builtin_types=(Decimal,))
    return msgspec.convert(_completed(default, document), PricePolicy)


def _completed(default: object, stored: object) -> object:
    if isinstance(default, dict) and isinstance(stored, dict):
        known, given = cast("dict[str, Any]", default), cast("dict[str, Any]", stored)
        return {key: _completed(value, given[key]) if key in given else value for key, value in known.items()}
    if isinstance(default, (list, tuple)) and isinstance(stored, list):
        shape = cast("Sequence[Any]", default)[0]
        return [_row(shape, row) for row in cast("list[Any]", stored)]
    return stored


def _row(shape: object, row: object) -> object:
    """The row without what this program does not know; what it lacks is the struct's business."""
    if isinstance(shape, dict) and isinstance(row, dict):
        return {key: value for key, value in cast("dict[str, Any]", row).items() if key in shape}
    return row
