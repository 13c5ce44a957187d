"""Every kept row as plain values that mean the same on any desk, and those values read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from django.db.models import TextChoices
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
)

from topsheet.money import is_currency
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.records import Decision, Kept, Person, ReportDuty, ReportFiled, Revision, Save
from topsheet_desk.vault.verdicts import RequestKind, Verdict

_BIG = 2**63 - 1
_MOST = 2**31 - 1
_MONEY = ("money", "face", "cash", "in_kind")
_NUMBERS = (*_MONEY, "percent", "number")
_LONGEST = 60


def as_json(told: Any) -> bytes:
    """Plain values as the one JSON text an export writes: keys in order, a line for each, every letter as it is."""
    return (json.dumps(told, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def signature(person: Person) -> str:
    """Name and address, as they stand now."""
    return f"{person.name} <{person.email}>"


def address_in(signed: str) -> tuple[str, str]:
    """Name and address of a signature; empty where there is none."""
    name, bracket, rest = signed.rpartition(" <")
    return (name, rest[:-1]) if bracket and rest.endswith(">") else ("", "")


def kept(row: Kept) -> dict[str, Any]:
    """Number, signature, role, moment, seal, and everything the row says."""
    who = {"signed": row.signed, "role": row.role, "at": row.at.isoformat()}
    return {"number": row.number, **who, "seal": row.seal, **row.facts()}


def decision(row: Decision) -> dict[str, Any]:
    """A decision, with the address of the delegate's principal as it was then: it may be another by now."""
    return {**kept(row), "held_by": address_in(row.held_for)[1] if row.held_by else ""}


def revision(row: Revision) -> dict[str, Any]:
    """A sealed revision with all that it holds; its parent by ordinal."""
    return {
        **kept(row),
        "document": row.document.name,
        "kind": row.document.kind,
        "kind_version": row.kind_version,
        "paper": row.paper.digest,
        "value": row.value,
        "totals": row.totals,
        "figures": row.figures,
        "basis": row.basis,
        "parent": row.parent.ordinal if row.parent else None,
    }


def save(row: Save) -> dict[str, Any]:
    """One save of a draft."""
    return {
        "document": row.document.name,
        "kind": row.document.kind,
        "number": row.number,
        "paper": row.paper.digest,
        "signed": signature(row.person),
        "role": row.role,
        "at": row.at.isoformat(),
        "note": row.note,
    }


def reports(duties: list[ReportDuty], filed: Iterable[ReportFiled]) -> dict[str, Any]:
    """The duties in their order, and each filed report with the place of its duty."""
    place = {duty.pk: number for number, duty in enumerate(duties, 1)}
    return {
        "duties": [_duty(duty) for duty in duties],
        "filed": [{**kept(row), "duty": place[row.duty_id]} for row in filed],
    }


def _duty(duty: ReportDuty) -> dict[str, Any]:
    days = {"starts_date": duty.starts_date.isoformat(), "ends_date": duty.ends_date.isoformat()}
    return {
        **{name: getattr(duty, name) for name in ("title", "role", "rhythm", "weekday", "zone")},
        "time": duty.time.isoformat(),
        **days,
        "ended_at": duty.ended_at.isoformat() if duty.ended_at else None,
    }


def _moment(written: object) -> datetime:
    """A moment in UTC exactly as an export writes it: another spelling would change the seal once it is kept."""
    found = datetime.fromisoformat(written) if isinstance(written, str) else None
    if found is None or found.tzinfo is None or found.astimezone(UTC).isoformat() != written:
        raise ValueError
    return found.astimezone(UTC)


def _day(written: object) -> date:
    found = date.fromisoformat(written) if isinstance(written, str) else None
    if found is None or found.isoformat() != written:
        raise ValueError
    return found


def _time(written: object) -> time:
    found = time.fromisoformat(written) if isinstance(written, str) else None
    if found is None or found.isoformat() != written or found.tzinfo:
        raise ValueError
    return found


def _one_of(words: type[TextChoices], *more: str) -> Callable[[str], str]:
    """The word, which must be one of those known here, or one of some more."""

    def known(written: str) -> str:
        if written not in words.values and written not in more:
            raise ValueError
        return written

    return known


Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_day)]
Time = Annotated[time, BeforeValidator(_time)]
Number = Annotated[StrictInt, Field(ge=1, le=_MOST)]
Minor = Annotated[StrictInt, Field(ge=-_BIG, le=_BIG)]
Hash = Annotated[StrictStr, Field(pattern="^[0-9a-f]{64}$")]
RoleWord = Annotated[StrictStr, AfterValidator(_one_of(Role))]
RoleOrNone = Annotated[StrictStr, AfterValidator(_one_of(Role, ""))]
KindWord = Annotated[StrictStr, AfterValidator(_one_of(RequestKind))]
VerdictWord = Annotated[StrictStr, AfterValidator(_one_of(Verdict))]


def _total(told: dict[str, str]) -> dict[str, str]:
    """A total: label, kind, and a value of the kind; an amount has its currency, and nothing else has one."""
    money = told.get("kind") in _MONEY
    if set(told) != {"label", "kind", "value", *(("currency",) if money else ())}:
        raise ValueError
    if (money and not is_currency(told["currency"])) or not _is_of(told["kind"], told["value"]):
        raise ValueError
    return told


def _is_of(kind: str, value: str) -> bool:
    """Whether the text is a value of the kind."""
    if kind == "date":
        return bool(_day(value))
    try:
        return kind == "text" or (kind in _NUMBERS and len(value) <= _LONGEST and Decimal(value).is_finite())
    except InvalidOperation:
        return False


Total = Annotated[dict[StrictStr, StrictStr], AfterValidator(_total)]


class _Told(BaseModel):
    """What stands in a file: these keys, all of them, and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NamedTold(_Told):
    """A sealed revision that a request or a decision rests on."""

    document: StrictStr
    ordinal: Number
    digest: Hash


class BasisTold(_Told):
    """What the figures of a sealed revision were made from: the digest of each paper, and the day."""

    papers: dict[StrictStr, Hash]
    as_of: Annotated[StrictStr, AfterValidator(lambda written: _day(written).isoformat())]


class KeptTold(_Told):
    """What every kept row tells."""

    number: Number
    signed: StrictStr
    role: RoleOrNone
    at: Moment
    seal: Hash


class SaveTold(_Told):
    """A save."""

    document: StrictStr
    kind: StrictStr
    number: Number
    paper: Hash
    signed: StrictStr
    role: RoleOrNone
    at: Moment
    note: StrictStr


class RevisionTold(KeptTold):
    """A sealed revision."""

    document: StrictStr
    kind: StrictStr
    ordinal: Number
    kind_version: Annotated[StrictInt, Field(ge=0, le=_MOST)]
    paper: Hash
    value: StrictStr
    totals: dict[StrictStr, Total]
    figures: StrictStr
    basis: BasisTold
    digest: Hash
    parent: Number | None
    reason: StrictStr


class RequestTold(KeptTold):
    """A request."""

    kind: KindWord
    question: StrictStr
    reason: StrictStr
    revisions: list[NamedTold]
    needs: list[RoleWord]
    amount_minor: Minor | None
    currency: StrictStr
    account: StrictStr
    episode: StrictStr
    place: StrictStr
    noted: StrictBool
    due_at: Moment | None


class DecisionTold(KeptTold):
    """A decision."""

    question: StrictStr
    revisions: list[NamedTold]
    verdict: VerdictWord
    reason: StrictStr
    conditions: StrictStr
    dissent: StrictStr
    place: StrictStr
    held_for: StrictStr
    held_by: StrictStr
    gate: StrictStr
    gate_reason: StrictStr
    request: Number | None


class EntryTold(KeptTold):
    """A row of the ledger."""

    kind: StrictStr
    date: Day
    posted_date: Day
    amount_minor: Minor
    currency: StrictStr
    account: StrictStr
    payee: StrictStr
    memo: StrictStr
    paper: StrictStr
    place: StrictStr
    episode: StrictStr
    department: StrictStr
    adjustment: StrictBool
    reverses: Number | None


class ClosingTold(KeptTold):
    """The closing of a period."""

    until: Day
    reason: StrictStr


class DutyTold(_Told):
    """A report that a role owes."""

    title: StrictStr
    role: RoleWord
    rhythm: StrictStr
    weekday: Annotated[StrictInt, Field(ge=0, le=6)] | None
    zone: StrictStr
    time: Time
    starts_date: Day
    ends_date: Day
    ended_at: Moment | None


class FiledTold(KeptTold):
    """A report that came."""

    title: StrictStr
    due_date: Day
    words: StrictStr
    duty: Number


class LineTold(KeptTold):
    """A line of the log."""

    act: StrictStr
    words: StrictStr
    page: StrictStr


class BookTold(_Told):
    """What the export says of itself: its format, how many rows each book has, and what was left out."""

    format: StrictInt
    rows: dict[StrictStr, StrictInt]
    left_out: list[StrictStr]


__all__ = [
    "BookTold",
    "ClosingTold",
    "DecisionTold",
    "DutyTold",
    "EntryTold",
    "FiledTold",
    "KeptTold",
    "LineTold",
    "RequestTold",
    "RevisionTold",
    "SaveTold",
    "address_in",
    "as_json",
    "decision",
    "kept",
    "reports",
    "revision",
    "save",
    "signature",
]
