"""Mistakes in a finance plan that figures alone would not show."""

from __future__ import annotations

from topsheet.documents import Problem, Tree, named_twice
from topsheet.finance.kinds import ContractLoan, IncentiveLoan, Presale
from topsheet.finance.model import FinanceDocument


def check(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """Problems of the plan by itself: names twice, territories sold or balances lent on twice, none left to pay."""
    return [
        *_ids(document, tree),
        *_territories(document, tree),
        *_balances(document, tree),
        *_collateral(document, tree),
    ]


def _ids(document: FinanceDocument, tree: Tree) -> list[Problem]:
    sources = [(("sources", at, "id"), source.id) for at, source in enumerate(document.sources)]
    stresses = [(("stresses", at, "id"), stress.id) for at, stress in enumerate(document.stresses)]
    return [
        *named_twice(tree, sources, "the source id", "One of the two would be lost from the totals."),
        *named_twice(
            tree, stresses, "the stress id", "Nobody could say which of the two a figure belongs to."
        ),
    ]


def _territories(document: FinanceDocument, tree: Tree) -> list[Problem]:
    sold, problems = dict[str, str](), []
    for place, source in enumerate(document.sources):
        if not isinstance(source, Presale) or source.status == "withdrawn":
            continue
        if source.territory in sold:
            problems.append(
                Problem(
                    tree.where(("sources", place, "territory")),
                    f"{source.territory} is sold by {source.name} and already by {sold[source.territory]}",
                    "The same right cannot be sold twice in one territory.",
                    "Withdraw one of the two sales, or correct its territory.",
                )
            )
        sold.setdefault(source.territory, source.name)
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
        if isinstance(source, Presale)
        and source.commission.taken == "balance"
        and source.deposit.percent.value + source.commission.percent.value > 100
    ]


def _collateral(document: FinanceDocument, tree: Tree) -> list[Problem]:
    kinds = {source.id: source.kind for source in document.sources}
    lent, problems = dict[str, str](), []
    for place, loan in enumerate(document.sources):
        if not isinstance(loan, ContractLoan | IncentiveLoan) or loan.status == "withdrawn":
            continue
        wanted = "presale" if isinstance(loan, ContractLoan) else "incentive"
        for at, source_id in enumerate(loan.lends_on):
            where = tree.where(("sources", place, "lends_on", at))
            if kinds.get(source_id, wanted) != wanted:
                problems.append(
                    Problem(
                        where,
                        f"{loan.name} lends on `{source_id}`, which is no {wanted}",
                        "Its balance is not what this kind of loan is secured by.",
                        f"Name sources of kind {wanted}.",
                    )
                )
            if source_id in lent:
                problems.append(
                    Problem(
                        where,
                        f"`{source_id}` is pledged to {loan.name} and already to {lent[source_id]}",
                        "One balance cannot repay two lenders.",
                        "Pledge it to one of them.",
                    )
                )
            lent.setdefault(source_id, loan.name)
    return problems
