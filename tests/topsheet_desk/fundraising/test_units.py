"""The offering, its classes and holders, and the unit ledger as the desk keeps it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.topsheet_desk.conftest import SLUG
from tests.topsheet_desk.fundraising.raises import (
    NOW,
    TODAY,
    accredited,
    contact,
    holder,
    offer,
    open_class,
    other_film,
    record,
    usd,
    who,
)
from topsheet.finance import units as library
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.fundraising import offering, units
from topsheet_desk.vault.actions.fundraising.refusals import (
    BadAmount,
    BadCode,
    ClassTaken,
    DayAhead,
    Doubtful,
    NoEvidence,
    NoName,
    NoSolicitation,
    NoSuchExemption,
    NoSuchRow,
    NotRecordable,
    NoUnits,
    PriceStands,
    ReversedAlready,
)
from topsheet_desk.vault.lookups.check.books import books
from topsheet_desk.vault.lookups.contacts import Card
from topsheet_desk.vault.lookups.units import own_units, raise_of
from topsheet_desk.vault.records import Holder, LogLine, Offering, Production, UnitClass, UnitMovement
from topsheet_desk.vault.refusals import NoReason, NothingChanged, NotShared

pytestmark = pytest.mark.usefixtures("desk")


def night_ferry() -> int:
    return Production.objects.get(slug=SLUG).pk


def table(as_of: date = TODAY) -> list[tuple[str, str, int]]:
    found = raise_of(night_ferry())
    lines = library.cap_table(found.classes, found.movements, as_of=as_of).holdings
    return [(found.names[line.holder], line.unit_class, line.units.value) for line in lines]


def test_units_are_subscribed_paid_issued_and_transferred_each_with_its_line_in_the_log() -> None:
    offer()
    open_class()
    ada, ben = accredited("Ada Lamb"), accredited("Ben Stone")
    record("SUBSCRIBED", 1, 100)
    record("PAID", 1, amount=100_000)
    record("ISSUED", 1, 100)
    record("TRANSFERRED", 1, 25, to=2, date=date(2026, 11, 1))
    assert table() == [(ada.name, "A", 75), (ben.name, "A", 25)]
    assert table(date(2026, 10, 31)) == [(ada.name, "A", 100)]
    lines = LogLine.objects.filter(act="record_units").order_by("number").values_list("words", flat=True)
    assert list(lines) == [
        "recorded row 1 of the unit ledger: Ada Lamb, subscribed, 100 units of A",
        "recorded row 2 of the unit ledger: Ada Lamb, paid, USD 100,000.00",
        "recorded row 3 of the unit ledger: Ada Lamb, issued, 100 units of A",
        "recorded row 4 of the unit ledger: Ada Lamb, transferred, 25 units of A, to Ben Stone",
    ]
    assert books().faults == []


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ({"kind": "SUBSCRIBED", "units_": 3001}, NotRecordable),
        ({"kind": "ISSUED", "units_": 1}, NotRecordable),
        ({"kind": "REDEEMED", "units_": 1}, NotRecordable),
        ({"kind": "TRANSFERRED", "units_": 1, "to": 1}, NotRecordable),
        ({"kind": "TRANSFERRED", "units_": 1}, NotRecordable),
        ({"kind": "PAID", "amount": 1}, NotRecordable),
        ({"kind": "PAID", "amount": 0}, BadAmount),
        ({"kind": "PAID", "amount": Decimal("1.001")}, BadAmount),
        ({"kind": "SUBSCRIBED"}, NoUnits),
        ({"kind": "SUBSCRIBED", "units_": 1, "date": date(2026, 11, 26)}, DayAhead),
        ({"kind": "SUBSCRIBED", "units_": 1, "unit_class": "Z"}, NotShared),
        ({"kind": "DREAMED", "units_": 1}, NotShared),
    ],
)
def test_a_row_that_cannot_be_is_not_recorded(row: dict[str, Any], refusal: type[Exception]) -> None:
    open_class()
    accredited("Ada Lamb")
    with pytest.raises(refusal):
        record(number=1, **row)
    assert not UnitMovement.objects.exists()


def test_units_issued_unpaid_are_recorded_knowingly_only() -> None:
    open_class()
    accredited("Ada Lamb")
    record("SUBSCRIBED", 1, 10)
    with pytest.raises(Doubtful):
        record("ISSUED", 1, 10)
    record("ISSUED", 1, 10, despite=True)
    record("PAID", 1, amount=10_000)
    assert table() == [("Ada Lamb", "A", 10)]


def test_a_row_is_reversed_once_with_a_reason_and_not_when_a_later_row_rests_on_it() -> None:
    open_class()
    accredited("Ada Lamb")
    accredited("Ben Stone")
    record("SUBSCRIBED", 1, 10)
    record("PAID", 1, amount=10_000)
    record("ISSUED", 1, 10)
    record("TRANSFERRED", 1, 4, to=2)
    with pytest.raises(NotRecordable):
        units.reverse_units(who(), SLUG, 3, "wrong holder", now=NOW)
    with pytest.raises(NoReason):
        units.reverse_units(who(), SLUG, 4, "  ", now=NOW)
    with pytest.raises(NoSuchRow):
        units.reverse_units(who(), SLUG, 9, "no such", now=NOW)
    back = units.reverse_units(who(), SLUG, 4, "never signed", now=NOW)
    assert (back.reverses_id, back.memo, table()) == (
        UnitMovement.objects.get(number=4).pk,
        "never signed",
        [("Ada Lamb", "A", 10)],
    )
    for number in (4, 5):
        with pytest.raises(ReversedAlready):
            units.reverse_units(who(), SLUG, number, "again", now=NOW)


def test_the_thirty_sixth_who_is_not_accredited_is_refused_under_506b() -> None:
    offer()
    open_class()
    for number in range(1, 36):
        holder(f"Holder {number}")
        record("SUBSCRIBED", number, 1, date=date(2026, 10, 1) + timedelta(days=number))
    holder("One more")
    with pytest.raises(NotRecordable, match="number 36 of those who are not accredited within 90 days"):
        record("SUBSCRIBED", 36, 1, date=TODAY)
    accredited("A fund")
    record("SUBSCRIBED", 37, 500, date=TODAY)
    # The one who subscribed first is counted as they were then, whatever is known of them later.
    known = offering.Known("Holder 1", accredited=True, evidence="Letter", evidence_date=TODAY)
    offering.change_holder(who(), SLUG, 1, known, today=TODAY, now=NOW)
    with pytest.raises(NotRecordable):
        record("SUBSCRIBED", 36, 1, date=TODAY)


def test_under_506c_only_the_verified_subscribe_and_under_an_unverified_rule_one_is_warned() -> None:
    offer(exemption="us.506c", solicited=True)
    open_class(price=100_000)
    accredited("Told")
    accredited("Proved", verified=True)
    with pytest.raises(NotRecordable, match="not verified"):
        record("SUBSCRIBED", 1, 1)
    record("SUBSCRIBED", 2, 1)
    offer(exemption="us.cf", solicited=True)
    with pytest.raises(Doubtful, match="not read at its source"):
        record("SUBSCRIBED", 2, 50)
    record("SUBSCRIBED", 2, 50, despite=True)


def test_no_exemption_counts_nothing_and_a_day_before_the_rule_is_doubtful() -> None:
    open_class()
    holder("Early")
    record("SUBSCRIBED", 1, 1, date=date(2019, 1, 1))
    units.reverse_units(who(), SLUG, 1, "again under a rule", now=NOW)
    offer()
    with pytest.raises(Doubtful, match="Nobody can count against us"):
        record("SUBSCRIBED", 1, 1, date=date(2019, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"issuer": " "}, NoName),
        ({"currency": "XXQ"}, BadAmount),
        ({"exemption": "us.999"}, NoSuchExemption),
        ({"solicited": True}, NoSolicitation),
        ({"minimum": usd(0)}, BadAmount),
        ({"notice_date": date(2026, 12, 1)}, DayAhead),
    ],
)
def test_an_offering_that_cannot_be_is_refused(wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        offer(**wrong)
    assert not Offering.objects.exists()


def test_the_offering_in_force_is_the_last_and_the_same_again_is_nothing() -> None:
    offer()
    offer(minimum=usd(1_300_000), minimum_date=date(2027, 1, 31))
    with pytest.raises(NothingChanged):
        offer(minimum=usd(1_300_000), minimum_date=date(2027, 1, 31))
    found = raise_of(night_ferry()).raised(date(2027, 2, 1))
    assert found is not None
    assert (found.state, found.short.value) == (library.RaiseState.FAILED, usd(1_300_000))
    assert Offering.objects.count() == 2


def test_a_class_keeps_its_price_once_sold_and_never_shrinks_below_what_is_subscribed() -> None:
    open_class()
    for code, refusal in (("a", ClassTaken), ("A B", BadCode), ("", BadCode)):
        with pytest.raises(refusal):
            open_class(code)
    with pytest.raises(NoUnits):
        open_class("B", authorised=0)

    def change(price: int = 1000, authorised: int = 3000, name: str = "Class A") -> UnitClass:
        terms = offering.ClassTerms("A", name, usd(price), authorised, Decimal(20))
        return offering.change_class(who(), SLUG, terms, now=NOW)

    change(price=500)
    accredited("Ada Lamb")
    record("SUBSCRIBED", 1, 10)
    with pytest.raises(PriceStands):
        change(price=1000)
    with pytest.raises(NotRecordable):
        change(price=500, authorised=9)
    change(price=500, authorised=10, name="Founders")
    words = LogLine.objects.filter(act="change_class").latest("pk").words
    assert words == (
        "changed class A from Class A, 3,000 units at USD 500.00, premium 20 percent to Founders, 10 units at "
        "USD 500.00, premium 20 percent"
    )


def test_nobody_is_accredited_without_evidence() -> None:
    for told in ({"accredited": True}, {"accredited": True, "evidence": "Letter"}, {"verified": True}):
        with pytest.raises(NoEvidence):
            holder("Ada Lamb", **told)
    made = holder("Ada Lamb")
    with pytest.raises(IntegrityError), transaction.atomic():
        Holder.objects.filter(pk=made.pk).update(accredited=True)
    hidden = contact(Card("Secret Fund"), person=other_film())
    with pytest.raises(NotShared):
        holder("Ben Stone", contact=hidden.pk)


def test_what_changed_of_a_holder_is_told_in_the_log() -> None:
    holder("Ada Lamb", tax_form="W-9")
    known = offering.Known("Ada Lamb", tax_form="W-8BEN", kyc_date=date(2026, 11, 2))
    offering.change_holder(who(), SLUG, 1, known, today=TODAY, now=NOW)
    words = LogLine.objects.filter(act="change_holder").latest("pk").words
    assert words == "changed holder 1, Ada Lamb: kyc date none to 2026-11-02; tax form W-9 to W-8BEN"
    with pytest.raises(NothingChanged):
        offering.change_holder(who(), SLUG, 1, known, today=TODAY, now=NOW)


def test_only_producers_keep_units_and_an_investor_has_their_own() -> None:
    open_class()
    accredited("Ada Lamb", party="lamb")
    accredited("Ben Stone", party="stone")
    for number in (1, 2):
        record("SUBSCRIBED", number, 10 * number)
        record("PAID", number, amount=10_000 * number)
        record("ISSUED", number, 10 * number)
    with pytest.raises(NotShared):
        units.record_units(
            who(Role.INVESTOR), SLUG, units.Row("SUBSCRIBED", TODAY, "A", 1, 1), today=TODAY, now=NOW
        )
    assert [(line.holder, line.units.value) for _, line in own_units(night_ferry(), "stone", TODAY)] == [
        ("2", 20)
    ]
    assert own_units(night_ferry(), "", TODAY) == own_units(night_ferry(), "nobody", TODAY) == []
