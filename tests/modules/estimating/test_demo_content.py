"""The demo content: answers that the templates accept, people that validate, states that agree with each other."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from esteio.brazil import cep, cnpj, cpf, phone
from esteio.modules.estimating.demo.content import DemoBriefing, DemoClient, load_demo_organisations
from esteio.modules.estimating.rules.questionnaire import check_answer, missing_required, progress, visible_questions
from esteio.modules.estimating.rules.vocabulary import BriefingState, OrcamentoState
from esteio.modules.estimating.templates import load_shipped_templates

TEMPLATES = {template.key: template for template in load_shipped_templates()}
ARCFLOW, LIMA = load_demo_organisations()
ORGANISATIONS = (ARCFLOW, LIMA)
CLIENTS = [client for organisation in ORGANISATIONS for client in organisation.clients]
BRIEFINGS = [briefing for organisation in ORGANISATIONS for briefing in organisation.briefings]
VALID_DAYS = 30
"""An orçamento that was sent expires after so many (design of estimating)."""

every_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.key)
every_briefing = pytest.mark.parametrize("briefing", BRIEFINGS, ids=lambda briefing: briefing.key)


class TestClients:
    @every_client
    def test_documents_and_addresses_are_valid(self, client: DemoClient) -> None:
        assert cpf.is_valid(client.document) if client.kind == "PF" else cnpj.is_valid(client.document)
        assert phone.is_valid(client.phone)
        assert cep.is_valid(client.address.cep)
        assert cep.uf(client.address.cep) == client.address.uf
        assert bool(client.contact) == bool(client.trade_name) == (client.kind == "PJ")

    @every_client
    def test_mail_can_reach_nobody(self, client: DemoClient) -> None:
        domain = client.email.partition("@")[2]
        assert domain in {"example.com", "example.org", "example.net"} or domain.endswith(".example")

    def test_enough_of_each_kind_and_one_alphanumeric_cnpj(self) -> None:
        assert Counter(client.kind for client in ARCFLOW.clients) == {"PF": 7, "PJ": 6}
        assert len(LIMA.clients) == 3
        assert any(c.kind == "PJ" and any(char.isalpha() for char in c.document) for c in ARCFLOW.clients)
        assert len({client.address.city for client in ARCFLOW.clients}) >= 8

    def test_nothing_is_twice_in_an_organisation(self) -> None:
        for organisation in ORGANISATIONS:
            for name in ("key", "document", "email", "phone"):
                values = [getattr(client, name) for client in organisation.clients]
                assert len(set(values)) == len(values), name
            keys = [briefing.key for briefing in organisation.briefings]
            assert len(set(keys)) == len(keys)


class TestBriefings:
    @every_briefing
    def test_answers_fit_their_template(self, briefing: DemoBriefing) -> None:
        template = TEMPLATES[briefing.template_key]
        by_id = {question.id: question for question in template.questions}
        for question_id, value in briefing.answers.items():
            assert check_answer(by_id[question_id], value) is not None, question_id

    @every_briefing
    def test_every_answer_is_to_a_question_that_was_shown(self, briefing: DemoBriefing) -> None:
        shown = {question.id for question in visible_questions(TEMPLATES[briefing.template_key], briefing.answers)}
        assert set(briefing.answers) <= shown

    @every_briefing
    def test_concluded_ones_owe_nothing_and_open_ones_do(self, briefing: DemoBriefing) -> None:
        missing = missing_required(TEMPLATES[briefing.template_key], briefing.answers)
        if briefing.state is BriefingState.EM_ANDAMENTO:
            assert 0 < progress(TEMPLATES[briefing.template_key], briefing.answers) < 100
        elif briefing.state is not BriefingState.EM_EDICAO:
            assert [question.id for question in missing] == []

    @every_briefing
    def test_the_client_is_of_the_same_organisation(self, briefing: DemoBriefing) -> None:
        organisation = next(o for o in ORGANISATIONS if briefing in o.briefings)
        assert briefing.client_key in {client.key for client in organisation.clients}

    def test_every_state_and_every_template_occurs(self) -> None:
        assert len(ARCFLOW.briefings) >= 14
        assert len(LIMA.briefings) == 4
        assert {briefing.state for briefing in ARCFLOW.briefings} == set(BriefingState)
        assert {briefing.template_key for briefing in ARCFLOW.briefings} == set(TEMPLATES)
        orcamentos = [orcamento for briefing in ARCFLOW.briefings for orcamento in briefing.orcamentos]
        assert {orcamento.state for orcamento in orcamentos} == set(OrcamentoState)
        assert any(len(briefing.orcamentos) > 1 for briefing in ARCFLOW.briefings)

    def test_number_one_is_the_worked_case_stated_plainly(self) -> None:
        """200 m², one family, medium, architecture only: R$ 28.520,00 by technical hours."""
        first = ARCFLOW.briefings[0]
        assert first.state is BriefingState.CONCLUIDO
        assert first.orcamentos == ()
        assert progress(TEMPLATES["casa"], first.answers) == 100
        facts = {q.fact: first.answers.get(q.id) for q in TEMPLATES["casa"].questions if q.fact}
        assert facts == {
            "area_m2": "200 m²",
            "standard": "medio",
            "complexity": "media",
            "disciplines": ["arquitetura"],
            "optional_disciplines": None,
            "extras": None,
            "deadline_weeks": "4 meses",
            "budget": "R$ 900 mil",
            "city": "Campinas",
            "uf": "SP",
        }


class TestOrcamentos:
    @every_briefing
    def test_the_last_version_agrees_with_the_state_of_the_briefing(self, briefing: DemoBriefing) -> None:
        last = briefing.orcamentos[-1].state if briefing.orcamentos else None
        match briefing.state:
            case BriefingState.PROJETO_INICIADO:
                assert last is OrcamentoState.APROVADO
            case BriefingState.ORCAMENTO_ELABORACAO:
                assert last in {OrcamentoState.RASCUNHO, OrcamentoState.ENVIADO}
            case BriefingState.CONCLUIDO:
                assert last in {None, OrcamentoState.REJEITADO, OrcamentoState.EXPIRADO}
            case _:
                assert last is None

    @every_briefing
    def test_versions_follow_each_other_and_only_the_last_is_open(self, briefing: DemoBriefing) -> None:
        ages = [briefing.created_days_ago, *(orcamento.created_days_ago for orcamento in briefing.orcamentos)]
        assert ages == sorted(ages, reverse=True)
        for earlier in briefing.orcamentos[:-1]:
            assert earlier.state in {OrcamentoState.SUBSTITUIDO, OrcamentoState.REJEITADO, OrcamentoState.EXPIRADO}

    @every_briefing
    def test_dates_discounts_and_reasons_are_possible(self, briefing: DemoBriefing) -> None:
        for orcamento in briefing.orcamentos:
            assert Decimal(0) <= orcamento.discount_pct <= 15
            assert bool(orcamento.reason) == (orcamento.state is OrcamentoState.REJEITADO)
            if orcamento.state is OrcamentoState.ENVIADO:
                assert orcamento.created_days_ago < VALID_DAYS
            if orcamento.state is OrcamentoState.EXPIRADO:
                assert orcamento.created_days_ago > VALID_DAYS
