"""25 steps of terms over 40 quarters, 34 payees: the ledger, futures with NumPy and compiled; beside three peers.

Goals on one core: ledger 2,000 runs/s; futures 150,000/s with NumPy and 1,000,000/s compiled where terms depend on
days, 30,000,000/s compiled where they do not. Peers: the same lines on `Decimal`, waterfall-py (three tranches over
40 quarters, which is less), and one run of the ledger after another. Every engine must pay the same cents, or the
benchmark ends.

Run `python benchmarks/recoupment_terms.py`. CPU time of one thread, the best of some rounds. The terms stand in
`tests/topsheet/recoupment/terms_25.py`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.topsheet.recoupment.terms_25 import terms
from topsheet.calendar import add_months
from topsheet.recoupment import Terms
from topsheet.recoupment.ledger import Received, ledger
from topsheet.recoupment.program import ANYWHERE, program_of
from topsheet.recoupment.program.dialects import WHOLE
from topsheet.recoupment.program.render import source
from topsheet.recoupment.program.whole import built, fill
from topsheet.recoupment.scenario import Engine, Scenarios
from topsheet.recoupment.steps import payees

QUARTERS, RUNS, ROUNDS, MOST = 40, 10_048, 7, 10**11
START = date(2028, 1, 1)
DAYS = [add_months(START, 3 * (at + 1)) for at in range(QUARTERS)]
DECIMALS = WHOLE | {
    "part": "floored({0} * {1}, {2})",
    "once": "floored({0}, {1})",
    "half_even": "even({0}, {1})",
}


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """CPU time of one piece of work: the best of some rounds, after one to warm up."""
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - start) / times)
    return best


def receipts() -> Any:
    """Receipts of each quarter and run, in coins."""
    return np.random.default_rng(1).lognormal(12, 1.5, (QUARTERS, RUNS)).astype(np.int64) * 10


def days_of(made: Terms, run: int, amounts: Any) -> list[Received]:
    """One run's receipts, with box office beside them."""
    reported = any(base.reported for base in made.registers)
    shown = np.cumsum(amounts[:, run])
    return [
        Received(day, {ANYWHERE: int(amounts[at, run])}, {"box_office": int(shown[at])} if reported else {})
        for at, day in enumerate(DAYS)
    ]


def decimals(made: Terms, watched: list[tuple[str, ...]], amounts: Any, run: int) -> Callable[[], Any]:
    """The same lines on decimals, one run: what a careful engine without coins would do."""
    program = program_of(made, [ANYWHERE])
    names: dict[str, object] = {
        "floored": lambda each, below: (Decimal(each) / below).to_integral_value(ROUND_FLOOR),
        "even": lambda each, below: (Decimal(each) / below).to_integral_value(ROUND_HALF_EVEN),
        "fill": fill,
    }
    function = built(source(program, watched, DECIMALS), names)
    shown, answers = np.cumsum(amounts[:, run]), program.calendar.answers(DAYS)
    days = [
        (
            [Decimal(int(amounts[at, run]))],
            [Decimal(int(shown[at]))] * len(program.levels),
            answers[at],
            0,
            True,
        )
        for at in range(QUARTERS)
    ]
    return lambda: function(days)[-1]


def waterfall_py() -> float:
    """Runs a second of waterfall-py over three tranches and 40 quarters."""
    from waterfall import Deal, Tranche, run

    tranches = [
        Tranche(name="Senior", tranche_type="senior", principal=1_200_000, coupon=0.08, day_count="ACT/360",
                amort_type="fully_amortizing", term_periods=QUARTERS),
        Tranche(name="Mezzanine", tranche_type="mezzanine", principal=400_000, coupon=0.14, amort_type="bullet",
                term_periods=QUARTERS),
        Tranche(name="Equity", tranche_type="equity", principal=3_000_000),
    ]  # fmt: skip
    deal = Deal(deal_close_date=START, operations_start_date=START, period_frequency="Q", deal_type="PF",
                tranches=tranches, cfads_stream=[150_000] * QUARTERS, data_currency="USD",
                reporting_basis="calendar")  # fmt: skip
    return 1 / seconds(lambda: run(deal))


def measured(made: Terms, amounts: Any, goals: dict[str, int], peer: float) -> None:
    """One kind of terms on every engine."""
    watched = list(dict.fromkeys(payee for step in made.steps for payee in payees(step)))
    names: list[tuple[str, ...]] = [("had", each) for each in watched]
    one = days_of(made, 0, amounts)
    book = ledger(made, one, totals=True).days[-1].results
    levels = (
        {"box_office": np.cumsum(amounts, axis=0)} if any(base.reported for base in made.registers) else {}
    )
    lines = {"ledger": 1 / seconds(lambda: ledger(made, one, totals=True), 5)}
    plain = decimals(made, names, amounts, 0)
    if [int(each) for each in plain()] != [book[name] for name in names]:
        raise SystemExit("decimals and the ledger disagree")
    lines["the same lines on Decimal (peer)"] = 1 / seconds(plain)
    engines: tuple[Engine, ...] = ("numpy", "numba")
    for engine in engines:
        scenarios = Scenarios(made, [ANYWHERE], DAYS, watched, MOST, engine, ends=True)
        paid = scenarios.had({ANYWHERE: amounts}, levels)
        if [int(each) for each in paid[:, 0, 0]] != [book[name] for name in names]:
            raise SystemExit(f"{engine} and the ledger disagree")
        work = scenarios.prepared({ANYWHERE: amounts}, levels)
        lines[engine] = RUNS / seconds(work, 5)
    sys.stdout.write(f"{len(made.all_steps)} steps, {len(watched)} payees, ")
    sys.stdout.write(f"{'one sum each' if made.time_free else f'{QUARTERS} quarters'}\n")
    for name, rate in lines.items():
        goal = f"  goal {goals[name]:,}" if name in goals else ""
        sys.stdout.write(f"  {name:34} {rate:14,.0f} runs/s {rate / peer:12,.1f} x waterfall-py{goal}\n")


def main() -> None:
    """Measure and print."""
    amounts, peer = receipts(), waterfall_py()
    sys.stdout.write(f"waterfall-py, 3 tranches: {peer:,.0f} runs/s (peer)\n")
    measured(terms(timed=True), amounts, {"ledger": 2_000, "numpy": 150_000, "numba": 1_000_000}, peer)
    measured(terms(timed=False), amounts, {"numba": 30_000_000}, peer)


if __name__ == "__main__":
    main()
