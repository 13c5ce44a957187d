"""What an option cuts: each budget line with what it costs now, what is taken off, and what is left."""

from __future__ import annotations

from topsheet.budget import LineReport
from topsheet.film import Film
from topsheet.money import Money
from topsheet_desk.site import formats
from topsheet_desk.site.frame import Link


def every_line(film: Film) -> tuple[LineReport, ...]:
    """Every line that an option can cut, with those of the finance costs."""
    return (*film.budget.lines, *film.budget.finance_costs.lines)


def cost_now(line: LineReport, currency: str) -> str:
    """What a line costs before fringes, and in which currency a cut of it is written."""
    now = f"{formats.money(line.subtotal.value)} {currency} now"
    return f"{now}, cut in {line.currency}" if line.currency not in ("", currency) else now


def cuts_of(film: Film, option: str) -> tuple[Link, ...]:
    """The lines an option cuts, in the order written; a line in another currency without what is left at home."""
    wanted = next((each for each in film.production.finance.options if each.id == option), None)
    lines, home = {line.id: line for line in every_line(film)}, film.currency
    return tuple(
        Link(lines[key].what, "", note=_told(lines[key], Money(cut, lines[key].currency or home), home))
        for key, cut in (wanted.cuts if wanted else {}).items()
        if key in lines
    )


def _told(line: LineReport, cut: Money, home: str) -> str:
    now, less = line.subtotal.value, f"{formats.money(cut)} {cut.currency}"
    if cut.currency != home:
        return f"{formats.money(now)} {home} less {less}, before fringes"
    return f"{formats.money(now)} less {less} leaves {formats.money(now - cut)} {home}, before fringes"
