"""What stands around every page of a film: its name, the rooms in the film's order, the options, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from topsheet_desk.site.permissions import Act, Page

if TYPE_CHECKING:
    from topsheet_desk.vault.lookups import Seat, Sitting

THEMES = ("system", "light", "dark")
_LABELS = {
    Page.COCKPIT: "Cockpit",
    Page.SCRIPT: "Script",
    Page.SCHEDULE: "Schedule",
    Page.BUDGET: "Budget",
    Page.INCENTIVES: "Incentives",
    Page.MARKET: "Market",
    Page.FINANCE: "Finance",
    Page.CLOSING: "Closing",
    Page.GREENLIGHT: "Greenlight",
    Page.RECOUPMENT: "Recoupment",
    Page.PORTAL: "Your investment",
}
# Pages within a room: what they are called, and the room.
_WITHIN = {
    Page.PARTICIPATIONS: ("Participations", Page.RECOUPMENT),
    Page.OFFERS: ("Offers", Page.RECOUPMENT),
    Page.RECEIPTS: ("Receipts", Page.RECOUPMENT),
}
# The rooms in which the production is run, under those that show the film.
_OFFICE = {
    Page.DOCUMENTS: "Documents",
    Page.DECISIONS: "Decisions",
    Page.FUNDRAISING: "Fundraising",
    Page.LEDGER: "Ledger",
    Page.PEOPLE: "People",
    Page.REPORTS: "Reports",
    Page.MADE: "Papers",
    Page.LOG: "Log",
    Page.PROBLEMS: "Problems",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go, and whether one is there."""

    label: str
    url: str
    here: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a film's page."""

    title: str
    slug: str
    role: str
    here: str
    option: str
    rooms: tuple[Link, ...]
    office: tuple[Link, ...]
    options: tuple[Link, ...]
    as_of: date | None
    currency: str
    problems: int
    papers: bool
    query: str
    search: bool
    adopt: str = ""
    as_of_asked: str = ""


def frame(sitting: Sitting, page: Page) -> Frame:
    """The frame of a film's page for the person sitting before it."""
    seat, option = sitting.seat, sitting.ask.option
    query = f"?{urlencode({'option': option})}" if option else ""
    here = reverse(page.value, args=[seat.slug]) if page in _LABELS else ""
    switch = (
        _options(sitting, here)
        if seat.may(Page.FINANCE) and page not in (Page.PORTAL, Page.PROBLEMS) and here
        else ()
    )
    return Frame(
        title=sitting.film.title,
        slug=seat.slug,
        role=seat.role.label,
        here=_LABELS.get(page) or _WITHIN.get(page, ("", page))[0],
        option=option,
        rooms=rooms(seat, page, query),
        office=office(seat, page),
        options=switch,
        as_of=sitting.film.as_of,
        currency=sitting.film.currency,
        problems=len(sitting.film.problems) if seat.may(Page.PROBLEMS) else 0,
        papers=seat.may(Page.PAPERS),
        query=query,
        search=seat.may(Page.SEARCH),
        adopt=reverse("finance_adopt", args=[seat.slug, option])
        if option and "/" not in option and seat.may(Page.FINANCE) and seat.can(Act.EDIT, "finance")
        else "",
    )


def desk_frame(seat: Seat, page: Page, title: str, as_of: date | None = None, currency: str = "") -> Frame:
    """The frame of a page that stands without the computed film, which may not be there."""
    return Frame(
        title=title,
        slug=seat.slug,
        role=seat.role.label,
        here=_OFFICE.get(page) or _LABELS.get(page) or _WITHIN.get(page, ("", page))[0],
        option="",
        rooms=rooms(seat, page),
        office=office(seat, page),
        options=(),
        as_of=as_of,
        currency=currency,
        problems=0,
        papers=False,
        query="",
        search=seat.may(Page.SEARCH),
    )


def office(seat: Seat, page: Page) -> tuple[Link, ...]:
    """The rooms of the production's running that the seat opens."""
    opened = tuple(
        Link(label, reverse(room.value, args=[seat.slug]), here=room is page)
        for room, label in _OFFICE.items()
        if seat.may(room)
    )
    doors = ((Act.TAKE_IN, "Take papers in", "take_in_papers"), (Act.TAKE_OUT, "Take it out", "take_out"))
    return (
        *opened,
        *(Link(label, reverse(name, args=[seat.slug])) for act, label, name in doors if seat.can(act)),
    )


def rooms(seat: Seat, page: Page, query: str = "") -> tuple[Link, ...]:
    """The rooms the seat opens, in the order of a film's life; last a participation of their own."""
    around = _WITHIN.get(page, ("", page))[1]
    opened = tuple(
        Link(label, reverse(room.value, args=[seat.slug]) + query, here=room is around)
        for room, label in _LABELS.items()
        if seat.may(room)
    )
    if seat.may(Page.PARTICIPATIONS) or not seat.deals:
        return opened
    own = reverse(Page.PARTICIPATIONS.value, args=[seat.slug])
    return (*opened, Link("Your participation", own, here=page is Page.PARTICIPATIONS))


def _options(sitting: Sitting, here: str) -> tuple[Link, ...]:
    chosen = sitting.ask.option
    plan = Link("Plan as it stands", here, not chosen)
    return (
        plan,
        *(
            Link(option.name, f"{here}?{urlencode({'option': option.id})}", chosen == option.id, option.note)
            for option in sitting.plan.options
        ),
    )


def every_page(request: HttpRequest) -> dict[str, object]:
    """The chosen theme, who is signed in, and the version of the bundle, for the base template."""
    theme = request.COOKIES.get("topsheet_theme", "system")
    person = request.user if hasattr(request, "user") and request.user.is_authenticated else None
    return {"theme": theme if theme in THEMES else "system", "person": person, "bundle": _bundle()}


def _bundle() -> str:
    """A mark that changes with the bundle, so that a browser never keeps an old one."""
    built = Path(settings.STATICFILES_DIRS[0]) / "desk" / "main.js"
    return str(built.stat().st_mtime_ns // 1_000_000) if built.is_file() else ""
