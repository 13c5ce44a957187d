"""Each incentive programme as the film meets it: what qualifies, what it gives, how far its rule can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from topsheet.figures import Citation, Status
from topsheet.incentives import IncentiveReport
from topsheet.money import Money, Percent
from topsheet.rules import Programme
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, chip, rows_of, table, text
from topsheet_desk.vault.lookups import Ask, Sitting, sit

TRUST = {
    Status.VERIFIED: ("Verified", Tone.GOOD),
    Status.DERIVED: ("Derived", Tone.PLAIN),
    Status.UNVERIFIED: ("Unverified", Tone.WATCH),
}
_PROGRAMMES = (
    Column("Programme"),
    Column("Where"),
    Column("Qualified spend", Kind.MONEY),
    Column("Rate", Kind.NUMBER),
    Column("Credit", Kind.MONEY),
    Column("Rule"),
)
_STATES = {"MET": Tone.GOOD, "NOT MET": Tone.DECIDE, "NOT FOUND": Tone.WATCH}
_LIMITS = (
    ("min_spend", "Least spend"),
    ("project_cap", "Most for a project"),
    ("person_cap", "Most counted for one person"),
    ("annual_cap", "Most a year, for everyone"),
    ("payment_months", "Months until it is paid"),
    ("lender_advance", "What lenders advance"),
)


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """What a person must know of a programme before relying on it."""

    name: str
    citation: Citation
    since: str
    trust: Cell
    conditions: Table
    excludes: tuple[str, ...]
    limits: Table
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncentivesRoom(Room):
    """The incentives page."""

    programmes: tuple[ProgrammeView, ...]


def incentives_room(ask: Ask) -> IncentivesRoom:
    """The incentives' page. Raises NotShared."""
    sitting = sit(ask, Page.INCENTIVES)
    views = tuple(_view(sitting, report) for report in sitting.film.incentives)
    shown = {"programmes": _programmes(sitting)}
    for view in views:
        shown |= {view.conditions.id: view.conditions, view.limits.id: view.limits}
    return IncentivesRoom(page=Page.INCENTIVES, sitting=sitting, tables=shown, programmes=views)


def _programmes(sitting: Sitting) -> Table:
    rows = [_programme(sitting, report) for report in sitting.film.incentives]
    return table(
        "programmes",
        "Programmes",
        _PROGRAMMES,
        rows,
        unit=sitting.film.currency,
        empty=_empty(sitting.film.production.document.incentives),
    )


def _empty(named: tuple[str, ...]) -> str:
    """Why nothing is listed: nothing is named, or what is named cannot be estimated and the problems say why."""
    if named:
        return f"{', '.join(named)} cannot be estimated here; the problems of production.yaml say why."
    return (
        "No programme yet. Name one under incentives in production.yaml to see what it would give; one that no rule "
        "here computes is given in the finance plan, by its estimate."
    )


def _programme(sitting: Sitting, report: IncentiveReport) -> Row:
    rule = report.programme
    where = " · ".join(part for part in (rule.country, rule.region) if part)
    cells = (sitting.cell(report.qualified), sitting.cell(report.rate), sitting.cell(report.credit))
    return Row((text(rule.name), text(where), *cells, chip(*TRUST[rule.citation.status])))


def _view(sitting: Sitting, report: IncentiveReport) -> ProgrammeView:
    rule = report.programme
    return ProgrammeView(
        rule.name,
        rule.citation,
        f"{rule.since.day} {rule.since:%B %Y}",
        chip(*TRUST[rule.citation.status]),
        _conditions(report),
        rule.excludes,
        _limits(sitting, rule),
        rule.note,
    )


def _conditions(report: IncentiveReport) -> Table:
    rows = rows_of(
        (
            text(condition.what),
            chip(condition.state.capitalize(), _STATES.get(condition.state, Tone.PLAIN)),
            text(formats.sentence(condition.reason)),
        )
        for condition in report.conditions
    )
    columns = (Column("Condition"), Column("State"), Column("Reason"))
    empty = "The rule names no condition."
    return table(f"conditions-{report.programme.id}", "Conditions", columns, rows, empty=empty)


def _limits(sitting: Sitting, rule: Programme) -> Table:
    rows = rows_of((text(label), _limit(rule, name)) for name, label in _LIMITS)
    columns = (Column("Term"), Column("Amount", Kind.NUMBER))
    return table(f"limits-{rule.id}", "Limits", columns, rows, unit=sitting.film.currency)


def _limit(rule: Programme, name: str) -> Cell:
    """A limit, that there is none, or that nobody has found it: three different things."""
    value: Money | Percent | int | None = getattr(rule, name)
    if value is not None:
        return text(formats.show(value), value=formats.plain(value))
    return text("not found yet", tone=Tone.WATCH) if name in rule.unknown else text("none", tone=Tone.QUIET)
