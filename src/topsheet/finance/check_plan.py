"""Mistakes that show once the plan is valued: reserves too short, loans above their lender's limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from topsheet.calendar import add_months
from topsheet.documents import Problem, Severity
from topsheet.figures import Figure
from topsheet.finance.gap import GapSizing
from topsheet.finance.kinds import (
    BANKS,
    BridgeLoan,
    CollateralLoan,
    FaceLoan,
    Incentive,
    Sale,
    Source,
)
from topsheet.finance.sources import Plan
from topsheet.finance.terms import COUNTS
from topsheet.finance.worth_loans import LONGEST, repaid_on
from topsheet.money import Money


def check_plan(made: Plan, sizings: Sequence[GapSizing], unsold_ask: Figure[Money] | None) -> list[Problem]:
    """Interest that runs backwards or out before the money can be there, and gap loans lent on asks."""
    return [
        *_reserves(made),
        *_expired(made),
        *_early(made),
        *_dear(made),
        *_sizes(made, sizings, unsold_ask),
    ]


def _expired(made: Plan) -> list[Problem]:
    """Offers that have lapsed and still stand in the plan as if they could be signed."""
    return [
        Problem(
            made.tree.where(("sources", place, "expires")),
            f"the offer of {source.name} expired on {source.expires}",
            "The plan still holds what it would bring if it signed.",
            "Ask for it anew and write the new day, or withdraw it.",
            Severity.WARNING,
        )
        for place, source in enumerate(made.document.sources)
        if source.expires is not None
        and source.expires < made.as_of
        and source.status not in (*COUNTS, "withdrawn")
    ]


def _early(made: Plan) -> list[Problem]:
    """Loans that receipts repay, due before there can be receipts; loans drawn when their collateral has paid."""
    problems = []
    delivery = made.milestones.get("delivery")
    for place, loan in enumerate(made.document.sources):
        if loan.status == "withdrawn" or loan.stage == "release":
            continue
        where, drawn = made.tree.where(("sources", place)), made.day_of(getattr(loan, "on", ""))
        if isinstance(loan, CollateralLoan) and drawn is not None:
            paid = [
                day
                for source in made.document.sources
                if source.id in loan.lends_on
                if (day := _pays(made, source))
            ]
            if paid and max(paid) < drawn:
                problems.append(
                    Problem(
                        where,
                        f"{loan.name} is drawn on {drawn}, after all it lends on has paid by {max(paid)}",
                        "Nothing would be left to repay it from.",
                        "Draw it earlier, or do without it.",
                        Severity.WARNING,
                    )
                )
        elif isinstance(loan, FaceLoan) and not isinstance(loan, BridgeLoan) and drawn and delivery:
            terms = loan.terms.interest
            if terms is None:
                continue
            repaid = repaid_on(terms, drawn, made.day_of)
            if repaid is not None and drawn <= repaid < delivery.value:
                problems.append(
                    Problem(
                        where,
                        f"{loan.name} is repaid on {repaid}, before delivery on {delivery.value}",
                        "There are no receipts yet to repay it from; the account would have to, and does not.",
                        "Write it as a bridge_loan, which the account repays, or correct when it is repaid.",
                    )
                )
    return problems


def _pays(made: Plan, source: Source) -> date | None:
    if isinstance(source, Incentive):
        return made.day_of(source.paid_on)
    return made.day_of(source.balance_on) if isinstance(source, Sale) else None


def _dear(made: Plan) -> list[Problem]:
    """Sources that take more than they bring."""
    return [
        Problem(
            made.tree.where(("sources", place)),
            f"{source.name} costs more than it brings: it comes to {brought.value.plain()}",
            "The budget would be poorer for it.",
            "Lower its fees, its interest or its rewards, or leave it out.",
        )
        for place, source in enumerate(made.document.sources)
        if source.status != "withdrawn"
        and (brought := made.worths[source.id].brought) is not None
        and brought.value.amount < 0
        and not isinstance(source, BridgeLoan)
    ]


def _reserves(made: Plan) -> list[Problem]:
    problems = []
    delivery = made.milestones.get("delivery")
    for place, loan in enumerate(made.document.sources):
        if (
            not isinstance(loan, CollateralLoan | FaceLoan)
            or loan.status == "withdrawn"
            or not loan.terms.interest
        ):
            continue
        terms, where = loan.terms.interest, made.tree.where(("sources", place, "terms", "interest"))
        drawn = made.day_of(loan.on)
        if drawn is None:
            continue
        repaid = repaid_on(terms, drawn, made.day_of)
        if repaid is None:
            problems.append(
                Problem(
                    where,
                    f"{loan.name} is repaid on `{terms.repaid}`, which is neither a day nor a milestone",
                    "Its interest would be nothing.",
                    f"Write a day, a number of months, or one of: {', '.join(made.milestones)}.",
                )
            )
            continue
        if repaid < drawn:
            problems.append(
                Problem(
                    where,
                    f"{loan.name} is repaid on {repaid}, before it is drawn on {drawn}",
                    "Interest cannot run backwards.",
                    "Correct one of the two days.",
                )
            )
            continue
        if repaid > add_months(drawn, LONGEST):
            problems.append(
                Problem(
                    where,
                    f"{loan.name} is repaid on {repaid}, more than {LONGEST // 12} years after it is drawn",
                    "Its interest would be more than the film; nothing was reckoned.",
                    "Correct the year.",
                )
            )
            continue
        lasts = add_months(repaid, terms.reserve_months)
        paid = _collateral_pays(made, loan, delivery)
        if paid is not None and lasts < paid:
            problems.append(
                Problem(
                    where,
                    f"the interest reserve of {loan.name} lasts until {lasts}; its money comes by {paid}",
                    "Interest that nobody has set aside is paid by the budget, or not at all.",
                    f"Raise `reserve_months`, or correct when it is repaid; buyers pay "
                    f"{made.document.collection_months} months after delivery.",
                    Severity.WARNING,
                )
            )
    return problems


def _collateral_pays(
    made: Plan, loan: CollateralLoan | FaceLoan, delivery: Figure[date] | None
) -> date | None:
    """The day by which what repays the loan has come: delivery and the buyers' months, or the credit's day."""
    if loan.kind == "incentive_loan" and isinstance(loan, CollateralLoan):
        days = [
            day
            for source in made.document.sources
            if source.id in loan.lends_on and source.kind == "incentive"
            if (day := made.day_of(source.paid_on))
        ]
        return max(days, default=None)
    if loan.kind not in BANKS or delivery is None:
        return None
    return add_months(delivery.value, made.document.collection_months)


def _sizes(made: Plan, sizings: Sequence[GapSizing], unsold_ask: Figure[Money] | None) -> list[Problem]:
    places = {source.id: place for place, source in enumerate(made.document.sources)}
    problems = []
    for sizing in sizings:
        facility = made.worths[sizing.loan].facility
        if facility is None:
            continue
        if facility.value <= sizing.allowed.value:
            if sizing.if_signed is not None and facility.value > sizing.if_signed.value:
                problems.append(
                    Problem(
                        made.tree.where(("sources", places[sizing.loan], "face")),
                        f"{facility.label} is {facility.value}, and {sizing.if_signed.value} once every offer signs",
                        "Its lender counts the takes of territories that the plan hopes to sell to others.",
                        "Lower it, write `face: largest`, or settle with the lender what each sale repays.",
                        Severity.WARNING,
                    )
                )
            continue
        at_ask = unsold_ask is not None and facility.value <= unsold_ask.value
        problems.append(
            Problem(
                made.tree.where(("sources", places[sizing.loan], "face")),
                f"{facility.label} is {facility.value}, and its lender's limits allow {sizing.allowed.value}",
                "A lender counts the lowest prices an agent may close at, not the asks."
                if at_ask
                else "The unsold territories do not carry it.",
                "Lower it, write `face: largest`, or correct `cover` and `share_of_budget`.",
                Severity.WARNING,
            )
        )
    return problems
