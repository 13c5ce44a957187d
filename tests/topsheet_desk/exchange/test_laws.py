"""Out and in again loses nothing: random productions, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet_desk.exchange.histories import DEEDS, DRAFTS, START, Deed, Life, live
from topsheet_desk.exchange.zips import Limits, pack, unpack
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions import open_production
from topsheet_desk.vault.actions.exchange import take_in
from topsheet_desk.vault.lookups.exchange import Unverified, export_of_everything
from topsheet_desk.vault.records import Decision, Entry, LogLine, Person, Production, Request, Revision

pytestmark = pytest.mark.usefixtures("desk")
some = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LIMITS = Limits(1 << 24, 1000, 200)


@contextmanager
def lived(drafts: Mapping[str, str], deeds: Sequence[Deed]) -> Iterator[Person]:
    """A production called `law` with that past, and the keeper; nothing of it is left afterwards."""
    with transaction.atomic():
        keeper = Person.objects.get(is_keeper=True)
        people = [keeper, *Person.objects.filter(is_keeper=False).order_by("email")[:2]]
        open_production(keeper, "law", "law", drafts, role=Role.EXECUTIVE_PRODUCER, now=START)
        live(Life(Production.objects.get(slug="law"), people), deeds)
        yield keeper
        transaction.set_rollback(True)


@given(DRAFTS, st.lists(DEEDS, max_size=14))
@some
def test_taken_out_in_and_out_again_is_the_same_to_the_byte(
    drafts: dict[str, str], deeds: list[Deed]
) -> None:
    with lived(drafts, deeds) as keeper:
        first = export_of_everything("law")
        assert export_of_everything("law").files == first.files
        packed = pack(first.files)
        assert unpack(packed, LIMITS).files == first.files
        take_in(keeper.pk, "law-again", unpack(packed, LIMITS).files, with_history=True, now=START)
        again = export_of_everything("law-again")
        assert (again.files, pack(again.files)) == (first.files, packed)
        brought = {
            table.__name__: set(
                table.objects.filter(production__slug="law-again").values_list("brought", flat=True)
            )
            for table in (Revision, Request, Decision, Entry, LogLine)
        }
        assert all(marks <= {True} for marks in brought.values())


@given(DRAFTS, st.lists(DEEDS, min_size=3, max_size=10), st.data())
@some
def test_one_letter_changed_anywhere_in_the_history_is_found(
    drafts: dict[str, str], deeds: list[Deed], data: st.DataObject
) -> None:
    with lived(drafts, deeds) as keeper:
        files = dict(export_of_everything("law").files)
        sealed = [
            name for name in files if name.startswith(("desk/", "ledger/")) and name != "desk/README.txt"
        ]
        name = data.draw(st.sampled_from(sorted(name for name in sealed if files[name])))
        raw = files[name]
        place = data.draw(st.integers(0, len(raw) - 1))
        changed = raw[:place] + bytes([raw[place] ^ data.draw(st.integers(1, 127))]) + raw[place + 1 :]
        files[name] = changed
        try:
            take_in(keeper.pk, "law-again", files, with_history=True, now=START)
        except Unverified:
            assert not Production.objects.filter(slug="law-again").exists()
        else:
            # What is not sealed and still true, as the note of a save, is taken as it is told.
            assert name in ("desk/saves.json", "desk/reports.json", "desk/decisions.json", "desk/book.json")
            assert export_of_everything("law-again").files[name] == changed
