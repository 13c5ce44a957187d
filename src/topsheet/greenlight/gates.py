"""Every gate with its reason, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from topsheet.budget import BudgetReport
from topsheet.documents import Problem, Severity, counted
from topsheet.figures import Figure, Value, unverified
from topsheet.finance import CashReport, FinanceReport, StageReport
from topsheet.finance.closing import ClosingReport, ItemReport
from topsheet.greenlight.model import GateDoc, Thresholds
from topsheet.money import Money, Percent

_BY_DAY = "; days are tested and not month-ends, which may come long after the wrap"


@dataclass(frozen=True, slots=True)
class GateReport:
    """A gate: MET, OPEN (a person must act), BLOCKED (a figure forbids it), WAIVED, or WARNING."""

    id: str
    title: str
    state: str
    reason: str
    owner: str = ""
    needed_by: date | None = None
    figure: Figure[Value] | None = None


@dataclass(frozen=True, slots=True)
class GreenlightReport:
    """The gates and the state they add up to: GO, GO IF (hard gates open) or BLOCKED."""

    state: Figure[str]
    gates: tuple[GateReport, ...]


def greenlight(
    kept: Sequence[GateDoc],
    thresholds: Thresholds,
    *,
    budget: BudgetReport,
    finance: FinanceReport,
    cash: CashReport,
    problems: Sequence[Problem],
    missing: Mapping[str, str] | None = None,
    closing: ClosingReport | None = None,
) -> GreenlightReport:
    """The gates a person keeps, after those that figures decide, and the closing list's conditions of the shoot.

    `missing` are the attachments nobody can count on, by id with the reason: a gate that names one is open. So is a
    gate that was met while a hard item of the closing list still blocks it.

    Blocked when covered is under the threshold, when the plan is covered and a stage of it is not, when the account is
    below nothing on a day of the shoot or a month closes there, when unsold takes cover the gap loan less than
    asked, or when a paper has an error. Near edges of tiers and unverified rules warn and do not block.
    """
    gates = [
        _covered(finance, thresholds),
        *_stages(finance, thresholds),
        _cash("cash", "Cash through the shoot", cash.through_shoot, _BY_DAY),
        _cash("cash_to_the_end", "Cash to the last bill", cash.lowest),
        *_gap_loan(finance, thresholds),
        _papers(problems),
        *_tiers(budget),
        *_rules(budget, finance),
    ]
    gates += [_kept(gate, missing or {}, closing.holding(gate.id) if closing else ()) for gate in kept]
    gates += [_condition(each) for each in (closing.before_the_shoot() if closing else ())]
    states = {gate.state for gate in gates}
    word = "BLOCKED" if "BLOCKED" in states else "GO IF" if "OPEN" in states else "GO"
    stops = [gate for gate in gates if gate.state in ("BLOCKED", "OPEN")]
    how = "; ".join(f"{gate.title}: {gate.reason}" for gate in stops) or "every gate is met or waived"
    inputs = tuple(gate.figure for gate in gates if gate.figure)
    return GreenlightReport(Figure("greenlight.state", "Greenlight", word, how, inputs), tuple(gates))


def _covered(finance: FinanceReport, thresholds: Thresholds) -> GateReport:
    covered, asked = finance.covered, thresholds.covered
    if covered.value >= asked:
        return GateReport("financed", "Fully financed", "MET", f"covered {covered.value}", figure=covered)
    return GateReport(
        "financed",
        "Fully financed",
        "BLOCKED",
        f"covered {_short_of(covered.value, asked)} of {asked} asked; the gap is {finance.gap.value}",
        figure=finance.gap,
    )


def _short_of(share: Percent, asked: Percent) -> Percent:
    """The share for print, never rounded up to the limit it misses."""
    shown = share.rounded()
    return shown if shown < asked else share.rounded_down()


def _stages(finance: FinanceReport, thresholds: Thresholds) -> list[GateReport]:
    """Money raised for one stage cannot pay another, however well the whole adds up.

    Blocked when the plan has all its money and a stage has not; while the plan itself is short, a stage warns.
    Left out where no money is tied to a stage and the plan has not what is asked: the gap then says it all.
    """
    tied = any(
        source.stage in ("shoot", "finishing") and source.status != "withdrawn" for source in finance.sources
    )
    short = [stage for stage in finance.stages if stage.short.value]
    if not tied and not (short and finance.covered.value >= thresholds.covered):
        return []
    gate, title = "stages", "Each stage has its own money"
    if not short:
        said = "; ".join(f"{stage.label.lower()} has {stage.committed.value}" for stage in finance.stages)
        return [GateReport(gate, title, "MET", said)]
    said = "; ".join(_lacks(stage) for stage in short)
    state, also = ("WARNING", "") if finance.gap.value else ("BLOCKED", ", though the whole plan is covered")
    return [GateReport(gate, title, state, f"{said}{also}", figure=short[0].short)]


def _lacks(stage: StageReport) -> str:
    hoped = stage.planned_short.value
    then = f"still {hoped} if all sign" if hoped else "nothing if all sign"
    return f"{stage.label.lower()} is short {stage.short.value} of {stage.need.value}, and {then}"


def _cash(gate: str, title: str, lowest: Figure[Money], tested: str = "") -> GateReport:
    if lowest.value.amount >= 0:
        return GateReport(gate, title, "MET", f"lowest {lowest.value}, {lowest.how}{tested}", figure=lowest)
    reason = f"the account would stand at {lowest.value}, {lowest.how}{tested}"
    return GateReport(gate, title, "BLOCKED", reason, figure=lowest)


def _gap_loan(finance: FinanceReport, thresholds: Thresholds) -> list[GateReport]:
    """A gap loan is lent on unsold takes: below the cover asked, no lender lets it be drawn."""
    cover = finance.gap_cover
    if cover is None:
        return []
    title, said = (
        "Gap loan covered by unsold takes",
        f"cover {cover.value:.2f} of {thresholds.gap_cover} asked",
    )
    state = "MET" if cover.value >= thresholds.gap_cover else "BLOCKED"
    return [GateReport("gap_cover", title, state, said, figure=cover)]


def _papers(problems: Sequence[Problem]) -> GateReport:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    title = "Papers without errors"
    if not errors:
        return GateReport("papers", title, "MET", "every document could be read and computed")
    first = "; the first" if len(errors) > 1 else ""
    reason = f"{counted(len(errors), 'error')}{first}: {errors[0].what}"
    return GateReport("papers", title, "BLOCKED", reason)


def _tiers(budget: BudgetReport) -> list[GateReport]:
    return [
        GateReport(
            f"tier_{view.id}",
            f"{view.label}, {view.tier}",
            "WARNING",
            f"near the edge: headroom {view.headroom.value} under the ceiling {view.ceiling.value}",
            figure=view.headroom,
        )
        for view in budget.views
        if view.near_edge and view.headroom and view.ceiling
    ]


def _rules(budget: BudgetReport, finance: FinanceReport) -> list[GateReport]:
    """Rules used under the budget, its views and the plan that nobody has verified."""
    ceilings = [view.ceiling for view in budget.views if view.ceiling]
    used = unverified([budget.total, *(view.total for view in budget.views), *ceilings, finance.committed])
    if not used:
        return []
    named = "; ".join(figure.label for figure in used)
    return [GateReport("rules", "Rules verified", "WARNING", f"{len(used)} unverified: {named}")]


def _kept(gate: GateDoc, missing: Mapping[str, str], waits_for: Sequence[str]) -> GateReport:
    still = "OPEN" if gate.hard else "WARNING"
    state = {"met": "MET", "waived": "WAIVED", "open": still}[gate.state]
    lost = next((each for each in gate.essential if each in missing), None)
    if lost is not None:
        reason = missing[lost]
        return GateReport(gate.id, gate.title, still, reason, gate.owner, gate.needed_by)
    if waits_for and gate.state == "met":
        reason = f"waits for {', '.join(waits_for)}"
        return GateReport(gate.id, gate.title, still, reason, gate.owner, gate.needed_by)
    reason = gate.evidence if gate.state == "met" else gate.reason
    if gate.state == "waived":
        reason = f"waived by {gate.waived_by}: {gate.reason}"
    return GateReport(gate.id, gate.title, state, reason or "no evidence yet", gate.owner, gate.needed_by)


def _condition(each: ItemReport) -> GateReport:
    """A hard item of the closing list that the shoot waits for."""
    item = each.item
    reason = each.why or item.evidence or "met"
    if each.state == "WAIVED":
        reason = f"waived by {item.waived_by}: {item.reason}"
    return GateReport(f"closing_{item.id}", item.title, each.state, reason, item.owner, each.needed_by)
