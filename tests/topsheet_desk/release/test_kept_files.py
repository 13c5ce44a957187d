"""Files that wait between preview and confirmation: few, for some hours, each person's own."""

from __future__ import annotations

import pytest
from django.db import connection

from topsheet_desk.release.kept_files import MOST_WAITING, find, forget, keep

pytestmark = pytest.mark.django_db


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM desk_cache WHERE cache_key LIKE '%statement-file:%'")
        return int(cursor.fetchone()[0])


def test_a_file_is_found_by_who_chose_it_on_its_film() -> None:
    kept = keep(1, 2, "a.csv", b"\x00bytes\xff")
    assert find(1, 2, kept.digest) == kept
    assert [find(*who, kept.digest) for who in ((2, 2), (1, 3), (3, 1))] == [None, None, None]
    forget(1, 2, kept.digest)
    assert find(1, 2, kept.digest) is None


def test_a_further_file_pushes_the_oldest_out() -> None:
    kept = [keep(1, 2, "a.csv", bytes([number])) for number in range(MOST_WAITING + 2)]
    found = [find(1, 2, each.digest) for each in kept]
    assert found == [None, None, *kept[2:]]
    assert keep(1, 2, "a.csv", bytes([2])) == find(1, 2, kept[2].digest)
    assert find(1, 2, kept[3].digest) == kept[3]


def test_what_is_over_is_swept_whoevers_it_was() -> None:
    old = keep(1, 2, "a.csv", b"old")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE desk_cache SET expires = '2020-01-01 00:00:00'")
    assert rows() == 2
    new = keep(5, 6, "b.csv", b"new")
    assert rows() == 2
    assert (find(1, 2, old.digest), find(5, 6, new.digest)) == (None, new)
