"""What sources and options are called where a person reads: by name, and by their id only where two share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from topsheet.finance.kinds import Source
from topsheet.finance.model import FinanceDocument


def told_apart(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What to call each id of (id, name): its name, with the id behind it where names are alike or missing."""
    pairs = list(named)
    alike = Counter(_read(name) for _, name in pairs)
    return {
        key: name if name.strip() and alike[_read(name)] == 1 else f"{name} ({key})".strip()
        for key, name in pairs
    }


def with_sources_told_apart(document: FinanceDocument) -> FinanceDocument:
    """The plan with every source under a name of its own; the same document where all have one."""
    names = told_apart((source.id, source.name) for source in document.sources)
    if all(names[source.id] == source.name for source in document.sources):
        return document
    sources = tuple(_named(source, names[source.id]) for source in document.sources)
    return document.model_copy(update={"sources": sources})


def option_names(document: FinanceDocument) -> dict[str, str]:
    """What to call each option of the plan, by its id."""
    return told_apart((option.id, option.title) for option in document.options)


def _named(source: Source, name: str) -> Source:
    return source.model_copy(update={"name": name}) if name != source.name else source


def _read(name: str) -> str:
    """A name as a reader sees it: case and spaces tell nobody apart."""
    return " ".join(name.split()).casefold()
