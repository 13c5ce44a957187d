"""What those who edit the finance plan find on its page: values written in where they stand, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from topsheet.finance import option_names, told_apart
from topsheet.finance.kinds import Source
from topsheet.papers.spell import spell
from topsheet_desk.site.permissions import Act
from topsheet_desk.site.tables import Cell, Column, Table
from topsheet_desk.vault.lookups import Sitting

# What the keys of rows begin with; the id follows.
SOURCE_ROW = "source-"
OPTION_ROW = "option-"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do on the way to a closed plan: whether it is done, in words, and where."""

    done: bool
    words: str
    why: str
    url: str


def edits(sitting: Sitting) -> bool:
    """Whether this reader changes the plan on this page: never while it shows an option."""
    return sitting.seat.can(Act.EDIT, "finance") and sitting.option is None


def editable(sitting: Sitting, sources: Table) -> Table:
    """The table of sources with a link to each form, and cells that are written in where they stand."""
    if not edits(sitting):
        return sources
    held = {f"{SOURCE_ROW}{source.id}": source for source in sitting.film.production.finance.sources}
    place = {column.label: at for at, column in enumerate(sources.columns)}
    rows = [
        replace(row, cells=_in_place(row.cells, place, sitting.seat.slug, source))
        if (source := held.get(row.key)) and linkable(source.id)
        else row
        for row in sources.rows
    ]
    return replace(sources, rows=tuple(rows))


def _in_place(cells: Sequence[Cell], place: Mapping[str, int], slug: str, source: Source) -> tuple[Cell, ...]:
    made = list(cells)
    made[0] = replace(made[0], anchor=reverse("finance_entry", args=[slug, "sources", source.id]))
    written = {"Status": "status"}
    if hasattr(source, "face") or hasattr(source, "goal"):
        written["Face value"] = "face" if hasattr(source, "face") else "goal"
    for label, name in written.items():
        if label in place and place[label] < len(made):
            cell = made[place[label]]
            made[place[label]] = replace(
                cell,
                note=(source.evidence or cell.note) if name == "status" else cell.note,
                edit=reverse("finance_cell", args=[slug, "sources", source.id, name]),
                edit_id=f"cell-{source.id}-{name}",
                edit_label=f"{name} of {source.name}",
            )
    return tuple(made)


def linkable(name: str) -> bool:
    """Whether an id can stand in an address; an entry of another is changed in the text."""
    return bool(name) and "/" not in name


def adoptable(sitting: Sitting, options: Table) -> Table:
    """The table of options with the way to adopt each, for those who may."""
    if not edits(sitting):
        return options
    rows = []
    for row in options.rows:
        option = row.key.removeprefix(OPTION_ROW)
        told = Cell("")
        if linkable(option):
            told = Cell(
                "Adopt\N{NO-BREAK SPACE}…", anchor=reverse("finance_adopt", args=[sitting.seat.slug, option])
            )
        rows.append(replace(row, cells=(*row.cells, told)))
    return replace(options, columns=(*options.columns, Column("Decide")), rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class EditBar:
    """What an editor finds on the finance page: adding and pasting, entries to open, what to do next."""

    steps: tuple[Step, ...]
    shelves: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    adopted: tuple[tuple[str, str, str], ...]
    sets_day: bool

    @property
    def written(self) -> bool:
        """Whether there is anything in the lists."""
        return bool(self.adopted) or any(entries for _shelf, _one, entries in self.shelves)


def edit_bar(sitting: Sitting) -> EditBar | None:
    """What an editor can do on the finance page; None for those who only read it."""
    if not edits(sitting):
        return None
    finance, slug = sitting.film.production.finance, sitting.seat.slug
    sources = {source.id: source.name for source in finance.sources}
    written = (
        ("options", "an option", list(option_names(finance).items())),
        (
            "stresses",
            "a stress",
            list(told_apart((each.id, each.title) for each in finance.stresses).items()),
        ),
        (
            "mandates",
            "a mandate",
            list(told_apart((each.id, each.name) for each in finance.mandates).items()),
        ),
        (
            "draws",
            "a drawdown request",
            [
                (each.id, f"{sources.get(each.source, each.source)}, {spell(each.on)}")
                for each in finance.draws
            ],
        ),
        ("deposits", "a guild deposit", [(each.id, each.label) for each in finance.cash.deposits]),
        (
            "rulings",
            "a stage ruling",
            [
                (str(place), f"{each.amount:,} by {sitting.named(each.by)}, {spell(each.on)}")
                for place, each in enumerate(finance.stage_rulings, start=1)
            ],
        ),
    )
    shelves = tuple(
        (shelf, one, tuple(each for each in entries if linkable(each[0]))) for shelf, one, entries in written
    )
    named = option_names(finance)
    taken = [(each.id, named[each.id], each.adopted) for each in finance.options if each.adopted]
    adopted = tuple((name, title, spell(day)) for name, title, day in taken if linkable(name))
    return EditBar(_steps(sitting, slug), shelves, adopted, sitting.seat.can(Act.EDIT, "production"))


def _steps(sitting: Sitting, slug: str) -> tuple[Step, ...]:
    """What a first plan needs, in its order; once a source counts, the next thing alone; nothing at the end."""
    film, finance = sitting.film, sitting.film.production.finance
    new = reverse("finance_new", args=[slug, "sources"])
    closed = not film.finance.gap.value.amount
    counts = any(source.counts for source in film.finance.sources)
    steps = (
        Step(
            bool(film.budget.total.value.amount),
            "Know what the film costs",
            "The uses of the plan are the budget.",
            reverse("document", args=[slug, "budget"]),
        ),
        Step(
            bool(finance.sources),
            "Write down every source you have in mind",
            "Even an idea: it counts for nothing until it is signed, and you see what it would bring.",
            new,
        ),
        Step(
            counts,
            "Sign the first source",
            "Set its status to signed, with the day and the paper that proves it.",
            "#sources",
        ),
        Step(
            closed or any(each.adopted is None for each in finance.options),
            "Write options that close the gap",
            "More equity, a deferral, a territory sold, days cut: each is the whole film computed again.",
            reverse("finance_new", args=[slug, "options"]),
        ),
        Step(
            closed,
            "Adopt the one you decide on",
            "It becomes part of the plan; the others are kept.",
            "#options",
        ),
        Step(
            bool(finance.stresses),
            "Ask what happens when money comes late",
            "A stress delays a source, or loses it, and shows the account.",
            reverse("finance_new", args=[slug, "stresses"]),
        ),
    )
    if all(step.done for step in steps):
        return ()
    return tuple(step for step in steps if not step.done)[:1] if counts else steps
