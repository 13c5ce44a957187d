"""A chart as the page places it: its title, its specification, the sentence for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification and the table that says the same in figures."""

    id: str
    title: str
    spec: Mapping[str, Any]
    summary: str
    table: str = ""

    @property
    def spec_id(self) -> str:
        """The id of the element that holds the specification."""
        return f"{self.id}-spec"
