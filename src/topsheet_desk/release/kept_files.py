"""A chosen file between its preview and its confirmation: of one person on one film, a few, and for some hours."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

# How many files of one person wait on one film; a further one pushes the oldest out.
MOST_WAITING = 3
HOURS = 12


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The bytes of a file, its name, and the digest by which its form finds it again."""

    name: str
    data: bytes
    digest: str


def keep(person: int, production: int, name: str, data: bytes) -> KeptFile:
    """Keep a file until its statement is taken in; files whose hours are over go, whoever's they were."""
    _sweep()
    kept = KeptFile(name, data, sha256(data).hexdigest())
    shelf = f"statement-file:{production}:{person}"
    waiting = [each for each in cache.get(shelf, ()) if each != kept.digest]
    for old in waiting[: len(waiting) - MOST_WAITING + 1]:
        cache.delete(f"{shelf}:{old}")
    cache.set(f"{shelf}:{kept.digest}", (name, data), HOURS * 3600)
    cache.set(shelf, (*waiting[-(MOST_WAITING - 1) :], kept.digest), HOURS * 3600)
    return kept


def find(person: int, production: int, digest: str) -> KeptFile | None:
    """The person's own file on that film, while it is kept."""
    if len(digest) != 64 or not digest.isalnum():
        return None
    found = cache.get(f"statement-file:{production}:{person}:{digest}")
    return KeptFile(found[0], found[1], digest) if found else None


def forget(person: int, production: int, digest: str) -> None:
    """The file goes, once its statement is taken in."""
    cache.delete(f"statement-file:{production}:{person}:{digest}")


def _sweep() -> None:
    """Django removes what has expired only when it is asked for again, and a bank's statement should not lie about."""
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM desk_cache WHERE cache_key LIKE %s AND expires < %s", ["%statement-file:%", now]
        )
