"""The futures of a film: the answer first, then how likely, how much, when, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from topsheet.documents import Problem
from topsheet.film.futures import alternatives, missing_for, setup_for, variants_of
from topsheet.papers import charts_futures as drawn
from topsheet.papers.returns import investments
from topsheet.recoupment.futures import Change, Outcome, Setup, Simulation, changed, digest_of
from topsheet.recoupment.futures.wording import CASES, TAILS, answer, short
from topsheet_desk.recoupment import simulation_tables as tables
from topsheet_desk.recoupment.simulation_form import LEAST, MOST, FuturesForm
from topsheet_desk.recoupment.simulation_kept import SWING_RUNS, Job, marks_of, simulated, swings_of
from topsheet_desk.site.charts import Chart
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import Room
from topsheet_desk.vault.lookups import Ask, Sitting, sit

_DOTS = " Dots: where a stage is full."
_SHORT = 12  # letters of a digest that a page prints


@dataclass(frozen=True, slots=True, kw_only=True)
class FuturesRoom(Room):
    """The page: what is asked, and either its answer, how far the work on it has come, or why there is none."""

    form: FuturesForm
    missing: tuple[Problem, ...] = ()
    job: Job | None = None
    failed: str = ""
    told: tuple[str, ...] = ()
    simulation: Simulation | None = None
    digest: str = ""
    beside: str = ""
    asked: Mapping[str, str]
    honest: tuple[str, ...] = (CASES, TAILS)

    def csv_url(self, table: str) -> str:
        """Where one of the tables is had as CSV, of the same futures."""
        return reverse("futures_table", args=[self.sitting.seat.slug, table]) + self.query

    def opened(self, level: int, who: str) -> str:
        """The address of the future in which somebody, or all receipts, stand at a level of percent."""
        asked = {**self.asked, "level": str(level), "of": who}
        query = urlencode({key: value for key, value in asked.items() if value})
        return f"{reverse('future', args=[self.sitting.seat.slug])}?{query}"

    @property
    def drawn(self) -> str:
        """How many futures from which seed, or how many of them so far."""
        if self.job:
            return f"{self.job.done:,} of {self.job.runs:,} futures drawn"
        made = self.simulation
        return f"{made.runs:,} futures from seed {made.seed}" if made else ""

    @property
    def query(self) -> str:
        """What was asked, as an address: the same address gives the same page while the papers stand."""
        return f"?{urlencode({key: value for key, value in self.asked.items() if value})}"


def futures_room(ask: Ask, query: Mapping[str, str]) -> FuturesRoom:
    """The futures as the query asks for them. Raises NotShared, NoSuchOption, CannotCompute."""
    sitting = sit(ask, Page.RECOUPMENT)
    film, variants = sitting.film, variants_of(sitting.film)
    wanted = query.get("variant", "")
    variant = wanted if wanted in dict(variants) else ""
    setup = setup_for(film, variant)
    others = {each.id: each for each in alternatives(sitting.plan, film, variant)} if setup else {}
    form = FuturesForm(
        [("", "The terms as they stand"), *variants],
        _who(setup) if setup else [],
        [("", "Nothing"), *((each.id, each.label) for each in others.values())],
        data=_with_defaults(query, setup, ask.option),
    )
    held = (
        {key: str(value) for key, value in form.cleaned_data.items()} if form.is_valid() else dict[str, str]()
    )
    room = FuturesRoom(page=Page.RECOUPMENT, sitting=sitting, tables={}, form=form, asked=held)
    if (missing := missing_for(film)) or setup is None:
        return replace(room, missing=missing)
    if not form.is_valid():
        return room
    runs, seed = form.cleaned_data["runs"], form.cleaned_data["seed"]
    other = others.get(held.get("beside", ""))
    try:
        found = [simulated(each, runs, seed) for each in (setup, *([other.setup] if other else []))]
    except ValueError as error:
        return replace(room, failed=str(error))
    jobs = [each for each in found if isinstance(each, Job)]
    if jobs:
        failed = next((each.failed for each in jobs if each.failed), "")
        ready = sum(each.done if isinstance(each, Job) else each.runs for each in found)
        return replace(room, failed=failed, job=None if failed else Job(runs * len(found), ready))
    first, *rest = (each for each in found if isinstance(each, Simulation))
    made = _answered(replace(room, digest=digest_of(setup)[:_SHORT]), setup, first, held.get("who", ""))
    if not (rest and other):
        return made
    compared = tables.changes(_changes(first, rest[0]), other.label)
    return replace(made, tables={**made.tables, "changes": compared}, beside=other.label)


def _who(setup: Setup) -> list[tuple[str, str]]:
    """Those whose chance can be asked, equity first."""
    return sorted(setup.owed.items(), key=lambda each: "equity" not in each[0])


def _with_defaults(query: Mapping[str, str], setup: Setup | None, option: str) -> dict[str, str]:
    data = {key: query.get(key, "") for key in ("runs", "seed", "variant", "who", "beside")}
    if setup:
        data["runs"] = data["runs"] or str(min(MOST, max(LEAST, setup.forecast.runs)))
        data["seed"] = data["seed"] or str(setup.forecast.seed)
    return {**data, "option": option}


def _answered(room: FuturesRoom, setup: Setup, found: Simulation, who: str) -> FuturesRoom:
    """The page with its tables and charts."""
    sitting, marks = room.sitting, marks_of(setup, found)
    classes = _classes(found)
    shown = {
        "likely": tables.likely(found, _pages(sitting, found)),
        "outcomes": tables.outcomes(found, room.opened),
        "debts": tables.debts(found),
        "reached": tables.reached(found, marks, room.opened),
        "bins": tables.bins(found, classes),
        "quarters": tables.quarters(found),
        "sheet": tables.territories(sitting, setup.forecast),
        "assumptions": tables.assumptions(sitting.film, setup.forecast),
    }
    charts = {
        "curve": Chart(
            "curve", "How far receipts come", drawn.curve(found, marks),
            f"In how many of 100 futures receipts reach each amount.{_DOTS if marks else ''}", "reached",
        ),
        **{
            f"bins-{at}": Chart(
                f"bins-{at}", f"{each.name}: times the money", drawn.histogram(found, each),
                f"In how many of 100 futures {each.name} has had so many times its money.", "bins",
            )
            for at, each in enumerate(classes)
        },
        "stages": Chart(
            "stages", "Who is paid in full, by quarter", drawn.stages(found),
            "By the end of each quarter, in how many of 100 futures the terms are full up to which stage.",
            "quarters",
        ),
    }  # fmt: skip
    told = [answer(each) for each in classes if each.missing is None]
    told += [words for each in classes if (words := short(each, found.currency))]
    room = replace(room, tables=shown, charts=charts, told=tuple(told), simulation=found)
    return _with_swings(room, setup, who or next(iter(dict(_who(setup))), ""))


def _with_swings(room: FuturesRoom, setup: Setup, who: str) -> FuturesRoom:
    """The page with what moves somebody's chance."""
    if not who or room.simulation is None:
        return room
    base, found = swings_of(setup, who, room.simulation.seed)
    name = room.simulation.outcome(who).name
    chart = Chart(
        "tornado", f"What moves the chance of {name}", drawn.swings(found, base),
        f"How often {name} has its money back over {SWING_RUNS:,} futures, one assumption at its low or high end.",
        "swings",
    )  # fmt: skip
    shown = {**room.tables, "swings": tables.swings(base, found, name)}
    return replace(room, tables=shown, charts={**room.charts, "swings": chart})


def _classes(found: Simulation) -> list[Outcome]:
    """One outcome a kind: the kind together where it is of several, investors before lenders."""
    together = {each.kind for each in found.outcomes if each.id.startswith("kind:")}
    held = [
        each
        for each in found.outcomes
        if each.goals and (each.id.startswith("kind:") or each.kind not in together)
    ]
    return sorted(held, key=lambda each: each.missing is not None)


def _changes(first: Simulation, second: Simulation) -> list[tuple[str, Change]]:
    both = [each for each in first.outcomes if first.owed.get(each.id) and second.owed.get(each.id)]
    return [(each.name, changed(first, second, each.id)) for each in both]


def _pages(sitting: Sitting, found: Simulation) -> dict[str, str]:
    """Addresses of the one page of each investment or class, for those who make it."""
    able = set(investments(sitting.film)) if sitting.seat.can(Act.MAKE, "investor-page") else set()
    able |= {f"kind:{sitting.film.finance.source(each).kind}" for each in able}
    query = f"?{urlencode({'option': sitting.ask.option})}" if sitting.ask.option else ""
    return {
        each.id: reverse("futures_for", args=[sitting.seat.slug, each.id]) + query
        for each in found.outcomes
        if each.id in able
    }
