"""A program's lines as the text of a Python function, in the dialect of the numbers it will run on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from topsheet.recoupment.program.emit import Program, Version
from topsheet.recoupment.program.ops import Op, Operand

Dialect = dict[str, str]
# Whole coins, one run at a time: the ledger.
WHOLE: Dialect = {
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "min": "{0} if {0} < {1} else {1}",
    "max": "{0} if {0} > {1} else {1}",
    "part": "{0} * {1} // {2}",
    "half_even": "half_even({0}, {1})",
    "where": "{1} if {0} else {2}",
    "reaches": "{0} >= {1}",
    "both": "{0} and {1}",
}
# Exact fractions, with every comparison noted.
EXACT: Dialect = WHOLE | {
    "min": "least({0}, {1})",
    "max": "most({0}, {1})",
    "part": "{0} * Fraction({1}, {2})",
    "half_even": "Fraction({0}) / {1}",
    "reaches": "reaches({0}, {1})",
}
# Arrays of whole coins, one entry a future; a condition is an array of truths, or one truth for all.
ARRAYS: Dialect = WHOLE | {
    "min": "minimum({0}, {1})",
    "max": "maximum({0}, {1})",
    "where": "where({0}, {1}, {2})",
    "both": "{0} & {1}",
}
# The same where a product of an amount and a weight may pass 63 bits.
WIDE: Dialect = ARRAYS | {"part": "part({0}, {1}, {2})", "half_even": "half_even({0}, {1})"}


def source(program: Program, wanted: Sequence[tuple[str, ...]], dialect: Dialect) -> str:
    """The function `run`: of the receipts when all come at once, otherwise of a list of days.

    A day is `(receipts by class, levels, calendar answers, version)`; the answer is one tuple of the wanted
    results, or one for each day. A result that a version does not know is nothing.
    """
    live = _live(program, wanted)
    if program.once:
        version = program.versions[0]
        lines = [f"def run({_names('g', program.classes)}{_levels(program)}):"]
        lines += [f"    {line}" for line in _lines(version, live, dialect)]
        return "\n".join([*lines, f"    return {_tuple(_result(version, each) for each in wanted)}"])
    states = [name for key, name in program.states.items() if key in live.states]
    lines = ["def run(days):", *(f"    {name} = 0" for name in states), "    out = []"]
    lines.append("    for g, m, k, version in days:")
    for prefix, count in (("g", program.classes), ("k", len(program.calendar.asked))):
        if count:
            lines.append(f"        {_names(prefix, count)} = {prefix}")
    if program.levels:
        lines.append(f"        {_tuple(f'm_{each}' for each in program.levels)} = m")

    def answer(version: Version) -> list[str]:
        return [f"out.append({_tuple(_result(version, each) for each in wanted)})"]

    lines += _day(program, live, dialect, answer, "        ")
    return "\n".join([*lines, "    return out"])


def loop_source(program: Program, wanted: Sequence[tuple[str, ...]]) -> str:
    """The function `run(G, M, K, V, out)`: every future in a loop of its own, over arrays that exist already.

    Shapes: receipts G and levels M are days × classes × futures, calendar answers K are days × answers, versions V
    are days, results out are days × wanted × futures; without days when all receipts come at once.
    """
    live = _live(program, wanted)
    if program.once:
        version = program.versions[0]
        lines = ["def run(G, M, K, V, out):", "    for i in range(G.shape[1]):"]
        lines += [f"        g{at} = G[{at}, i]" for at in range(program.classes)]
        lines += [f"        m_{each} = M[{at}, i]" for at, each in enumerate(program.levels)]
        lines += [f"        {line}" for line in _lines(version, live, WHOLE)]
        lines += [f"        out[{at}, i] = {_result(version, each)}" for at, each in enumerate(wanted)]
        return "\n".join(lines)
    states = [name for key, name in program.states.items() if key in live.states]
    lines = ["def run(G, M, K, V, out):", "    for i in range(G.shape[2]):"]
    lines += [f"        {name} = 0" for name in states]
    lines.append("        for t in range(G.shape[0]):")
    lines += [f"            g{at} = G[t, {at}, i]" for at in range(program.classes)]
    lines += [f"            m_{each} = M[t, {at}, i]" for at, each in enumerate(program.levels)]
    lines += [f"            k{at} = K[t, {at}]" for at in range(len(program.calendar.asked))]
    lines.append("            version = V[t]")

    def answer(version: Version) -> list[str]:
        return [f"out[t, {at}, i] = {_result(version, each)}" for at, each in enumerate(wanted)]

    return "\n".join([*lines, *_day(program, live, WHOLE, answer, "            ")])


def _day(
    program: Program, live: _Live, dialect: Dialect, answer: Callable[[Version], list[str]], indent: str
) -> Iterable[str]:
    """The lines of one day under each version, its answer, and what is remembered of it."""
    for number, version in enumerate(program.versions):
        inner = indent
        if len(program.versions) > 1:
            yield f"{indent}{'if' if number == 0 else 'elif'} version == {number}:"
            inner += "    "
        yield from (f"{inner}{line}" for line in _lines(version, live, dialect))
        yield from (f"{inner}{line}" for line in answer(version))
        moved = [
            (program.states[key], _told(value))
            for key, value in version.keeps.items()
            if key in live.states and program.states[key] != value
        ]
        if moved:
            yield f"{inner}{_tuple(name for name, _ in moved)} = {_tuple(value for _, value in moved)}"


class _Live:
    """The lines and the memory that the wanted results rest on."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.states: set[str] = set()


def _live(program: Program, wanted: Iterable[tuple[str, ...]]) -> _Live:
    live = _Live()
    keys = {name: key for key, name in program.states.items()}
    asked = list(wanted)
    while True:
        before = (len(live.names), len(live.states))
        for version in program.versions:
            live.names |= {value for each in asked if isinstance(value := version.results.get(each), str)}
            live.names |= {
                value for key, value in version.keeps.items() if key in live.states and isinstance(value, str)
            }
            for op in reversed(version.ops):
                if live.names.intersection(op.to):
                    live.names |= {each for each in op.args if isinstance(each, str)}
        live.states |= {keys[name] for name in live.names if name in keys}
        if before == (len(live.names), len(live.states)):
            return live


def _lines(version: Version, live: _Live, dialect: Dialect) -> Iterable[str]:
    for op in version.ops:
        if live.names.intersection(op.to):
            yield f"{_tuple(op.to) if len(op.to) > 1 else op.to[0]} = {_expression(op, dialect)}"


def _expression(op: Op, dialect: Dialect) -> str:
    if op.kind == "fill":
        count = len(op.to)
        caps, weights = op.args[1 : count + 1], op.args[count + 1 :]
        return f"fill({_told(op.args[0])}, {_tuple(map(_told, caps))}, {_tuple(map(_told, weights))})"
    return dialect[op.kind].format(*map(_told, op.args))


def _result(version: Version, name: tuple[str, ...]) -> str:
    return _told(version.results.get(name, 0))


def _told(value: Operand) -> str:
    if isinstance(value, Fraction):
        return (
            str(value.numerator)
            if value.denominator == 1
            else f"Fraction({value.numerator}, {value.denominator})"
        )
    return str(value) if isinstance(value, str) or value >= 0 else f"({value})"


def _names(prefix: str, count: int) -> str:
    return _tuple(f"{prefix}{at}" for at in range(count))[1:-1]


def _levels(program: Program) -> str:
    return "".join(f", m_{each}" for each in program.levels)


def _tuple(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{each}, " for each in parts) + ")"
