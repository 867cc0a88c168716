"""Large documents as JSON, made so that others have their turns meanwhile.

msgspec makes a document in one go and holds the interpreter all the while, in whatever thread it runs: the event loop
waits for a tenth of a second where there are ten megabytes. Piece by piece, in a thread of its own, the loop is let in
between two pieces.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

_ENCODER = msgspec.json.Encoder()
_SORTED = msgspec.json.Encoder(order="sorted")


def in_pieces(parts: Iterable[msgspec.Struct], *, canonical: bool = False) -> tuple[msgspec.Raw, ...]:
    """Each part as JSON already, to stand in its place within a document, which then only copies it.

    With `canonical`, members in order, as in `core/canonical.py`.
    """
    encode = (_SORTED if canonical else _ENCODER).encode
    return tuple([msgspec.Raw(encode(part)) for part in parts])
