"""Folding of text for comparison: search without accents, matching of names and answers."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The text without accents, in lower case, each run of white space one space, none at the ends.

    Compatible forms are unified (NFKD), so "São  Paulo" and "SAO PAULO" are equal, and "m²" is "m2". Folding
    twice changes nothing.
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    # case folding may bring back composed or compatible forms ("ß", "ŉ", "ͅ"): decompose once more
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())
