"""The ledger read: rows, totals by kind and by account, the last closing, rows that look alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from topsheet.money import Money
from topsheet.rules import load
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.facts import Closed, Fact, Standing, money_of
from topsheet_desk.vault.records import Entry, EntryKind, PeriodClosing

# The orders a reader may choose; the newest row comes first where nothing is chosen, and among equals.
ORDERS = {
    "": ("Newest first", ()),
    "date": ("By day", ("-date",)),
    "amount": ("By amount", ("currency", "-amount_minor")),
    "payee": ("By payee", ("payee",)),
    "account": ("By account", ("account",)),
}
KIND_CHOICES = tuple((str(code), str(label)) for code, label in EntryKind.choices)
# The kinds of row by their codes and their words, in small letters.
KINDS = {name.lower(): code for code, label in KIND_CHOICES for name in (code, label)}


@dataclass(frozen=True, slots=True)
class Posting:
    """A row of the ledger as a page shows it."""

    number: int
    kind: EntryKind
    posted_date: date
    date: date
    amount: Money
    account: str
    payee: str
    memo: str
    paper: str
    place: str
    episode: str
    department: str
    adjustment: bool
    reverses: int | None
    reversed_by: int | None
    signed: str
    role: str
    at: datetime
    brought: bool
    seal: str

    @property
    def who(self) -> str:
        """The name of the person who recorded it, as it was then."""
        return self.signed.rpartition(" <")[0] or self.signed

    @property
    def in_role(self) -> str:
        """The role it was recorded in, in words."""
        return Role(self.role).label if self.role else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows to show, of a kind, with words, counting within days; and in which order."""

    kind: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class KindTotal:
    """The sum of a kind in one currency, and of how many rows."""

    kind: EntryKind
    amount: Money
    rows: int


@dataclass(frozen=True, slots=True)
class AccountTotal:
    """What one account has cost and is still committed to, in one currency."""

    account: str
    actual: Money
    open_commitments: Money


def standing(production: int, today: date) -> Standing:
    """What new rows of the production are measured by."""
    found = reading.read(reading.stamp(production)).production
    budget = found.budget if found else None
    return Standing(
        budget.currency if budget else "",
        _accounts(budget.chart, [(each.number, each.name) for each in budget.all_accounts]) if budget else {},
        closed(production),
        today,
    )


def _accounts(chart: str, budgeted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The accounts of the chart, and those of the budget with the names it gives them."""
    rules = load()
    suggested = rules.chart(chart).accounts if chart in rules.chart_ids() else ()
    names = {each.number: each.label for each in suggested} | dict(budgeted)
    return dict(sorted(names.items()))


def closed(production: int) -> Closed | None:
    """The closing that holds: the last one."""
    last = PeriodClosing.objects.filter(production_id=production).order_by("-until").first()
    if last is None:
        return None
    return Closed(last.until, last.signed.rpartition(" <")[0] or last.signed, last.at.date(), last.reason)


def postings(production: int, wanted: Wanted, *, most: int | None = None, skip: int = 0) -> list[Posting]:
    """The rows wanted in their order; at most so many, after those that are skipped."""
    _label, order = ORDERS.get(wanted.order, ORDERS[""])
    rows = _rows(production, wanted).order_by(*order, "-number")
    return [_posting(row) for row in rows[skip : skip + most if most else None]]


def posting(production: int, number: int) -> Posting | None:
    """The row of that number."""
    row = _rows(production, Wanted()).filter(number=number).first()
    return _posting(row) if row else None


def last_number(production: int) -> int:
    """The number of the newest row; 0 in an empty ledger."""
    return (
        Entry.objects.filter(production_id=production)
        .values_list("number", flat=True)
        .order_by("-number")
        .first()
        or 0
    )


def totals(production: int, until: date | None = None) -> list[KindTotal]:
    """The sums by kind and currency of all rows, or of those posted until a day."""
    rows = _posted(production, until)
    sums = rows.order_by().values("kind", "currency").annotate(sum=Sum("amount_minor"), rows=Count("pk"))
    found = [
        KindTotal(EntryKind(each["kind"]), money_of(each["sum"], each["currency"]), each["rows"])
        for each in sums
    ]
    return sorted(found, key=lambda each: (EntryKind.values.index(each.kind), each.amount.currency))


def by_account(production: int, until: date | None = None) -> list[AccountTotal]:
    """Costs and open commitments by account and currency.

    A cost that bears the paper number of a commitment, under the same account and in the same currency, uses the
    commitment up; what is left of each paper, never less than nothing, is open.
    """
    kinds = (EntryKind.COST, EntryKind.COMMITMENT)
    rows = _posted(production, until).filter(kind__in=kinds)
    sums = rows.order_by().values("account", "currency", "paper", "kind").annotate(sum=Sum("amount_minor"))
    papers: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for each in sums:
        papers[each["account"], each["currency"]][each["paper"]][each["kind"]] = each["sum"]
    return [
        AccountTotal(
            account,
            money_of(sum(kind.get(EntryKind.COST, 0) for kind in held.values()), currency),
            money_of(sum(_open(paper, kind) for paper, kind in held.items()), currency),
        )
        for (account, currency), held in sorted(papers.items())
    ]


def _open(paper: str, sums: dict[str, int]) -> int:
    committed = sums.get(EntryKind.COMMITMENT, 0)
    used = sums.get(EntryKind.COST, 0) if paper else 0
    return max(committed - used, 0)


def alike(production: int, facts: Sequence[Fact]) -> list[int | None]:
    """For each fact, the number of a standing row of the same kind, day, amount, payee and paper; None without."""
    days = {fact.date for fact in facts}
    rows = Entry.objects.filter(production_id=production, date__in=days, reverses=None, reversed_by=None)
    names = ("kind", "date", "amount_minor", "currency", "payee", "paper")
    held = {tuple(row[:-1]): row[-1] for row in rows.order_by("-number").values_list(*names, "number")}
    return [held.get(key_of(fact)) for fact in facts]


def key_of(fact: Fact) -> tuple[object, ...]:
    """What two rows share that look alike."""
    words = fact.words
    return fact.kind, fact.date, fact.minor, fact.amount.currency, words["payee"], words["paper"]


def _posted(production: int, until: date | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(production_id=production)
    return rows.filter(posted_date__lte=until) if until else rows


def _rows(production: int, wanted: Wanted) -> QuerySet[Entry]:
    rows = Entry.objects.filter(production_id=production).select_related("reverses", "reversed_by")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.since:
        rows = rows.filter(posted_date__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(posted_date__lte=wanted.until)
    for word in wanted.words.split():
        rows = rows.filter(_with(word))
    return rows


def _with(word: str) -> Q:
    names = ("account", "payee", "memo", "paper", "place", "episode", "department", "currency")
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__icontains": word})
    return found


def _posting(row: Entry) -> Posting:
    words = ("account", "payee", "memo", "paper", "place", "episode", "department")
    after = getattr(row, "reversed_by", None)
    return Posting(
        number=row.number,
        kind=EntryKind(row.kind),
        date=row.date,
        posted_date=row.posted_date,
        amount=money_of(row.amount_minor, row.currency),
        **{name: getattr(row, name) for name in words},
        adjustment=row.adjustment,
        reverses=row.reverses.number if row.reverses else None,
        reversed_by=after.number if after else None,
        signed=row.signed,
        role=row.role,
        at=row.at,
        brought=row.brought,
        seal=row.seal,
    )
