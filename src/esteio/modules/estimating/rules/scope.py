"""The words with which a proposal says what is offered, until a person writes better ones."""

from __future__ import annotations

from collections.abc import Sequence

from esteio.modules.estimating.rules.composition import Composition
from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.wording import BUILDING_TYPES, DISCIPLINES, STANDARDS, area_text


def scope_text(facts: ProjectFacts, composition: Composition) -> str:
    """Plain text in the form that `ProposalDocument.scope` takes."""
    place = f", em {facts.city}{'/' + facts.uf if facts.uf else ''}" if facts.city else ""
    paragraphs = [
        f"Projeto de {_listed([DISCIPLINES[each].lower() for each in facts.disciplines])} para "
        f"{BUILDING_TYPES[facts.building_type].lower()} de {area_text(facts.area_m2)}{place}, "
        f"padrão de acabamento {STANDARDS[facts.standard].lower()}.",
        "\n".join(["Etapas:", *(f"- {stage.name}" for stage in composition.stages)]),
    ]
    if facts.optional_disciplines:
        optional = _listed([DISCIPLINES[each].lower() for each in facts.optional_disciplines])
        paragraphs.append(f"Opcional, com preço à parte: {optional}.")
    return "\n\n".join(paragraphs)


def _listed(names: Sequence[str]) -> str:
    return " e ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
