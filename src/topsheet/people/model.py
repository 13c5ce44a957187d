"""A party: a person or company that a paper can name."""

from __future__ import annotations

from topsheet.documents import Document


class Party(Document):
    """A person or company by name, with the roles held on this production."""

    name: str
    roles: tuple[str, ...] = ()
    company: str = ""
