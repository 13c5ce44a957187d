"""The few operations a program is made of, and the sheet on which it is written, one line each."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

# A name of an earlier line, or a constant.
Operand = str | int | Fraction


@dataclass(frozen=True, slots=True)
class Op:
    """`to = kind(*args)`; the kinds are those of `render.TEMPLATES`."""

    kind: str
    to: tuple[str, ...]
    args: tuple[Operand, ...]


@dataclass
class Sheet:
    """Lines in order. What is known beforehand is worked out at once, so that no line is written for it."""

    ops: list[Op] = field(default_factory=list)
    count: int = 0
    states: dict[str, str] = field(default_factory=dict)  # what is remembered from day to day, by its name
    now: dict[str, Operand] = field(default_factory=dict)  # its value at this place of the day
    remembers: bool = True
    whole: bool = True
    known: dict[tuple[str, tuple[Operand, ...]], str] = field(default_factory=dict)
    made: dict[str, Op] = field(default_factory=dict)

    def amount(self, amount: Fraction) -> Fraction:
        """An amount: whole coins, rounded down, unless the program runs on exact fractions."""
        return Fraction(floor(amount)) if self.whole else amount

    def coin(self, amount: Fraction) -> Operand:
        """The same as a constant of the program."""
        return floor(amount) if self.whole else amount

    def _put(self, kind: str, *args: Operand) -> str:
        """The name of a line; one that is there already is not written twice."""
        if (kind, args) in self.known:
            return self.known[kind, args]
        self.count += 1
        name = self.known[kind, args] = f"x{self.count}"
        self.ops.append(Op(kind, (name,), args))
        self.made[name] = self.ops[-1]
        return name

    def recall(self, key: str) -> Operand:
        """What is remembered under a name: nothing on the first day."""
        if not self.remembers:
            return 0
        if key not in self.states:
            self.states[key] = f"s{len(self.states)}"
        return self.now.setdefault(key, self.states[key])

    def keep(self, key: str, value: Operand) -> None:
        """Remember a value."""
        if self.remembers:
            self.recall(key)
            self.now[key] = value

    def add(self, a: Operand, b: Operand) -> Operand:
        """The sum."""
        if not isinstance(a, str) and not isinstance(b, str):
            return a + b
        if a == 0 or b == 0:
            return b if a == 0 else a
        return self._put("add", a, b)

    def total(self, parts: list[Operand]) -> Operand:
        """The sum of many."""
        found: Operand = 0
        for each in parts:
            found = self.add(found, each)
        return found

    def sub(self, a: Operand, b: Operand) -> Operand:
        """The difference."""
        if not isinstance(a, str) and not isinstance(b, str):
            return a - b
        if b == 0 or a == b:
            return a if b == 0 else 0
        op = self.made.get(b) if isinstance(b, str) else None
        if op is not None and op.kind == "sub" and op.args[0] == a:
            return op.args[1]
        return self._put("sub", a, b)

    def least(self, a: Operand, b: Operand) -> Operand:
        """The lesser of two."""
        if not isinstance(a, str) and not isinstance(b, str):
            return min(a, b)
        if a == b or self._is("min", a, b):
            return a
        return b if self._is("min", b, a) else self._put("min", a, b)

    def most(self, a: Operand, b: Operand) -> Operand:
        """The greater of two."""
        if not isinstance(a, str) and not isinstance(b, str):
            return max(a, b)
        if a == b or self._is("max", a, b):
            return a
        return b if self._is("max", b, a) else self._put("max", a, b)

    def _is(self, kind: str, name: Operand, of: Operand) -> bool:
        """Whether a name is already the least, or the greatest, of something and another."""
        op = self.made.get(name) if isinstance(name, str) else None
        return op is not None and op.kind == kind and of in op.args

    def times(self, a: Operand, b: Operand) -> Operand:
        """The product."""
        if not isinstance(a, str) and not isinstance(b, str):
            return a * b
        if a == 1 or b == 1:
            return b if a == 1 else a
        return 0 if a == 0 or b == 0 else self._put("mul", a, b)

    def part(self, a: Operand, rate: Fraction) -> Operand:
        """A share, rounded down to the coin."""
        if rate == 1 or a == 0:
            return a
        return 0 if rate == 0 else self._put("part", a, rate.numerator, rate.denominator)

    def half_even(self, a: Operand, below: int) -> Operand:
        """A quotient, halves to the even coin: the rule for interest."""
        return self._put("half_even", a, below)

    def where(self, test: Operand, a: Operand, b: Operand) -> Operand:
        """One value or another."""
        if not isinstance(test, str):
            return a if test else b
        return a if a == b else self._put("where", test, a, b)

    def reaches(self, a: Operand, b: Operand) -> Operand:
        """Whether a is at least b."""
        if not isinstance(a, str) and not isinstance(b, str):
            return int(a >= b)
        return self._put("reaches", a, b)

    def both(self, a: Operand, b: Operand) -> Operand:
        """Whether both hold."""
        if not isinstance(a, str) or not isinstance(b, str):
            known, other = (a, b) if not isinstance(a, str) else (b, a)
            return other if known else 0
        return self._put("both", a, b)

    def filled(self, total: Operand, caps: list[Operand], weights: list[int]) -> list[Operand]:
        """Claims paid by weight up to their caps when nobody knows beforehand which is full first."""
        names = []
        for _ in caps:
            self.count += 1
            names.append(f"x{self.count}")
        self.ops.append(Op("fill", tuple(names), (total, *caps, *weights)))
        return list(names)
