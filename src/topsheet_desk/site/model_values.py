"""What a form made from a model sent, as the plain values that a document writes.

What a box showed and nobody changed goes back exactly as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from topsheet.money import Percent
from topsheet_desk.site.amounts import amount_of, number_of
from topsheet_desk.site.model_fields import fields_of, kind_of, kinds_of, model_in

MOST_ROWS = 200
ABSENT: Any = object()


class Sent(Protocol):
    """What a form sent: Django's QueryDict is one."""

    def get(self, key: str, default: Any = None, /) -> Any:
        """The last value under a name."""

    def getlist(self, key: str, /) -> list[Any]:
        """Every value under a name."""

    def __iter__(self) -> Iterator[str]:
        """The names."""


def written(
    model: type[BaseModel],
    sent: Sent,
    held: Mapping[str, Any],
    *,
    only: tuple[str, ...] = (),
    leave: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The entry as the form says it: plain values, without what was left empty; `leave` names what has no box."""
    new = dict(held)
    for name, info in fields_of(model):
        if name in leave or (only and name not in only):
            continue
        value = _value(info.annotation, info, sent, held.get(name, ABSENT), name)
        if value is ABSENT:
            new.pop(name, None)
        else:
            new[name] = value
    return new


def shown(value: Any) -> str:
    """A plain value as a box shows it: thousands in commas, days in ISO order."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        case date():
            return value.isoformat()
        case list() | tuple():
            return ", ".join(map(shown, value))
        case Percent():
            return f"{value.value.normalize():f}"
    return str(value)


def _value(annotation: Any, info: FieldInfo | None, sent: Sent, held: Any, path: str) -> Any:
    """What one field of an entry becomes; absent where nothing is said."""
    kind = kind_of(annotation)
    if kind is None:
        return held
    if kind == "group":
        inside = held if isinstance(held, dict) else {}
        made = _inside(model_in(annotation), sent, inside, f"{path}.")
        return made or ABSENT
    if kind == "table":
        return _rows(annotation, sent, held, path)
    if kind == "pairs":
        return _pairs(annotation, sent, held, path)
    if kind == "several":
        return _several(chosen_in(sent, path), held, info)
    default = _default(info)
    if kind == "tick":
        on = bool(sent.get(path))
        return held if held is on else ABSENT if held is ABSENT and on == bool(default) else on
    told = str(sent.get(path) or "").strip()
    if held is not ABSENT and told == shown(held).strip():
        return held
    if not told or (held is ABSENT and told == shown(default)):
        return ABSENT
    return plain(told, annotation)


def _default(info: FieldInfo | None) -> Any:
    return (
        info.get_default(call_default_factory=True) if info is not None and not info.is_required() else None
    )


def _several(chosen: list[str], held: Any, info: FieldInfo | None) -> Any:
    """What was chosen, in the order in which it is written already; what is new comes after."""
    if held is ABSENT and chosen == list(_default(info) or ()):
        return ABSENT
    before = held if isinstance(held, list) else []
    kept = [each for each in before if str(each) in chosen]
    made = [*kept, *(each for each in chosen if each not in map(str, kept))]
    return held if made == held else made or ABSENT


def plain(told: str, annotation: Any) -> Any:
    """A box's words as the value they mean; words that mean none stay words, and the model says what is wrong."""
    kinds = kinds_of(annotation)
    if date in kinds:
        try:
            return date.fromisoformat(told)
        except ValueError:
            pass
    number = number_of(told.removesuffix("%").strip()) if Percent in kinds else amount_of(told)
    if number is not None and kinds & {int, Decimal, Percent}:
        whole = number == number.to_integral_value() and "." not in told
        return int(number) if whole else number
    return told.replace("\r\n", "\n")


def _inside(model: type[BaseModel], sent: Sent, held: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    new = dict(held)
    for name, info in fields_of(model):
        value = _value(info.annotation, info, sent, held.get(name, ABSENT), f"{prefix}{name}")
        if value is ABSENT:
            new.pop(name, None)
        else:
            new[name] = value
    return new


def _rows(annotation: Any, sent: Sent, held: Any, path: str) -> Any:
    model, there = model_in(annotation), held if isinstance(held, list) else []
    made = []
    for place in range(rows_in(sent, path, len(there))):
        at = f"{path}[{place}]."
        row = there[place] if place < len(there) and isinstance(there[place], dict) else {}
        if any(str(sent.get(f"{at}{name}") or "").strip() for name, _ in fields_of(model)):
            made.append(_inside(model, sent, row, at))
    return made or ABSENT


def _pairs(annotation: Any, sent: Sent, held: Any, path: str) -> Any:
    value_of = get_args(next(iter(kinds_of(annotation))))[1]
    there = held if isinstance(held, dict) else {}
    made: dict[str, Any] = {}
    for place in range(rows_in(sent, path, len(there))):
        key = str(sent.get(f"{path}[{place}].key") or "").strip()
        told = str(sent.get(f"{path}[{place}].value") or "").strip()
        if not key and not told:
            continue
        if key in there and told == shown(there[key]):
            made[key] = there[key]
        elif get_origin(next(iter(kinds_of(value_of)))) is tuple:
            made[key] = [part.strip() for part in told.split(",") if part.strip()]
        else:
            made[key] = plain(told, value_of)
    return made or ABSENT


def chosen_in(sent: Sent, path: str) -> list[str]:
    """What was ticked, or written with commas between."""
    return [part.strip() for each in sent.getlist(path) for part in str(each).split(",") if part.strip()]


def rows_in(sent: Sent | None, path: str, there: int) -> int:
    """How many rows of a table were sent, or stand there."""
    if sent is None:
        return there
    start, count = f"{path}[", 0
    for name in sent:
        if name.startswith(start) and (number := name[len(start) :].partition("]")[0]).isdecimal():
            told = str(sent.get(name) or "").strip()
            count = max(count, int(number) + 1) if told and int(number) < MOST_ROWS else count
    return count
