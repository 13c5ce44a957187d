"""The cases worked by hand on the pages of the algorithms come out of the film as they stand there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.docs.pages import NIGHT_FERRY, read
from tests.topsheet.film.lantern_street import SHORT, film_on, stage
from topsheet.film import Film, compute, read_folder
from topsheet.papers import spell

CASES = {
    "cash-flow": (
        ("a", "cash.2027-04.out.above_the_line", "260,000"),
        ("a", "cash.2027-04.out.production", "980,000"),
        ("a", "cash.2027-04.out.other", "55,000"),
        ("a", "cash.2027-04.out.contingency", "90,000"),
        ("a", "cash.2027-04.out.finance", "65,000"),
        ("a", "cash.2027-04.out", "1,450,000"),
        ("a", "cash.2027-04.in", "1,535,100"),
        ("a", "cash.2027-04.closing", "1,413,600"),
        ("a", "stress.both_loans_late.2027-04.closing", "−121,500"),
        ("a", "stress.both_loans_late.2027-05.closing", "−421,500"),
        ("a", "stress.both_loans_late.remedy.1.2027-04.closing", "591,000"),
        (None, "cash.2027-04.out.above_the_line", "295,454.55"),
        ("a", "cash.week.2027-05-02.out.above_the_line", "59,090.94"),
        ("a", "cash.week.2027-05-02.out.production", "186,666.68"),
        ("a", "cash.week.2027-05-02.out.other", "12,500"),
        ("a", "cash.week.2027-05-02.out.contingency", "20,454.55"),
        ("a", "cash.week.2027-05-02.out.finance", "14,772.75"),
        ("a", "cash.week.2027-05-02.out", "293,484.92"),
        ("a", "cash.week.2027-04-25.closing", "1,707,084.92"),
        ("a", "cash.week.2027-05-02.closing", "1,413,600"),
    ),
    "face-to-cash": (
        (None, "finance.source.presale_de.collateral", "294,000"),
        (None, "finance.source.presale_loan.lent_on", "756,000"),
        (None, "finance.source.presale_loan", "642,600"),
        (None, "finance.source.tax_loan", "892,500"),
        (None, "finance.face", "5,780,000"),
        (None, "finance.bridge.incentive", "157,500"),
        (None, "finance.bridge.commission", "108,000"),
        (None, "finance.bridge.presale", "113,400"),
        (None, "finance.committed", "5,401,100"),
        (None, "finance.collateral_surplus", "270,900"),
    ),
    "budget-line": (
        (None, "budget.line.director_fee", "286,000"),
        (None, "budget.line.cast_dunn", "5,735.01"),
        (None, "budget.line.ns_manager.foreign", "9,600"),
        (None, "budget.line.ns_manager", "8,208"),
        (None, "budget.line.producer_assistant", "15,245.60"),
    ),
}
CAMPAIGN = {
    "goal": "33,000",
    "pledged": "27,400",
    "platform": "1,650",
    "processing": "1,072.40",
    "net": "30,277.60",
    "fulfilment": "2,500",
    "usable": "27,777.60",
    "short": "5,600",
    "unlocks": "33,000",
}
Films = Callable[[str | None], Film]


@pytest.fixture(scope="module")
def films() -> Films:
    """Night Ferry as it stands, or with an option."""
    made: dict[str | None, Film] = {}

    def film(option: str | None) -> Film:
        if option not in made:
            production, _ = read_folder(NIGHT_FERRY)
            assert production is not None
            found = compute(production, as_of=date(2026, 11, 24), option=option)
            assert found is not None
            made[option] = found
        return made[option]

    return film


@pytest.mark.parametrize("case", CASES)
def test_the_case_of_a_page_is_the_case_of_the_film(case: str, films: Films) -> None:
    text = read(f"docs/algorithms/{case}.md")
    told = {(option, name): value for option, name, value in CASES[case]}
    assert {(option, name): spell(films(option).figures[name].value) for option, name in told} == told
    assert [value for value in told.values() if value not in text] == []


def test_the_campaign_worked_by_hand_is_the_campaign_of_lantern_street() -> None:
    text, film = read("docs/algorithms/campaign.md"), film_on(date(2026, 7, 12), SHORT)
    stem, finishing = "finance.source.kickstarter", stage(film, "finishing")
    assert {name: spell(film.figures[f"{stem}.{name}"].value) for name in CAMPAIGN} == CAMPAIGN
    assert (spell(finishing.need.value), spell(finishing.short.value)) == ("48,000", "48,000")
    assert [value for value in CAMPAIGN.values() if value not in text] == []
