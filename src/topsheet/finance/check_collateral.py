"""Mistakes of what is pledged: to two lenders, of the wrong kind, or with nothing left to lend on."""

from __future__ import annotations

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.finance.kinds import (
    CONTRACTS,
    CollateralLoan,
    ContractLoan,
    Incentive,
    IncentiveSale,
    NegativePickup,
    Presale,
)
from topsheet.finance.model import FinanceDocument


def check_collateral(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """Balances that would be negative, collateral of the wrong kind, and collateral pledged or sold twice."""
    return [
        *_balances(document, tree),
        *_credits(document, tree),
        *_pledged(document, tree),
        *_rates(document, tree),
    ]


def _credits(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """One programme's credit in two sources would be counted twice; an estimate by hand needs its author."""
    held: dict[str, str] = {}
    problems = []
    for place, source in enumerate(document.sources):
        if not isinstance(source, Incentive) or source.status == "withdrawn":
            continue
        if source.estimate is not None and not source.evidence:
            problems.append(
                Problem(
                    tree.where(("sources", place, "estimate")),
                    f"{source.name} is estimated elsewhere, and nothing says by whom",
                    "No rule here computes it, and no lender advances an estimate without its paper.",
                    "Write who estimated it, and when, under `evidence`.",
                    Severity.WARNING,
                )
            )
        if not source.programme:
            continue
        if source.programme in held:
            problems.append(
                Problem(
                    tree.where(("sources", place, "programme")),
                    f"{source.name} is the credit of `{source.programme}`, and {held[source.programme]} already is",
                    "One credit would be counted twice.",
                    "Withdraw one of the two.",
                )
            )
        held.setdefault(source.programme, source.name)
    return problems


def _balances(document: FinanceDocument, tree: Tree) -> list[Problem]:
    return [
        Problem(
            tree.where(("sources", place, "commission")),
            f"{source.name}: a deposit of {source.deposit.percent} leaves less than the commission of "
            f"{source.commission.percent} to take from the balance",
            "The balance would be negative, and a lender would lend on it.",
            "Lower one of the two, or write `taken: pro_rata`.",
        )
        for place, source in enumerate(document.sources)
        if isinstance(source, Presale | NegativePickup)
        and source.deposit is not None
        and source.commission.taken == "balance"
        and source.deposit.percent.value + source.commission.percent.value > 100
    ]


def _pledged(document: FinanceDocument, tree: Tree) -> list[Problem]:
    kinds = {source.id: source.kind for source in document.sources}
    lent, problems = dict[str, str](), []
    for place, loan in enumerate(document.sources):
        if not isinstance(loan, CollateralLoan | IncentiveSale) or loan.status == "withdrawn":
            continue
        known, word = (
            (CONTRACTS, "presale") if isinstance(loan, ContractLoan) else (("incentive",), "incentive")
        )
        for path, source_id in _taken(place, loan):
            if kinds.get(source_id, known[0]) not in known:
                problems.append(
                    Problem(
                        tree.where(path),
                        f"{loan.name} lends on `{source_id}`, which is no {word}",
                        "Its balance is not what this kind of loan is secured by.",
                        f"Name sources of kind {', '.join(known)}.",
                    )
                )
            if source_id in lent:
                problems.append(
                    Problem(
                        tree.where(path),
                        f"`{source_id}` is pledged to {loan.name} and already to {lent[source_id]}",
                        "One balance cannot repay two lenders.",
                        "Pledge it to one of them.",
                    )
                )
            lent.setdefault(source_id, loan.name)
    return problems


def _taken(place: int, loan: CollateralLoan | IncentiveSale) -> list[tuple[Path, str]]:
    if isinstance(loan, IncentiveSale):
        return [(("sources", place, "sells"), loan.sells)]
    return [(("sources", place, "lends_on", at), wanted) for at, wanted in enumerate(loan.lends_on)]


def _rates(document: FinanceDocument, tree: Tree) -> list[Problem]:
    return [
        Problem(
            tree.where(("sources", place, "advances", wanted)),
            f"{loan.name} has a rate for `{wanted}`, on which it does not lend",
            "The rate would be used for nothing.",
            "Add it to `lends_on`, or remove the rate.",
        )
        for place, loan in enumerate(document.sources)
        if isinstance(loan, ContractLoan)
        for wanted in loan.advances
        if wanted not in loan.lends_on
    ]
