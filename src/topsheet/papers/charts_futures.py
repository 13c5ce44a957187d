"""Charts of futures as Vega-Lite specifications, in the manner of `charts`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from topsheet.money import Percent, minor_digits, percent_of
from topsheet.papers.charts import Spec, _amount, _colour, _spec, _step, _tips
from topsheet.recoupment.futures import Outcome, Simulation, Swing
from topsheet.recoupment.futures.thresholds import Threshold, named

# Bins of a multiple: nothing at all, fifths up to three times the money, and all above.
_FIFTHS = 15
NOTHING, ABOVE = "0", "3 and more"
NONE_YET = "None in full yet"


def curve(simulation: Simulation, marks: Sequence[Threshold]) -> Spec:
    """How often receipts reach each amount, up to the best of a hundred, with the stages of the terms on it."""
    scale = 10 ** minor_digits(simulation.currency)
    ordered = np.sort(simulation.received)
    places = [min(ordered.size - 1, ordered.size * each // 100) for each in range(100)]
    points = [
        {"receipts": float(ordered[place]) / scale, "chance": 100 - each} for each, place in enumerate(places)
    ]
    dots = [
        {
            "receipts": float(each.gross.amount),
            "chance": float(each.reached.value.value),
            "stage": each.label,
            "words": f"{each.label}: {each.reached.value.value:.0f} %",
        }
        for each in marks
    ]
    x = {
        "x": _amount("receipts", simulation.currency, grid=True) | {"scale": {"domainMin": 0, "nice": False}}
    }
    y = {"y": _percent("chance")}
    layers: list[Spec] = [
        {
            "mark": {"type": "line", "style": "mainline"},
            "encoding": {**x, **y, "tooltip": _tips(("chance", "Futures of 100"), amount="receipts")},
        },
        {
            "data": {"values": dots},
            "mark": {"type": "rule", "style": "zero", "strokeDash": [2, 3]},
            "encoding": {**x, **y, "y2": {"datum": 0}},
        },
        {
            "data": {"values": dots},
            "mark": {"type": "point", "style": "mainline", "filled": True, "size": 60, "opacity": 1},
            "encoding": {
                **x,
                **y,
                "tooltip": _tips(("stage", "Stage"), ("chance", "Futures of 100"), amount="receipts"),
            },
        },
        {
            "data": {"values": dots},
            "mark": {"type": "text", "style": "words", "align": "left", "dx": 8, "dy": -8},
            "encoding": {**x, **y, "text": {"field": "words"}},
        },
    ]
    says = "In how many of 100 futures receipts reach each amount; dots mark where each stage of the terms is full."
    return _spec(points, 280, says, layer=layers if dots else layers[:1])


def multiples(simulation: Simulation, outcome: Outcome) -> list[tuple[str, Percent]]:
    """The share of futures in each bin of what somebody had over what it put in; the bins part all futures."""
    had, owed = simulation.totals[outcome.id], simulation.owed[outcome.id]
    # Whole numbers decide: a bin holds had · 5 / owed rounded down.
    fifth = np.minimum(had * 5 // owed, _FIFTHS)
    counts = np.bincount(fifth[had > 0], minlength=_FIFTHS + 1)
    runs = simulation.runs
    bins = [(NOTHING, int(np.count_nonzero(had == 0)))]
    bins += [(f"{at / 5:g}–{(at + 1) / 5:g}", int(counts[at])) for at in range(_FIFTHS)]
    bins += [(ABOVE, int(counts[_FIFTHS]))]
    return [(label, percent_of(Decimal(count), Decimal(runs))) for label, count in bins]


def histogram(simulation: Simulation, outcome: Outcome) -> Spec:
    """How often somebody has had so many times its money."""
    values = [
        {
            "multiple": label,
            "share": float(share.value),
            "what": "The money back" if label == ABOVE or at > 5 else "Less than the money",
        }
        for at, (label, share) in enumerate(multiples(simulation, outcome))
    ]
    encoding = {
        "x": _step("multiple", None, labelOverlap=True) | {"title": "Times the money put in"},
        "y": _percent("share"),
        "color": _colour("what", ["The money back", "Less than the money"]),
        "tooltip": _tips(("multiple", "Times the money"), amount="share"),
    }
    says = f"In how many of 100 futures {outcome.name} has had so many times its money."
    return _spec(values, 200, says, mark="bar", encoding=encoding)


def stages(simulation: Simulation) -> Spec:
    """By quarter, in how many of 100 futures the terms are full up to which stage."""
    names = [NONE_YET, *(named(each) for each in simulation.stages)]
    values = []
    for at, day in enumerate(simulation.quarters):
        reached = [100.0, *(float(each.by_quarter[at].value) for each in simulation.stages), 0.0]
        for place, name in enumerate(names):
            values.append(
                {
                    "quarter": at + 1,
                    "until": f"{day.day} {day:%b %Y}",
                    "stage": name,
                    "share": reached[place] - reached[place + 1],
                    "order": -place,
                }
            )
    encoding = {
        "x": _step("quarter", "ascending", labelOverlap=True) | {"title": "Quarter after delivery"},
        "y": _percent("share") | {"stack": "zero"},
        "color": _colour("stage", names[::-1]),
        "order": {"field": "order"},
        "tooltip": _tips(("until", "Until"), ("stage", "Full up to"), amount="share"),
    }
    says = "By the end of each quarter, in how many of 100 futures the terms are full up to which stage."
    return _spec(values, 260, says, mark="bar", encoding=encoding)


def swings(found: Sequence[Swing], base: Percent) -> Spec:
    """What moves the chance most: each assumption from its low to its high end, around the plan."""
    values = [
        {
            "assumption": swing.label,
            "end": end,
            "from": float(base.value),
            "chance": float(value.value),
            "side": side,
        }
        for swing in found
        for side, end, value in (
            ("Low end", swing.low_label, swing.low),
            ("High end", swing.high_label, swing.high),
        )
    ]
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": {
                "x": _percent("from") | {"scale": {"zero": False}},
                "x2": {"field": "chance"},
                "color": _colour("side", ["High end", "Low end"]),
                "tooltip": _tips(("assumption", "Assumption"), ("end", "If"), amount="chance"),
            },
        },
        {
            "data": {"values": [{"from": float(base.value)}]},
            "mark": {"type": "rule", "style": "zero"},
            "encoding": {"x": _percent("from"), "y": None},
        },
    ]
    says = "How the chance of the money back moves when one assumption goes to its low or its high end."
    shared = {"y": _step("assumption", None)}
    return _spec(values, 26 * max(1, len(found)), says, encoding=shared, layer=layers)


def _percent(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "axis": {"title": "Of 100 futures", "grid": True, "tickCount": 5},
    }
