"""Which territories a source takes, so that nobody else can sell them or lend on them."""

from __future__ import annotations

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.finance.kinds import WORLD, BroadcasterLicence, NegativePickup, Presale, Source, StreamerDeal
from topsheet.finance.model import FinanceDocument

_LICENCES = BroadcasterLicence | StreamerDeal


def licensed(source: Source) -> tuple[str, ...]:
    """The territories whose rights a source takes; WORLD for all that nobody else has."""
    if isinstance(source, StreamerDeal):
        return source.territories or (WORLD,)
    return (source.territory,) if isinstance(source, Presale | NegativePickup | BroadcasterLicence) else ()


def check_territories(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """One right cannot be sold twice; a licence may stand beside a sale, and is pointed out."""
    sold, problems = dict[str, Source](), []
    for place, source in enumerate(document.sources):
        if source.status == "withdrawn":
            continue
        for path, territory in named_territories(source):
            known = sold.setdefault(territory, source)
            if known is source:
                continue
            licence = isinstance(source, _LICENCES) != isinstance(known, _LICENCES)
            problems.append(
                Problem(
                    tree.where(("sources", place, *path)),
                    f"{territory} is sold by {source.name} and already by {known.name}",
                    "A licence beside a sale must not give the same right."
                    if licence
                    else "The same right cannot be sold twice in one territory.",
                    "Say in the notes which rights each has."
                    if licence
                    else "Withdraw one of the two sales, or correct its territory.",
                    Severity.WARNING if licence else Severity.ERROR,
                )
            )
    return problems


def named_territories(source: Source) -> list[tuple[Path, str]]:
    """The territories a source names, each with its place; a streamer that names none takes what is left."""
    if isinstance(source, StreamerDeal):
        return [(("territories", at), territory) for at, territory in enumerate(source.territories)]
    return [(("territory",), territory) for territory in licensed(source)]
