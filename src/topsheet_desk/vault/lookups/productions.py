"""What a production is called and where it works, from its own paper alone: no film is computed for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import OuterRef, Subquery

from topsheet.documents import read_yaml
from topsheet_desk.site.moments import city, zone_of
from topsheet_desk.vault.records import Document, Paper, Production


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a production: its name, and the time zone of its clocks."""

    name: str
    zone: str

    @property
    def words(self) -> str:
        """The place with the city whose clock it goes by."""
        return f"{self.name} ({city(zone_of(self.zone))} time)"


@dataclass(frozen=True, slots=True)
class Card:
    """A production by its title; its places come in the order of its paper."""

    id: int
    slug: str
    title: str
    places: tuple[Place, ...]

    @property
    def zone(self) -> str:
        """The time zone of its first place; UTC where the paper names none."""
        return self.places[0].zone if self.places else "UTC"


def card(production: int) -> Card:
    """The card of one production."""
    return cards([production])[production]


def cards(productions: Iterable[int]) -> dict[int, Card]:
    """The cards of productions by their ids: one query, and one for each paper that was not read before."""
    paper = Document.objects.filter(production=OuterRef("pk"), kind="production").values("paper__digest")
    found = Production.objects.filter(pk__in=set(productions)).annotate(digest=Subquery(paper[:1]))
    return {
        pk: _card(pk, slug, digest or "") for pk, slug, digest in found.values_list("pk", "slug", "digest")
    }


def _card(pk: int, slug: str, digest: str) -> Card:
    title, places = _told(digest) if digest else ("", ())
    return Card(pk, slug, title or slug.replace("-", " ").title(), places)


@lru_cache(maxsize=1024)
def _told(digest: str) -> tuple[str, tuple[Place, ...]]:
    """Title and places of a production's paper; what cannot be read is left out, the problems page tells why."""
    text = Paper.objects.values_list("text", flat=True).get(digest=digest)
    tree, _problems = read_yaml(text, "production.yaml")
    value = tree.value if tree is not None and isinstance(tree.value, dict) else {}
    listed = value.get("places")
    named = listed.values() if isinstance(listed, dict) else []
    places = tuple(
        Place(str(place.get("name", "")), zone_of(str(place.get("timezone", ""))).key)
        for place in named
        if isinstance(place, dict)
    )
    return str(value.get("title", "")), places
