"""What a loss does to the film, as a page of text: money, what stops counting, gates, dates, commitments, ways out."""

from __future__ import annotations

from topsheet.documents import counted
from topsheet.figures import Figure
from topsheet.film import Consequence, Film
from topsheet.money import Money
from topsheet.papers.one_page import Cell, OnePage, Part, Table, cell, rows_of
from topsheet.papers.spell import spell, spell_days


def loss_page(found: Consequence) -> OnePage:
    """The page of one loss on its day."""
    film = found.after
    plan = f" with “{found.before.option_name}” adopted" if found.before.option else ""
    verb = "leaves" if found.kind == "attachment" else "is lost"
    subtitle = f"If {found.title} {verb}{plan}, on {spell(film.as_of)}; amounts in {film.currency}"
    parts = [_money(found), _stops(found), _dates(found), _commitments(found), _ways_out(found)]
    return OnePage(film.title, subtitle, tuple(part for part in parts if part.tables), ())


def _money(found: Consequence) -> Part:
    before, after = found.before, found.after
    short = after.finance.gap
    was, now = before.greenlight.state.value, after.greenlight.state.value
    answer = f"Short {spell(short.value)}" if short.value else "Still covered"
    answer += (
        f"; the greenlight goes from {was} to {now}." if was != now else f"; the greenlight stays {now}."
    )
    table = Table(
        ("Money at risk", after.currency),
        rows_of(found.conditional, found.deposits, found.capacity, found.later or found.lost),
    )
    totals = Table(
        ("Plan", "Before", "After"),
        tuple(
            (Cell(first.label), cell(first), cell(then, alarm=_alarms(then, after)))
            for first, then in (
                (before.finance.committed, after.finance.committed),
                (before.finance.committed_cash, after.finance.committed_cash),
                (before.finance.gap, after.finance.gap),
                (before.cash.through_shoot, after.cash.through_shoot),
            )
        ),
    )
    lows = tuple(_low(each) for each in (before, after))
    account = Table(("Account", "Before", "After"), ((Cell("Lowest day"), *lows),))
    return Part("What would it cost?", answer, (table, totals, account))


def _alarms(then: Figure[Money], after: Film) -> bool:
    """What stands in the way: a gap, or an account that is empty while the film shoots."""
    gap = then is after.finance.gap and bool(then.value)
    return gap or (then is after.cash.through_shoot and then.value.amount < 0)


def _low(film: Film) -> Cell:
    """The lowest balance of the account and its day, in alarm where the account is empty."""
    low = film.cash.low
    if low is None:
        return Cell("–")
    balance = low.balance.value
    return Cell(f"{spell(balance)} on {spell(low.day.value)}", low.balance.name, balance.amount < 0)


def _stops(found: Consequence) -> Part:
    money = Table(
        ("Brings less" if not found.later else "Brings less (−: more)", "Why", "Lost"),
        tuple((Cell(each.source.name), Cell(spell_days(each.why)), cell(each.lost)) for each in found.money),
    )
    gates = Table(
        ("Gate that stands in the way", "State", "Why"),
        tuple((Cell(gate.title), Cell(gate.state), Cell(spell_days(gate.reason))) for gate in found.gates),
    )
    items = Table(
        ("Condition", "Why"),
        tuple((Cell(each.item.title), Cell(spell_days(each.why))) for each in found.items),
    )
    tables = tuple(table for table in (money, gates, items) if table.rows)
    less = sum(each.lost.value.amount > 0 for each in found.money)
    more = len(found.money) - less
    later = f"; {more} bring{'s' if more == 1 else ''} more, and later" if more else ""
    return Part(
        "What hangs on it?", f"{counted(less, 'source brings', 'sources bring')} less{later}.", tables
    )


def _dates(found: Consequence) -> Part:
    told = [(each.day, each.label, cell(each.amount)) for each in found.dates]
    told += [(each.obligation.due, each.obligation.what, Cell("–")) for each in found.obligations]
    rows = tuple(
        (Cell(spell(day)), Cell(what), amount) for day, what, amount in sorted(told, key=lambda row: row[0])
    )
    return Part("Which dates are in danger?", "", (Table(("Day", "What", "Amount"), rows),) if rows else ())


def _commitments(found: Consequence) -> Part:
    if not found.holds:
        return Part("", "", ())
    table = Table(
        ("Holds, cancelled today", found.after.currency), rows_of(found.sunk, found.saved, found.refunded)
    )
    return Part("What can be cancelled?", f"{counted(len(found.holds), 'hold')}.", (table,))


def _ways_out(found: Consequence) -> Part:
    rows = tuple(
        (Cell(f"({way.id}) {way.title}"), cell(way.gap, alarm=bool(way.gap.value))) for way in found.ways_out
    )
    return Part("What could close it?", "", (Table(("Option", "Gap"), rows),) if rows else ())
