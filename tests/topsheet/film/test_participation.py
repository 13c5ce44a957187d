"""Participations as a part of the film: their figures open by name, and their participants stand in either paper."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.topsheet.papers.films import FERRY, computed, night_ferry
from topsheet.documents import Severity
from topsheet.film import Film
from topsheet.money import Money


def changed(folder: Path, before: str, after: str, file: str = "participations.yaml") -> Film:
    shutil.copytree(FERRY, folder)
    path = folder / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    return computed(folder)


def test_the_directors_net_points_of_the_second_year_by_hand() -> None:
    # Of the guarantee and the lead's share, 899,241.32, the first year's receipts after costs, 973,100, less interest
    # of 880,000 × 8.5% × 380/365 = 77,873.97, leave 4,015.29 open; 8.5% of it for a year are 341.30.
    figures = night_ferry().figures
    told = {
        "year_one.interest": "77873.97",
        "year_two.interest.movement": "341.30",
        "year_two.net": "762887.84",  # 1,906,125 − 1,065,021.89 − 78,215.27
        "year_two.producers_share": "381443.92",
        "year_two.due": "19072.20",
    }
    for name, amount in told.items():
        value = figures[f"participation.director.{name}"].value
        assert (name, value) == (name, Money(Decimal(amount), "USD"))


def test_every_figure_of_the_report_is_a_figure_of_the_film() -> None:
    film = night_ferry()
    assert film.participation is not None
    roots = list(film.participation.roots())
    assert len(roots) > 100
    assert [root.name for root in roots if film.figures[root.name] is not root] == []


def test_an_option_of_the_plan_moves_no_statement() -> None:
    plain, adopted = (
        {name: figure.value for name, figure in film.figures.items() if name.startswith("participation.")}
        for film in (night_ferry(), night_ferry("a"))
    )
    assert adopted == plain


def test_a_production_without_such_a_paper_has_no_report(tmp_path: Path) -> None:
    shutil.copytree(FERRY, tmp_path / "film")
    (tmp_path / "film" / "participations.yaml").unlink()
    film = computed(tmp_path / "film")
    assert film.participation is None
    assert [name for name in film.figures if name.startswith("participation.")] == []


def test_a_party_of_the_terms_of_recoupment_can_be_a_participant(tmp_path: Path) -> None:
    film = changed(tmp_path / "film", "participant: tremaine", "participant: producer")
    assert film.participation is not None
    assert [(deal.party, deal.participant) for deal in film.participation.deals] == [
        ("ashdown", "Helena Ashdown"),
        ("producer", "Saint Brannock Productions LLC"),
    ]
    assert film.problems == night_ferry().problems


def test_a_participant_who_is_nobody_is_told_with_all_who_could_be_meant(tmp_path: Path) -> None:
    film = changed(tmp_path / "film", "participant: tremaine", "participant: tremain")
    [problem] = [each for each in film.problems if each.severity is Severity.ERROR]
    assert "is for `tremain`, who is no party" in problem.what
    assert problem.fix.startswith(
        "Did you mean `tremaine`? Name a person of the production, or a party of recoupment.yaml: "
    )
    assert "collection_agent" in problem.fix
    assert film.participation is not None
    assert film.participation.deals == ()


@pytest.mark.parametrize(("name", "told"), [("Helena Ashdown", 0), ("Ashdown Productions Ltd", 1)])
def test_an_id_that_means_two_is_told(tmp_path: Path, name: str, told: int) -> None:
    film = changed(
        tmp_path / "film", "parties:\n", f"parties:\n  - {{id: ashdown, name: {name}}}\n", "recoupment.yaml"
    )
    found = [each for each in film.problems if each.where.startswith("participations.yaml")]
    assert [(each.severity, each.what) for each in found] == [
        (
            Severity.WARNING,
            "`ashdown` is Helena Ashdown in production.yaml and Ashdown Productions Ltd in recoupment.yaml",
        )
    ] * told
    assert film.participation is not None
    assert film.participation.deals[0].participant == "Helena Ashdown"
