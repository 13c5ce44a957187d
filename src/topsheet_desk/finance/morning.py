"""What an executive producer looks at first: who is to be called, and what the closing list waits for."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse

from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Page
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, dated, table, text
from topsheet_desk.vault.lookups import Sitting
from topsheet_desk.vault.lookups.pipeline import Standing, standings
from topsheet_desk.vault.stages import Stage

# The rooms themselves hold the rest.
SHOWN = 6


def morning_tables(sitting: Sitting) -> dict[str, Table]:
    """Next steps with financiers and next conditions of the closing list, for a reader who opens those pages."""
    made = {}
    if sitting.seat.may(Page.FUNDRAISING) and (found := _next_steps(sitting)).rows:
        made["next_steps"] = found
    if sitting.seat.may(Page.CLOSING) and (conditions := _conditions(sitting)).rows:
        made["conditions"] = conditions
    return made


def _next_steps(sitting: Sitting) -> Table:
    everybody = standings([sitting.seat.production])
    open_now = [each for each in everybody if not each.closed]
    at = Counter(each.stage for each in everybody)
    board_now = " · ".join(f"{stage.label} {at[stage]}" for stage in Stage if at[stage])
    open_now.sort(key=lambda each: (each.next_date is None, each.next_date, each.name))
    columns = (
        Column("Financier"),
        Column("Stage", minor=True),
        Column("Next step"),
        Column("Due", Kind.DATE),
        Column("Asked", Kind.MONEY),
    )
    rows = [_step(sitting, each) for each in open_now[:SHOWN]]
    board = reverse("fundraising", args=[sitting.seat.slug])
    if len(open_now) > SHOWN:
        rows.append(_more(f"{len(open_now) - SHOWN} more in the pipeline", board, len(columns)))
    note = f"The board: {board_now}."
    return table("next_steps", "Next steps with financiers", columns, rows, note=note)


def _more(words: str, page: str, width: int) -> Row:
    return Row((text(words, anchor=page), *([text("")] * (width - 1))))


def _step(sitting: Sitting, each: Standing) -> Row:
    due = dated(each.next_date)
    if each.due(sitting.ask.today):
        due = Cell(due.text, value=due.value, tone=Tone.DECIDE)
    page = reverse("prospect", args=[sitting.seat.slug, each.prospect.number])
    asked = (
        Cell(f"{each.asked.currency} {formats.money(each.asked)}", value=formats.plain(each.asked))
        if each.asked
        else text("–", tone=Tone.QUIET)
    )
    return Row((text(each.name, anchor=page), text(each.stage.label), text(each.next_step), due, asked))


def _conditions(sitting: Sitting) -> Table:
    report = sitting.film.closing
    columns = (Column("Condition"), Column("Blocks"), Column("Needed by", Kind.DATE))
    if report is None:
        return table("conditions", "The closing list", columns, [])
    names = {source.id: source.name for source in sitting.film.finance.sources}
    waiting = [each for each in report.items if each.state == "OPEN"]
    rows = [
        Row(
            (
                text(each.item.title),
                text(", ".join(names.get(key, key.replace("_", " ")) for key in each.item.blocks) or "–"),
                Cell(
                    dated(each.needed_by).text,
                    value=dated(each.needed_by).value,
                    tone=Tone.DECIDE if each.late else Tone.PLAIN,
                ),
            )
        )
        for each in waiting[:SHOWN]
    ]
    page = reverse("closing", args=[sitting.seat.slug])
    if rows:
        left = len(waiting) - len(rows)
        words = f"{left} more on the closing list" if left else "The whole closing list"
        rows.append(_more(words, page, len(columns)))
    return table("conditions", "What closing waits for", columns, rows)
