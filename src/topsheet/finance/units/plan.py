"""The unit ledger beside the finance plan: one company cannot have sold two numbers of units."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.finance.counting import why_not
from topsheet.finance.kinds import Equity
from topsheet.finance.model import FinanceDocument
from topsheet.finance.units.model import CapTable


def against_plan(table: CapTable, document: FinanceDocument, tree: Tree) -> list[Problem]:
    """Classes of which the plan counts other units, or another price, than the ledger holds on the table's day.

    The plan's equity counts signed or better; the ledger's units are those subscribed less those redeemed. Without a
    class in the ledger nothing is compared; a source that names none is of the only class.
    """
    known = {each.unit_class.code: each for each in table.classes}
    if not known:
        return []
    only = next(iter(known)) if len(known) == 1 else ""
    counted = defaultdict[str, Decimal](Decimal)
    held_by = defaultdict[str, list[tuple[int, Equity]]](list)
    for at, source in enumerate(document.sources):
        if isinstance(source, Equity) and source.units is not None and not why_not(source, table.as_of):
            code = source.share_class or only
            counted[code] += source.units
            held_by[code].append((at, source))
    problems = []

    def say(path: Path, what: str, fix: str) -> None:
        why = "Investors read the one, the financing the other; whoever signs relies on both."
        problems.append(Problem(tree.where(path), what, why, fix, Severity.WARNING))

    for code, planned in counted.items():
        at, source = held_by[code][0]
        if code not in known:
            say(
                ("sources", at, "share_class"),
                f"{source.name} is of the class `{code}`, which the ledger of units does not have",
                f"Open the class in the ledger, or write one of: {', '.join(known)}.",
            )
            continue
        held, price = known[code], known[code].unit_class.price
        sold = held.subscribed.value - held.redeemed.value
        if planned != sold:
            say(
                ("sources", at, "units"),
                f"the plan counts {planned:f} units of class {code}, and the ledger has {sold} subscribed",
                "Record what was subscribed, or correct the source.",
            )
        for at, source in held_by[code]:
            currency = source.currency or document.currency
            if currency == price.currency and source.unit_price != price.amount:
                say(
                    ("sources", at, "unit_price"),
                    f"{source.name} counts a unit at {source.unit_price:f}, and class {code} sells it at "
                    f"{price.amount:f}",
                    "Correct one of the two prices.",
                )
    return problems
