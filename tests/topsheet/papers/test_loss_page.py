"""The page of a loss: what comes later is not called lost, and the hole in the account is shown with its day."""

from __future__ import annotations

from datetime import date

from tests.topsheet.papers.films import FERRY
from topsheet.film import Consequence, if_gone, read_folder
from topsheet.papers import Cell, Part
from topsheet.papers.loss_page import loss_page
from topsheet.papers.spell import spell


def gone(wanted: str) -> Consequence:
    production, problems = read_folder(FERRY)
    assert production is not None, problems
    return if_gone(production, wanted, date(2026, 11, 24))


def rows(part: Part) -> dict[str, tuple[Cell, ...]]:
    return {row[0].text: row[1:] for table in part.tables for row in table.rows}


def test_a_lost_bank_is_told_as_later_and_not_less() -> None:
    loss = gone("presale_loan")
    cost, hangs = loss_page(loss).parts[:2]
    told = rows(cost)
    assert "Committed no more" not in told
    assert told["Later, not less: committed more"][0].text == "113,400"
    assert hangs.answer == "1 source brings less; 4 bring more, and later."


def test_the_hole_in_the_account_is_shown_with_its_day() -> None:
    loss = gone("presale_loan")
    told = rows(loss_page(loss).parts[0])
    before, after = loss.before.cash.low, loss.after.cash.low
    assert before is not None
    assert after is not None
    assert [cell.text for cell in told["Lowest day"]] == [
        f"{spell(low.balance.value)} on {spell(low.day.value)}" for low in (before, after)
    ]
    assert told["Lowest day"][1].alarm
    shoot = told["Lowest balance while shooting"]
    assert [cell.text for cell in shoot] == [
        spell(film.cash.through_shoot.value) for film in (loss.before, loss.after)
    ]


def test_a_lost_sale_is_less() -> None:
    told = rows(loss_page(gone("presale_de")).parts[0])
    assert told["Committed no more"][0].text == "333,900"
    assert not any(label.startswith("Later") for label in told)
