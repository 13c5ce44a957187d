"""Charts as Vega-Lite specifications, made from reports.

A specification names styles (`bad`, `mainline`, `words`) and never colours: the page and the paper bring their own.
Amounts become floats here and only here, because a chart is a drawing; its table keeps the exact ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from topsheet.budget import BudgetReport
from topsheet.finance import CashReport, FinanceReport, MonthReport
from topsheet.market import MarketReport
from topsheet.money import Money
from topsheet.recoupment import CaseReport, RecoupmentReport
from topsheet.schedule import ScheduleReport

Spec = dict[str, Any]
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_DASHES: tuple[list[int], ...] = ([1, 0], [6, 4], [2, 3], [8, 3, 2, 3], [1, 2], [12, 4])
# A layer with one mark of its own, not one for each value of the chart.
_ONCE: Spec = {"data": {"values": [{"nothing": 0}]}}


def cash(report: CashReport, currency: str) -> Spec:
    """In and out of each month as bars, the closing balance as a line, each stress as a broken line."""
    runs = {"Plan": report.months, **{stress.title: stress.months for stress in report.stresses}}
    bars = [
        {"month": _month(month), "what": what, "amount": sign * _drawn(figure.value)}
        for month in report.months
        for what, sign, figure in (("In", 1, month.into), ("Out", -1, month.out))
    ]
    lines = [
        {"month": _month(month), "case": title, "balance": _drawn(month.closing.value)}
        for title, run in runs.items()
        for month in run
    ]
    balance = {"field": "balance", "type": "quantitative"}
    tips = _tips(("month", "Month"), ("case", "Case"), amount="balance")
    dashes = {"domain": list(runs), "range": _DASHES[: len(runs)]}
    layers = [
        {
            "data": {"values": bars},
            "mark": {"type": "bar", "opacity": 0.6},
            "encoding": {
                "y": _amount("amount", currency),
                "color": _colour("what", ["In", "Out"]),
                "tooltip": _tips(("month", "Month"), ("what", "Movement"), amount="amount"),
            },
        },
        {**_ONCE, "mark": {"type": "rule", "style": "zero"}, "encoding": {"y": {"datum": 0}, "x": None}},
        {
            "mark": {"type": "line", "style": "mainline"},
            "encoding": {
                "y": balance,
                "strokeDash": _colour("case", list(runs), symbolType="stroke") | {"scale": dashes},
                "tooltip": tips,
            },
        },
        {
            "transform": [{"filter": "datum.balance < 0"}],
            "mark": {"type": "point", "style": "bad", "filled": True, "size": 70},
            "encoding": {"y": balance, "tooltip": tips},
        },
    ]
    if not any(month.closing.value.amount < 0 for run in runs.values() for month in run):
        layers.pop()  # a layer without a point has no scale
    x = _step("month", _order(runs.values()), labelOverlap=True) | {"scale": {"paddingInner": 0.4}}
    says = "Money in and out of the account by month, and the closing balance under the plan and each stress."
    return _spec(
        lines, 300, says, encoding={"x": x}, layer=layers, resolve={"scale": {"color": "independent"}}
    )


def cash_weeks(report: CashReport, currency: str) -> Spec:
    """The closing of every week as a line, shooting weeks as a band, and the balance for the shoot where it is less."""
    lines = [
        {"week": week.ends.isoformat(), "what": what, "balance": _drawn(figure.value)}
        for what, figures in (
            ("Account", [(week, week.closing) for week in report.weeks]),
            (
                "For the shoot",
                [(w, w.shoot_balance) for w in report.weeks if w.shoot_balance is not w.closing],
            ),
        )
        for week, figure in figures
    ]
    names = list(dict.fromkeys(str(line["what"]) for line in lines))
    shoot = [
        {"from": (week.ends - timedelta(6)).isoformat(), "to": (week.ends + timedelta(1)).isoformat()}
        for week in report.weeks
        if week.shoot_days
    ]
    balance = _amount("balance", currency, grid=True)
    tips = [
        {"field": "week", "type": "temporal", "title": "Week to", "format": "%-d %B %Y"},
        *_tips(("what", "What"), amount="balance"),
    ]
    dash = _colour("what", names, symbolType="stroke") | {
        "scale": {"domain": names, "range": _DASHES[: len(names)]}
    }
    layers = [
        {
            "data": {"values": shoot},
            "mark": {"type": "rect", "opacity": 0.15},
            "encoding": {"x": {"field": "from", "type": "temporal"}, "x2": {"field": "to"}},
        },
        {**_ONCE, "mark": {"type": "rule", "style": "zero"}, "encoding": {"y": {"datum": 0}, "x": None}},
        {
            "mark": {"type": "line", "style": "mainline"},
            "encoding": {
                "x": {
                    "field": "week",
                    "type": "temporal",
                    "title": None,
                    "axis": {
                        "format": "%-d %b %Y",
                        "labelOverlap": True,
                        "labelSeparation": 8,
                        "tickCount": 6,
                    },
                },
                "y": balance,
                "strokeDash": dash if len(names) > 1 else dash | {"legend": None},
                "tooltip": tips,
            },
        },
        {
            "transform": [{"filter": "datum.balance < 0"}],
            "mark": {"type": "point", "style": "bad", "filled": True, "size": 40},
            "encoding": {"x": {"field": "week", "type": "temporal"}, "y": balance, "tooltip": tips},
        },
    ]
    if not any(
        figure.value.amount < 0 for week in report.weeks for figure in (week.closing, week.shoot_balance)
    ):
        layers.pop()
    says = "The account at the end of every week; the weeks that shoot are shaded."
    return _spec(lines, 300, says, layer=layers)


def trajectory(days: Sequence[tuple[date, Decimal]], goal: Decimal, deadline: date, currency: str) -> Spec:
    """What a campaign had pledged day by day, its goal as a broken line, and the way that is left to it."""
    points = [{"day": day.isoformat(), "pledged": float(total), "line": "Pledged"} for day, total in days]
    last, total = days[-1]
    if last < deadline and total < goal:
        points += [
            {"day": last.isoformat(), "pledged": float(total), "line": "Needed"},
            {"day": deadline.isoformat(), "pledged": float(goal), "line": "Needed"},
        ]
    dashes = {"domain": ["Pledged", "Needed"], "range": [_DASHES[0], _DASHES[1]]}
    layers = [
        {
            "mark": {"type": "line", "style": "mainline", "point": True},
            "encoding": {
                "y": _amount("pledged", currency),
                "strokeDash": _colour("line", ["Pledged", "Needed"], symbolType="stroke") | {"scale": dashes},
                "tooltip": _tips(("day", "Day"), ("line", "Line"), amount="pledged"),
            },
        },
        {
            **_ONCE,
            "mark": {"type": "rule", "style": "zero", "strokeDash": [4, 4]},
            "encoding": {"y": {"datum": float(goal)}, "x": None},
        },
    ]
    x = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b", "labelOverlap": True},
    }
    says = "What a campaign had pledged day by day, and the straight way from there to its goal, the broken line."
    return _spec(points, 220, says, encoding={"x": x}, layer=layers)


def _order(runs: Iterable[Sequence[MonthReport]]) -> list[str]:
    """The months of all runs, each once, in the order of time."""
    days: set[date] = {month.month for run in runs for month in run}
    return [f"{day:%b %y}" for day in sorted(days)]


def bridge(report: FinanceReport, currency: str, *, in_one: bool = False) -> Spec:
    """From the face value of everything signed, step by step or in one, to what it brings to the budget."""
    left = report.face.value
    steps = [_bar(report.face.label, Money.zero(currency), left, "Value")]
    for figure in (report.bridge_total,) if in_one else report.bridge:
        steps.append(_bar(figure.label, left, left - figure.value, "Not cash"))
        left = left - figure.value
    steps.append(_bar(report.committed.label, Money.zero(currency), left, "Value"))
    uses = _drawn(report.uses.value)
    short = _drawn(left) < uses
    room = {"domain": [0, max(uses, _drawn(report.face.value)) * (1.15 if short else 1.4)], "nice": False}
    layers = [
        {
            "mark": {"type": "bar", "size": 22},
            "encoding": {
                "x": _amount("from", currency, grid=True) | {"scale": room},
                "x2": {"field": "to"},
                "color": {**_colour("what", ["Value", "Not cash"]), "legend": None},
                "tooltip": _tips(("step", "Step"), amount="size"),
            },
        },
        _label("datum.what == 'Value'", "min(datum.from, datum.to)", "onbar", align="left"),
        # Beside a thin bar, on the side that the broken line does not cross.
        _label("datum.what != 'Value'", "min(datum.from, datum.to)", "words")
        if short
        else _label("datum.what != 'Value'", "max(datum.from, datum.to)", "words", align="left"),
        {
            **_ONCE,
            "mark": {"type": "rule", "style": "zero", "strokeDash": [4, 4]},
            "encoding": {"x": {"datum": uses}, "y": None},
        },
    ]
    says = (
        "Why the face value of the papers is more than what they bring; the broken line is the total budget."
    )
    return _spec(steps, 40 * len(steps), says, encoding={"y": _step("step", None)}, layer=layers)


def _label(which: str, place: str, style: str, align: str = "right") -> Spec:
    """The size of a step, written up to `place`, or from it on when it is aligned left."""
    return {
        "transform": [{"filter": which}, {"calculate": place, "as": "place"}],
        "mark": {"type": "text", "align": align, "dx": -6 if align == "right" else 6, "style": style},
        "encoding": {
            "x": {"field": "place", "type": "quantitative"},
            "text": {"field": "size", "format": ",.0f"},
        },
    }


def _bar(step: str, start: Money, end: Money, what: str) -> Spec:
    return {"step": step, "from": _drawn(start), "to": _drawn(end), "size": _drawn(end - start), "what": what}


def waterfall(report: RecoupmentReport) -> Spec:
    """Who gets what by gross, from the report's own cases: the costs, then each tier in the order of payment."""
    rows = [
        (f"{case.label} {case.gross.value.rounded().amount:,.0f}".strip(), who, amount)
        for case in report.cases
        for who, amount in _payments(case)
    ]
    paid = {who for _case, who, amount in rows if amount}
    return shares([row for row in rows if row[1] in paid], report.currency)


def _payments(case: CaseReport) -> Iterator[tuple[str, Money]]:
    """Each payment of a case once; a tier that splits what is left shows each part."""
    prefix, positions = case.gross.name.removesuffix("gross"), {position.id for position in case.positions}
    costs = True
    for row in case.rows[1:]:
        step = row.name.removeprefix(prefix)
        if step == "net_after_costs":
            costs = False
        elif costs:
            yield row.label, row.value
        elif step.startswith("paid_to_") and "." not in step:
            parts = [part for part in row.inputs if part.name.rpartition(".")[2] not in positions]
            if parts:
                yield from ((part.label, part.value) for part in parts if isinstance(part.value, Money))
            else:
                yield row.label.removeprefix("Paid to ").capitalize(), row.value


def shares(rows: Sequence[tuple[str, str, Money]], currency: str) -> Spec:
    """Who gets what at each gross: `rows` are (case, who, amount), in the order they are paid."""
    who = list(dict.fromkeys(name for _case, name, _amount in rows))
    cases = list(dict.fromkeys(case for case, _name, _amount in rows))
    values = [
        {"case": case, "who": name, "amount": _drawn(amount), "order": who.index(name)}
        for case, name, amount in rows
    ]
    encoding = {
        "y": _step("case", cases),
        "x": _amount("amount", currency, grid=True),
        "color": _colour("who", who),
        "order": {"field": "order"},
        "tooltip": _tips(("case", "Gross"), ("who", "To"), amount="amount"),
    }
    says = "Who is paid how much at each gross, in the order of payment."
    return _spec(values, 56 * len(cases), says, mark={"type": "bar", "size": 34}, encoding=encoding)


def by_gross(
    rows: Sequence[tuple[Money, str, Money]], evens: Sequence[tuple[str, Money]], currency: str
) -> Spec:
    """Who has had what at any gross, stacked: `rows` are (gross, who, had) at every bend; break-evens as rules."""
    who = list(dict.fromkeys(name for _gross, name, _had in rows))
    values = [
        {"gross": _drawn(gross), "who": name, "amount": _drawn(had), "order": who.index(name)}
        for gross, name, had in rows
    ]
    x = {**_amount("gross", f"Gross, {currency}"), "scale": {"nice": False}}
    rules = [{"gross": _drawn(gross), "question": label} for label, gross in evens]
    areas: Spec = {
        "mark": {"type": "area", "opacity": 0.9},
        "encoding": {
            "x": x,
            "y": {**_amount("amount", currency, grid=True), "stack": "zero"},
            "color": _colour("who", who),
            "order": {"field": "order"},
            "tooltip": [*_tips(("who", "To"), amount="amount"), *_tips(amount="gross")],
        },
    }
    marks: Spec = {
        "data": {"values": rules},
        "mark": {"type": "rule", "style": "zero", "strokeDash": [4, 4], "strokeWidth": 2},
        "encoding": {
            "x": {"field": "gross", "type": "quantitative"},
            "tooltip": _tips(("question", "Question"), amount="gross"),
        },
    }
    says = "What everyone has had at any gross; the broken lines are the break-evens."
    return _spec(values, 300, says, layer=[areas, marks] if rules else [areas])


def budget(report: BudgetReport) -> Spec:
    """The direct cost by account, largest first, in the colour of its section."""
    values = [
        {
            "account": f"{account.number} {account.name}",
            "section": section.label,
            "amount": _drawn(account.total.value),
        }
        for section in report.sections
        for account in section.accounts
    ]
    encoding = {
        "y": _step("account", "-x"),
        "x": _amount("amount", report.currency, grid=True),
        "color": _colour("section", [section.label for section in report.sections]),
        "tooltip": _tips(("account", "Account"), ("section", "Section"), amount="amount"),
    }
    says = "The direct cost by account, largest first."
    return _spec(values, 20 * len(values), says, mark="bar", encoding=encoding)


def pages(report: ScheduleReport) -> Spec:
    """Pages of script a day, by day or night work."""
    values = [
        {
            "day": day.number,
            "date": f"{day.date:%a} {day.date.day} {day.date:%b}",
            "pages": day.eighths.value / 8,
            "work": "Night" if day.night else "Day",
        }
        for day in report.days
    ]
    encoding = {
        "x": _step("day", "ascending", labelOverlap=True) | {"title": "Shooting day"},
        "y": {"field": "pages", "type": "quantitative", "title": "Pages"},
        "color": _colour("work", ["Day", "Night"]),
        "tooltip": _tips(("day", "Day"), ("date", "Date"), ("work", "Work"), amount="pages"),
    }
    return _spec(values, 200, "Pages of script planned for each shooting day.", mark="bar", encoding=encoding)


def territories(report: MarketReport) -> Spec:
    """Each territory from its take to its ask; sold ones apart."""
    values = [
        {
            "territory": row.name,
            "take": _drawn(row.take.value),
            "ask": _drawn(row.ask.value),
            "state": "Sold" if row.sold else "Unsold",
        }
        for row in report.territories
    ]
    take = _amount("take", report.unsold_take.value.currency, grid=True)
    shared = {
        "y": _step("territory", {"field": "ask", "order": "descending"}),
        "color": _colour("state", ["Unsold", "Sold"]),
        "tooltip": [
            *_tips(("territory", "Territory"), ("state", "State"), amount="take"),
            *_tips(amount="ask"),
        ],
    }
    layers = [
        {"mark": {"type": "bar", "size": 4}, "encoding": {"x": take, "x2": {"field": "ask"}}},
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {"x": {"field": "ask", "type": "quantitative"}},
        },
    ]
    says = "Lowest price (line end) to opening price (dot) of each territory."
    return _spec(values, 22 * len(values), says, encoding=shared, layer=layers)


def _spec(values: Iterable[Mapping[str, object]], height: int, says: str, **body: object) -> Spec:
    return {
        "$schema": _SCHEMA,
        "description": says,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": list(values)},
        **body,
    }


def _drawn(amount: Money) -> float:
    return float(amount.amount)


def _month(month: MonthReport) -> str:
    return f"{month.month:%b %y}"


def _step(field: str, sort: object, **axis: object) -> Spec:
    return {"field": field, "type": "ordinal", "sort": sort, "title": None, "axis": {"labelAngle": 0, **axis}}


def _amount(field: str, currency: str, **axis: object) -> Spec:
    shown = {"title": currency, "format": "~s", "tickCount": 6, **axis}
    return {"field": field, "type": "quantitative", "axis": shown}


def _colour(field: str, values: Sequence[str], **legend: object) -> Spec:
    scale = {"domain": list(values)}
    return {
        "field": field,
        "type": "nominal",
        "sort": list(values),
        "scale": scale,
        "legend": {"title": None, **legend},
    }


def _tips(*fields: tuple[str, str], amount: str = "") -> list[Spec]:
    tips: list[Spec] = [{"field": name, "title": title} for name, title in fields]
    if amount:
        tips.append(
            {"field": amount, "title": amount.capitalize(), "format": ",.2~f", "type": "quantitative"}
        )
    return tips
