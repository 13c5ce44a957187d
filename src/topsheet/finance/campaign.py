"""A reward campaign: what is left of it after fees and rewards, and what the last step unlocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from topsheet.documents import counted
from topsheet.figures import Figure, Value, difference, given
from topsheet.finance.kinds import Crowdfunding
from topsheet.finance.worth import Worth, as_cash, name_of
from topsheet.money import Cash, Face, Money


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """Where a campaign stands: its gross and every cost of it, what is short of the goal, the pace it needs.

    `state` is `planned`, `running`, `funded` or `failed`; `unlocks` is what the last missing amount would bring.
    """

    id: str
    name: str
    state: str
    deadline: date
    days_left: int
    goal: Figure[Money]
    pledged: Figure[Money]
    short: Figure[Money]
    gross: Figure[Money]
    fees: tuple[Figure[Money], ...]
    net: Figure[Money]
    fulfilment: Figure[Money]
    usable: Figure[Money]
    unlocks: Figure[Money]
    a_day_so_far: Figure[Money] | None
    a_day_needed: Figure[Money] | None


def campaign_state(source: Crowdfunding, as_of: date) -> str:
    """`planned` before the first pledge, `running` until the deadline, then `funded` or `failed`."""
    pledged = source.pledges[-1].total if source.pledges else Decimal(0)
    if as_of <= source.deadline:
        return "running" if source.pledges or (source.opens and source.opens <= as_of) else "planned"
    return "funded" if pledged >= source.goal or (pledged and not source.all_or_nothing) else "failed"


def campaign(source: Crowdfunding, currency: str, as_of: date, where: str) -> CampaignReport:
    """The campaign on a day. A failed one is worth nothing; one that runs is valued at its goal or what is pledged.

    Platform and processing fees round half up to the coin each on their own. Rewards cost what the tiers say.
    """
    name, zero = name_of(source.id), Money.zero(currency)
    state = campaign_state(source, as_of)
    last = source.pledges[-1] if source.pledges else None
    goal = given(f"{name}.goal", "Goal", Money(source.goal, currency), where)
    pledged = Figure(
        f"{name}.pledged",
        "Pledged",
        Money(last.total, currency) if last else zero,
        f"by {last.backers} backers at the end of {last.day}" if last else "no pledge recorded yet",
        (),
        where,
    )
    short = Figure(
        f"{name}.short",
        "Short of the goal",
        max(goal.value - pledged.value, zero),
        "goal − pledged",
        (goal, pledged),
    )
    gross = _gross(name, state, goal, pledged, zero)
    fees = _fees(source, name, gross, last.backers if last else 0, where)
    net = difference(f"{name}.net", "Net of fees", gross, *fees)
    fulfilment = _fulfilment(source, name, gross, where)
    usable = difference(f"{name}.usable", "Usable", net, fulfilment)
    unlocks = Figure(
        f"{name}.unlocks",
        "What the missing amount unlocks",
        goal.value if short.value and source.all_or_nothing and state != "failed" else zero,
        "all of the goal, or nothing of it",
        (goal, short),
    )
    so_far, needed = _pace(source, name, short, pledged, as_of)
    return CampaignReport(
        source.id,
        source.name,
        state,
        source.deadline,
        max((source.deadline - as_of).days, 0),
        goal,
        pledged,
        short,
        gross,
        fees,
        net,
        fulfilment,
        usable,
        unlocks,
        so_far,
        needed,
    )


def campaign_worth(source: Crowdfunding, report: CampaignReport) -> Worth:
    """Face: what backers pay. Cash: what is left after fees and rewards. Nobody recoups anything."""
    name, currency = name_of(source.id), report.gross.value.currency
    gross = report.gross
    face = Figure(
        f"{name}.face", f"{source.name}, face", Face(gross.value.amount, currency), gross.how, (gross,)
    )
    cash: Figure[Cash] = Figure(
        f"{name}.cash", "Cash", as_cash(report.usable.value), "after fees and rewards", (report.usable,)
    )
    parts: tuple[Figure[Value], ...] = (*report.fees, report.fulfilment)
    kept = Figure(
        f"{name}.kept",
        f"Fees and rewards of {source.name}",
        gross.value - report.usable.value,
        "platform + processing + rewards",
        parts,
    )
    payments = ((cash, source.paid_on),) if cash.value else ()
    return Worth(face, cash, held=(("campaign", kept),), payments=payments)


def _gross(name: str, state: str, goal: Figure[Money], pledged: Figure[Money], zero: Money) -> Figure[Money]:
    if state == "failed":
        return Figure(f"{name}.gross", "Gross", zero, "the campaign failed: nothing is paid", (goal, pledged))
    if state == "funded":
        return Figure(f"{name}.gross", "Gross", pledged.value, "what was pledged", (pledged,))
    value = max(goal.value, pledged.value)
    return Figure(f"{name}.gross", "Gross", value, "the goal, or what is pledged if more", (goal, pledged))


def _fees(
    source: Crowdfunding, name: str, gross: Figure[Money], backers: int, where: str
) -> tuple[Figure[Money], ...]:
    count = max(source.backers, backers)
    flat = source.per_backer * count if gross.value else Decimal(0)
    platform = Figure(
        f"{name}.platform",
        "Platform",
        (gross.value * source.platform).rounded(),
        f"{source.platform} of the gross",
        (gross,),
        where,
    )
    processing = Figure(
        f"{name}.processing",
        "Processing",
        (gross.value * source.processing + Money(flat, gross.value.currency)).rounded(),
        f"{source.processing} of the gross + {source.per_backer} × {count} backers",
        (gross,),
        where,
    )
    return platform, processing


def _fulfilment(source: Crowdfunding, name: str, gross: Figure[Money], where: str) -> Figure[Money]:
    rewards = sum(
        ((tier.unit_cost + tier.postage) * tier.backers for tier in source.rewards), start=source.fulfilment
    )
    told = (
        f"{counted(len(source.rewards), 'tier')}, and what is written flat" if source.rewards else "as given"
    )
    amount = Money(rewards if gross.value else Decimal(0), gross.value.currency).rounded()
    return Figure(f"{name}.fulfilment", "Rewards", amount, told, (), where)


def _pace(
    source: Crowdfunding, name: str, short: Figure[Money], pledged: Figure[Money], as_of: date
) -> tuple[Figure[Money] | None, Figure[Money] | None]:
    """What came in a day since the campaign opened, and what a day must bring until it closes."""
    last = source.pledges[-1].day if source.pledges else None
    ran = (last - source.opens).days + 1 if last and source.opens and last >= source.opens else 0
    left = (source.deadline - as_of).days
    so_far = (
        Figure(
            f"{name}.a_day",
            "Pledged a day so far",
            Money(pledged.value.amount / ran, pledged.value.currency).rounded(),
            f"over {ran} days",
            (pledged,),
        )
        if ran
        else None
    )
    needed = (
        Figure(
            f"{name}.a_day_needed",
            "Needed a day until the deadline",
            Money(short.value.amount / left, short.value.currency).rounded(),
            f"over {left} days",
            (short,),
        )
        if left > 0 and short.value
        else None
    )
    return so_far, needed
