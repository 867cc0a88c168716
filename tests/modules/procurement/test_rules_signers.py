"""Who may sign: worked cases of every stage, and what holds for any organisation."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esteio.modules.procurement.rules.signers import Delegate, Holders, Signer, Waiting, signers
from esteio.modules.procurement.rules.vocabulary import Stage

ANA, BIA, CAIO, DORA, EVA, RUI = (UUID(int=number) for number in range(1, 7))
HOLDERS = Holders(
    need=frozenset({ANA, BIA}), purchase=frozenset({CAIO}), directors=frozenset({DORA}), ceos=frozenset({EVA})
)


def who(
    stage: Stage,
    *,
    requester: UUID = RUI,
    signed: tuple[UUID, ...] = (),
    escalated: bool = False,
    holders: Holders = HOLDERS,
    delegates: tuple[Delegate, ...] = (),
) -> list[Signer]:
    waiting = Waiting(stage=stage, requester_id=requester, signed=frozenset(signed), escalated=escalated)
    return signers(waiting, holders, delegates)


class TestStage:
    @pytest.mark.parametrize(("stage", "expected"), [("a1", [ANA, BIA]), ("a2", [CAIO]), ("a3", [DORA])])
    def test_each_asks_those_who_answer_for_it(self, stage: str, expected: list[UUID]) -> None:
        assert who(Stage(stage)) == [Signer(person_id) for person_id in expected]

    def test_the_requester_never_signs(self) -> None:
        assert who(Stage.A1, requester=ANA) == [Signer(BIA)]

    def test_who_signed_before_does_not_sign_again(self) -> None:
        everywhere = Holders(need=frozenset({ANA}), purchase=frozenset({ANA, CAIO}))
        assert who(Stage.A2, signed=(ANA,), holders=everywhere) == [Signer(CAIO)]

    @pytest.mark.parametrize("case", ["requester", "signed", "none"])
    def test_the_ceo_gives_the_second_signature_when_no_director_may(self, case: str) -> None:
        holders = Holders(ceos=frozenset({EVA})) if case == "none" else HOLDERS
        requester = DORA if case == "requester" else RUI
        signed = (DORA,) if case == "signed" else ()
        assert who(Stage.A3, requester=requester, signed=signed, holders=holders) == [Signer(EVA)]

    def test_another_director_comes_before_the_ceo(self) -> None:
        two = Holders(directors=frozenset({DORA, BIA}), ceos=frozenset({EVA}))
        assert who(Stage.A3, requester=DORA, holders=two) == [Signer(BIA)]

    @pytest.mark.parametrize("stage", [Stage.A1, Stage.A2])
    def test_a_stage_that_nobody_answers_for_goes_up(self, stage: Stage) -> None:
        assert who(stage, holders=Holders(directors=frozenset({DORA}), ceos=frozenset({EVA}))) == [Signer(DORA)]
        assert who(stage, holders=Holders(ceos=frozenset({EVA}))) == [Signer(EVA)]

    def test_nobody_may_when_the_only_one_asked_for_it(self) -> None:
        assert who(Stage.A3, requester=EVA, holders=Holders(ceos=frozenset({EVA}))) == []


class TestEscalation:
    def test_the_next_rung_may_sign_as_well(self) -> None:
        assert who(Stage.A1, escalated=True) == [Signer(ANA), Signer(BIA), Signer(DORA, escalated=True)]
        assert who(Stage.A2, escalated=True) == [Signer(CAIO), Signer(DORA, escalated=True)]
        assert who(Stage.A3, escalated=True) == [Signer(DORA), Signer(EVA, escalated=True)]

    def test_a_rung_on_which_nobody_may_is_skipped(self) -> None:
        assert who(Stage.A2, escalated=True, signed=(DORA,)) == [Signer(CAIO), Signer(EVA, escalated=True)]

    def test_who_stands_on_both_rungs_signs_on_the_lower(self) -> None:
        both = Holders(purchase=frozenset({CAIO}), directors=frozenset({CAIO, DORA}))
        assert who(Stage.A2, escalated=True, holders=both) == [Signer(CAIO), Signer(DORA, escalated=True)]


class TestDelegation:
    def test_the_delegate_signs_on_behalf_of_who_is_away(self) -> None:
        assert who(Stage.A2, delegates=(Delegate(CAIO, BIA),)) == [Signer(BIA, CAIO), Signer(CAIO)]

    def test_nobody_signs_on_behalf_of_the_requester(self) -> None:
        assert who(Stage.A1, requester=ANA, delegates=(Delegate(ANA, CAIO),)) == [Signer(BIA)]

    def test_the_requester_does_not_sign_on_behalf_of_another(self) -> None:
        assert who(Stage.A1, delegates=(Delegate(ANA, RUI),)) == [Signer(ANA), Signer(BIA)]

    def test_one_does_not_sign_again_in_the_name_of_another(self) -> None:
        delegates = (Delegate(CAIO, ANA),)
        assert who(Stage.A2, signed=(ANA,), delegates=delegates) == [Signer(CAIO)]

    def test_who_was_signed_for_is_not_signed_for_again(self) -> None:
        both = Holders(purchase=frozenset({ANA, CAIO}))
        delegates = (Delegate(ANA, BIA),)
        assert who(Stage.A2, signed=(ANA,), holders=both, delegates=delegates) == [Signer(CAIO)]

    def test_it_is_not_passed_on(self) -> None:
        assert who(Stage.A2, delegates=(Delegate(CAIO, BIA), Delegate(BIA, ANA))) == [Signer(BIA, CAIO), Signer(CAIO)]

    def test_what_is_ones_own_is_signed_in_ones_own_name(self) -> None:
        assert who(Stage.A1, delegates=(Delegate(ANA, BIA),)) == [Signer(ANA), Signer(BIA)]

    def test_a_delegate_for_two_signs_for_the_first(self) -> None:
        assert Signer(RUI, ANA) in who(Stage.A1, requester=EVA, delegates=(Delegate(BIA, RUI), Delegate(ANA, RUI)))

    def test_the_delegate_of_a_director_who_may_not_sign_does_not_either(self) -> None:
        assert who(Stage.A3, signed=(DORA,), delegates=(Delegate(DORA, BIA),)) == [Signer(EVA)]


PEOPLE = st.sampled_from([ANA, BIA, CAIO, DORA, EVA, RUI])
GROUPS = st.frozensets(PEOPLE, max_size=4)
HOLDERS_OF_ALL = st.builds(Holders, need=GROUPS, purchase=GROUPS, directors=GROUPS, ceos=GROUPS)
WAITING = st.builds(Waiting, stage=st.sampled_from(Stage), requester_id=PEOPLE, signed=GROUPS, escalated=st.booleans())
DELEGATES = st.lists(st.builds(Delegate, PEOPLE, PEOPLE).filter(lambda each: each.from_id != each.to_id), max_size=5)


class TestEveryOrganisation:
    @given(WAITING, HOLDERS_OF_ALL, DELEGATES)
    def test_nobody_who_is_out_signs_or_is_signed_for(
        self, waiting: Waiting, holders: Holders, delegates: list[Delegate]
    ) -> None:
        out = waiting.signed | {waiting.requester_id}
        found = signers(waiting, holders, delegates)
        for signer in found:
            assert signer.person_id not in out
            assert signer.on_behalf_of not in out
        assert len({signer.person_id for signer in found}) == len(found)

    @given(WAITING, HOLDERS_OF_ALL, DELEGATES)
    def test_every_signature_goes_back_to_who_holds_the_right(
        self, waiting: Waiting, holders: Holders, delegates: list[Delegate]
    ) -> None:
        above = holders.directors | holders.ceos
        right = {Stage.A1: above | holders.need, Stage.A2: above | holders.purchase, Stage.A3: above}[waiting.stage]
        for signer in signers(waiting, holders, delegates):
            assert (signer.on_behalf_of or signer.person_id) in right
            if signer.on_behalf_of is not None:
                assert Delegate(signer.on_behalf_of, signer.person_id) in delegates

    @given(WAITING, HOLDERS_OF_ALL, DELEGATES)
    def test_somebody_may_whenever_a_holder_of_any_rung_is_not_out(
        self, waiting: Waiting, holders: Holders, delegates: list[Delegate]
    ) -> None:
        above = holders.directors | holders.ceos
        right = {Stage.A1: above | holders.need, Stage.A2: above | holders.purchase, Stage.A3: above}[waiting.stage]
        free = right - waiting.signed - {waiting.requester_id}
        assert bool(signers(waiting, holders, delegates)) == bool(free)

    @given(WAITING, HOLDERS_OF_ALL, DELEGATES)
    def test_escalation_only_adds(self, waiting: Waiting, holders: Holders, delegates: list[Delegate]) -> None:
        def people(*, escalated: bool) -> set[UUID]:
            as_if = Waiting(
                stage=waiting.stage,
                requester_id=waiting.requester_id,
                signed=waiting.signed,
                escalated=escalated,
            )
            return {signer.person_id for signer in signers(as_if, holders, delegates)}

        assert people(escalated=False) <= people(escalated=True)
