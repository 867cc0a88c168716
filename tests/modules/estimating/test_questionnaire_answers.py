"""What may be stored as an answer."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.core.errors import InvalidInput
from esteio.modules.estimating.rules.questionnaire import Option, Question, QuestionKind, check_answer

OPTIONS = (Option(value="a", label="A"), Option(value="b", label="B"), Option(value="c", label="C"))
FILE = "0192f0c1-2b5a-7000-8000-00000000000a"


def ask(kind: QuestionKind, **rest: object) -> Question:
    options = OPTIONS if kind in {QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE} else ()
    return msgspec.structs.replace(Question(id="q", text="Qual é a área?", kind=kind, options=options), **rest)


def remedy(question: Question, value: object) -> str:
    with pytest.raises(InvalidInput) as caught:
        check_answer(question, value)
    assert list(caught.value.fields) == [question.id]
    assert "Qual é a área?" in caught.value.detail
    return caught.value.fields[question.id]


class TestBlank:
    @pytest.mark.parametrize("kind", QuestionKind)
    @pytest.mark.parametrize("value", [None, "", "  \n", [], ()])
    def test_clears_the_answer(self, kind: QuestionKind, value: object) -> None:
        assert check_answer(ask(kind), value) is None


class TestText:
    def test_loses_outer_space_and_keeps_lines_only_where_there_are_lines(self) -> None:
        assert check_answer(ask(QuestionKind.TEXT), "  uns 300\r\nmetros ") == "uns 300 metros"
        assert check_answer(ask(QuestionKind.LONG_TEXT), " um\r\ndois\rtrês ") == "um\ndois\ntrês"

    def test_limits_by_kind_and_by_question(self) -> None:
        assert check_answer(ask(QuestionKind.TEXT), "x" * 500) == "x" * 500
        assert "500" in remedy(ask(QuestionKind.TEXT), "x" * 501)
        assert "10.000" in remedy(ask(QuestionKind.LONG_TEXT), "x" * 10_001)
        assert "20 caracteres" in remedy(ask(QuestionKind.TEXT, max_chars=20), "x" * 21)

    @pytest.mark.parametrize("value", ["a\x00b", "a\ud800b", "\udfff"])
    def test_what_the_database_cannot_hold_is_refused(self, value: str) -> None:
        assert "não podem ser gravados" in remedy(ask(QuestionKind.TEXT), value)
        assert "não podem ser gravados" in remedy(ask(QuestionKind.LONG_TEXT), value)

    @pytest.mark.parametrize("value", [200, 1.5, True, ["x"], {"a": 1}])
    def test_other_types_are_refused(self, value: object) -> None:
        assert remedy(ask(QuestionKind.TEXT), value) == "Responda com um texto."


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (3, "3"),
            (2.5, "2.5"),
            (Decimal("7.10"), "7.10"),
            ("1.200,50", "1200.50"),
            ("1.200", "1200"),
            ("1.234.567", "1234567"),
            ("200,00", "200"),
            ("12.5", "12.5"),
            ("12,5", "12.5"),
            (" 86 m² ", "86"),
            ("86m²", "86"),
            ("R$ 3.000,10", "3000.10"),
            ("-4", "-4"),
            (-0.0, "0"),
            ("000012", "12"),
        ],
    )
    def test_reads_json_and_brazilian_text(self, value: object, expected: str) -> None:
        assert check_answer(ask(QuestionKind.NUMBER, unit="m²"), value) == Decimal(expected)

    @pytest.mark.parametrize(
        "value",
        [
            "1,200",  # twelve hundred to an American, one and a fifth here
            "1.2345",
            "1.200.50",
            "12 x 25",
            "uns 300",
            "1e5",
            "NaN",
            "٣",
            "9" * 50,
            1.005,
            float("nan"),
            float("inf"),
            10**400,
            10**12,
            True,
            [1],
            {"valor": 1},
        ],
    )
    def test_refuses_whatever_is_not_one_clear_number(self, value: object) -> None:
        assert "duas casas decimais" in remedy(ask(QuestionKind.NUMBER), value)

    def test_bounds_are_told_as_they_are_written_here(self) -> None:
        question = ask(QuestionKind.NUMBER, min=Decimal("0.5"), max=Decimal(1500))
        assert check_answer(question, 1500) == 1500
        assert remedy(question, 0) == "Informe um número a partir de 0,5."
        assert remedy(question, 1501) == "Informe um número até 1.500."

    @given(st.decimals(-(10**11), 10**11, places=2))
    def test_a_stored_number_is_read_again_as_itself(self, value: Decimal) -> None:
        question = ask(QuestionKind.NUMBER)
        first = check_answer(question, value)
        assert first == value
        as_text = msgspec.json.decode(msgspec.json.encode(first))
        assert check_answer(question, as_text) == first
        as_number = msgspec.json.decode(msgspec.json.Encoder(decimal_format="number").encode(first))
        assert check_answer(question, as_number) == first


class TestChoices:
    def test_one_of_the_options(self) -> None:
        assert check_answer(ask(QuestionKind.CHOICE), "b") == "b"
        for wrong in ("B", "z", ["b"], 1, True):
            assert "a (A), b (B), c (C)" in remedy(ask(QuestionKind.CHOICE), wrong)

    def test_several_come_back_in_the_order_of_the_options_without_repeats(self) -> None:
        assert check_answer(ask(QuestionKind.MULTI_CHOICE), ["c", "a", "c"]) == ("a", "c")
        assert "opções da lista" in remedy(ask(QuestionKind.MULTI_CHOICE), ["a", "z"])
        assert "opções da lista" in remedy(ask(QuestionKind.MULTI_CHOICE), [["a"]])
        assert "lista" in remedy(ask(QuestionKind.MULTI_CHOICE), "a")

    def test_how_many(self) -> None:
        question = ask(QuestionKind.MULTI_CHOICE, min=Decimal(2), max=Decimal(2))
        assert check_answer(question, ["a", "b"]) == ("a", "b")
        assert remedy(question, ["a"]) == "Indique ao menos 2 opções."
        assert remedy(question, ["a", "b", "c"]) == "Indique no máximo 2 opções."

    @pytest.mark.parametrize(("value", "expected"), [(True, True), (False, False), ("Sim", True), ("não", False)])
    def test_yes_or_no(self, value: object, expected: bool) -> None:
        assert check_answer(ask(QuestionKind.YES_NO), value) is expected

    @pytest.mark.parametrize("value", ["talvez", 1, 0, [True]])
    def test_nothing_between_yes_and_no(self, value: object) -> None:
        assert remedy(ask(QuestionKind.YES_NO), value) == "Responda sim ou não."


class TestDate:
    def test_iso_only(self) -> None:
        assert check_answer(ask(QuestionKind.DATE), " 2026-03-15 ") == "2026-03-15"
        for wrong in ("15/03/2026", "20260315", "2026-W11-1", "amanhã", 20260315):
            assert "AAAA-MM-DD" in remedy(ask(QuestionKind.DATE), wrong)

    def test_days_that_do_not_exist(self) -> None:
        assert "não existe" in remedy(ask(QuestionKind.DATE), "2026-02-30")
        assert "ano" in remedy(ask(QuestionKind.DATE), "0026-02-03")


class TestFile:
    def test_one_or_several_ids(self) -> None:
        assert check_answer(ask(QuestionKind.FILE), FILE.upper()) == (FILE,)
        assert check_answer(ask(QuestionKind.FILE), [FILE, FILE]) == (FILE,)

    @pytest.mark.parametrize("value", ["foto.jpg", [FILE, 3], [3], {"id": FILE}, 7])
    def test_anything_else_is_refused(self, value: object) -> None:
        assert "Envie o arquivo primeiro" in remedy(ask(QuestionKind.FILE), value)

    def test_at_most_twenty_unless_the_question_says_otherwise(self) -> None:
        many = [f"0192f0c1-2b5a-7000-8000-{i:012x}" for i in range(21)]
        assert "no máximo 20 arquivos" in remedy(ask(QuestionKind.FILE), many)
        assert "no máximo 1 arquivo." in remedy(ask(QuestionKind.FILE, max=Decimal(1)), many[:2])


class TestEverything:
    @given(
        st.sampled_from(QuestionKind),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet=st.characters()),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
            max_leaves=6,
        ),
    )
    def test_garbage_is_refused_or_normalised_once_and_for_all(self, kind: QuestionKind, value: object) -> None:
        question = ask(kind)
        try:
            first = check_answer(question, value)
        except InvalidInput:
            return
        assert check_answer(question, first) == first
        assert check_answer(question, msgspec.json.decode(msgspec.json.encode(first))) == first
