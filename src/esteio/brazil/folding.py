"""Folding of text for comparison: search without accents, matching of names and answers."""

from __future__ import annotations

import re
import unicodedata

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """The text without accents, in lower case, each run of white space one space, none at the ends.

    Compatible forms are unified (NFKD), so "São  Paulo" and "SAO PAULO" are equal, and "m²" is "m2". Folding
    twice changes nothing.
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    # case folding may bring back composed or compatible forms ("ß", "ŉ", "ͅ"): decompose once more
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = _NOT_ASCII.sub(lambda match: "" if unicodedata.combining(match[0]) else match[0], decomposed)
    return " ".join(bare.split())
