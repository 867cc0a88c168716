"""The 27 federative units (26 states and the Federal District): letters, names, capitals."""

from __future__ import annotations

import msgspec

from esteio.brazil.errors import InvalidState
from esteio.brazil.folding import fold


class State(msgspec.Struct, frozen=True):
    """A federative unit."""

    uf: str
    """Two letters, upper case."""
    name: str
    capital: str


STATES = (
    State("AC", "Acre", "Rio Branco"),
    State("AL", "Alagoas", "Maceió"),
    State("AM", "Amazonas", "Manaus"),
    State("AP", "Amapá", "Macapá"),
    State("BA", "Bahia", "Salvador"),
    State("CE", "Ceará", "Fortaleza"),
    State("DF", "Distrito Federal", "Brasília"),
    State("ES", "Espírito Santo", "Vitória"),
    State("GO", "Goiás", "Goiânia"),
    State("MA", "Maranhão", "São Luís"),
    State("MG", "Minas Gerais", "Belo Horizonte"),
    State("MS", "Mato Grosso do Sul", "Campo Grande"),
    State("MT", "Mato Grosso", "Cuiabá"),
    State("PA", "Pará", "Belém"),
    State("PB", "Paraíba", "João Pessoa"),
    State("PE", "Pernambuco", "Recife"),
    State("PI", "Piauí", "Teresina"),
    State("PR", "Paraná", "Curitiba"),
    State("RJ", "Rio de Janeiro", "Rio de Janeiro"),
    State("RN", "Rio Grande do Norte", "Natal"),
    State("RO", "Rondônia", "Porto Velho"),
    State("RR", "Roraima", "Boa Vista"),
    State("RS", "Rio Grande do Sul", "Porto Alegre"),
    State("SC", "Santa Catarina", "Florianópolis"),
    State("SE", "Sergipe", "Aracaju"),
    State("SP", "São Paulo", "São Paulo"),
    State("TO", "Tocantins", "Palmas"),
)
"""In the order of their letters."""

_BY_LETTERS = {state.uf: state for state in STATES}
_BY_NAME = {fold(state.name): state for state in STATES}


def find_state(text: str) -> State | None:
    """The state that the text names by its letters or its name, in any case and without accents; or None."""
    return _BY_LETTERS.get(text.strip().upper()) or _BY_NAME.get(fold(text))


def normalise(text: str) -> str:
    """The two letters of the state that the text names. Raises InvalidState."""
    state = find_state(text)
    if state is None:
        raise InvalidState("Este estado não existe. Use a sigla, como SP ou MG.")
    return state.uf
