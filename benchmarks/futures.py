"""100,000 futures of Night Ferry end to end: drawn, paid out by the terms quarter by quarter, each with its rates.

Goal: under a second on one core. The peer is a plain loop in Python over the same territories and terms, by hand:
one future after another, whole numbers for coins, a bisection for the rate. It must pay the coins that we pay from the
same receipts, and find the same middle rate to seven digits, or the benchmark ends.

Run `python benchmarks/futures.py`. CPU time, the median of some rounds.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from math import exp, floor, log, sqrt
from pathlib import Path
from statistics import NormalDist

from timing import seconds

from topsheet.film import compute, read_folder
from topsheet.film.futures import setup_for
from topsheet.market.forecast.sample import sample
from topsheet.recoupment.futures import Setup, recouped, simulate, tornado

ROUNDS = 5
RUNS = 100_000
ASKED = 400  # of the peer: the rest would only take longer
EXAMPLE = Path(__file__).parents[1] / "examples/night_ferry"
NORMAL = NormalDist()
Z90 = NORMAL.inv_cdf(0.9)
# Night Ferry's terms, in coins.
SURPLUS, EXPENSES, GAP, EQUITY = 27_090_000, 7_500_000, 100_000_000, (120_000_000, 120_000_000)


def the_setup() -> Setup:
    """Night Ferry as it stands."""
    production, problems = read_folder(EXAMPLE)
    film = compute(production, as_of=date(2026, 11, 24)) if production else None
    setup = setup_for(film) if film else None
    if setup is None:
        raise SystemExit("\n".join(map(str, problems)))
    return setup


def drawn(setup: Setup, luck: random.Random) -> list[int]:
    """One future's receipts by quarter."""
    forecast = setup.forecast
    share = float(forecast.correlation.value.fraction)
    limit, index = float(forecast.tail.limit.value), float(forecast.tail.index.value)
    common, quarters = sqrt(share) * luck.gauss(0, 1), [0] * forecast.quarters
    for each in forecast.territories:
        exceeded = NORMAL.cdf(-(common + sqrt(1 - share) * luck.gauss(0, 1)))
        chance = float(each.probability.value.fraction)
        if exceeded >= chance:
            continue
        part = exceeded / chance
        p10, p50, p90 = (float(one.value.amount) * 100 for one in (each.p10, each.p50, each.p90))
        if part < 0.1:
            cut = limit**-index
            price = p90 * (cut + part * 10 * (1 - cut)) ** (-1 / index)
        else:
            z = -NORMAL.inv_cdf(part)
            price = exp(log(p50) + z * log(p90 / p50 if z > 0 else p50 / p10) / Z90)
        tax, of = each.withholding.value.fraction.as_integer_ratio()
        left = floor(price + 0.5)
        left -= (left * tax + of // 2) // of
        weight = sum(one for _, one in each.timing)
        for quarter, one in each.timing:
            now = left * one // weight
            quarters[quarter] += now
            left, weight = left - now, weight - one
    return quarters


def paid(gross: int) -> tuple[int, int, int]:
    """What the gap loan and both equities have had at a gross to date, in coins, as the terms say."""
    both = gross * 16 // 100
    left = gross - both
    left -= min(left, EXPENSES)
    left += SURPLUS
    gap = min(left, GAP)
    left -= gap
    target = sum(EQUITY) * 120 // 100
    back = min(left, target)
    first = back // 2
    profit = (left - back) // 2
    return gap, first + profit // 2, back - first + profit - profit // 2


def rate(flows: list[int]) -> float:
    """The yearly rate of quarterly flows, by bisection; all lost is -1."""
    if not any(each > 0 for each in flows):
        return -1.0
    low, high = -0.9999, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        worth, at = 0.0, 1.0
        for each in flows:
            worth += each * at
            at /= 1 + middle
        low, high = (middle, high) if worth > 0 else (low, middle)
    return float((1 + low) ** 4 - 1)


def one_future(setup: Setup, receipts: list[int]) -> tuple[tuple[int, int, int], list[float]]:
    """One future through the terms quarter by quarter, and the rate of each equity."""
    to_date, before, had = 0, (0, 0, 0), []
    for each in receipts:
        to_date += each
        now = paid(to_date)
        had.append([a - b for a, b in zip(now, before, strict=True)])
        before = now
    rates = []
    for at, who in enumerate(("equity_a", "equity_b"), start=1):
        start = min(day for day, _ in setup.paid_in[who])
        flows = [0] * (1 + _quarters(start, setup.quarters[-1]))
        for day, coins in setup.paid_in[who]:
            flows[_quarters(start, day)] -= coins
        for quarter, day in enumerate(setup.quarters):
            flows[_quarters(start, day)] += had[quarter][at]
        rates.append(rate(flows))
    return before, rates


def _quarters(start: date, day: date) -> int:
    return max(0, round(((day.year - start.year) * 12 + day.month - start.month) / 3))


def agree(setup: Setup) -> None:
    """The same receipts give the same coins and the same rates in both."""
    mine = simulate(setup, runs=ASKED)
    chunk = next(iter(sample(setup.forecast, runs=ASKED))).receipts()
    found = [one_future(setup, [int(each) for each in chunk[:, run]]) for run in range(ASKED)]
    for at, who in enumerate(("gap_loan", "equity_a", "equity_b")):
        # The stray coin of a half has one owner here and another there.
        if any(abs(coins[at] - int(mine.totals[who][run])) > 1 for run, (coins, _) in enumerate(found)):
            raise SystemExit(f"the two disagree about {who}")
    told = mine.outcome("equity_a").rate
    theirs = sorted(rates[0] for _, rates in found)
    if told is None or abs(theirs[(ASKED + 1) // 2 - 1] - told.median) > 1e-7:
        raise SystemExit("the two disagree about the middle rate")


def theirs(setup: Setup) -> None:
    """The peer: one future after another."""
    luck = random.Random(1)  # noqa: S311  # a simulation
    for _ in range(ASKED):
        one_future(setup, drawn(setup, luck))


def main() -> None:
    """Measure and print ours, the peer, their ratio, and what a page asks for besides."""
    setup = the_setup()
    agree(setup)
    ours = seconds(lambda: simulate(setup, runs=RUNS), ROUNDS)
    peer = seconds(lambda: theirs(setup), ROUNDS) * RUNS / ASKED
    chance = seconds(lambda: recouped(setup, "kind:equity", runs=RUNS), ROUNDS)
    swings = seconds(lambda: tornado(setup, "kind:equity"), ROUNDS)
    sys.stdout.write(
        f"{RUNS:,} futures of {len(setup.forecast.territories)} territories over {setup.forecast.quarters} quarters\n"
        f"topsheet, with rates    {ours:12.2f} s  goal 1 s\n"
        f"a plain loop            {peer:12.2f} s  peer, from {ASKED:,} futures\n"
        f"ratio                   {peer / ours:12.1f} x\n"
        f"one chance alone        {chance:12.2f} s\n"
        f"a tornado, 10,000 each  {swings:12.2f} s\n"
    )


if __name__ == "__main__":
    main()
