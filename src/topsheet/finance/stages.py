"""The plan by stage: money that may only finish the film cannot shoot it, however well the whole adds up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from topsheet.figures import Figure, Value, sum_of
from topsheet.finance.model import StageRuling
from topsheet.finance.report import SourceReport, StageReport
from topsheet.money import Money

LABELS = {"shoot": "Shoot", "finishing": "Finishing"}


def stages(
    parts: Sequence[tuple[str, Figure[Money]]],
    finishing: Sequence[str],
    sources: Sequence[SourceReport],
    rulings: Sequence[StageRuling],
    as_of: date,
    zero: Money,
) -> tuple[StageReport, ...]:
    """Shoot and finishing, each with its need, the money that may pay it, and what it lacks.

    `parts` are the parts of the budget by their key, `finishing` the keys that finish the film. Money for any stage
    pays the shoot first, which comes first; what is left finishes. Money for one stage stays there, except what a
    recorded ruling lets finishing money pay for the shoot.
    """
    costs = {
        "shoot": [f for key, f in parts if key not in finishing],
        "finishing": [f for key, f in parts if key in finishing],
    }
    needs = {
        stage: sum_of(f"finance.stage.{stage}.need", f"{label} needs", costs[stage], zero)
        for stage, label in LABELS.items()
    }
    moved = sum((Money(ruling.amount, zero.currency) for ruling in rulings if ruling.on <= as_of), start=zero)
    counted = {s.id: s.counted for s in sources}
    hoped = {s.id: s.planned for s in sources}
    committed = _shared("committed", needs, sources, counted, moved, zero)
    planned = _shared("planned", needs, sources, hoped, moved, zero)
    return tuple(
        StageReport(
            stage,
            label,
            needs[stage],
            committed[stage],
            _short(f"finance.stage.{stage}.short", f"{label} is short", needs[stage], committed[stage], zero),
            planned[stage],
            _short(
                f"finance.stage.{stage}.planned_short",
                f"{label} is short if all sign",
                needs[stage],
                planned[stage],
                zero,
            ),
        )
        for stage, label in LABELS.items()
    )


def _shared(
    what: str,
    needs: dict[str, Figure[Money]],
    sources: Sequence[SourceReport],
    amounts: dict[str, Figure[Money]],
    moved: Money,
    zero: Money,
) -> dict[str, Figure[Money]]:
    own: dict[str, list[Figure[Money]]] = {"any": [], "shoot": [], "finishing": []}
    for source in sources:
        if source.stage in own and amounts[source.id].value:
            own[source.stage].append(amounts[source.id])
    only = {stage: sum((f.value for f in own[stage]), start=zero) for stage in own}
    lent = min(moved, only["finishing"], max(needs["shoot"].value - only["shoot"], zero))
    first = min(only["any"], max(needs["shoot"].value - only["shoot"] - lent, zero))
    values = {
        "shoot": only["shoot"] + lent + first,
        "finishing": only["finishing"] - lent + only["any"] - first,
    }
    found = {}
    for stage, label in LABELS.items():
        inputs: tuple[Figure[Value], ...] = (*own[stage], *own["any"])
        parts = [
            f"{only[stage]} for this stage alone",
            f"{first if stage == 'shoot' else only['any'] - first} of money for any",
        ]
        how = " + ".join(parts)
        if lent:
            how += (
                f" + {lent} of finishing money, by a ruling"
                if stage == "shoot"
                else f" − {lent} a ruling moved"
            )
        name = f"finance.stage.{stage}.{what}"
        found[stage] = Figure(name, f"{label}, {what}", values[stage], how, inputs)
    return found


def _short(name: str, label: str, need: Figure[Money], there: Figure[Money], zero: Money) -> Figure[Money]:
    return Figure(
        name, label, max(need.value - there.value, zero), "need − money there, or nothing", (need, there)
    )
