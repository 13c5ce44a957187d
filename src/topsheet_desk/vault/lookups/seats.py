"""Who sits where, and the film as their seat shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from topsheet.documents import Problem, Severity
from topsheet.figures import Figure, Value
from topsheet.film import Film, OptionReport, kind_of
from topsheet.money import Money
from topsheet_desk.site.permissions import OWN_PARTICIPATION, Act, Actor, Page, may, opens
from topsheet_desk.site.roles import Role
from topsheet_desk.site.sight import Sight, sight_of
from topsheet_desk.site.tables import Cell, Tone, shown, withheld
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.records import Membership
from topsheet_desk.vault.refusals import CannotCompute, NoSuchOption, NotShared


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks for which film, under which option of the finance plan, on which day; `as_of` is a day as written."""

    person: int
    slug: str
    option: str
    today: date
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place on one production: the role that opens the page, the party whose line is theirs.

    `parties` are those of all their roles here.
    """

    person: int
    production: int
    slug: str
    role: Role
    party: str
    roles: tuple[Role, ...]
    parties: frozenset[str] = frozenset()

    def may(self, page: Page) -> bool:
        """Whether any of the person's roles here opens the page."""
        return self.can(Act.OPEN, page)

    def can(self, act: Act, thing: str = "") -> bool:
        """Whether any of the person's roles here may do the act to the thing."""
        return may(self.actor, act, thing)

    @property
    def actor(self) -> Actor:
        """The person with all their roles here."""
        return Actor(self.person, self.roles)

    @property
    def deals(self) -> frozenset[str]:
        """The participations that are the person's own, by id: those of a party they sit for."""
        if not self.parties or not self.can(Act.READ, OWN_PARTICIPATION):
            return frozenset()
        made = reading.read(reading.stamp(self.production)).production
        agreed = made.participations.deals if made and made.participations else ()
        return frozenset(deal.id for deal in agreed if deal.participant in self.parties)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat with the computed film before it, and the sight that decides which figures are shown."""

    ask: Ask
    seat: Seat
    film: Film
    plan: Film
    sight: Sight
    option: OptionReport | None = None

    def cell(
        self, figure: Figure[Value] | None, *, tone: Tone = Tone.PLAIN, blank_zero: bool = False
    ) -> Cell:
        """The figure as a cell, or the word `withheld`."""
        if figure is not None and not self.sight.sees(figure.name):
            return withheld()
        return shown(figure, tone=tone, blank_zero=blank_zero)

    def in_currency(self, figure: Figure[Money]) -> Cell:
        """An amount that stands in a currency of its own, which it says."""
        found = self.cell(figure)
        return (
            replace(found, text=f"{figure.value.currency} {found.text}", amount=None)
            if found.figure
            else found
        )

    def named(self, party: str) -> str:
        """A party of the production by name; what is no party's id as it is written."""
        known = self.film.production.document.people.get(party)
        return known.name if known else party

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The film's problems, as far as the seat may read them."""
        return told(self.seat, self.film.problems)

    @property
    def errors(self) -> int:
        """How many problems stop figures."""
        return sum(problem.severity is Severity.ERROR for problem in self.film.problems)


def seats_of(person: int) -> list[Seat]:
    """Every production the person has a role on, with the first role in the hierarchy."""
    held: dict[str, list[Membership]] = {}
    for membership in _held(person).order_by("production__slug"):
        held.setdefault(membership.production.slug, []).append(membership)
    return [_seat(found, found[0]) for found in (_by_rank(group) for group in held.values())]


def seat_for(person: int, slug: str, page: Page) -> Seat:
    """The person's seat on a production, in the first of their roles that opens the page. Raises NotShared."""
    found = _by_rank(list(_held(person).filter(production__slug=slug)))
    for membership in found:
        if opens(Role(membership.role), page):
            return _seat(found, membership)
    raise NotShared


def any_seat(person: int, slug: str) -> Seat:
    """The person's seat on a production in the first of their roles, whatever it opens. Raises NotShared."""
    found = _by_rank(list(_held(person).filter(production__slug=slug)))
    if not found:
        raise NotShared
    return _seat(found, found[0])


def sit(ask: Ask, page: Page) -> Sitting:
    """The film before the person who asks. Raises NotShared, NoSuchOption, CannotCompute."""
    seat = seat_for(ask.person, ask.slug, page)
    plan = _film(seat, ask.today)
    option = next((option for option in plan.options if option.id == ask.option), None)
    if ask.option and option is None:
        raise NoSuchOption
    film = option.film if option else plan
    return Sitting(ask, seat, film, plan, sight_of(seat.role, film), option)


def sit_for_a_party(ask: Ask) -> Sitting:
    """The film as it stands before a person whose own participation is all that is told of it; no figure is open.

    Raises NotShared where no deal is theirs, CannotCompute.
    """
    seat = any_seat(ask.person, ask.slug)
    if not seat.deals:
        raise NotShared
    plan = _film(seat, ask.today)
    return Sitting(Ask(ask.person, ask.slug, "", ask.today), seat, plan, plan, Sight())


def told(seat: Seat, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as a seat may read them: what one quotes of a document that is not theirs to read stays out."""
    return tuple(each if _reads(seat, each) else _unsaid(each) for each in problems)


def _reads(seat: Seat, problem: Problem) -> bool:
    name = problem.where.partition(" ")[0].partition(":")[0]
    kind = kind_of(name) or ("screenplay" if name.endswith((".fountain", "script/")) else "")
    return not kind or seat.can(Act.READ, kind)


def _unsaid(problem: Problem) -> Problem:
    return Problem(
        problem.where.partition(" ")[0],
        "has a mistake whose words are not shared with your role",
        "Figures made from it may be missing or wrong.",
        "Ask whoever keeps that document to mend it.",
        problem.severity,
    )


def problems_of(ask: Ask) -> tuple[Seat, Film | None, tuple[Problem, ...]]:
    """Every problem in the production's papers, and the film when it can be computed. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.PROBLEMS)
    stamped = reading.stamp(seat.production)
    film = reading.film(stamped, ask.today)
    return seat, film, told(seat, film.problems if film else reading.problems(stamped, ask.today))


def _film(seat: Seat, today: date) -> Film:
    stamped = reading.stamp(seat.production)
    film = reading.film(stamped, today)
    if film is None:
        shown = told(seat, reading.problems(stamped, today)) if seat.may(Page.PROBLEMS) else ()
        raise CannotCompute(seat.slug, shown)
    return film


def _held(person: int) -> QuerySet[Membership]:
    mine = Membership.objects.filter(person_id=person, person__is_active=True, ended_at=None)
    return mine.select_related("production")


def _by_rank(memberships: list[Membership]) -> list[Membership]:
    order = list(Role)
    return sorted(memberships, key=lambda membership: order.index(Role(membership.role)))


def _seat(all_held: list[Membership], used: Membership) -> Seat:
    roles = tuple(Role(membership.role) for membership in all_held)
    parties = frozenset(membership.party for membership in all_held if membership.party)
    production = used.production
    return Seat(used.person_id, production.pk, production.slug, Role(used.role), used.party, roles, parties)
