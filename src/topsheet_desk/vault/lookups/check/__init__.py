"""What does not add up: every digest, seal, sum, reference and trigger of the desk, made again and compared.

The rows pass by one after another; only the names of what was seen are held. Everything is read as it stood at one
moment, so people may go on writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from topsheet_desk.vault.lookups.check import database
from topsheet_desk.vault.lookups.check.books import Head, books, heads, since
from topsheet_desk.vault.lookups.check.hands import hands
from topsheet_desk.vault.lookups.check.ledger import ledger
from topsheet_desk.vault.lookups.check.papers import drafts, made, papers
from topsheet_desk.vault.lookups.check.part import Part
from topsheet_desk.vault.lookups.check.references import references
from topsheet_desk.vault.lookups.check.revisions import revisions
from topsheet_desk.vault.snapshot import snapshot

__all__ = ["Head", "Part", "check", "heads"]


def check(kept: Iterable[Head] = ()) -> Iterator[Part]:
    """Each part as it is done. With the heads of an earlier backup, also whether anything since was taken away."""
    with snapshot():
        migrations = database.migrations()
        yield migrations
        if migrations.faults:
            return  # the tables are not those of this version: nothing else can be read
        yield database.triggers()
        yield database.constraints()
        yield database.integrity()
        yield papers()
        yield drafts()
        yield made()
        yield books()
        yield hands()
        yield from revisions()
        yield references()
        yield ledger()
        kept = tuple(kept)
        if kept:
            yield since(kept)
