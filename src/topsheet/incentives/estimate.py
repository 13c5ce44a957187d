"""The credit a budget would earn: qualified lines, capped by person, times the rate, capped by project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from topsheet.budget import LineReport
from topsheet.calendar import Place
from topsheet.documents import counted
from topsheet.figures import Figure, Value, given, sum_of
from topsheet.money import Money
from topsheet.rules import Programme

NOT_FOUND = "NOT FOUND"
NO_SOURCE = "no source for this fact was found"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the programme: what it asks, whether it is MET, NOT MET or NOT FOUND, and why."""

    what: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class IncentiveReport:
    """A programme's estimate with its conditions."""

    programme: Programme
    qualified: Figure[Money]
    credit: Figure[Money]
    rate: Figure[Value]
    conditions: tuple[Condition, ...]
    lines: tuple[LineReport, ...]


def estimate(
    programme: Programme, lines: Sequence[LineReport], places: Mapping[str, Place], currency: str
) -> IncentiveReport:
    """The credit on the direct-cost lines spent in the programme's country and region.

    A line qualifies by its place, unless it says `qualifies: false`. What one payee is paid counts up to the
    programme's cap a person. A spend under the minimum earns nothing; the project cap bounds the credit. The
    credit rounds half up to the coin. The programme pays in the budget's currency. A fact of it that nobody
    has found is a condition marked so.
    """
    name, zero = f"incentives.{programme.id}", Money.zero(currency)
    inside = tuple(line for line in lines if line.qualifies and _here(programme, places.get(line.place)))
    spent = sum_of(
        f"{name}.spend",
        f"Spend in {programme.region or programme.country}",
        [line.total for line in inside],
        zero,
        f"{counted(len(inside), 'line')} spent there, not marked out",
    )
    over = _over_cap(programme, inside, name, zero)
    qualified = Figure(
        f"{name}.qualified",
        "Qualified spend",
        spent.value - over.value,
        "spend there − pay above the cap a person",
        (spent, over),
        "",
        programme.citation,
    )
    rate = given(
        f"{name}.rate", f"Rate of {programme.name}", programme.rate, programme.source, programme.citation
    )
    credit = _credit(programme, qualified, rate, name, zero)
    return IncentiveReport(
        programme, qualified, credit, rate, _conditions(programme, qualified, over), inside
    )


def _here(programme: Programme, place: Place | None) -> bool:
    return bool(
        place
        and place.country == programme.country
        and (not programme.region or place.region == programme.region)
    )


def _over_cap(programme: Programme, inside: Sequence[LineReport], name: str, zero: Money) -> Figure[Money]:
    """What payees are paid above the cap a person, which does not qualify."""
    cap = programme.person_cap
    paid: dict[str, list[LineReport]] = {}
    for line in inside:
        if line.payee:
            paid.setdefault(line.payee, []).append(line)
    above = []
    for payee, theirs in paid.items():
        total = sum((line.total.value for line in theirs), start=zero)
        if cap is not None and total > cap:
            above.append(
                Figure(
                    f"{name}.over_cap.{payee}",
                    f"Above the cap: {payee}",
                    total - cap,
                    f"paid {total}, cap {cap}",
                    tuple(line.total for line in theirs),
                )
            )
    how = f"pay above {cap} a person" if cap else "the programme caps nobody, or the cap was not found"
    return sum_of(f"{name}.over_cap", "Above the cap a person", above, zero, how)


def _credit(
    programme: Programme, qualified: Figure[Money], rate: Figure[Value], name: str, zero: Money
) -> Figure[Money]:
    inputs: tuple[Figure[Value], ...] = (qualified, rate)
    if programme.min_spend is not None and qualified.value < programme.min_spend:
        how = f"nothing: qualified spend is under the minimum {programme.min_spend}"
        return Figure(f"{name}.credit", programme.name, zero, how, inputs, "", programme.citation)
    value = (qualified.value * programme.rate).rounded()
    how = f"{programme.rate} of the qualified spend"
    if programme.project_cap is not None and value > programme.project_cap:
        value, how = programme.project_cap, f"{how}, bound by the project cap"
    return Figure(f"{name}.credit", programme.name, value, how, inputs, "", programme.citation)


def _conditions(programme: Programme, qualified: Figure[Money], over: Figure[Money]) -> tuple[Condition, ...]:
    least, most, person = programme.min_spend, programme.project_cap, programme.person_cap
    earned = qualified.value * programme.rate
    told = [
        _limit(
            programme,
            "min_spend",
            "Minimum spend",
            least is None or qualified.value >= least,
            f"qualified spend is {qualified.value}",
        ),
        _limit(
            programme,
            "project_cap",
            "Credit a project",
            most is None or earned <= most,
            f"the rate gives {earned}",
        ),
        _limit(
            programme,
            "person_cap",
            "Pay a person",
            person is None or not over.value,
            f"{over.value} of pay lies above it",
        ),
    ]
    if programme.annual_cap is not None:
        what = f"The programme's year: {programme.annual_cap} for all films"
        told.append(
            Condition(what, NOT_FOUND, "what is left of this year's money is not known; ask the film office")
        )
    others = [fact for fact in programme.unknown if fact not in ("min_spend", "project_cap", "person_cap")]
    return (*told, *(Condition(fact.replace("_", " ").capitalize(), NOT_FOUND, NO_SOURCE) for fact in others))


def _limit(programme: Programme, fact: str, what: str, met: bool, reason: str) -> Condition:
    limit = getattr(programme, fact)
    if limit is None:
        unknown = fact in programme.unknown
        return Condition(
            what, NOT_FOUND if unknown else "MET", NO_SOURCE if unknown else "the programme names none"
        )
    return Condition(f"{what}: {limit}", "MET" if met else "NOT MET", reason)
