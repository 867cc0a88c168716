"""What a person reads beside a field that the server refuses."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import pytest

from esteio.http.problem import invalid_input


class _Asked(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(min_length=1)] = "Ana"
    password: Annotated[str, msgspec.Meta(min_length=10)] = "uma frase longa"
    items: Annotated[list[str], msgspec.Meta(min_length=1)] = msgspec.field(default_factory=list)


class TestSentences:
    @pytest.mark.parametrize(
        ("given", "fields"),
        [
            ({"name": ""}, {"name": "Falta preencher."}),
            ({"password": "curta"}, {"password": "Use pelo menos 10 caracteres."}),
            ({"items": []}, {"items": "Inclua ao menos um."}),
            ({"name": 1}, {"name": "Escreva um texto."}),
        ],
    )
    def test_say_what_to_do(self, given: dict[str, Any], fields: dict[str, str]) -> None:
        with pytest.raises(msgspec.ValidationError) as refused:
            msgspec.convert(given, _Asked)
        assert invalid_input(refused.value).fields == fields
