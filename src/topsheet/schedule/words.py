"""Day numbers as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence


def spell_days(numbers: Sequence[int]) -> str:
    """Rising day numbers with runs drawn together: `days 1–3, 7`; `no day` for none."""
    if not numbers:
        return "no day"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spelled = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"{'day' if len(numbers) == 1 else 'days'} {spelled}"
