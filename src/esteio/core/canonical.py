"""What people sign, send and confirm, as bytes that depend on nothing but its values, and the hash they go by."""

from __future__ import annotations

import hashlib

import msgspec


def canonical(document: msgspec.Struct) -> bytes:
    """The document as JSON with its members in order."""
    return msgspec.json.encode(document, order="sorted")


def sha256(document: msgspec.Struct) -> str:
    """The SHA-256 of the canonical document, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()
