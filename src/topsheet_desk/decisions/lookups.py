"""What is asked and decided on a production, as far as the reader may see it; and what the reader may say to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from topsheet_desk.site.permissions import Act, Page, role_for
from topsheet_desk.site.roles import LADDER, Role
from topsheet_desk.site.rooms import DeskRoom
from topsheet_desk.site.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Tone,
    chip,
    moment_cell,
    table,
    text,
)
from topsheet_desk.vault.lookups import Ask, Seat, reading, seat_for
from topsheet_desk.vault.lookups.deciding import VERDICTS, may_decide
from topsheet_desk.vault.lookups.requests import (
    Capacity,
    approvers,
    drifted,
    limit_of,
    money_of,
    revisions_named,
    standing_of,
    standings,
    visible,
)
from topsheet_desk.vault.records import (
    Authority,
    Decision,
    Delegation,
    Membership,
    Request,
    RequestKind,
)
from topsheet_desk.vault.refusals import NoSuchRequest
from topsheet_desk.vault.standing import Standing, State

TONES = {
    State.OPEN: Tone.WATCH,
    State.APPROVED: Tone.GOOD,
    State.RETURNED: Tone.DECIDE,
    State.REJECTED: Tone.DECIDE,
    State.ANSWERED: Tone.GOOD,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A verdict the reader can choose, and what it asks them to write."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsRoom(DeskRoom):
    """Requests, decisions, who may decide how much; and what the reader may ask."""

    may_spend: bool
    may_ask: bool
    may_grant: bool
    may_delegate: bool
    roles_asked: tuple[Role, ...]
    currency: str
    seats: tuple[Membership, ...]
    own_roles: tuple[Role, ...]
    people: tuple[tuple[int, str, Role], ...]
    authorities: tuple[tuple[Authority, str, bool], ...]
    delegations: tuple[tuple[Delegation, bool], ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRoom(DeskRoom):
    """One request with all that was said on it, and the forms for what the reader may say."""

    request: Request
    state: str
    tone: Tone
    waits_for: str
    amount: str
    facts: tuple[tuple[str, str], ...]
    revisions: tuple[tuple[str, str, str, str], ...]
    decisions: tuple[Decision, ...]
    choices: tuple[Choice, ...]
    capacities: tuple[Capacity, ...]
    may_withdraw: bool
    drifted: tuple[str, ...]
    tested: tuple[tuple[str, str], ...]
    refusal: str = ""
    said: dict[str, str] | None = None


def decisions_room(ask: Ask, now: datetime) -> DecisionsRoom:
    """The requests and decisions of a production. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.DECISIONS)
    asked = visible(seat, now)
    stands = standings(asked)
    tables = {
        "open": _requests(seat, asked, stands, open_only=True),
        "requests": _requests(seat, asked, stands, open_only=False),
    }
    read = reading.read(reading.stamp(seat.production)).production
    sees_authority = seat.can(Act.GRANT) or seat.can(Act.DELEGATE)
    members = _members(seat)
    others = [each for each in members if each.person_id != ask.person and Role(each.role) in LADDER]
    return DecisionsRoom(
        page=Page.DECISIONS,
        seat=seat,
        title=reading.title(seat.production),
        tables=tables,
        may_spend=seat.can(Act.ASK, RequestKind.SPEND),
        may_ask=seat.can(Act.ASK, RequestKind.QUESTION),
        may_grant=seat.can(Act.GRANT),
        may_delegate=seat.can(Act.DELEGATE),
        roles_asked=tuple(
            role for role in Role if any(each.role == role and each.person_id != ask.person for each in members)
        ),
        currency=read.document.currency if read else "",
        seats=tuple(others),
        own_roles=tuple(role for role in seat.roles if role_for(seat.actor, Act.DELEGATE) and role in LADDER),
        people=tuple((each.pk, each.person.name, Role(each.role)) for each in others),
        authorities=tuple(_authorities(seat, now)) if sees_authority else (),
        delegations=tuple(_delegations(seat, now)) if sees_authority else (),
        places=_places(seat),
    )  # fmt: skip


def request_room(
    ask: Ask, number: int, now: datetime, *, refusal: str = "", said: dict[str, str] | None = None
) -> RequestRoom:
    """One request. Raises NotShared, NoSuchRequest."""
    seat = seat_for(ask.person, ask.slug, Page.DECISIONS)
    request = next((each for each in visible(seat, now) if each.number == number), None)
    if request is None:
        raise NoSuchRequest
    stands = standing_of(request)
    able = may_decide(request, ask.person, now)
    return RequestRoom(
        page=Page.DECISIONS,
        seat=seat,
        title=reading.title(seat.production),
        request=request,
        state=stands.state.capitalize(),
        tone=TONES.get(stands.state, Tone.PLAIN),
        waits_for=_waits_for(stands),
        amount=str(money_of(request.amount_minor, request.currency)) if request.amount_minor else "",
        facts=tuple(_facts(request)),
        revisions=tuple(_revisions(seat, request)),
        decisions=tuple(request.decisions.select_related("person", "held_by").order_by("number")),
        choices=tuple(Choice(str(each), each.label) for each in VERDICTS[request.kind]) if able else (),
        capacities=able,
        may_withdraw=request.person_id == ask.person and stands.state is State.OPEN and not request.brought,
        drifted=tuple(document.name for document in drifted(seat.production, request.revisions)),
        tested=tuple(_tested(seat, request, stands, now)) if stands.state is State.OPEN else (),
        refusal=refusal,
        said=said,
    )


def _requests(seat: Seat, asked: Sequence[Request], stands: dict[int, Standing], *, open_only: bool) -> Table:
    rows = []
    for request in sorted(asked, key=lambda each: -each.number):
        stand = stands[request.pk]
        if open_only is not (stand.state is State.OPEN):
            continue
        rows.append(Row(tuple(_row(seat, request, stand))))
    columns = (
        Column("No.", Kind.NUMBER),
        Column("Asked"),
        Column("By"),
        Column("When", Kind.DATE),
        Column("Amount", Kind.MONEY),
        Column("State"),
        Column("Waits for"),
    )
    if open_only:
        return table("open", "Open", columns, rows, empty="Nothing is asked at the moment.")
    empty = "Nothing has been decided yet. What is decided stays here for good."
    return table("requests", "Decided and noted", columns, rows, tools=True, empty=empty)


def _row(seat: Seat, request: Request, stand: Standing) -> Iterator[Cell]:
    address = reverse("request", args=[seat.slug, request.number])
    yield text(request.number)
    yield text(request.question, anchor=address)
    yield text(request.person.name, note="brought in" if request.brought else "")
    yield moment_cell(request.at)
    amount = money_of(request.amount_minor, request.currency) if request.amount_minor else None
    yield text(str(amount), value=str(amount.amount)) if amount else text("–", tone=Tone.QUIET)
    yield chip(stand.state.capitalize(), TONES.get(stand.state, Tone.PLAIN))
    yield text(_waits_for(stand) or "–")


def _waits_for(stand: Standing) -> str:
    if stand.state is not State.OPEN:
        return ""
    if stand.needs:
        return ", ".join(role.label.lower() for role in stand.needs)
    above = f" above the {stand.passed_up_by.label.lower()}" if stand.passed_up_by else ""
    return f"whose authority covers it{above}"


def _facts(request: Request) -> Iterator[tuple[str, str]]:
    if request.account:
        yield "Account", request.account
    if request.episode:
        yield "Episode", request.episode


def _revisions(seat: Seat, request: Request) -> Iterator[tuple[str, str, str, str]]:
    """Name, digest, its page and its comparison with the one before, as far as the reader may read the document."""
    for revision in revisions_named(seat.production, request.revisions):
        kind, ordinal = revision.document.kind, revision.ordinal
        name = f"{revision.document.name}, revision {ordinal}"
        if not seat.can(Act.READ, kind):
            yield name, "", "", ""
            continue
        page = reverse("revision", args=[seat.slug, kind, ordinal])
        compare = (
            f"{reverse('compare', args=[seat.slug, kind])}?from={ordinal - 1}&to={ordinal}"
            if ordinal > 1
            else ""
        )
        yield name, revision.digest, page, compare


def _tested(seat: Seat, request: Request, stands: Standing, now: datetime) -> Iterator[tuple[str, str]]:
    """For money: whose authority covers the cumulative sum on the lowest rung that does, and that sum."""
    if request.kind != RequestKind.SPEND:
        return
    found = approvers(request, stands, now)
    if not found:
        yield "Nobody", "no authority on any rung covers the sum of all that was approved and this"
    for each in found:
        if not (seat.can(Act.GRANT) or seat.may(Page.LEDGER) or each.limit.person == seat.person):
            yield f"{each.limit.name}, {each.limit.role.label.lower()}", "covers it"
            continue
        ceiling = f"of {each.ceiling}" if each.ceiling is not None else "without a limit"
        yield (
            f"{each.limit.name}, {each.limit.role.label.lower()}",
            f"{each.total} with all that was approved before, {ceiling}",
        )


def _authorities(seat: Seat, now: datetime) -> Iterator[tuple[Authority, str, bool]]:
    found = Authority.objects.filter(seat__production_id=seat.production, ended_at=None)
    for authority in found.select_related("seat__person", "given_by").order_by("pk"):
        if not (seat.can(Act.GRANT) or authority.seat.person_id == seat.person):
            continue
        limit = limit_of(authority)
        parts = [str(limit.amount)] if limit.amount is not None else []
        if limit.percent is not None:
            parts.append(f"{limit.percent} of the approved budget")
        words = " or ".join(parts) or "no limit"
        words = f"the smaller of {' and '.join(parts)}" if len(parts) == 2 else words
        if authority.account_from:
            words += (
                f"; accounts {authority.account_from} to {authority.account_to or authority.account_from}"
            )
        if authority.episode:
            words += f"; episode {authority.episode}"
        yield authority, words, limit.in_force(now)


def _delegations(seat: Seat, now: datetime) -> Iterator[tuple[Delegation, bool]]:
    found = Delegation.objects.filter(seat__production_id=seat.production)
    if not seat.can(Act.GRANT):
        found = found.filter(Q(seat__person_id=seat.person) | Q(to_id=seat.person))
    for each in found.select_related("seat__person", "to").order_by("-pk")[:50]:
        yield each, each.ended_at is None and each.starts_at <= now < each.ends_at


def _members(seat: Seat) -> tuple[Membership, ...]:
    found = Membership.objects.filter(production_id=seat.production, ended_at=None, person__is_active=True)
    order = list(Role)
    return tuple(sorted(found.select_related("person"), key=lambda each: order.index(Role(each.role))))


def _places(seat: Seat) -> tuple[tuple[str, str], ...]:
    """The places of the production by their time zones, for setting a time by their clock."""
    read = reading.read(reading.stamp(seat.production)).production
    places = read.document.places.values() if read else ()
    return tuple(dict.fromkeys((str(place.timezone), place.name) for place in places))
