"""A program's lines as the text of a Python function, in the dialect of the numbers it will run on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
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
    "once": "{0} // {1}",
    "half_even": "half_even({0}, {1})",
    "where": "{1} if {0} else {2}",
    "reaches": "{0} >= {1}",
    "both": "{0} and {1}",
}
# Exact fractions, with every comparison noted.
EXACT: Dialect = {name: text for name, text in WHOLE.items() if name != "once"} | {
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
WIDE: Dialect = ARRAYS | {"part": "part({0}, {1}, {2})"}
# Floats that hold whole coins: exact while a product stays below 2**53, because a floor then never misses.
FLOATS: Dialect = WHOLE | {
    "part": "quotient({0} * {1}, {2}, {3})",
    "once": "quotient({0}, {1}, {2})",
    "half_even": "half_even({0}, {1}, {2})",
    "both": "{0} & {1}",
    "constant": "({0}.0)",
}
# One future of whole coins where a product may pass 63 bits.
WIDE_ONE: Dialect = WHOLE | {"part": "part({0}, {1}, {2})"}
# Futures that a compiled loop holds side by side.
BLOCK = 64


def source(program: Program, wanted: Sequence[tuple[str, ...]], dialect: Dialect) -> str:
    """The function `run`: of the receipts when all come at once, otherwise of a list of days.

    A day is `(receipts by class, levels, calendar answers, version, whether it is told)`; the answer is one tuple
    of the wanted results, or one for each day that is told. A result that a version does not know is nothing.
    """
    live = _live(program, wanted)
    if program.once:
        version = program.versions[0]
        given = [*(f"g{at}" for at in range(program.classes)), *(f"m_{each}" for each in program.levels)]
        lines = [f"def run({', '.join(given)}):"]
        lines += [f"    {line}" for line in _lines(version, live.names, dialect)]
        return "\n".join([*lines, f"    return {_tuple(_result(version, each) for each in wanted)}"])
    states = [name for key, name in program.states.items() if key in live.states]
    lines = ["def run(days):", *(f"    {name} = 0" for name in states), "    out = []"]
    lines.append("    for g, m, k, version, told in days:")
    for prefix, count in (("g", program.classes), ("k", len(program.calendar.asked))):
        if count:
            lines.append(f"        {_names(prefix, count)} = {prefix}")
    if program.levels:
        lines.append(f"        {_tuple(f'm_{each}' for each in program.levels)} = m")

    def answer(version: Version) -> str:
        return f"out.append({_tuple(_result(version, each) for each in wanted)})"

    lines += _day(program, live, dialect, answer, "        ")
    return "\n".join([*lines, "    return out"])


def block_source(program: Program, wanted: Sequence[tuple[str, ...]], dialect: Dialect) -> str:
    """The function `run(G, M, K, V, P, S, out)`: blocks of futures side by side, for a compiler to vectorise.

    Shapes, flat: receipts G are blocks × days × classes × BLOCK, levels M the same by register, results out are
    blocks × places × wanted × BLOCK. Calendar answers K are days × answers; the version V and the place P in the
    results (or -1) are one for each day. S is memory of `block_memory` numbers. The inner loop touches nothing but
    S, so that a compiler need not prove that arrays lie apart; receipts are laid into it, results taken out of it.
    Without days (all receipts at once) there is one day and one place, and neither K nor V nor P.
    """
    live = _live(program, wanted)
    if program.once:
        return _once_source(program, wanted, live, dialect)
    states = [name for key, name in program.states.items() if key in live.states]
    given = [*(f"g{at}" for at in range(program.classes)), *(f"m_{each}" for each in program.levels)]
    slot = {name: f"S[{at * BLOCK} + j]" for at, name in enumerate((*states, *given))}
    told = (len(states) + len(given)) * BLOCK
    incoming, levels, results = (each * BLOCK for each in (program.classes, len(program.levels), len(wanted)))
    at_g, at_m = len(states) * BLOCK, (len(states) + program.classes) * BLOCK
    lines = [
        "def run(G, M, K, V, P, S, out):",
        f"    for q in range(G.shape[0] // (V.shape[0] * {incoming})):",
        "        S[:] = 0",
        "        for t in range(V.shape[0]):",
        "            d = q * V.shape[0] + t",
        f"            S[{at_g}:{at_g + incoming}] = G[d * {incoming} : (d + 1) * {incoming}]",
        f"            S[{at_m}:{at_m + levels}] = M[d * {levels} : (d + 1) * {levels}]",
        *(f"            k{at} = K[t, {at}]" for at in range(len(program.calendar.asked))),
        "            version = V[t]",
    ]
    for number, version in enumerate(program.versions):
        indent = "            "
        if len(program.versions) > 1:
            lines.append(f"{indent}if version == {number}:")
            indent += "    "
        laid = [f"{name} = {slot[name]}" for name in (*states, *given)]
        kept = [f"{slot[name]} = {_told(value, dialect)}" for name, value in _moved(program, version, live)]
        results_ = [
            f"S[{told + at * BLOCK} + j] = {_result(version, each, dialect)}"
            for at, each in enumerate(wanted)
        ]
        quiet = [*laid, *_lines(version, live.kept, dialect), *kept]
        loud = [*laid, *_lines(version, live.names, dialect), *results_, *kept]
        for test, body in (("if P[t] < 0", quiet), ("else", loud)):
            lines += [f"{indent}{test}:", f"{indent}    for j in range({BLOCK}):"]
            lines += [f"{indent}        {line}" for line in body]
    lines += [
        "            if P[t] >= 0:",
        f"                o = (q * (1 + P.max()) + P[t]) * {results}",
        f"                out[o : o + {results}] = S[{told}:{told + results}]",
    ]
    return "\n".join(lines)


def _once_source(program: Program, wanted: Sequence[tuple[str, ...]], live: _Live, dialect: Dialect) -> str:
    """`block_source` where nothing is remembered: one pass from receipts to results."""
    version, results = program.versions[0], len(wanted) * BLOCK
    lines = [
        "def run(G, M, K, V, P, S, out):",
        f"    for q in range(G.shape[0] // {program.classes * BLOCK}):",
        f"        g = q * {program.classes * BLOCK}",
        f"        m = q * {len(program.levels) * BLOCK}",
        f"        o = q * {results}",
        f"        for j in range({BLOCK}):",
    ]
    body = [f"g{at} = G[g + {at * BLOCK} + j]" for at in range(program.classes)]
    body += [f"m_{each} = M[m + {at * BLOCK} + j]" for at, each in enumerate(program.levels)]
    body += _lines(version, live.names, dialect)
    body += [
        f"out[o + {at * BLOCK} + j] = {_result(version, each, dialect)}" for at, each in enumerate(wanted)
    ]
    return "\n".join([*lines, *(f"            {line}" for line in body)])


def block_memory(program: Program, wanted: Sequence[tuple[str, ...]]) -> int:
    """How many numbers the memory of `block_source` holds."""
    return (len(program.states) + program.classes + len(program.levels) + len(wanted)) * BLOCK


def _moved(program: Program, version: Version, live: _Live) -> list[tuple[str, Operand]]:
    """What is remembered of a day, where it is something new."""
    return [
        (program.states[key], value)
        for key, value in version.keeps.items()
        if key in live.states and program.states[key] != value
    ]


def _day(
    program: Program, live: _Live, dialect: Dialect, answer: Callable[[Version], str], indent: str
) -> Iterable[str]:
    """The lines of one day under each version, its answer, and what is remembered of it."""
    for number, version in enumerate(program.versions):
        inner = indent
        if len(program.versions) > 1:
            yield f"{indent}{'if' if number == 0 else 'elif'} version == {number}:"
            inner += "    "
        yield from (f"{inner}{line}" for line in _lines(version, live.kept, dialect))
        yield f"{inner}if told:"
        yield from (f"{inner}    {line}" for line in _lines(version, live.names, dialect, live.kept))
        yield f"{inner}    {answer(version)}"
        if moved := _moved(program, version, live):
            yield f"{inner}{_tuple(name for name, _ in moved)} = {_tuple(_told(value, dialect) for _, value in moved)}"


class _Live:
    """The lines and the memory that the wanted results rest on; `kept` are the lines that memory alone rests on."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.states: set[str] = set()
        self.kept: set[str] = set()


def _live(program: Program, wanted: Iterable[tuple[str, ...]]) -> _Live:
    live, asked = _Live(), list(wanted)
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


def _kept(version: Version, live: _Live) -> set[str]:
    """The lines whose values are remembered."""
    return {value for key, value in version.keeps.items() if key in live.states and isinstance(value, str)}


def _reach(version: Version, names: set[str]) -> None:
    """Add every line that these rest on."""
    for op in reversed(version.ops):
        if names.intersection(op.to):
            names |= {each for each in op.args if isinstance(each, str)}


def _lines(version: Version, names: set[str], dialect: Dialect, but: Collection[str] = ()) -> Iterable[str]:
    """The lines that make these names, in order, but those that are there already."""
    for op in version.ops:
        if names.intersection(op.to) and not set(but).intersection(op.to):
            yield f"{_tuple(op.to) if len(op.to) > 1 else op.to[0]} = {_expression(op, dialect)}"


def _expression(op: Op, dialect: Dialect) -> str:
    args = [_told(each, dialect) for each in op.args]
    if op.kind == "fill":
        count = len(op.to)
        return f"fill({args[0]}, {_tuple(args[1 : count + 1])}, {_tuple(args[count + 1 :])})"
    if "constant" in dialect and op.kind in ("part", "half_even"):
        args.append(_inverse(op.args[-1]))
    if op.kind == "part" and op.args[1] == 1 and "once" in dialect:
        return dialect["once"].format(args[0], *args[2:])
    return dialect[op.kind].format(*args)


def _inverse(below: Operand) -> str:
    """One over a number, a little less: a product with it never passes the quotient, and misses it by less than one."""
    return repr((1 - 2**-51) / int(below))


def _result(version: Version, name: tuple[str, ...], dialect: Dialect = WHOLE) -> str:
    return _told(version.results.get(name, 0), dialect)


def _told(value: Operand, dialect: Dialect = WHOLE) -> str:
    if isinstance(value, int) and "constant" in dialect:
        return dialect["constant"].format(value)
    if isinstance(value, Fraction):
        return (
            str(value.numerator)
            if value.denominator == 1
            else f"Fraction({value.numerator}, {value.denominator})"
        )
    return str(value) if isinstance(value, str) or value >= 0 else f"({value})"


def _names(prefix: str, count: int) -> str:
    return _tuple(f"{prefix}{at}" for at in range(count))[1:-1]


def _tuple(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{each}, " for each in parts) + ")"
