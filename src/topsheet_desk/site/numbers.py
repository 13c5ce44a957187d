"""Numbers in addresses: as many figures as every column of a number takes, so that a longer one is a page not found."""

from __future__ import annotations


class Number:
    """A whole number of up to nine figures."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        """The number that an address names."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The number as an address names it."""
        return str(value)
