"""Statements made one after another: each shares out what became known since the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from topsheet.figures import Figure, Value, difference, sum_of
from topsheet.money import Money
from topsheet.recoupment.document import Made
from topsheet.recoupment.explain import explain
from topsheet.recoupment.ledger import DayRun, Received, ledger
from topsheet.recoupment.program import Origin
from topsheet.recoupment.statements.grouped import grouped
from topsheet.recoupment.statements.model import Account, Line, Statement
from topsheet.recoupment.steps import Add, Corridor, Step, Take, payees, recoups
from topsheet.recoupment.terms import Pot, Terms
from topsheet.release import Receipt, Reported

Before = Mapping[tuple[str, str], Figure[Money]]


def statements(
    terms: Terms,
    receipts: Sequence[Receipt],
    reported: Sequence[Reported],
    made: Sequence[Made],
    as_of: date | None = None,
) -> tuple[Statement, ...]:
    """Every statement made up to a day (None: all), in the order of their days.

    A receipt belongs to the first statement made on or after the day it was known whose period reaches its value
    date; it is shared out on the day that statement is made, and interest runs until then. So a statement never
    changes, and each is the one before and its movement.
    """
    due = [each for each in sorted(made, key=lambda each: each.made) if as_of is None or each.made <= as_of]
    groups = grouped(receipts, due)
    days = [
        Received(each.made, _amounts(terms, group), _levels(reported, each))
        for each, group in zip(due, groups, strict=True)
    ]
    book = ledger(terms, days)
    found: list[Statement] = []
    before: dict[tuple[str, str], Figure[Money]] = {}
    joined: dict[str, Figure[Money]] = {}
    for number, (each, group) in enumerate(zip(due, groups, strict=True), start=1):
        run = book.at(each.made)
        if run is None:
            continue
        maker = _Maker(terms, number, run, before)
        start = due[number - 2].to if number > 1 else None
        now = _joined([day for day in book.days if day.day <= each.made])
        inflows = [inflow for name, inflow in now.items() if name not in joined]
        found.append(maker.statement(each, start, group, inflows, found[-1] if found else None))
        joined |= now
        before = {**before, **maker.totals}
    return tuple(found)


def _joined(days: Sequence[DayRun]) -> dict[str, Figure[Money]]:
    """What has joined from the finance plan by the last of some days, by name."""
    return {
        step.inflow.name: step.inflow
        for day in days
        for pot in day.pots
        for step in pot.steps
        if isinstance(step, Add) and step.inflow and day.results["joined", step.id]
    }


def _amounts(terms: Terms, receipts: Sequence[Receipt]) -> dict[Origin, int]:
    amounts: dict[Origin, int] = {}
    for each in receipts:
        origin = (each.territory, each.medium, each.contract)
        amounts[origin] = amounts.get(origin, 0) + int(terms.coins(each.net.value.amount))
    return amounts


def _levels(reported: Sequence[Reported], made: Made) -> dict[str, int]:
    """The last number of each register that was known on the day the statement is made."""
    levels: dict[str, int] = {}
    for each in sorted(reported, key=lambda one: (one.day, one.known)):
        if each.known <= made.made and each.day <= made.to:
            levels[each.register] = int(each.number.value)
    return levels


class _Maker:
    """Writes the figures of one statement."""

    def __init__(self, terms: Terms, number: int, run: DayRun, before: Before) -> None:
        self.terms, self.number, self.run, self.before = terms, number, run, before
        self.name = f"statement.{number}"
        self.zero = Money.zero(terms.currency)
        self.totals: dict[tuple[str, str], Figure[Money]] = {}

    def statement(
        self,
        made: Made,
        start: date | None,
        group: Sequence[Receipt],
        inflows: Sequence[Figure[Money]],
        last: Statement | None,
    ) -> Statement:
        """All of it."""
        terms, results = self.terms, self.run.results
        received = sum_of(
            f"{self.name}.received", "Received in the period", [each.net for each in group], self.zero
        )
        prior = last.received_to_date if last else self._nothing("received_before", "Received before")
        to_date = sum_of(
            f"{self.name}.received_to_date",
            f"Received to statement {self.number}",
            [prior, received],
            self.zero,
        )
        lines = (*self._lines(to_date), *self._earlier(last, to_date))
        accounts = tuple(self._account(each.id, each.label, to_date) for each in terms.accounts)
        paid = sum_of(f"{self.name}.paid", "Paid in the period", self._paid_out(lines), self.zero,
                      "every line but what goes into accounts")  # fmt: skip
        joined = sum_of(f"{self.name}.joined", "Joined from the finance plan", inflows, self.zero)
        left_now = sum(amount for name, amount in results.items() if name[0] == "left")
        left = Figure(f"{self.name}.left", "Left, given to nobody yet", terms.money(left_now),
                      "what stands in the pots after every step", (to_date,))  # fmt: skip
        held = [each.held for each in accounts]
        closing = sum_of(f"{self.name}.closing", "Closing balance", [left, *held], self.zero,
                         "what is left and what accounts hold")  # fmt: skip
        opening = last.closing if last else self._nothing("opening", "Opening balance")
        into = sum_of(
            f"{self.name}.into", "Opening, received and joined", [opening, received, joined], self.zero
        )
        out = sum_of(f"{self.name}.out", "Paid and closing", [paid, closing], self.zero)
        title = next((each.title for each in reversed(terms.amended) if each.since <= made.made), "")
        return Statement(
            self.number, start, made.to, made.made, terms.currency, title, tuple(group), prior, received, to_date,
            joined, lines, accounts, opening, paid, closing, left, into, out,
        )  # fmt: skip

    def _paid_out(self, lines: Sequence[Line]) -> list[Figure[Money]]:
        """What has left the pots for somebody: accounts keep theirs, and what is passed on was paid already."""
        kept = {each.id for each in self.terms.accounts}
        inside = {f"{within.id}.inside" for within in self.terms.inside}
        paid = [line.now for line in lines if line.payee not in kept and line.step not in inside]
        for line in lines:
            if line.payee in kept and line.step in inside:
                amount = Money(-line.now.value.amount, line.now.value.currency)
                name, label = f"{line.now.name}.kept", f"{line.label}, kept"
                paid.append(Figure(name, label, amount, "stays in an account", (line.now,)))
        return paid

    def _nothing(self, what: str, label: str) -> Figure[Money]:
        return Figure(f"{self.name}.{what}", label, self.zero, "nothing before the first statement", ())

    def _lines(self, received: Figure[Money]) -> list[Line]:
        lines = []
        for pot in self.run.pots:
            for step in pot.steps:
                for payee in dict.fromkeys(payees(step)):
                    lines.append(self._line(pot, step, payee, received))
        for within in self.terms.inside:
            for at, each in enumerate(within.shares):
                amount = self.run.results["passed", within.id, str(at)]
                lines.append(
                    self._passed(
                        within.id, within.label, within.of_name, each.to, each.to_name, amount, received
                    )
                )
        return lines

    def _earlier(self, last: Statement | None, received: Figure[Money]) -> Iterator[Line]:
        """What steps have paid that an amendment took away, up to that day: nothing more is due there."""
        before = {(line.step, line.payee): line for line in last.lines} if last else {}
        labels = {step.id: step.label for step in self.terms.all_steps}
        for name, amount in self.run.results.items():
            key = name[1:]
            if name[0] != "paid" or len(key) != 2 or key in self.totals or not (amount or key in before):
                continue
            step, payee = key
            was = before[key].to_date if key in before else None
            place, who = f"{self.name}.{step}.{payee}", self.terms.named(payee)
            rule, inputs = "under earlier terms; nothing more is due here", (was or received,)
            label, paid = f"{labels[step]}: {who}, to statement {self.number}", self.terms.money(amount)
            total = Figure(f"{place}.to_date", label, paid, rule, inputs)
            due = Figure(f"{place}.due", label.replace(", to", ", due to"), paid, rule, inputs)
            yield self._told((step, payee), labels[step], who, rule, due, total, was)

    def _line(self, pot: Pot, step: Step, payee: str, received: Figure[Money]) -> Line:
        terms, results = self.terms, self.run.results
        to_date = results["paid", step.id, payee]
        key = (step.id, payee)
        before = self.before.get(key)
        was = int(terms.coins(before.value.amount)) if before else 0
        name, who = f"{self.name}.{step.id}.{payee}", terms.named(payee)
        rule = explain(terms, pot, step, payee, results, to_date - was)
        inputs = (received, *_rules(step, payee))
        total = Figure(
            f"{name}.to_date",
            f"{step.label}: {who}, to statement {self.number}",
            terms.money(to_date),
            rule,
            inputs,
        )
        entitled, told = self._due(step, payee, to_date), rule.split("; ")[0]
        if entitled < to_date:
            told += f", {terms.money(entitled)}; more was paid before a correction"
        due = Figure(
            f"{name}.due",
            f"{step.label}: {who}, due to statement {self.number}",
            terms.money(max(entitled, to_date)),
            told,
            inputs,
        )
        return self._told(key, step.label, who, rule, due, total, before)

    def _due(self, step: Step, payee: str, paid: int) -> int:
        results = self.run.results
        if isinstance(step, Take):
            return results.get(("entitled", step.id), paid)
        return results.get(("room", step.id, payee), paid)

    def _passed(
        self, id_: str, label: str, of: str, to: str, who: str, amount: int, received: Figure[Money]
    ) -> Line:
        key, name = (f"{id_}.inside", to), f"{self.name}.inside.{id_}.{to}"
        how = f"passed on by {of}, out of what it is paid above"
        total = Figure(
            f"{name}.to_date",
            f"{label}: {who}, to statement {self.number}",
            self.terms.money(amount),
            how,
            (received,),
        )
        due = Figure(
            f"{name}.due",
            f"{label}: {who}, due to statement {self.number}",
            self.terms.money(amount),
            how,
            (received,),
        )
        return self._told(key, label, who, how, due, total, self.before.get(key))

    def _told(self, key: tuple[str, str], label: str, who: str, rule: str, due: Figure[Money],
              total: Figure[Money], before: Figure[Money] | None) -> Line:  # fmt: skip
        self.totals[key] = total
        name = total.name.removesuffix(".to_date")
        was = before or Figure(f"{name}.before", f"{label}: {who}, before", self.zero, "nothing before", ())
        now = difference(
            f"{name}.now", f"{label}: {who}, now", total, was, how="to date less what was paid before"
        )
        unpaid = difference(
            f"{name}.unpaid", f"{label}: {who}, unpaid", due, total, how="due to date less paid to date"
        )
        return Line(key[0], label, key[1], who, rule, due, was, now, total, unpaid)

    def _account(self, id_: str, label: str, received: Figure[Money]) -> Account:
        key = (id_, "held")
        name = f"{self.name}.account.{id_}"
        held = Figure(f"{name}.held", f"{label}, held", self.terms.money(self.run.results["held", id_]),
                      "put in less released, to date", (received,))  # fmt: skip
        self.totals[key] = held
        before = self.before.get(key) or Figure(
            f"{name}.before", f"{label}, before", self.zero, "nothing before", ()
        )
        return Account(id_, label, before, held)


def _rules(step: Step, payee: str) -> tuple[Figure[Value], ...]:
    """The terms and amounts a payment rests on."""
    rules: list[Figure[Value]] = []
    if isinstance(step, Take | Corridor):
        rules.append(step.rule)
    for group in recoups(step):
        rules += [group.percent] if group.percent else []
        rules += [claim.position.invested for claim in group.claims if claim.position.id == payee]
    for part in getattr(step, "parts", ()):
        rules += [part.rule] if payee == part.party else []
        mine = [claim.position.invested for claim in part.claims if claim.position.id == payee]
        rules += [part.rule, *mine] if mine else []
    return tuple({rule.name: rule for rule in rules}.values())
