"""The paper a statement is written on: each line a figure to date and its movement, put down from the top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from topsheet.documents import Tree
from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, Value, given
from topsheet.money import Money, Percent
from topsheet.recoupment.participation.counting import places, rounded, told_in
from topsheet.recoupment.participation.document import Books, Deal, ParticipationsDocument, Told
from topsheet.recoupment.participation.model import Line, Role, StatementReport

Inputs = Iterable[Figure[Value]]


@dataclass
class Terms:
    """The document's own values as figures, each made once and named after its place."""

    document: ParticipationsDocument
    tree: Tree
    made: dict[str, Figure[Value]] = field(default_factory=dict)

    def money(self, name: str, label: str, amount: Decimal, path: Path) -> Figure[Money]:
        """An amount of the document."""
        figure = given(name, label, Money(amount, self.document.currency), self.tree.where(path))
        return self.made.setdefault(name, figure)  # type: ignore[return-value]  # one name, one kind of value

    def rate(self, deal: Deal, name: str, label: str, percent: Percent, *path: str | int) -> Figure[Percent]:
        """A percentage of a deal."""
        at = self.document.deals.index(deal)
        where = self.tree.where(("deals", at, *path))
        figure = given(f"participation.{deal.id}.terms.{name}", label, percent, where)
        return self.made.setdefault(figure.name, figure)  # type: ignore[return-value]  # the same


@dataclass
class Sheet:
    """One statement of one deal as it is being written."""

    terms: Terms
    deal: Deal
    books: Books
    prior: StatementReport | None
    lines: dict[str, Line] = field(default_factory=dict)
    rates: list[Figure[Percent]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the names of the statement's figures begin with."""
        return f"participation.{self.deal.id}.{self.books.id}"

    @property
    def currency(self) -> str:
        """The currency of every line."""
        return self.terms.document.currency

    @property
    def place(self) -> Decimal:
        """The worth of the last place to which lines are worked out."""
        return self.deal.rounded_to or places(self.currency)

    @property
    def told(self) -> Told:
        """What the deal's own statement gives."""
        return told_in(self.deal, self.books)

    def made(
        self, id_: str, label: str, exact: Fraction | Decimal, how: str, inputs: Inputs
    ) -> Figure[Money]:
        """A figure of the statement, rounded half up to the last place."""
        value = exact if isinstance(exact, Decimal) else rounded(exact, self.place)
        return Figure(f"{self.name}.{id_}", label, Money(value, self.currency), how, tuple(inputs))

    def put(self, id_: str, role: Role, figure: Figure[Money],
            follows: Mapping[str, Fraction] | None = None) -> Figure[Money]:  # fmt: skip
        """A figure as the next line, with its movement since the statement before."""
        before = self._before(id_)
        value = figure.value - before.value if before else figure.value
        how = f"to date less to date in {self.prior.label}" if before and self.prior else "nothing before it"
        inputs = (figure, before) if before else (figure,)
        movement = Figure(f"{figure.name}.movement", f"{figure.label}, this statement", value, how, inputs)
        self.lines[id_] = Line(id_, role, figure, movement, follows or {})
        return figure

    def write(self, id_: str, label: str, role: Role, exact: Fraction | Decimal, how: str, inputs: Inputs,
              follows: Mapping[str, Fraction] | None = None) -> Figure[Money]:  # fmt: skip
        """A figure made and put down at once."""
        return self.put(id_, role, self.made(id_, label, exact, how, inputs), follows)

    def sum(self, id_: str, label: str, role: Role, added: Iterable[str], taken: Iterable[str] = (),
            how: str = "") -> Figure[Money]:  # fmt: skip
        """A line that is the sum of lines above less others; those the statement lacks count nothing."""
        plus = [self.lines[each] for each in added if each in self.lines]
        less = [self.lines[each] for each in taken if each in self.lines]
        value = sum((line.to_date.value.amount for line in plus), Decimal(0))
        value -= sum((line.to_date.value.amount for line in less), Decimal(0))
        words = how or " less ".join(
            [" plus ".join(line.to_date.label.lower() for line in plus) or "nothing",
             *(line.to_date.label.lower() for line in less)]
        )  # fmt: skip
        follows = {line.id: Fraction(1) for line in plus} | {line.id: Fraction(-1) for line in less}
        inputs = [line.to_date for line in (*plus, *less)]
        return self.write(id_, label, role, value, words, inputs, follows)

    def at(self, id_: str) -> Fraction:
        """What a line says, exactly; nothing where the statement has no such line."""
        return Fraction(self.lines[id_].to_date.value.amount) if id_ in self.lines else Fraction(0)

    def _before(self, id_: str) -> Figure[Money] | None:
        if self.prior is None:
            return None
        return next((line.to_date for line in self.prior.lines if line.id == id_), None)
