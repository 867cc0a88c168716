"""What the readers of this package raise; `str(error)` is the sentence for the person, in Portuguese."""

from __future__ import annotations


class InvalidText(ValueError):
    """A text is not what was asked for. The root of the errors below."""


class InvalidDocument(InvalidText):
    """Not a CPF, or not a CNPJ."""


class InvalidPostalCode(InvalidText):
    """Not a CEP."""


class InvalidPhone(InvalidText):
    """Not a telephone number."""


class InvalidState(InvalidText):
    """Not one of the 27 states."""


class InvalidNumber(InvalidText):
    """Not a number, or an amount of money, as Brazilians write them."""


class InvalidDate(InvalidText):
    """Not a date written dd/mm/aaaa."""


class InvalidAccessKey(InvalidText):
    """Not the access key of a fiscal document."""


class InvalidXml(InvalidText):
    """Not XML, or XML with what a document that is only data has no use for."""


class InvalidNfe(InvalidText):
    """XML, but not an NF-e that was authorised and holds together."""
