"""A program's lines as the text of a Python function, in the dialect of the numbers it will run on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from topsheet.recoupment.program.dialects import Dialect
from topsheet.recoupment.program.lines import Live, lines_of, live_in, moved, result_of, tuple_of, written
from topsheet.recoupment.program.model import Program, Version


def source(program: Program, wanted: Sequence[tuple[str, ...]], dialect: Dialect) -> str:
    """The function `run`: of the receipts when all come at once, otherwise of a list of days.

    A day is `(receipts by class, levels, calendar answers, version, whether it is told)`; the answer is one tuple
    of the wanted results, or one for each day that is told. A result that a version does not know is nothing.
    """
    live = live_in(program, wanted)
    if program.once:
        version = program.versions[0]
        given = [*(f"g{at}" for at in range(program.classes)), *(f"m_{each}" for each in program.levels)]
        lines = [f"def run({', '.join(given)}):"]
        held = version.results.values()
        lines += [f"    {line}" for line in lines_of(version, live.names, dialect, held=held)]
        return "\n".join([*lines, f"    return {tuple_of(result_of(version, each) for each in wanted)}"])
    states = [name for key, name in program.states.items() if key in live.states]
    lines = ["def run(days):", *(f"    {name} = 0" for name in states), "    out = []"]
    lines.append("    for g, m, k, version, told in days:")
    for prefix, count in (("g", program.classes), ("k", len(program.calendar.asked))):
        if count:
            lines.append(f"        {tuple_of(f'{prefix}{at}' for at in range(count))} = {prefix}")
    if program.levels:
        lines.append(f"        {tuple_of(f'm_{each}' for each in program.levels)} = m")

    def answer(version: Version) -> str:
        return f"out.append({tuple_of(result_of(version, each) for each in wanted)})"

    lines += _day(program, live, dialect, answer, "        ")
    return "\n".join([*lines, "    return out"])


def _day(
    program: Program, live: Live, dialect: Dialect, answer: Callable[[Version], str], indent: str
) -> Iterable[str]:
    """The lines of one day under each version, its answer, and what is remembered of it."""
    for number, version in enumerate(program.versions):
        inner = indent
        if len(program.versions) > 1:
            yield f"{indent}{'if' if number == 0 else 'elif'} version == {number}:"
            inner += "    "
        told = [op for op in version.ops if live.names.intersection(op.to).difference(live.kept)]
        held = {
            *version.results.values(),
            *version.keeps.values(),
            *(each for op in told for each in op.args),
        }
        yield from (f"{inner}{line}" for line in lines_of(version, live.kept, dialect, held=held))
        yield f"{inner}if told:"
        yield from (f"{inner}    {line}" for line in lines_of(version, live.names, dialect, live.kept))
        yield f"{inner}    {answer(version)}"
        if kept := moved(program, version, live):
            values = tuple_of(written(value, dialect) for _, value in kept)
            yield f"{inner}{tuple_of(name for name, _ in kept)} = {values}"
