"""What a sealed revision holds: the frozen value of a document, its figures, and those that are shown first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from topsheet.documents import Document
from topsheet.film import Film, Production
from topsheet.greenlight import AsksFrom
from topsheet.papers import figure_values
from topsheet.script import Screenplay
from topsheet_desk.vault.digests import canonical

# Which figures belong to a document: those made in its rooms.
FIGURES: Mapping[str, tuple[str, ...]] = {
    "production": ("production.", "greenlight."),
    "screenplay": ("script.",),
    "breakdown": ("script.",),
    "schedule": ("schedule.",),
    "budget": ("budget.", "rule.", "incentives."),
    "market": ("market.",),
    "finance": ("finance.", "cash.", "stress."),
    "recoupment": ("recoupment.",),
    "participations": ("participation.",),
    "closing": ("closing.",),
    "receipts": ("receipts.",),
}
# Which of them are shown first, and compared first: by name, or by the beginning of it.
TOTALS: Mapping[str, tuple[str, ...]] = {
    "production": ("greenlight.state",),
    "screenplay": ("script.pages", "script.scenes", "script.speaking_parts"),
    "breakdown": ("script.scenes", "script.speaking_parts"),
    "schedule": ("schedule.shoot_days", "schedule.start", "schedule.wrap", "schedule.night_days"),
    "budget": (
        "budget.direct",
        "budget.contingency",
        "budget.bond",
        "budget.overhead",
        "budget.finance_costs",
        "budget.total",
    ),
    "market": ("market.unsold_ask", "market.unsold_take"),
    "finance": (
        "finance.committed",
        "finance.covered",
        "finance.gap",
        "finance.surplus",
        "cash.lowest_shoot",
    ),
    "recoupment": ("recoupment.breakeven.",),
    "receipts": ("receipts.sum.total.cumulative",),
    "closing": ("closing.open", "closing.late", "closing.holds.sunk", "closing.holds.to_pay"),
}
_SHOWN = ("label", "kind", "value", "currency")
# The one figure by which a change of a document is measured against the production's thresholds.
MEASURES: Mapping[str, tuple[str, str]] = {
    "budget": ("budget.total", "money"),
    "finance": ("finance.committed", "money"),
    "schedule": ("schedule.shoot_days", "days"),
    "screenplay": ("script.pages", "pages"),
}


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed of a document: JSON texts in canonical form, and the totals as plain values."""

    version: int
    value: str
    totals: Mapping[str, Mapping[str, str]]
    figures: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a revision moves its measure against the one before, and whether that asks for approval."""

    words: str
    asks: bool


def content_of(kind: str, film: Film) -> Content:
    """The content of a document as it stands in a computed film."""
    version, value = value_of(kind, film.production)
    prefixes = FIGURES.get(kind, ())
    told = {
        name: figure_values(figure)
        for name, figure in film.figures.items()
        if prefixes and name.startswith(prefixes)
    }
    totals: dict[str, dict[str, str]] = {
        name: {key: str(figure[key]) for key in _SHOWN if key in figure}
        for wanted in TOTALS.get(kind, ())
        for name, figure in told.items()
        if name == wanted or (wanted.endswith(".") and name.startswith(wanted))
    }
    return Content(version, value, totals, canonical(told))


def value_of(kind: str, production: Production) -> tuple[int, str]:
    """The version of the document's kind, and its frozen value as canonical JSON."""
    if kind == "screenplay":
        return 1, canonical(script_values(production.screenplay))
    document = production.document if kind == "production" else getattr(production, kind)
    if not isinstance(document, Document):
        raise KeyError(kind)
    plain = json.loads(document.model_dump_json())
    return int(plain["version"]), canonical(plain)


def weigh(
    kind: str,
    before: Mapping[str, Mapping[str, str]] | None,
    after: Mapping[str, Mapping[str, str]],
    asks_from: AsksFrom,
) -> Weight:
    """How far the measure of a kind moved from the totals approved; without any, or without a measure, it asks."""
    name, unit = MEASURES.get(kind, ("", ""))
    if before is None or name not in before or name not in after:
        return Weight(
            "nothing of it has been approved before" if before is None else "sealed anew", asks=True
        )
    moved = Decimal(after[name]["value"]) - Decimal(before[name]["value"])
    limit: Decimal = getattr(asks_from, unit)
    what = (
        f"{after[name].get('currency', '')} {abs(moved):,}".strip()
        if unit == "money"
        else f"{abs(moved)} {unit}"
    )
    words = (
        f"{after[name]['label']} {'up' if moved > 0 else 'down'} by {what}"
        if moved
        else (f"{after[name]['label']} unchanged")
    )
    return Weight(words, asks=abs(moved) >= limit)


def script_values(script: Screenplay) -> dict[str, Any]:
    """A screenplay as plain values: what is sealed of it, and compared."""
    scenes = [
        {
            "number": scene.number,
            "heading": scene.heading,
            "eighths": scene.eighths,
            "text": [f"{element.kind.value}: {element.text}" for element in scene.elements],
        }
        for scene in script.scenes
    ]
    return {"title": script.title, "pages": script.pages, "scenes": scenes}
