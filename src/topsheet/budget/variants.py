"""Variants of a budget for options: a place given up or moved, lines cut, a global changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from topsheet.budget.model import AccountDoc, BudgetDocument, GlobalDoc, LineDoc
from topsheet.documents import Tree


def without_place(document: BudgetDocument, place: str) -> BudgetDocument:
    """The budget without the lines spent at a place; the schedule's globals shorten the rest."""
    accounts = tuple(_kept(account, place) for account in document.accounts)
    return document.model_copy(update={"accounts": accounts})


def lines_without_place(document: BudgetDocument, place: str, tree: Tree) -> Tree:
    """The tree whose line numbers fit the shortened budget, so that figures open to the line as it is written."""
    now: dict[tuple[str | int, ...], int] = {
        (at, before): row
        for at, account in enumerate(document.accounts)
        for row, before in enumerate(row for row, line in enumerate(account.lines) if line.place != place)
    }
    lines = dict(tree.lines)
    for path, line in tree.lines.items():
        if path[:1] == ("accounts",) and path[2:3] == ("lines",) and (path[1], *path[3:4]) in now:
            lines["accounts", path[1], "lines", now[path[1], path[3]], *path[4:]] = line
    return replace(tree, lines=lines)


def _kept(account: AccountDoc, place: str) -> AccountDoc:
    lines = tuple(line for line in account.lines if line.place != place)
    return account if len(lines) == len(account.lines) else account.model_copy(update={"lines": lines})


def with_globals(document: BudgetDocument, values: Mapping[str, Decimal]) -> BudgetDocument:
    """The budget with some globals set to a number; names the budget does not have are added."""
    changed = {name: GlobalDoc(value=value) for name, value in values.items()}
    return document.model_copy(update={"globals": {**document.globals, **changed}})


def with_cuts(document: BudgetDocument, cuts: Mapping[str, Decimal]) -> BudgetDocument:
    """The budget with so much taken off some lines, by their ids, before fringes."""
    return _each_line(document, lambda line: {"less": line.less + cuts[line.id]} if line.id in cuts else {})


def moved(document: BudgetDocument, places: Mapping[str, str]) -> BudgetDocument:
    """The budget with the lines spent at some places spent at others."""
    return _each_line(document, lambda line: {"place": places[line.place]} if line.place in places else {})


def _each_line(document: BudgetDocument, change: Callable[[LineDoc], dict[str, object]]) -> BudgetDocument:
    def changed(account: AccountDoc) -> AccountDoc:
        lines = tuple(
            line.model_copy(update=update) if (update := change(line)) else line for line in account.lines
        )
        return account.model_copy(update={"lines": lines})

    accounts = tuple(changed(account) for account in document.accounts)
    finance = changed(document.finance_costs) if document.finance_costs else None
    return document.model_copy(update={"accounts": accounts, "finance_costs": finance})
