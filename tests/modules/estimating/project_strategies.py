"""Projects and price policies for tests: one of each written out, and any that a studio could have."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import msgspec
from hypothesis import strategies as st

from esteio.modules.estimating.rules.facts import ProjectFacts
from esteio.modules.estimating.rules.policy import (
    InstalmentTerm,
    LevelFigures,
    PricePolicy,
    ScaleStep,
    SharePoint,
    StageShare,
)
from esteio.modules.estimating.rules.vocabulary import (
    BuildingType,
    Complexity,
    Discipline,
    Extra,
    Family,
    Method,
    StageSystem,
    Standard,
    Uf,
)

HOUSE = ProjectFacts(
    area_m2=Decimal(200),
    building_type=BuildingType.UNIFAMILIAR,
    standard=Standard.MEDIO,
    complexity=Complexity.MEDIA,
    disciplines=(Discipline.ARQUITETURA,),
    city="São Paulo",
    uf="SP",
)
"""The worked case of the domain page, in São Paulo."""
POLICY = PricePolicy()


def house(**changes: object) -> ProjectFacts:
    """The worked case with changes; an `area_m2` may be text."""
    if "area_m2" in changes:
        changes["area_m2"] = Decimal(str(changes["area_m2"]))
    return msgspec.structs.replace(HOUSE, **changes)


def policy_with(part: str, **changes: object) -> PricePolicy:
    """The default policy with changes in one of its parts."""
    return msgspec.structs.replace(POLICY, **{part: msgspec.structs.replace(getattr(POLICY, part), **changes)})


def hundredths(least: str, most: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(least, most, places=2, allow_nan=False, allow_infinity=False)


areas = st.one_of(
    hundredths("1", "100000"),
    st.sampled_from([1000, 2000, 5000]).flatmap(lambda step: hundredths(str(step - 5), str(step + 800))),
)


@st.composite
def projects(draw: st.DrawFn) -> ProjectFacts:
    chosen = draw(st.lists(st.sampled_from(Discipline), min_size=1, max_size=13, unique=True))
    cut = draw(st.integers(1, len(chosen)))
    return ProjectFacts(
        area_m2=draw(areas),
        building_type=draw(st.sampled_from(BuildingType)),
        standard=draw(st.sampled_from(Standard)),
        complexity=draw(st.sampled_from(Complexity)),
        disciplines=tuple(chosen[:cut]),
        optional_disciplines=tuple(chosen[cut:]),
        extras=tuple(draw(st.lists(st.sampled_from(Extra), unique=True))),
        deadline_weeks=draw(st.none() | st.integers(1, 60)),
        budget=draw(st.none() | hundredths("0", "9000000")),
        city="",
        uf=draw(st.sampled_from(Uf)).value,
    )


@st.composite
def hundred_percent(draw: st.DrawFn, least: int = 1, most: int = 8) -> list[Decimal]:
    """Percentages above zero, to the hundredth, that add to 100."""
    cuts = draw(st.lists(st.integers(1, 9999), min_size=least - 1, max_size=most - 1, unique=True))
    edges = [0, *sorted(cuts), 10000]
    return [Decimal(right - left).scaleb(-2) for left, right in pairwise(edges)]


@st.composite
def stage_tables(draw: st.DrawFn) -> tuple[StageShare, ...]:
    percents = draw(hundred_percent())
    return tuple(StageShare(code=f"E{n}", name=f"Etapa {n}", percent=percent) for n, percent in enumerate(percents))


@st.composite
def scales(draw: st.DrawFn) -> tuple[ScaleStep, ...]:
    at = sorted(draw(st.lists(st.integers(50, 20000), max_size=5, unique=True)))
    factors = sorted(draw(st.lists(hundredths("0.1", "1"), min_size=len(at), max_size=len(at))), reverse=True)
    return tuple(ScaleStep(above_m2=Decimal(a), factor=f) for a, f in zip(at, factors, strict=True))


@st.composite
def share_points(draw: st.DrawFn) -> tuple[SharePoint, ...]:
    at = sorted(draw(st.lists(st.integers(1, 50000), min_size=1, max_size=6, unique=True)))
    percents = sorted(draw(st.lists(hundredths("0.5", "20"), min_size=len(at), max_size=len(at))), reverse=True)
    return tuple(SharePoint(area_m2=Decimal(a), percent=p) for a, p in zip(at, percents, strict=True))


@st.composite
def policies(draw: st.DrawFn) -> PricePolicy:
    """Policies that pass `validate_policy`, with the figures changed that can break an invariant."""
    teams: dict[Family, LevelFigures] = {}
    for family in Family:
        senior, pleno, junior, estagiario = draw(hundred_percent(4, 4))
        teams[family] = LevelFigures(senior=senior, pleno=pleno, junior=junior, estagiario=estagiario)
    replace = msgspec.structs.replace
    days = sorted(draw(st.lists(st.integers(0, 400), min_size=1, max_size=12, unique=True)))
    return replace(
        POLICY,
        deciding_method=draw(st.sampled_from(Method)),
        optional_percent=draw(hundredths("0", "100")),
        technical_hours=replace(
            POLICY.technical_hours,
            complexity_factor_applies=draw(st.booleans()),
            scale=draw(scales()),
            team=teams,
            indirect_percent=draw(hundredths("0", "60")),
            taxes_percent=draw(hundredths("0", "60")),
            contingency_percent=draw(hundredths("0", "60")),
            profit_percent=draw(hundredths("0", "60")),
        ),
        works_share=replace(POLICY.works_share, percent_by_area=draw(share_points())),
        stages=replace(
            POLICY.stages,
            system=draw(st.sampled_from(StageSystem)),
            standard=draw(stage_tables()),
            engineering=draw(stage_tables()),
            nbr_16636=draw(stage_tables()),
        ),
        payment=replace(
            POLICY.payment,
            instalments=tuple(InstalmentTerm(days=day, parts=draw(hundredths("0.01", "9"))) for day in days),
        ),
        limits=replace(POLICY.limits, minimum_total=draw(hundredths("0.01", "90000"))),
    )
