"""A part of the check: what was looked at, and each fault found in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from topsheet.documents import Problem

RESTORE = (
    "Write nothing more on this desk. Find who had access to its database, and restore the last backup that "
    "passes the check."
)


@dataclass(slots=True)
class Part:
    """What one part looked at, as counts by noun, and what it found wrong. It grows while the rows pass by."""

    name: str
    counts: dict[str, int] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)

    def count(self, noun: str, many: int = 1) -> None:
        """Add to the count of a noun."""
        self.counts[noun] = self.counts.get(noun, 0) + many

    def fault(self, where: str, what: str, why: str, fix: str = RESTORE) -> None:
        """Note a fault: what, where, why it matters, and what to do."""
        self.faults.append(Problem(where, what, why, fix))

    @contextmanager
    def reading(self, where: str) -> Iterator[None]:
        """A row that cannot even be read is a fault like any other, and the next is looked at."""
        try:
            yield
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            self.fault(
                where, f"cannot be read ({type(error).__name__})", "What the desk writes can be read again."
            )

    def __str__(self) -> str:
        told = ", ".join(f"{many:,} {noun}" for noun, many in self.counts.items())
        wrong = len(self.faults)
        end = "" if not wrong else f": {wrong:,} {'fault' if wrong == 1 else 'faults'}"
        return f"{self.name:<12} {'WRONG' if wrong else 'ok   '}  {told or 'nothing to look at'}{end}"
