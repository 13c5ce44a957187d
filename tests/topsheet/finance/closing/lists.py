"""Small closing lists over a small plan, built from dictionaries: what the tests of the closing room stand on."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.topsheet.finance.plans import AS_OF, MILESTONES, document_of, equity, gap, loan, planned, presale
from topsheet.documents import Problem, Tree
from topsheet.finance import FinanceDocument
from topsheet.finance.closing import (
    ClosingDocument,
    ClosingReport,
    KnownNames,
    check,
    closing_report,
    first_draws,
)
from topsheet.people import Party

TREE = Tree("closing.yaml", None, {(): 1})
DAYS = {name: figure.value for name, figure in MILESTONES.items()}
DONE = {"status": "signed", "evidence": "The paper", "evidence_date": date(2026, 11, 1)}
PLAN = document_of(equity(400_000), presale(100_000), loan(["de"]), gap(100_000, status="term_sheet"))


def item(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "group": "loans", "title": name.capitalize(), **more}


def obligation(name: str, due: date, **more: Any) -> dict[str, Any]:
    return {"id": name, "what": name.capitalize(), "kind": "option", "due": due, "place": "halifax", **more}


def hold(name: str, until: date, **more: Any) -> dict[str, Any]:
    return {"id": name, "what": name.capitalize(), "kind": "location", "until": until, **more}


def closing(*items: dict[str, Any], **more: Any) -> ClosingDocument:
    return ClosingDocument.model_validate({"kind": "closing", "version": 1, "items": list(items), **more})


def report(
    document: ClosingDocument,
    *,
    finance: FinanceDocument = PLAN,
    missing: dict[str, str] | None = None,
    as_of: date = AS_OF,
) -> ClosingReport:
    plan, _ = planned(finance)
    return closing_report(
        document, finance, plan, milestones=DAYS, missing=missing or {}, as_of=as_of, where={}
    )


def problems(document: ClosingDocument, finance: FinanceDocument = PLAN) -> list[Problem]:
    plan, _ = planned(finance)
    known = KnownNames(
        {"marlowe": Party(name="Josephine Marlowe")},
        ("halifax",),
        ("bond",),
        ("mara",),
        DAYS,
        first_draws(finance.sources, {source.id: source.receipts for source in plan.sources}, DAYS),
        AS_OF,
    )
    return check(document, TREE, finance, known)


def told(document: ClosingDocument, finance: FinanceDocument = PLAN) -> list[str]:
    return [problem.what for problem in problems(document, finance)]
