"""The offering, its classes of units and its holders."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from topsheet import rules
from topsheet.documents import Severity
from topsheet.money import Money
from topsheet_desk.site.permissions import Page
from topsheet_desk.vault.actions.doer import Doer, keep, log
from topsheet_desk.vault.actions.fitting import require_fitting
from topsheet_desk.vault.actions.fundraising import refusals
from topsheet_desk.vault.actions.fundraising.raiser import (
    raiser,
    require_amount,
    require_near,
    require_past,
    require_percent,
)
from topsheet_desk.vault.lookups.contacts import contact_of
from topsheet_desk.vault.lookups.requests import minor_of, money_of
from topsheet_desk.vault.lookups.units import raise_of
from topsheet_desk.vault.records import Holder, Offering, UnitClass, UnitMovement
from topsheet_desk.vault.refusals import NothingChanged, NotShared

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")
MOST_UNITS = 10**12


@dataclass(frozen=True, slots=True)
class Offered:
    """How units are offered: `exemption` is an id of the rules, or empty; the minimum has a day or not."""

    issuer: str
    currency: str
    exemption: str = ""
    solicited: bool = False
    minimum: Money | None = None
    minimum_date: date | None = None
    escrow: str = ""
    notice_date: date | None = None


@dataclass(frozen=True, slots=True)
class ClassTerms:
    """A class as the company's papers have it."""

    code: str
    name: str
    price: Money
    authorised: int
    premium: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a holder."""

    name: str
    contact: int | None = None
    party: str = ""
    address: str = ""
    country: str = ""
    accredited: bool = False
    evidence: str = ""
    evidence_date: date | None = None
    verified: bool = False
    kyc_date: date | None = None
    tax_form: str = ""


@transaction.atomic
def set_offering(person: int, slug: str, offered: Offered, *, today: date, now: datetime) -> Offering:
    """How units are offered from here on; what was before stays.

    Raises NotShared, NotAllowed, NoName, NoSuchExemption, NoSolicitation, BadAmount, DayFarAway, NothingChanged.
    """
    by = raiser(person, slug, now)
    if not offered.issuer.strip():
        raise refusals.NoName("company that issues the units")
    require_amount(offered.minimum or Money.zero(offered.currency), zero=offered.minimum is None)
    require_near(offered.minimum_date, today)
    if offered.notice_date is not None:
        require_past(offered.notice_date, today)
    title = _exemption(offered, today)
    row = Offering(
        issuer=offered.issuer.strip(),
        exemption=offered.exemption,
        solicited=offered.solicited,
        currency=offered.currency,
        minimum_minor=minor_of(offered.minimum) if offered.minimum else None,
        minimum_date=offered.minimum_date if offered.minimum else None,
        escrow=offered.escrow.strip(),
        notice_date=offered.notice_date,
    )
    last = Offering.objects.filter(production=by.production).order_by("-number").first()
    if last is not None and last.facts() == row.facts():
        raise NothingChanged
    keep(row, by)
    least = f", minimum {offered.minimum}" if offered.minimum else ""
    log(by, "set_offering", f"offers units of {row.issuer} under {title}{least}", Page.FUNDRAISING)
    return row


@transaction.atomic
def open_class(person: int, slug: str, terms: ClassTerms, *, now: datetime) -> UnitClass:
    """A new class. Raises NotShared, NotAllowed, BadCode, NoName, ClassTaken, NoUnits, BadAmount, BadPercent."""
    by = raiser(person, slug, now)
    if not _CODE.fullmatch(terms.code):
        raise refusals.BadCode
    if UnitClass.objects.filter(production=by.production, code__iexact=terms.code).exists():
        raise refusals.ClassTaken(terms.code)
    made = UnitClass(production=by.production, code=terms.code)
    _fill(made, terms)
    made.save()
    words = f"opened class {made.code}, {made.name}: {made.authorised:,} units at {terms.price}"
    log(by, "open_class", words, Page.FUNDRAISING)
    return made


@transaction.atomic
def change_class(person: int, slug: str, terms: ClassTerms, *, now: datetime) -> UnitClass:
    """Another name, premium or number authorised; the price only while no row counts with it.

    Raises NotShared, NotAllowed, NoName, NoUnits, BadAmount, BadPercent, PriceStands, NotRecordable, NothingChanged.
    """
    by = raiser(person, slug, now)
    found = UnitClass.objects.filter(production=by.production, code=terms.code).first()
    if found is None:
        raise NotShared
    before, held = _shown(found), raise_of(by.production.pk)
    sold = UnitMovement.objects.filter(unit_class=found).exists()
    if sold and (found.price_minor, found.currency) != (minor_of(terms.price), terms.price.currency):
        raise refusals.PriceStands(found.code)
    _fill(found, terms)
    if _shown(found) == before:
        raise NothingChanged
    found.save()
    known = set(map(str, held.problems(held.movements)))
    broken = [each for each in raise_of(by.production.pk).problems(held.movements) if str(each) not in known]
    if any(each.severity is Severity.ERROR for each in broken):
        raise refusals.NotRecordable(broken)
    words = f"changed class {found.code} from {before} to {_shown(found)}"
    log(by, "change_class", words, Page.FUNDRAISING)
    return found


@transaction.atomic
def add_holder(person: int, slug: str, known: Known, *, today: date, now: datetime) -> Holder:
    """Somebody who subscribes. Raises NotShared, NotAllowed, NoName, NoEvidence, DayAhead, DayFarAway."""
    by = raiser(person, slug, now)
    last = Holder.objects.filter(production=by.production).aggregate(last=Max("number"))["last"] or 0
    made = Holder(production=by.production, number=last + 1)
    _know(by, made, known, today)
    made.save()
    log(by, "add_holder", f"added {made.name} as holder {made.number}", Page.FUNDRAISING)
    return made


@transaction.atomic
def change_holder(person: int, slug: str, number: int, known: Known, *, today: date, now: datetime) -> Holder:
    """What is known of a holder now; rows recorded before keep what was known then.

    Raises NotShared, NotAllowed, NoName, NoEvidence, DayAhead, DayFarAway, NothingChanged.
    """
    by = raiser(person, slug, now)
    found = Holder.objects.filter(production=by.production, number=number).first()
    if found is None:
        raise NotShared
    names = [field.name for field in fields(Known) if field.name != "contact"]
    before = {name: getattr(found, name) for name in names}
    contact = found.contact_id
    _know(by, found, known, today)
    changed = [name for name in names if before[name] != getattr(found, name)]
    if not changed and contact == found.contact_id:
        raise NothingChanged
    found.save()
    told = "; ".join(
        f"{name.replace('_', ' ')} {_word(before[name])} to {_word(getattr(found, name))}" for name in changed
    )
    log(
        by,
        "change_holder",
        f"changed holder {number}, {found.name}: {told or 'another contact'}",
        Page.FUNDRAISING,
    )
    return found


def _exemption(offered: Offered, today: date) -> str:
    """The exemption's title. Raises NoSuchExemption, NoSolicitation."""
    if not offered.exemption:
        return "no exemption named"
    try:
        found = rules.load().exemption(offered.exemption, on=today)
    except rules.RuleNotInForce:
        raise refusals.NoSuchExemption from None
    if offered.solicited and not found.solicitation:
        raise refusals.NoSolicitation(found.title)
    return found.title


def _fill(record: UnitClass, terms: ClassTerms) -> None:
    if not terms.name.strip():
        raise refusals.NoName("class")
    if not 0 < terms.authorised < MOST_UNITS:
        raise refusals.NoUnits
    price = require_amount(terms.price, zero=True)
    record.name, record.authorised = terms.name.strip(), terms.authorised
    record.price_minor, record.currency = minor_of(price), price.currency
    record.premium = require_percent(terms.premium, "premium", 1000) or Decimal(0)
    require_fitting(record)


def _shown(record: UnitClass) -> str:
    price, premium = money_of(record.price_minor, record.currency), Decimal(record.premium).normalize()
    return f"{record.name}, {record.authorised:,} units at {price}, premium {premium:f} percent"


def _know(by: Doer, holder: Holder, known: Known, today: date) -> None:
    if not known.name.strip():
        raise refusals.NoName("holder")
    if known.accredited and not (known.evidence.strip() and known.evidence_date):
        raise refusals.NoEvidence
    if known.verified and not known.accredited:
        raise refusals.NoEvidence
    if known.contact is not None and known.contact != holder.contact_id:
        contact_of(by.person.pk, known.contact)
    for day in (known.evidence_date, known.kyc_date):
        if day is not None:
            require_past(day, today)
    for field in fields(Known):
        value = getattr(known, field.name)
        setattr(
            holder,
            "contact_id" if field.name == "contact" else field.name,
            value.strip() if isinstance(value, str) else value,
        )
    require_fitting(holder)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "none")
