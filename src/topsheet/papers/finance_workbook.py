"""The finance workbook: sources and uses, bridge, cash with every stress, options; its totals are live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topsheet.figures import Figure
from topsheet.film import Film
from topsheet.finance import LENDERS_AND_BUYERS, MonthReport, SourceReport
from topsheet.money import Money
from topsheet.papers.paper import Basis, kind_name, stamp_of, unverified_rules
from topsheet.papers.workbook import Book, Formula, Grid, Item, Sheet, Weight, letter, sum_down, tied

NAME = "Finance workbook"
_SOURCES = "'Sources & uses'"
_HEAD = 3  # title, stamp and heading stay in sight


def finance_workbook(basis: Basis) -> Book:
    """The workbook of a film as it stands, or with an option adopted."""
    film = basis.film
    stamp = stamp_of(basis, NAME)
    plan, at = _sources_and_uses(film, terms=basis.terms)
    sheets = [
        plan,
        _bridge(film, at, terms=basis.terms),
        _cash("Cash", "Cash by month", film.cash.months, film, terms=basis.terms),
    ]
    for number, stress in enumerate(film.cash.stresses, start=1):
        sheets.append(
            _cash(
                f"Stress {number}", f"Cash by month: {stress.title}", stress.months, film, terms=basis.terms
            )
        )
    if film.options:
        sheets.append(_options(film))
    return Book(stamp, (*sheets, _about(film)))


def _sources_and_uses(film: Film, *, terms: bool) -> tuple[Sheet, Mapping[str, str]]:
    """The sheet, and where others find the columns of its sources: `counts`, `face`, `committed`."""
    grid, plan, budget = Grid(), film.finance, film.budget
    grid.add("Uses", film.currency, weight=Weight.HEAD)
    costs = [section.total for section in budget.sections]
    costs += [*budget.contractual, budget.finance_costs.total]
    spent = [grid.add(figure.label, figure.value) for figure in costs]
    total = sum((figure.value for figure in costs), Money.zero(film.currency))
    uses = grid.add("Total budget", tied(sum_down("B", spent), total, plan.uses.value), weight=Weight.TOTAL)
    grid.gap()
    heads = (
        "Source",
        "Kind",
        "Status",
        "Since",
        "Counts",
        "Face",
        "Cash",
        "In kind",
        "To the budget",
        "To be repaid",
    )
    width = len(heads) if terms else len(heads) - 1
    grid.add(*heads[:width], weight=Weight.HEAD)
    rows = [grid.add(*_source(source, grid.next, terms=terms)[:width]) for source in plan.sources]
    first, last = (rows[0], rows[-1]) if rows else (uses, uses)
    brings = sum((source.to_budget.value for source in plan.sources), Money.zero(film.currency))
    committed = grid.add(
        "Committed", None, None, None, None, None, None, None,
        tied(sum_down("I", rows), brings, plan.committed.value),
        weight=Weight.TOTAL,
    )  # fmt: skip
    grid.gap()
    need, have = f"B{uses}", f"I{committed}"
    grid.add(
        "Covered",
        Formula(f"=IF({need}=0,1,{have}/{need})", plan.covered.value)
        if plan.uses.value
        else plan.covered.value,
    )
    grid.add("Gap", Formula(f"=MAX({need}-{have},0)", plan.gap.value))
    grid.add("Surplus", Formula(f"=MAX({have}-{need},0)", plan.surplus.value))
    widths = (34, 18, 16, 12, 8, 15, 15, 15, 15, 15)[:width]
    at = {"counts": f"E${first}:E${last}", "face": f"F${first}:F${last}", "committed": have}
    return Sheet("Sources & uses", "Sources and uses", tuple(grid.lines), (2, 1), widths), at


def _source(source: SourceReport, row: int, *, terms: bool) -> tuple[Item, ...]:
    parts = [figure.value.plain() for figure in (source.cash, source.in_kind) if figure]
    zero = Money.zero(source.to_budget.value.currency)
    release = source.stage == "release"
    worth = sum(parts, zero) if source.counts and not release else zero
    live = source.status != "withdrawn"
    return (
        source.name,
        kind_name(source.kind),
        source.status.replace("_", " "),
        source.status_date,
        "no" if not source.counts else "release" if release else "yes",
        source.face.value.plain()
        if source.face and (terms or source.kind not in LENDERS_AND_BUYERS)
        else None,
        *(figure.value.plain() if figure and live else None for figure in (source.cash, source.in_kind)),
        tied(f'=IF(E{row}="yes",G{row}+H{row},0)', worth, source.to_budget.value),
        source.claim.value if source.claim and live else None,
    )


def _bridge(film: Film, at: Mapping[str, str], *, terms: bool) -> Sheet:
    """From face to cash, step by step; in one step for readers of no terms."""
    grid, plan = Grid(), film.finance
    grid.add("Step", film.currency, weight=Weight.HEAD)
    zero = Money.zero(film.currency)
    covering = [each for each in plan.sources if each.counts and each.stage != "release"]
    told = [each for each in covering if terms or each.kind not in LENDERS_AND_BUYERS]
    faces = sum((each.face.value.plain() for each in told if each.face), zero)
    held_by = plan.bridge if terms else (plan.bridge_total,)
    text = f'=SUMIF({_SOURCES}!{at["counts"]},"yes",{_SOURCES}!{at["face"]})'
    face = grid.add(plan.face.label, tied(text, faces, plan.face.value))
    steps = [
        grid.add(f"less {figure.label[:1].lower()}{figure.label[1:]}", figure.value) for figure in held_by
    ]
    held = sum((figure.value for figure in held_by), zero)
    other = plan.face.value - held - plan.committed.value
    if other:
        steps.append(grid.add("less what no step above explains", other))
    left = Formula(f"=B{face}-SUM(B{steps[0]}:B{steps[-1]})" if steps else f"=B{face}", plan.committed.value)
    end = grid.add(plan.committed.label, left, weight=Weight.TOTAL)
    grid.gap()
    grid.add("Against the sources", Formula(f"=B{end}-{_SOURCES}!{at['committed']}", zero))
    return Sheet("Bridge", "From face value to cash", tuple(grid.lines), (_HEAD, 1), (44, 18))


def _cash(name: str, title: str, months: Sequence[MonthReport], film: Film, *, terms: bool) -> Sheet:
    """A run of the account: months across, receipts and spending down, everything else a formula.

    Readers of no terms get what loans cost in the sum of the month alone.
    """
    grid, zero = Grid(), Money.zero(film.currency)
    columns = [letter(at) for at in range(1, len(months) + 1)]
    grid.add("Month", *(month.month for month in months), weight=Weight.HEAD)
    grid.add("Shooting", *("yes" if month.shooting else "" for month in months))
    came = _rows([month.receipts for month in months], ".in.")
    spent = [[each for each in month.spending if terms or not _of_loan(each)] for month in months]
    went = _rows(spent, ".out.")
    told = [[each for each in month.deposits if terms or ".reserve." not in each.name] for month in months]
    moved = _rows(told, "")
    opening = grid.next
    closing = opening + len(came) + len(went) + len(moved) + (4 if any(month.held for month in months) else 3)
    grid.add(
        "Opening",
        *(
            Formula(f"={columns[at - 1]}{closing}", month.opening.value) if at else month.opening.value
            for at, month in enumerate(months)
        ),
    )
    inside = [grid.add(label, *values) for label, values in came]
    into = grid.add(
        "In",
        *(
            tied(
                sum_down(column, inside), sum((each.value for each in month.receipts), zero), month.into.value
            )
            for column, month in zip(columns, months, strict=True)
        ),
        weight=Weight.TOTAL,
    )
    outside = [grid.add(label, *values) for label, values in went]
    out = grid.add(
        "Out",
        *(
            tied(sum_down(column, outside), sum((each.value for each in parts), zero), month.out.value)
            for column, month, parts in zip(columns, months, spent, strict=True)
        ),
        weight=Weight.TOTAL,
    )
    held = _deposits(grid, columns, moved, told, months, zero) if any(month.held for month in months) else 0
    grid.add(
        "Closing",
        *(
            Formula(
                f"={column}{opening}+{column}{into}-{column}{out}" + (f"+{column}{held}" if held else ""),
                month.closing.value,
            )
            for column, month in zip(columns, months, strict=True)
        ),
        weight=Weight.TOTAL,
    )
    grid.gap()
    if months:
        shoot = [at for at, month in enumerate(months) if month.shooting] or list(range(len(months)))
        _low(grid, "Lowest month-end of a shooting month", columns, closing, shoot, months)
        _low(grid, "Lowest of all", columns, closing, list(range(len(months))), months)
    return Sheet(name, title, tuple(grid.lines), (_HEAD, 1), (40, *(15 for _ in months)))


def _deposits(
    grid: Grid,
    columns: Sequence[str],
    moved: Sequence[tuple[str, list[Item]]],
    told: Sequence[Sequence[Figure[Money]]],
    months: Sequence[MonthReport],
    zero: Money,
) -> int:
    """A row for each deposit out (negative) and back, and their sum; the number of the row of the sum."""
    rows = [grid.add(label, *values) for label, values in moved]
    sums = [
        tied(
            sum_down(column, rows),
            sum((each.value for each in parts), zero),
            month.held.value if month.held else zero,
        )
        for column, parts, month in zip(columns, told, months, strict=True)
    ]
    return grid.add("Deposits out / back", *sums, weight=Weight.TOTAL)


def _of_loan(spent: Figure[Money]) -> bool:
    """Whether what is spent is a loan's own cost, `out.<loan>.fee.1`, and no part of the budget, `out.<part>`."""
    return "." in spent.name.partition(".out.")[2]


def _low(
    grid: Grid,
    label: str,
    columns: Sequence[str],
    row: int,
    among: Sequence[int],
    months: Sequence[MonthReport],
) -> None:
    lowest = min((months[at].closing.value for at in among), key=lambda value: value.amount)
    grid.add(label, Formula(f"=MIN({columns[among[0]]}{row}:{columns[among[-1]]}{row})", lowest))


def _rows(months: Sequence[Sequence[Figure[Money]]], mark: str) -> list[tuple[str, list[Item]]]:
    """A row for each receipt, spending or deposit, by its name after the mark, with the month in which it falls."""
    found: dict[str, tuple[str, list[Item]]] = {}
    for at, figures in enumerate(months):
        for figure in figures:
            key = figure.name.partition(mark)[2] if mark else figure.name
            found.setdefault(key, (figure.label, [None] * len(months)))[1][at] = figure.value
    return list(found.values())


def _options(film: Film) -> Sheet:
    grid = Grid()
    heads = ("Option", "Budget", "Committed", "Covered", "Gap", "Surplus", "Lowest in shoot", "Lowest of all")
    grid.add(*heads, "State", "What would have to be true", weight=Weight.HEAD)
    told = [
        ("The plan as it stands", film, ""),
        *((f"({o.id}) {o.title}", o.film, o.note) for o in film.options),
    ]
    for title, each, note in told:
        row, plan = grid.next, each.finance
        covered = Formula(f"=IF(B{row}=0,1,C{row}/B{row})", plan.covered.value)
        grid.add(
            title,
            plan.uses.value,
            plan.committed.value,
            covered if plan.uses.value else plan.covered.value,
            Formula(f"=MAX(B{row}-C{row},0)", plan.gap.value),
            Formula(f"=MAX(C{row}-B{row},0)", plan.surplus.value),
            each.cash.through_shoot.value,
            each.cash.lowest.value,
            each.greenlight.state.value,
            note,
        )
    widths = (44, 15, 15, 10, 15, 15, 16, 16, 12, 60)
    return Sheet("Options", "Options side by side", tuple(grid.lines), (_HEAD, 1), widths)


def _about(film: Film) -> Sheet:
    grid = Grid()
    how = (
        "Bold totals, shares and balances are formulas over the cells above them; change one and they follow.",
        "What a loan, a credit or a pre-sale brings is worked out by the plan and stands as a number.",
    )
    for title, lines in (
        ("How to read it", how),
        ("Assumptions of the budget", film.budget.assumptions),
        ("Rules nobody has verified", unverified_rules(film)),
    ):
        grid.add(title, weight=Weight.HEAD)
        for line in lines or ("none",):
            grid.add("", line)
        grid.gap()
    return Sheet("About", "About this workbook", tuple(grid.lines), (2, 0), (26, 110), stamped=True)
