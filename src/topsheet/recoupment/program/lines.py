"""The lines of a program that the wanted results rest on, as text in a dialect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from topsheet.recoupment.program.dialects import WHOLE, Dialect
from topsheet.recoupment.program.model import Program, Version
from topsheet.recoupment.program.ops import Op, Operand


class Live:
    """The lines and the memory that the wanted results rest on; `kept` are the lines that memory alone rests on."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.states: set[str] = set()
        self.kept: set[str] = set()


def live_in(program: Program, wanted: Iterable[tuple[str, ...]]) -> Live:
    """What the wanted results rest on, under any version of the terms."""
    live, asked = Live(), list(wanted)
    keys = {name: key for key, name in program.states.items()}
    while True:
        before = (len(live.names), len(live.states))
        for version in program.versions:
            live.names |= {value for each in asked if isinstance(value := version.results.get(each), str)}
            live.names |= _kept(version, live)
            _reach(version, live.names)
        live.states |= {keys[name] for name in live.names if name in keys}
        if before == (len(live.names), len(live.states)):
            break
    for version in program.versions:
        live.kept |= _kept(version, live)
        _reach(version, live.kept)
    return live


def _kept(version: Version, live: Live) -> set[str]:
    """The lines whose values are remembered."""
    return {value for key, value in version.keeps.items() if key in live.states and isinstance(value, str)}


def _reach(version: Version, names: set[str]) -> None:
    """Add every line that these rest on."""
    for op in reversed(version.ops):
        if names.intersection(op.to):
            names |= {each for each in op.args if isinstance(each, str)}


def lines_of(
    version: Version,
    names: set[str],
    dialect: Dialect,
    but: Collection[str] = (),
    held: Collection[Operand] | None = None,
) -> Iterator[str]:
    """The lines that make these names, in order, but those that are there already.

    With `held`, what is needed after these lines, every other name goes after its last use, where the dialect has a
    word for that: memory just freed is still in a processor's cache.
    """
    ops = [op for op in version.ops if names.intersection(op.to) and not set(but).intersection(op.to)]
    last = {}
    if held is not None and "drop" in dialect:
        made = {name for op in ops for name in op.to}.difference(map(str, held))
        last = {name: at for at, op in enumerate(ops) for name in (*op.to, *op.args) if name in made}
    for at, op in enumerate(ops):
        yield f"{tuple_of(op.to) if len(op.to) > 1 else op.to[0]} = {_expression(op, dialect)}"
        if gone := [str(name) for name, end in last.items() if end == at]:
            yield dialect["drop"].format(", ".join(gone))


def _expression(op: Op, dialect: Dialect) -> str:
    args = [written(each, dialect) for each in op.args]
    if op.kind == "fill":
        count = len(op.to)
        return f"fill({args[0]}, {tuple_of(args[1 : count + 1])}, {tuple_of(args[count + 1 :])})"
    if "constant" in dialect and op.kind in ("part", "half_even"):
        args.append(repr(1 / int(op.args[-1])))
    if op.kind == "part" and op.args[1] == 1 and "once" in dialect:
        return dialect["once"].format(args[0], *args[2:])
    return dialect[op.kind].format(*args)


def result_of(version: Version, name: tuple[str, ...], dialect: Dialect = WHOLE) -> str:
    """A result; nothing where this version does not know it."""
    return written(version.results.get(name, 0), dialect)


def written(value: Operand, dialect: Dialect = WHOLE) -> str:
    """A name or a number."""
    if isinstance(value, int) and "constant" in dialect:
        return dialect["constant"].format(value)
    if isinstance(value, Fraction):
        return (
            str(value.numerator)
            if value.denominator == 1
            else f"Fraction({value.numerator}, {value.denominator})"
        )
    return str(value) if isinstance(value, str) or value >= 0 else f"({value})"


def tuple_of(parts: Iterable[str]) -> str:
    """Names as a tuple."""
    return "(" + "".join(f"{each}, " for each in parts) + ")"


def moved(program: Program, version: Version, live: Live) -> list[tuple[str, Operand]]:
    """What is remembered of a day, where it is something new."""
    return [
        (program.states[key], value)
        for key, value in version.keeps.items()
        if key in live.states and program.states[key] != value
    ]
