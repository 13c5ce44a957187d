"""A program's lines as one loop over blocks of futures side by side, for a compiler to vectorise."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.recoupment.program.dialects import Dialect
from topsheet.recoupment.program.lines import Live, lines_of, live_in, moved, result_of, written
from topsheet.recoupment.program.model import Program

# Futures that a compiled loop holds side by side.
BLOCK = 32


def block_source(program: Program, wanted: Sequence[tuple[str, ...]], dialect: Dialect) -> str:
    """The function `run(G, M, K, V, P, S, out)`: blocks of futures side by side, for a compiler to vectorise.

    Shapes, flat: receipts G are blocks × days × classes × BLOCK, levels M the same by register, results out are
    blocks × places × wanted × BLOCK. Calendar answers K are days × answers; the version V and the place P in the
    results (or -1) are one for each day. S is memory of `block_memory` numbers. The inner loop touches nothing but
    S, so that a compiler need not prove that arrays lie apart; receipts are laid into it, results taken out of it.
    Without days (all receipts at once) there is one day and one place, and neither K nor V nor P.
    """
    live = live_in(program, wanted)
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
        kept = [f"{slot[name]} = {written(value, dialect)}" for name, value in moved(program, version, live)]
        results_ = [
            f"S[{told + at * BLOCK} + j] = {result_of(version, each, dialect)}"
            for at, each in enumerate(wanted)
        ]
        quiet = [*laid, *lines_of(version, live.kept, dialect), *kept]
        loud = [*laid, *lines_of(version, live.names, dialect), *results_, *kept]
        for test, body in (("if P[t] < 0", quiet), ("else", loud)):
            lines += [f"{indent}{test}:", f"{indent}    for j in range({BLOCK}):"]
            lines += [f"{indent}        {line}" for line in body]
    lines += [
        "            if P[t] >= 0:",
        f"                o = (q * (1 + P.max()) + P[t]) * {results}",
        f"                out[o : o + {results}] = S[{told}:{told + results}]",
    ]
    return "\n".join(lines)


def _once_source(program: Program, wanted: Sequence[tuple[str, ...]], live: Live, dialect: Dialect) -> str:
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
    body += lines_of(version, live.names, dialect)
    body += [
        f"out[o + {at * BLOCK} + j] = {result_of(version, each, dialect)}" for at, each in enumerate(wanted)
    ]
    return "\n".join([*lines, *(f"            {line}" for line in body)])


def block_memory(program: Program, wanted: Sequence[tuple[str, ...]]) -> int:
    """How many numbers the memory of `block_source` holds."""
    return (len(program.states) + program.classes + len(program.levels) + len(wanted)) * BLOCK
