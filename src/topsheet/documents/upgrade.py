"""Old versions of a kind of document read as the newest: one step a version, each from plain values to plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from topsheet.documents.model import Document

Step = Callable[[dict[str, Any]], dict[str, Any]]
# (kind, version) → what makes the next version of it. A step adds or renames; it never guesses what was not written.
# No kind has had a second version yet. The first to get one puts its step here and raises its model's `version`.
STEPS: Mapping[tuple[str, int], Step] = {}


def current_version(model: type[Document]) -> int:
    """The version of its kind that a model reads: the one its `version` field names."""
    field = model.model_fields.get("version")
    words = get_args(field.annotation) if field else ()
    return int(words[-1]) if words else 1


def upgraded(kind: str, value: Any, to: int, steps: Mapping[tuple[str, int], Step] = STEPS) -> Any:
    """The value as version `to` of its kind would have written it; the value itself is not changed.

    What is no document, has no version, or is newer than `to` comes back as it is, and the model then says what is
    wrong with it. Raises KeyError where a step is missing.
    """
    if not isinstance(value, dict):
        return value
    version = value.get("version")
    while isinstance(version, int) and not isinstance(version, bool) and 0 < version < to:
        value = {**steps[kind, version](dict(value)), "version": version + 1}
        version += 1
    return value
