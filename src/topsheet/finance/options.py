"""Adopting an option on paper: the plan as it would be, without touching the plan as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from topsheet.documents import Problem, Tree, named_twice
from topsheet.documents.strict_yaml import Path
from topsheet.finance.kinds import CollateralLoan, Source
from topsheet.finance.model import FinanceDocument, OptionDoc


def adopt(document: FinanceDocument, option: OptionDoc, as_of: date) -> FinanceDocument:
    """The plan with the option taken: sources added as signed on `as_of`, withdrawn, resized, collateral pledged."""
    added = [source.model_copy(update={"status": "signed", "status_date": as_of}) for source in option.adds]
    sources = [_changed(source, option, as_of) for source in document.sources]
    return document.model_copy(update={"sources": (*sources, *added)})


def _changed(source: Source, option: OptionDoc, as_of: date) -> Source:
    update: dict[str, object] = {}
    if source.id in option.withdraws:
        update |= {"status": "withdrawn", "status_date": as_of}
    if source.id in option.faces:
        update["face"] = option.faces[source.id]
    if isinstance(source, CollateralLoan) and source.id in option.pledges:
        update["lends_on"] = (*source.lends_on, *option.pledges[source.id])
    return source.model_copy(update=update) if update else source


def lines_adopted(document: FinanceDocument, option: OptionDoc, tree: Tree) -> Tree:
    """The tree in which the option's sources, now in the plan, open to the lines of the option that adds them."""
    at, first = document.options.index(option), len(document.sources)
    lines = dict(tree.lines)
    for path, line in tree.lines.items():
        if path[:3] == ("options", at, "adds") and len(path) > 3 and isinstance(path[3], int):
            lines["sources", first + path[3], *path[4:]] = line
    return replace(tree, lines=lines)


def check_options(document: FinanceDocument, tree: Tree) -> list[Problem]:
    """Options that share an id, or change what the plan does not have."""
    ids = [(("options", place, "id"), option.id) for place, option in enumerate(document.options)]
    problems = named_twice(tree, ids, "the option id", "Nobody could say which one was chosen.")
    loans = {source.id for source in document.sources if isinstance(source, CollateralLoan)}
    known = {source.id for source in document.sources}
    sized = {source.id for source in document.sources if hasattr(source, "face")}
    for place, option in enumerate(document.options):
        if option.adopted is not None:
            continue
        at: Path = ("options", place)
        told = f"option {option.id}"
        problems += _unknown(
            tree, (*at, "pledges"), option.pledges, loans,
            f"{told} pledges to `{{}}`, which is no loan of the plan",
            "Name a presale_loan or incentive_loan.",
        )  # fmt: skip
        problems += _unknown(
            tree, (*at, "withdraws"), option.withdraws, known,
            f"{told} withdraws `{{}}`, which is no source of the plan",
            "Name one of the plan's sources.",
        )  # fmt: skip
        problems += _unknown(
            tree, (*at, "faces"), option.faces, sized,
            f"{told} changes the face of `{{}}`, which is no source with a face of its own",
            "Name a source of the plan whose face is written.",
        )  # fmt: skip
    return problems


def _unknown(
    tree: Tree, path: Path, named: Sequence[str] | Mapping[str, object], known: set[str], what: str, fix: str
) -> list[Problem]:
    return [
        Problem(
            tree.where((*path, key if isinstance(named, Mapping) else at)),
            what.format(key),
            "The option would look as if it cost nothing and brought nothing.",
            fix,
        )
        for at, key in enumerate(named)
        if key not in known
    ]
