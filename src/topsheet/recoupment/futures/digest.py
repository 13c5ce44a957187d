"""A short name for all that decides a set of futures: the same digest, seed and runs give the same answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from topsheet.figures import Figure
from topsheet.recoupment.futures.run import Setup


def digest_of(setup: Setup) -> str:
    """SHA-256 over terms, forecast, delivery, what was paid in, cases and what is sold, as values."""
    return hashlib.sha256(repr(_plain(setup)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Figure):
        return (value.name, value.label, _plain(value.value))
    if is_dataclass(value) and not isinstance(value, type):
        told = [(each.name, _plain(getattr(value, each.name))) for each in fields(value) if each.compare]
        return (type(value).__name__, *told)
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(inside)) for key, inside in value.items())
    if isinstance(value, tuple | list):
        return [_plain(inside) for inside in value]
    return str(value)
