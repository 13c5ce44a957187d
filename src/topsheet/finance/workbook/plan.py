"""The plan that a workbook holds, as figures with the cell in which each stands."""

from __future__ import annotations

import re
from decimal import Decimal

from topsheet.figures import Figure, given
from topsheet.finance.workbook.budget_sheet import CORE, BudgetSheet
from topsheet.finance.workbook.budget_tables import budget_sheets
from topsheet.finance.workbook.loans import loans
from topsheet.finance.workbook.model import At, Loan, Plan
from topsheet.finance.workbook.products import factors, fixed
from topsheet.finance.workbook.sources import source_sets
from topsheet.finance.workbook.statements import stated
from topsheet.finance.workbook.study import Study
from topsheet.finance.workbook.words import Role

_PERCENT = re.compile(r"(\d{1,2}(?:\.\d+)?)\s?%")


def plan_of(study: Study) -> Plan:
    """What was recognised; what was not is None or empty."""
    sheets = budget_sheets(study)
    sheet = sheets[0] if sheets else None
    said = [each for each in stated(study, CORE) if not any(each.at in table.parts for table in sheets)]
    headline = next(
        (each for each in said if not any(table.holds(each.at) for table in sheets)),
        said[0] if said else None,
    )
    return Plan(
        headline=_figure(study, "headline", headline.at, headline.amount) if headline else None,
        budget=_budget(study, sheet) if sheet else None,
        parts=_parts(study, sheet) if sheet else (),
        contingency_rate=_contingency(study, sheet),
        sources=_sources(study),
        loans=_loans(study),
    )


def _figure(study: Study, name: str, at: At, value: Decimal) -> Figure[Decimal]:
    return given(f"workbook.{name}", study.name(at), value, str(at))


def _budget(study: Study, sheet: BudgetSheet) -> Figure[Decimal]:
    parts = _parts(study, sheet)
    return Figure(
        "workbook.budget", "Sum of the budget sheet", sheet.total(study), f"sum of {len(parts)}", parts
    )


def _parts(study: Study, sheet: BudgetSheet) -> tuple[Figure[Decimal], ...]:
    found = [
        _figure(study, f"budget.{number}", at, study.amount(at) or Decimal(0))
        for number, at in enumerate(sheet.parts, start=1)
    ]
    if sheet.rate_at and sheet.rate is not None:
        base = BudgetSheet(sheet.sheet, sheet.rate_base, None, None, (), None).total(study)
        found.append(_figure(study, f"budget.{len(found) + 1}", sheet.rate_at, base * sheet.rate))
    return tuple(found)


def _contingency(study: Study, sheet: BudgetSheet | None) -> Figure[Decimal] | None:
    """The rate as a fraction: as stated, as its formula or its words say, else the amount over the other parts."""
    own = [at for at in study.numbers if Role.CONTINGENCY in study.roles(at)]
    for at in own:
        number = study.number(at)
        if number is not None and 0 < number <= 1:
            return _figure(study, "contingency_rate", at, number)
        said = _PERCENT.search(study.label(at).row)
        rates = [fixed(part) for part in factors(study.trees[at])] if at in study.trees else []
        rates += [Decimal(said[1]) / 100] if said else []
        rate = next((each for each in rates if each and 0 < each < 1), None)
        if rate is not None:
            return _figure(study, "contingency_rate", at, rate)
    mine = [at for at in own if sheet and at in sheet.parts]
    rest = (
        sum((study.number(at) or Decimal(0) for at in sheet.parts if at not in mine), Decimal(0))
        if sheet
        else 0
    )
    if not mine or not rest:
        return None
    share = sum((study.number(at) or Decimal(0) for at in mine), Decimal(0)) / rest
    how = "contingency over the other parts of the budget"
    return Figure("workbook.contingency_rate", study.name(mine[0]), share, how, (), str(mine[0]))


def _sources(study: Study) -> tuple[Figure[Decimal], ...]:
    found: dict[At, At] = {}
    for each in source_sets(study):
        for at in each.sources:
            found.setdefault(study.origin(at), at)
        if study.roles(each.at) & {Role.EQUITY} and each.at in study.trees:
            found.setdefault(study.origin(each.at), each.at)
    figures = [(at, study.amount(at)) for at in found.values()]
    known = [(at, value) for at, value in figures if value]
    return tuple(
        _figure(study, f"source.{number}", at, value) for number, (at, value) in enumerate(known, start=1)
    )


def _loans(study: Study) -> tuple[Loan, ...]:
    found = []
    for number, loan in enumerate(loans(study), start=1):
        name = f"loan.{number}"
        rate = study.number(loan.rate) if loan.rate else None
        found.append(
            Loan(
                _figure(study, f"{name}.amount", loan.amount, study.amount(loan.amount) or Decimal(0)),
                _figure(study, f"{name}.rate", loan.rate, rate) if loan.rate and rate is not None else None,
                _figure(study, f"{name}.months", *loan.term) if loan.term else None,
                loan.collateral,
            )
        )
    return tuple(found)
