"""Offers as a chart: what each brings the production at any gross of the distributor, and where the best changes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from topsheet.film.offers import Compared
from topsheet.papers.charts import Spec, _amount, _colour, _drawn, _spec, _tips

_DASHES: tuple[list[int], ...] = ([1, 0], [6, 4], [2, 3], [8, 3, 2, 3])


def offers(found: Compared, currency: str) -> Spec:
    """A line for each offer with every bend, and a rule at each gross from which another is the best."""
    titles = [line.offer.title for line in found.lines]
    values = list(_values(found))
    turns = [
        {"gross": _drawn(span.since.value), "best": " and ".join(each.title for each in span.best)}
        for span in found.best
        if span.since
    ]
    dashes = {"domain": titles, "range": [_DASHES[at % len(_DASHES)] for at in range(len(titles))]}
    lines: Spec = {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": {**_amount("gross", f"Gross of the distributor, {currency}"), "scale": {"nice": False}},
            "y": _amount("net", f"To the production, {currency}", grid=True),
            "color": _colour("offer", titles),
            "strokeDash": _colour("offer", titles) | {"scale": dashes},
            "tooltip": [*_tips(("offer", "Offer"), amount="net"), *_tips(amount="gross")],
        },
    }
    rules: Spec = {
        "data": {"values": turns},
        "mark": {"type": "rule", "style": "zero", "strokeDash": [4, 4], "strokeWidth": 2},
        "encoding": {
            "x": {"field": "gross", "type": "quantitative"},
            "tooltip": _tips(("best", "From here on the best"), amount="gross"),
        },
    }
    says = "What each offer brings the production at any gross; the broken lines are where another becomes the best."
    return _spec(values, 280, says, layer=[lines, rules] if turns else [lines])


def _values(found: Compared) -> Iterator[dict[str, object]]:
    most = max(line.drawn.full for line in found.lines) * Fraction(3, 2)
    asked = max((line.terms.coins(each) for line in found.lines for each in found.grosses), default=most)
    most = max(most, asked)
    turns = [
        line.terms.coins(span.since.value.amount)
        for line in found.lines[:1]
        for span in found.best
        if span.since
    ]
    for line in found.lines:
        for gross in sorted({*line.bends(), *(each for each in turns if each < most), most}):
            net = line.terms.money(line.at(gross))
            yield {"gross": _drawn(line.terms.money(gross)), "offer": line.offer.title, "net": _drawn(net)}
