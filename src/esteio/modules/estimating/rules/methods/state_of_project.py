"""The state that a project is in, which two of the methods cannot do without."""

from __future__ import annotations

from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.vocabulary import Uf


def state_of(facts: ProjectFacts) -> Uf:
    """The state of the facts.

    Raises:
        InvalidInput: empty or not a Brazilian state. A region is never assumed.
    """
    try:
        return Uf(facts.uf)
    except ValueError:
        detail = "Informe o estado (UF) do projeto: este método depende dele."
        raise InvalidInput(detail, fields={"uf": "Informe a sigla do estado, como SP."}) from None
