"""The number that a person or a firm is known by, CPF or CNPJ, as people write it."""

from __future__ import annotations

from esteio.brazil import cnpj, cpf
from esteio.brazil.errors import InvalidText

CPF_DIGITS = 11


def formatted_document(document: str) -> str:
    """`529.982.247-25` or `11.222.333/0001-81` for what is kept without signs; what is neither stands as it is."""
    try:
        return (cpf if len(document) == CPF_DIGITS else cnpj).formatted(document)
    except InvalidText:
        return document
