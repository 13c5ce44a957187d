"""Money facts recorded and reversed, never edited; and periods closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from topsheet.documents import Problem, Severity, counted
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.vault.actions.doer import Doer, behind, doer, keep, keep_all, log
from topsheet_desk.vault.lookups import ledger
from topsheet_desk.vault.lookups.facts import Closed, Fact, Standing, money_of, problems_of_fact
from topsheet_desk.vault.records import Entry, EntryKind, PeriodClosing
from topsheet_desk.vault.refusals import NoReason, NotShared, Refused

MOST_ROWS = 2000


class NotRecordable(Refused):
    """Something stands against the rows; none of them was recorded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = "; ".join(f"{problem.where}: {problem.what}. {problem.fix}" for problem in problems[:3])
        more = f"; and {len(problems) - 3} more" if len(problems) > 3 else ""
        super().__init__(f"Nothing was recorded: {told}{more}")
        self.problems = tuple(problems)


class LooksAlike(Refused):
    """The ledger has a row of the same kind, day, amount, payee and paper."""

    def __init__(self, numbers: Sequence[int]) -> None:
        rows = ", ".join(f"no. {number}" for number in numbers[:5])
        super().__init__(
            f"Nothing was recorded: the ledger has the same already ({rows}). "
            "If this is another one, say so and record it again."
        )
        self.numbers = tuple(numbers)


class NothingToRecord(Refused):
    """There is no row."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was recorded, because there is no row. Paste a heading and the rows under it."
        )


class TooManyRows(Refused):
    """More rows than one recording takes."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            f"Nothing was recorded: {rows:,} rows are more than the {MOST_ROWS:,} that are taken at once. "
            "Record them in parts."
        )


class LedgerMoved(Refused):
    """Somebody recorded rows between the preview and the confirmation."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was recorded: the ledger grew since this preview was made, perhaps by these very rows. "
            "Read the preview below, and confirm it if the rows are still wanted."
        )


class NoSuchEntry(NotShared):
    """The ledger has no row of that number, or it is not shared with you."""


class ReversedAlready(Refused):
    """A row is reversed once."""

    def __init__(self, number: int, by: int) -> None:
        super().__init__(f"Row {number} is reversed already, by row {by}. Nothing was done.")


class ReversesARow(Refused):
    """A reversal is not reversed."""

    def __init__(self, number: int, first: int) -> None:
        super().__init__(
            f"Row {number} reverses row {first}, and a reversal is not reversed. "
            f"If row {first} was right after all, record it again."
        )


class CannotClose(Refused):
    """A closing moves forward, and never beyond today."""

    def __init__(self, until: date, closed: Closed | None, today: date) -> None:
        why = (
            f"{formats.day(until)} lies ahead, and only days that are over can be closed"
            if until > today
            else f"{closed.sentence if closed else ''}, and a closing moves only forward"
        )
        super().__init__(f"Nothing was closed: {why}. Choose another day.")


def record(
    person: int,
    slug: str,
    fact: Fact,
    *,
    as_adjustment: bool = False,
    alike_too: bool = True,
    now: datetime,
) -> Entry:
    """One row. Raises NotShared, NotAllowed, NotRecordable and, unless rows that look alike are wanted, LooksAlike."""
    return record_all(
        person, slug, [fact], ["this row"], as_adjustment=as_adjustment, alike_too=alike_too, now=now
    )[0]


@transaction.atomic
def record_all(
    person: int,
    slug: str,
    facts: Sequence[Fact],
    places: Sequence[str] = (),
    *,
    as_adjustment: bool = False,
    alike_too: bool = True,
    seen: int | None = None,
    now: datetime,
) -> list[Entry]:
    """All rows or none; `places` say where each stands in the reader's own paper.

    `as_adjustment` posts what falls in a closed period on the first open day. `seen` is the number of the last row
    when the reader looked: with it, nothing is recorded once the ledger has grown. Raises NotShared, NotAllowed,
    NothingToRecord, TooManyRows, NotRecordable, LooksAlike, LedgerMoved.
    """
    if not facts:
        raise NothingToRecord
    if len(facts) > MOST_ROWS:
        raise TooManyRows(len(facts))
    kinds = dict.fromkeys(fact.kind for fact in facts)
    hands = {kind: doer(person, slug, Act.RECORD, _known(kind), now=now) for kind in kinds}
    by = next(iter(hands.values()))
    standing = ledger.standing(by.production.pk, now.date())
    places = places or [f"row {place}" for place in range(1, len(facts) + 1)]
    _refuse_problems(facts, places, standing, as_adjustment)
    if seen is not None and seen != ledger.last_number(by.production.pk):
        raise LedgerMoved
    known = [number for number in ledger.alike(by.production.pk, facts) if number]
    if known and not alike_too:
        raise LooksAlike(known)
    rows = [_entry(fact, standing.closed) for fact in facts]
    kept = keep_all(rows, [hands[fact.kind] for fact in facts])
    log(by, "record", _told(kept), Page.LEDGER)
    return kept


def _known(kind: str) -> str:
    """The kind, or the first one where it is unknown: the row is then refused for its kind, not for the role."""
    return kind if kind in EntryKind.values else str(EntryKind.COST)


def _refuse_problems(
    facts: Sequence[Fact], places: Sequence[str], standing: Standing, as_adjustment: bool
) -> None:
    found = [
        problem
        for fact, place in zip(facts, places, strict=True)
        for problem in problems_of_fact(fact, standing, as_adjustment=as_adjustment, where=place)
        if problem.severity is Severity.ERROR
    ]
    if found:
        raise NotRecordable(found)


def _entry(fact: Fact, closed: Closed | None) -> Entry:
    late = closed is not None and fact.date <= closed.until
    return Entry(
        kind=fact.kind,
        date=fact.date,
        posted_date=closed.first_open if closed and late else fact.date,
        adjustment=late,
        amount_minor=fact.minor,
        currency=fact.amount.currency,
        **fact.words,
    )


def _told(kept: Sequence[Entry]) -> str:
    if len(kept) > 1:
        late = sum(entry.adjustment for entry in kept)
        adjusted = f", {late} of them as adjustments" if late else ""
        rows = counted(len(kept), "row")
        return f"recorded {rows} of the ledger, no. {kept[0].number} to {kept[-1].number}{adjusted}"
    entry = kept[0]
    amount = money_of(entry.amount_minor, entry.currency)
    words = f"recorded {EntryKind(entry.kind).label.lower()} no. {entry.number}: {amount}"
    words += (
        f" {'from' if entry.kind in ('RECEIPT', 'DRAWDOWN') else 'to'} {entry.payee}" if entry.payee else ""
    )
    words += f", account {entry.account}" if entry.account else ""
    return words + (f", as an adjustment of {formats.day(entry.date)}" if entry.adjustment else "")


@transaction.atomic
def reverse(person: int, slug: str, number: int, reason: str, *, now: datetime) -> Entry:
    """A row of the opposite amount that points at the first.

    It counts on the day the first row counts; where that day is closed, on the first open one, as an adjustment.
    Raises NotShared, NotAllowed, NoSuchEntry, NoReason, ReversedAlready, ReversesARow.
    """
    by, first = _reversible(person, slug, number, now)
    if not reason.strip():
        raise NoReason("reverse a row")
    closed = ledger.closed(by.production.pk)
    posted = max(first.posted_date, closed.first_open) if closed else first.posted_date
    copied = ("kind", "date", "currency", "account", "payee", "paper", "place", "episode", "department")
    entry = Entry(
        **{name: getattr(first, name) for name in copied},
        amount_minor=-first.amount_minor,
        posted_date=posted,
        adjustment=posted != first.date,
        memo=reason.strip()[:500],
        reverses=first,
    )
    keep(entry, by)
    amount = money_of(first.amount_minor, first.currency)
    log(
        by,
        "reverse",
        f"reversed row {number} ({amount}) by row {entry.number}: {reason.strip()}",
        Page.LEDGER,
    )
    return entry


def _reversible(person: int, slug: str, number: int, now: datetime) -> tuple[Doer, Entry]:
    production = behind(Page.LEDGER, person, slug)
    first = Entry.objects.filter(production=production, number=number).select_related("reverses").first()
    if first is None:
        raise NoSuchEntry
    allowed = doer(person, slug, Act.RECORD, first.kind, now=now)
    if first.reverses is not None:
        raise ReversesARow(number, first.reverses.number)
    after = Entry.objects.filter(reverses=first).first()
    if after is not None:
        raise ReversedAlready(number, after.number)
    return allowed, first


@transaction.atomic
def close_period(person: int, slug: str, until: date, reason: str = "", *, now: datetime) -> PeriodClosing:
    """Close everything up to and including a day. Raises NotShared, NotAllowed, CannotClose."""
    by = doer(person, slug, Act.CLOSE, now=now)
    closed = ledger.closed(by.production.pk)
    if until > now.date() or (closed and until <= closed.until):
        raise CannotClose(until, closed, now.date())
    closing = keep(PeriodClosing(until=until, reason=reason.strip()[:300]), by)
    why = f": {closing.reason}" if closing.reason else ""
    log(by, "close", f"closed the ledger until {formats.day(until)}{why}", Page.LEDGER)
    return closing
