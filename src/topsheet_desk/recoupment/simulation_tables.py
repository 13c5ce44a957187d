"""The tables of the futures' page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from topsheet.figures import Figure, Value
from topsheet.film import Film
from topsheet.market.forecast import Forecast
from topsheet.money import Money, Percent
from topsheet.papers.charts_futures import multiples as binned
from topsheet.recoupment.futures import Change, Outcome, Simulation, Swing
from topsheet.recoupment.futures.thresholds import Threshold, named
from topsheet.recoupment.futures.wording import at, coin, quarter
from topsheet.recoupment.returns.spread import chance
from topsheet.recoupment.terms import coins
from topsheet_desk.recoupment import simulation_cells as cells
from topsheet_desk.site import formats
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, Weight, dated, table, text
from topsheet_desk.vault.lookups import Sitting

# The address of the future in which somebody stands at a level of percent; "" for all receipts.
Opened = Callable[[int, str], str]
_Z95 = 1.96
_TIMES = ("bad", "middle", "good")


def ordered(simulation: Simulation) -> list[Outcome]:
    """Positions by kind, each kind of several under its own, then the parties."""
    kinds = list(dict.fromkeys(each.kind for each in simulation.outcomes))
    return sorted(simulation.outcomes, key=lambda each: (kinds.index(each.kind), each.id.startswith("kind:")))


def likely(simulation: Simulation, pages: dict[str, str]) -> Table:
    """How often each has its money back, half of it, and a fifth more, and when; `pages` are addresses by position."""
    rows = []
    for each in (one for one in ordered(simulation) if one.goals):
        until = dated(quarter(simulation, each.payback)[1]) if each.payback is not None else cells.NONE
        lends = each.missing is not None
        goals = [each.goal(percent) if not (lends and percent > 100) else None for percent in (50, 100, 120)]
        name = text(
            each.name, anchor=pages.get(each.id, ""), note="together" if each.id.startswith("kind:") else ""
        )
        put_in = (
            cells.amount(float(each.invested.amount), simulation.currency) if each.invested else cells.NONE
        )
        rows.append(Row((name, put_in, *(cells.chance(goal) for goal in goals), until), _weight(each)))
    columns = (
        Column("Position"),
        Column("Put in or owed", Kind.MONEY),
        Column("Half of it", Kind.NUMBER),
        Column("All of it", Kind.NUMBER),
        Column("120 %", Kind.NUMBER),
        Column("Middle quarter, to", Kind.DATE),
    )
    return table(
        "likely", "How likely it is to have the money back", columns, rows, unit=simulation.currency,
        note="In percent of all futures. The quarter is the middle one of those futures in which all of it comes back.",
        empty="Nobody who put money in is paid from these receipts.",
    )  # fmt: skip


def outcomes(simulation: Simulation, opened: Opened) -> Table:
    """What each has in a bad, a middle and a good future; `opened` gives the address of the future itself."""
    rows = [
        Row(
            (
                text(each.name, note="together" if each.id.startswith("kind:") else ""),
                *(
                    replace(cell, anchor=opened(level, each.id))
                    for level, cell in zip(
                        cells.LEVELS, cells.amounts(each.paid, simulation.currency), strict=True
                    )
                ),
                *cells.multiples(each.multiple),
                *cells.rates(each.rate),
            ),
            _weight(each),
        )
        for each in ordered(simulation)
    ]
    columns = (
        Column("Position"),
        *(Column(f"Paid, {each}", Kind.MONEY) for each in _TIMES),
        *(Column(f"Multiple, {each}", Kind.NUMBER) for each in _TIMES),
        *(Column(f"Rate a year, {each}", Kind.NUMBER) for each in _TIMES),
    )
    return table(
        "outcomes", "Bad, middle and good", columns, rows, unit=simulation.currency,
        note="Bad: at least one future in ten brings that or less (P10). Middle: at least half do (P50). "
        "Good: at most one in ten brings more (P90). An amount opens its future.",
    )  # fmt: skip


def debts(simulation: Simulation) -> Table:
    """How often a debt is short, and by how much: the middle beside the average, and the worst of all futures."""
    rows = []
    for each in simulation.outcomes:
        goal, lacking = each.goal(100), each.lacking
        if goal is None or each.missing is None:
            continue
        short = cells.share(Percent(100 - goal.value.value))
        found = [lacking.median, lacking.mean] if lacking else []
        amounts = [cells.amount(value, simulation.currency) for value in found] or [cells.NONE, cells.NONE]
        rows.append(
            Row((text(each.name), short, *amounts, cells.amount(-each.missing.worst, simulation.currency)))
        )
    columns = (
        Column("Debt"),
        Column("Short in", Kind.NUMBER),
        Column("Then lacks, middle", Kind.MONEY),
        Column("Then lacks, average", Kind.MONEY),
        Column("Average of the worst 5 of 100", Kind.MONEY),
    )
    note = "Of what was lent or is owed, before its interest."
    return table("debts", "How short the debts are", columns, rows, unit=simulation.currency, note=note)


def reached(simulation: Simulation, marks: Sequence[Threshold], opened: Opened) -> Table:
    """How often receipts come to each case, each stage of the terms, and a bad, middle and good future."""
    found = [
        (f"Case: {each.label}" if each.label else "Case", each.gross, each.reached, "")
        for each in simulation.cases
    ]
    found += [(f"Full: {each.label}", each.gross, each.reached, "") for each in marks]
    for level, word in zip(cells.LEVELS, ("Bad (P10)", "Middle (P50)", "Good (P90)"), strict=True):
        amount = coin(at(simulation.gross, level), simulation.currency)
        often = chance(simulation.received >= int(coins(amount.amount, simulation.currency)))
        found.append((word, amount, often, opened(level, "")))
    rows = [
        Row((text(label, anchor=address), _money(gross), cells.chance(how), cells.between(how)))
        for label, gross, how, address in sorted(found, key=lambda each: each[1].amount)
    ]
    columns = (
        Column("Receipts reach"),
        Column("Amount", Kind.MONEY),
        Column("In", Kind.NUMBER),
        Column("19 of 20 drawings between"),
    )
    return table("reached", "How far receipts come", columns, rows, unit=simulation.currency)


def bins(simulation: Simulation, shown: Sequence[Outcome]) -> Table:
    """The histograms in figures."""
    found = [binned(simulation, each) for each in shown]
    rows = [
        Row((text(parts[0][0]), *(cells.share(value) for _, value in parts)))
        for parts in zip(*found, strict=True)
    ]
    columns = (Column("Times the money"), *(Column(each.name, Kind.NUMBER) for each in shown))
    return table("bins", "Multiples, in percent of all futures", columns, rows)


def quarters(simulation: Simulation) -> Table:
    """By the end of each quarter, how often each stage of the terms and all before it are full."""
    rows = [
        Row((text(at + 1), dated(day), *(cells.share(each.by_quarter[at]) for each in simulation.stages)))
        for at, day in enumerate(simulation.quarters)
    ]
    columns = (
        Column("Quarter", Kind.NUMBER),
        Column("To", Kind.DATE),
        *(Column(named(each), Kind.NUMBER) for each in simulation.stages),
    )
    return table("quarters", "When each stage of the terms is full", columns, rows)


def swings(base: Percent, found: Sequence[Swing], name: str) -> Table:
    """What moves somebody's chance most."""
    rows = [
        Row((
            text(each.label), text(each.low_label), cells.share(each.low), text(each.high_label),
            cells.share(each.high), cells.points(each.width),
        ))
        for each in found
    ]  # fmt: skip
    columns = (
        Column("Assumption"), Column("Low end"), Column("Then", Kind.NUMBER), Column("High end"),
        Column("Then", Kind.NUMBER), Column("Apart, points", Kind.NUMBER),
    )  # fmt: skip
    as_is = cells.share(base).text
    return table(
        "swings", f"What moves the chance of {name} most", columns, rows,
        note=f"One assumption at a time; as the plan stands it is {as_is}.",
    )  # fmt: skip


def changes(found: Sequence[tuple[str, Change]], label: str) -> Table:
    """Two plans under the same futures."""
    rows = [
        Row((
            text(name), cells.share(each.before), cells.share(each.after),
            cells.points(each.points, signed=True),
            Cell(f"±{float(each.error) * _Z95:.1f}", tone=Tone.QUIET), text(f"{each.won:,}"), text(f"{each.lost:,}"),
        ))
        for name, each in found
    ]  # fmt: skip
    columns = (
        Column("All of the money back"), Column("This page", Kind.NUMBER), Column("The other", Kind.NUMBER),
        Column("Change, points", Kind.NUMBER), Column("19 of 20 within", Kind.NUMBER),
        Column("Only the other", Kind.NUMBER), Column("Only this", Kind.NUMBER),
    )  # fmt: skip
    return table(
        "changes", f"Beside: {label}", columns, rows,
        note="The same futures under both, compared one by one; the last two columns count the futures that part them.",
        empty="Nobody who put money in is in both.",
    )  # fmt: skip


def territories(sitting: Sitting, drawn: Forecast) -> Table:
    """The sheet that the futures are drawn from."""
    rows_of = {row.code: row for row in sitting.film.market.territories}
    timed = {each.code for each in sitting.film.production.market.territories if each.timing}
    rows = []
    for each in drawn.territories:
        row, (first, last) = rows_of[each.code], (each.timing[0][0] + 1, each.timing[-1][0] + 1)
        told: dict[str, Figure[Value]] = {
            "chance": each.probability, "P10": each.p10, "P50": each.p50, "P90": each.p90,
            "months": each.lag, "tax": each.withholding,
        }  # fmt: skip
        open_ = [word for word, figure in told.items() if cells.assumed(figure)]
        open_ += [] if each.code in timed else ["quarters"]
        rows.append(
            Row((
                text(each.name), sitting.cell(row.ask), sitting.cell(row.take),
                *(cells.given(figure) for figure in told.values()),
                text(f"{first}" if first == last else f"{first} to {last}"),
                text(", ".join(open_) or "–", tone=Tone.QUIET),
            ))
        )  # fmt: skip
    columns = (
        Column("Territory"), Column("Ask", Kind.MONEY), Column("Take", Kind.MONEY), Column("Sells", Kind.NUMBER),
        Column("P10", Kind.MONEY), Column("P50", Kind.MONEY), Column("P90", Kind.MONEY),
        Column("Months to money", Kind.NUMBER), Column("Tax", Kind.NUMBER), Column("Quarters"), Column("Unverified"),
    )  # fmt: skip
    return table(
        "sheet", "What is drawn: the unsold territories", columns, rows, unit=drawn.currency, tools=True,
        note="Prices are those if it sells; months and quarters run from delivery. What is unverified is assumed.",
    )  # fmt: skip


def assumptions(film: Film, drawn: Forecast) -> Table:
    """What nobody has verified, by its source."""
    known: dict[tuple[str, str], list[Figure[Value]]] = {}
    for figure in drawn.figures:
        if cells.assumed(figure) and figure.rule:
            known.setdefault((figure.rule.title, figure.rule.as_of), []).append(figure)
    total = len(drawn.territories)
    rows = []
    for (title, as_of), figures in known.items():
        codes = list(dict.fromkeys(each.name.split(".")[1] for each in figures if each.name.count(".") > 1))
        of = f"{len(codes)} of {total} territories" if codes else figures[0].label
        value = "" if len({str(each.value) for each in figures}) > 1 else formats.of(figures[0])
        rows.append(Row((text(title), text(value or figures[0].how), text(as_of or "–"), text(of))))
    columns = (Column("Assumption and its source"), Column("Taken as"), Column("Of"), Column("For"))
    return table(
        "assumptions", "Assumed and not verified", columns, rows,
        note=f"Estimates of {formats.day(film.market.date)}. Write what you know into market.yaml and it is taken.",
        empty="Everything the futures rest on stands in market.yaml.",
    )  # fmt: skip


def _money(value: Money) -> Cell:
    return Cell(formats.money(value.rounded(), digits=0), value=str(value.rounded().amount))


def _weight(outcome: Outcome) -> Weight:
    return Weight.SUM if outcome.id.startswith("kind:") else Weight.LINE
