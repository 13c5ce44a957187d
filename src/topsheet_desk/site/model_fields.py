"""What the fields of a document's model hold, read from their annotations: which kind of box each has."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from topsheet.money import Percent


def kind_of(annotation: Any) -> str | None:
    """The kind of box a field has; None for what no box can hold."""
    kinds = kinds_of(annotation)
    inner = get_origin(next(iter(kinds), None)) if len(kinds) == 1 else None
    if inner is tuple:
        item = kinds_of(get_args(next(iter(kinds)))[0])
        if len(item) == 1 and _is_model(next(iter(item))):
            return "table"
        return "several" if item == {str} else None
    if inner is dict:
        return "pairs"
    if len(kinds) == 1 and _is_model(next(iter(kinds))):
        return "group"
    if literals_of(annotation) and not kinds:
        return "choice" if len(literals_of(annotation)) > 1 else None
    for kind, found in (("tick", bool), ("percent", Percent)):
        if kinds == {found}:
            return kind
    if kinds == {date}:
        return "day"
    if kinds <= {int, Decimal} and not literals_of(annotation):
        return "number"
    return "text" if kinds <= {str, int, Decimal, date} else None


def fields_of(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """The fields of a model by the names a document writes."""
    return [(info.alias or name, info) for name, info in model.model_fields.items()]


def _flat(annotation: Any) -> Iterator[Any]:
    """The parts of a union, without None and without what is said about them."""
    if get_origin(annotation) is Annotated:
        yield from _flat(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _flat(part)
    elif annotation is not type(None) and annotation is not None:
        yield annotation


def kinds_of(annotation: Any) -> set[Any]:
    """The types a field may hold, without its literal words."""
    return {part for part in _flat(annotation) if get_origin(part) is not Literal}


def literals_of(annotation: Any) -> tuple[Any, ...]:
    """The literal words a field may hold."""
    return tuple(word for part in _flat(annotation) if get_origin(part) is Literal for word in get_args(part))


def model_in(annotation: Any) -> type[BaseModel]:
    """The model in a field: itself, or the items of its list."""
    found = next(iter(kinds_of(annotation)))
    if get_origin(found) is tuple:
        found = next(iter(kinds_of(get_args(found)[0])))
    return cast("type[BaseModel]", found)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
