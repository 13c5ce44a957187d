"""IRRs of many futures, and the futures themselves, beside pyxirr asked for one run after another.

Goals on one core: 600,000 IRRs a second for 41 amounts, 100,000 futures of Night Ferry from forecast to IRR within a
second. The runs put a million in and have forty quarters of receipts of very unlike size; more than half lose money.
The peer must find the same rates to nine digits, or the benchmark ends.

Run `python benchmarks/returns.py`. CPU time, the median of some rounds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyxirr
from timing import seconds

from topsheet.documents import read_yaml, validate
from topsheet.market import MarketDocument, estimates
from topsheet.market.forecast import Forecast, forecast
from topsheet.market.forecast.sample import sample
from topsheet.recoupment.returns.many import Floats, irr_many

ROUNDS = 7
RUNS = 100_000
ASKED = 2_000  # of the peer: the rest would only take longer
QUARTERS = 40
EXAMPLE = Path(__file__).parents[1] / "examples/night_ferry/market.yaml"


def the_runs() -> Floats:
    """A million paid in, then forty quarters; the multiple is log-normal around 1, the timing gamma."""
    draw = np.random.default_rng(1)
    shape = draw.gamma(0.5, size=(QUARTERS, RUNS))
    back = np.floor(shape / shape.sum(axis=0) * 1e6 * np.exp(draw.normal(-0.2, 1, RUNS)))
    return np.vstack([np.full(RUNS, -1e6), back])


def the_forecast() -> Forecast:
    """Every territory of the example, as if none were sold."""
    tree, problems = read_yaml(EXAMPLE.read_text(encoding="utf-8"), "market.yaml")
    if tree is not None:
        document, problems = validate(MarketDocument, tree)
        if document is not None:
            made, problems = forecast(document, tree, estimates(document, tree, {})[0].territories)
            if made is not None:
                return made
    raise SystemExit("\n".join(str(problem) for problem in problems))


def futures(made: Forecast) -> None:
    """Draw them, pay three millions in before the first quarter, and find each run's rate."""
    for chunk in sample(made, runs=RUNS):
        receipts = chunk.receipts()
        irr_many(np.vstack([np.full(chunk.runs, -(3 * 10**8)), receipts]), 4)


def theirs(flows: Floats) -> list[float | None]:
    """The peer, one run after another."""
    return [pyxirr.irr(flows[:, at]) for at in range(flows.shape[1])]


def main() -> None:
    """Measure and print ours, the peer, their ratio, and the futures."""
    flows, made = the_runs(), the_forecast()
    asked = np.ascontiguousarray(flows[:, :ASKED])
    ours, peer = irr_many(asked, 1).rate, np.array(theirs(asked), dtype=np.float64)
    if not np.allclose(ours, peer, rtol=1e-9, atol=1e-9):
        raise SystemExit("the two disagree")
    mine = RUNS / seconds(lambda: irr_many(flows, 4), ROUNDS)
    one_by_one = ASKED / seconds(lambda: theirs(asked), ROUNDS)
    drawn = seconds(lambda: [chunk.receipts() for chunk in sample(made, runs=RUNS)], ROUNDS)
    whole = seconds(lambda: futures(made), ROUNDS)
    sys.stdout.write(
        f"{RUNS:,} runs of {QUARTERS + 1} amounts, {(ours < 0).mean():.0%} of them losing\n"
        f"topsheet, all at once   {mine:12,.0f} IRR/s  goal 600,000\n"
        f"pyxirr, one by one      {one_by_one:12,.0f} IRR/s  peer\n"
        f"ratio                   {mine / one_by_one:12.1f} x\n"
        f"{RUNS:,} futures of {len(made.territories)} territories over {made.quarters} quarters\n"
        f"drawn, by quarter       {drawn:12.2f} s\n"
        f"drawn, and their IRRs   {whole:12.2f} s  goal 1 s with the waterfall between\n"
    )


if __name__ == "__main__":
    main()
