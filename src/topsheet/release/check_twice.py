"""The same money told twice, and rates written the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice

from topsheet.documents import Problem, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.release.document import LineDoc, ReceiptsDocument, StatementDoc
from topsheet.release.findings import doubtful, wrong
from topsheet.release.received import in_order, payer_of

_Told = tuple[date, date, StatementDoc, LineDoc, Path]
_NEAR, _NEARER = Decimal("1.1"), 8
_BACK = 50  # so many lines of one contract are compared with each


def check_twice(document: ReceiptsDocument, tree: Tree) -> Iterator[Problem]:
    """Two statements, none of them superseded, that report one contract, territory and medium for one time."""
    gone = {each.supersedes for each in document.statements}
    groups: dict[tuple[str, ...], list[_Told]] = {}
    for at, statement in enumerate(document.statements):
        for place, line in enumerate(statement.lines if statement.id not in gone else ()):
            if line.gross is not None and not line.corrects:
                earned = line.earned or statement.period
                own = line.contract or payer_of(statement, line)
                key = (own, line.territory, line.medium, line.currency or statement.currency)
                path: Path = ("statements", at, "lines", place)
                groups.setdefault(key, []).append((earned.start, earned.to, statement, line, path))
    for group in groups.values():
        group.sort(key=lambda told: (told[0], told[1], told[2].id))
        for place, told in enumerate(group):
            found = (_twice(tree, one, told) for one in group[max(0, place - _BACK) : place])
            yield from islice((problem for problem in found if problem), 1)


def _twice(tree: Tree, one: _Told, other: _Told) -> Problem | None:
    """Nothing for lines of one statement, of other times, or of bills that tell instalments apart."""
    if one[2].id == other[2].id or one[1] < other[0]:
        return None
    first, then = sorted((one, other), key=lambda told: (told[2].received, told[2].id))
    line, where = then[3], (tree, then[4])
    same = (line.gross, line.value_date) == (first[3].gross, first[3].value_date)
    if first[3].bill and line.bill and not (same and first[3].bill == line.bill):
        return None
    what = f"`{first[2].id}` and `{then[2].id}` both report {line.contract or payer_of(then[2], line)}"
    told = f"{what}, {line.territory}, {line.medium}, for the same time"
    if same:
        return wrong(
            where,
            f"{told}: {line.gross:,f} on {line.value_date}",
            "The same money would count twice.",
            "Remove it from the statement that only repeats it; a restatement names what it `supersedes`.",
        )
    return doubtful(
        where,
        told,
        "Where one of them repeats the other's money, it counts twice.",
        "Write the numbers of the bills, or the periods in which each was earned; a restatement `supersedes`.",
    )


def check_rates(document: ReceiptsDocument, tree: Tree, plan: Mapping[str, Decimal]) -> Iterator[Problem]:
    """A rate that is far nearer to one divided by the last rate of its currency than to that rate."""
    seen = dict(plan)
    for at, statement in in_order(document.statements):
        for place, line in enumerate(statement.lines):
            currency = line.currency or statement.currency
            if line.rate is None or currency == document.currency:
                continue
            before = seen.get(currency, line.rate)
            if not _inverted(line.rate, before):
                seen[currency] = line.rate
            else:
                yield doubtful(
                    (tree, ("statements", at, "lines", place, "rate")),
                    f"{line.rate:f} looks the wrong way round: {before:f} is known for {currency}",
                    f"The rate is what one {currency} is worth in {document.currency}.",
                    f"If the paper says {currency} for one {document.currency}, divide one by it.",
                )


def _inverted(rate: Decimal, before: Decimal) -> bool:
    apart = max(rate / before, before / rate)
    inverse = max(rate * before, 1 / (rate * before))
    return apart > _NEAR and (inverse - 1) * _NEARER < apart - 1
