"""Rows of rule files made into answers: figures, views and programmes with their citation."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from topsheet.documents import Tree
from topsheet.figures import Citation, Figure
from topsheet.money import Money, Percent
from topsheet.rules.budget_files import ViewRow
from topsheet.rules.file_parts import Carried
from topsheet.rules.in_force import cited
from topsheet.rules.model import Exemption, LeftOut, Notice, Programme, ProgrammeRate, ViewRule
from topsheet.rules.offering_files import ExemptionPeriod, ExemptionRow, OfferingFile
from topsheet.rules.parse import parse
from topsheet.rules.programme_files import Limit, ProgrammeFile, ProgrammePeriod, amount_or_none
from topsheet.rules.rate_files import RateFile

PERCENT = "percent"
_SOUGHT = (
    "min_spend",
    "project_cap",
    "person_cap",
    "annual_cap",
    "excludes",
    "payment_months",
    "lender_advance",
)


@cache
def value_figure(path: str, text: str, place: int, nth: int, beyond: bool) -> Figure[Decimal] | None:
    """The nth value of a rule as a figure, made once; None where the file says that it was not found."""
    file, tree = parse(RateFile, path, text)
    row = file.rules[place]
    period, carried = row.values[nth], row.carried if beyond else None
    if period.value is None:
        return None
    until = f"to {period.until}" if period.until else "on"
    notes = " ".join(filter(None, (period.note, carried.note if carried else "")))
    how = f"{row.unit}; in force from {period.since} {until}; checked {row.checked}. {notes}".strip()
    where = tree.where(("rules", place, "values", nth))
    citation = cited(row.citation, period, carried)
    return Figure(f"rule.{file.id}.{row.id}", row.title, period.value, how, (), where, citation)


@cache
def as_percent(figure: Figure[Decimal]) -> Figure[Percent]:
    """A rate figure read as a percentage, made once."""
    value = Percent(figure.value)
    return Figure(figure.name, figure.label, value, figure.how, (), figure.source, figure.rule)


def view(row: ViewRow, tree: Tree, place: int) -> ViewRule:
    """A named view from its row."""
    left_out = tuple(LeftOut(item.part, item.up_to, item.of) for item in row.leaves_out)
    return ViewRule(
        row.id,
        row.label,
        row.counts,
        left_out,
        row.not_computed,
        row.tiers,
        row.since,
        cited(row.citation, row, None),
        tree.where(("views", place)),
        row.note,
    )


def programme_on(
    file: ProgrammeFile, period: ProgrammePeriod, carried: Carried | None, where: str
) -> Programme:
    """A programme from its file and the period that holds; facts that are null are named as unknown."""

    def money(limit: Limit) -> Money | None:
        amount = amount_or_none(limit)
        return None if amount is None else Money(amount, file.currency)

    return Programme(
        id=file.id,
        name=file.name,
        kind=file.type,
        country=file.country,
        region=file.region,
        currency=file.currency,
        rates=tuple(ProgrammeRate(row.form, row.rate, row.base) for row in period.rates),
        min_spend=money(period.min_spend),
        project_cap=money(period.project_cap),
        person_cap=money(period.person_cap),
        annual_cap=money(period.annual_cap),
        excludes=period.excludes or (),
        payment_months=period.payment_months,
        lender_advance=period.lender_advance,
        unknown=tuple(name for name in _SOUGHT if getattr(period, name) is None),
        since=period.since,
        until=period.until,
        citation=cited(file.citation, period, carried),
        source=where,
        note=" ".join(filter(None, (period.note, carried.note if carried else ""))),
    )


def exemption_on(file: OfferingFile, row: ExemptionRow, period: ExemptionPeriod, where: str) -> Exemption:
    """An exemption from its row and the period that holds."""
    filed = next((notice for notice in file.notices if notice.id == row.notice), None)
    amount, people = period.most_amount, period.most_not_accredited
    return Exemption(
        id=f"{file.id}.{row.id}",
        title=row.title,
        most_amount=None if amount == "none" else Money(amount, file.currency),
        months=period.months,
        most_not_accredited=None if people == "none" else people,
        days=period.days,
        verified=period.verified,
        solicitation=period.solicitation,
        notice=Notice(
            filed.name,
            filed.days,
            Citation(filed.citation.title, filed.citation.url, filed.citation.as_of, filed.status),
        )
        if filed
        else None,
        citation=cited(row.citation, period, None),
        source=where,
        note=period.note,
    )
