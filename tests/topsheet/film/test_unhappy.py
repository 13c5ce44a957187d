"""Night Ferry when things go wrong: a loss must never make the page look better."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from topsheet.documents import Severity
from topsheet.film import Film, compute, read_folder

NIGHT_FERRY = Path(__file__).resolve().parents[3] / "examples" / "night_ferry"
DAY = date(2026, 11, 24)


def edited(tmp_path: Path, file: str, old: str, new: str, option: str | None = None) -> Film:
    """Night Ferry with one text changed."""
    folder = tmp_path / "film"
    shutil.copytree(NIGHT_FERRY, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    production, problems = read_folder(folder)
    assert production is not None, problems
    film = compute(production, as_of=DAY, option=option)
    assert film is not None
    return film


def gate(film: Film, gate_id: str) -> tuple[str, str]:
    """A gate's state and reason."""
    return next((gate.state, gate.reason) for gate in film.greenlight.gates if gate.id == gate_id)


def test_a_credit_nobody_advances_is_covered_and_yet_blocks_for_want_of_cash(tmp_path: Path) -> None:
    old = "    name: Loan on the film credit\n    party: meridian\n    status: signed"
    film = edited(tmp_path, "finance.yaml", old, old.replace("signed", "withdrawn"), "a")
    assert film.finance.gap.value.amount == 0
    assert film.cash.lowest.value.amount == Decimal("-891400.00")
    assert film.greenlight.state.value == "BLOCKED"
    assert gate(film, "cash_to_the_end")[0] == "BLOCKED"


def test_a_gap_loan_above_its_takes_blocks(tmp_path: Path) -> None:
    film = edited(tmp_path, "finance.yaml", "face: 1000000\n    on:", "face: 2000000\n    on:", "a")
    assert gate(film, "gap_cover") == ("BLOCKED", "cover 1.45 of 2 asked")


def test_a_rule_in_dollars_a_day_is_no_rate_in_another_currency(tmp_path: Path) -> None:
    old = 'rate: "rule:sag-aftra.theatrical.day_performer"'
    film = edited(tmp_path, "budget.yaml", old, f"currency: CAD, {old}")
    wrong = [problem for problem in film.problems if problem.where.startswith("budget.yaml")]
    assert [problem.what.partition(" counts ")[2] for problem in wrong] == [
        "CAD per day, and the rule sag-aftra.theatrical.day_performer counts USD per day"
    ]


def test_money_paid_before_its_paper_is_signed_is_a_problem(tmp_path: Path) -> None:
    film = edited(tmp_path, "finance.yaml", "on: 2027-01-15", "on: 2026-01-15")
    assert [problem.what for problem in film.problems] == [
        "Equity A is paid on 2026-01-15, before it was signed on 2026-10-02"
    ]


@pytest.mark.parametrize("option", [None, "a"])
def test_an_investor_who_withdraws_is_no_mistake_in_the_papers(tmp_path: Path, option: str | None) -> None:
    old = "    party: harrow\n    status: signed"
    film = edited(tmp_path, "finance.yaml", old, old.replace("signed", "withdrawn"), option)
    assert [problem for problem in film.problems if problem.severity is Severity.ERROR] == []
    assert [variant.missing for variant in film.recoupment.variants] == [
        ("equity_a",) if option else ("equity_a", "equity_c")
    ]


def test_night_ferry_itself_has_nothing_to_complain_of() -> None:
    production, problems = read_folder(NIGHT_FERRY)
    assert production is not None
    film = compute(production, as_of=DAY)
    assert film is not None
    assert (problems, film.problems) == ([], ())


def test_a_source_and_a_budget_line_in_one_foreign_currency_are_read_at_one_rate(tmp_path: Path) -> None:
    old = "  - id: grant\n    kind: grant\n    name: North Light grant\n"
    film = edited(tmp_path, "finance.yaml", old, f"{old}    currency: CAD\n")
    face = film.finance.source("grant").face
    assert face is not None
    assert face.value.amount == Decimal("187500.00")
    assert film.figures["production.rate.CAD"].value == Decimal("0.75")
    [rate] = [figure for figure in face.inputs if figure.name == "production.rate.CAD"]
    assert rate is film.figures["production.rate.CAD"]


@pytest.mark.parametrize(
    ("code", "what", "severity"),
    [
        ("de", "Pre-sale Germany sells `de`, which market.yaml writes `DE`", Severity.ERROR),
        ("ZZ", "Pre-sale Germany sells `ZZ`, which market.yaml does not name", Severity.WARNING),
    ],
)
def test_a_territory_the_market_does_not_know_is_told(
    tmp_path: Path, code: str, what: str, severity: Severity
) -> None:
    film = edited(tmp_path, "finance.yaml", "territory: DE", f"territory: {code}")
    assert (what, severity) in [(problem.what, problem.severity) for problem in film.problems]


@pytest.mark.parametrize(("note", "told"), [("", 1), ("\n        note: above the guarantee", 0)])
def test_a_receipt_of_a_territory_that_finances_the_film_is_asked_about(
    tmp_path: Path, note: str, told: int
) -> None:
    film = edited(tmp_path, "receipts.yaml", "territory: NAM", f"territory: DE{note}")
    found = [each for each in film.problems if "which Pre-sale Germany has bought" in each.what]
    assert [each.severity for each in found] == [Severity.WARNING] * told
    assert all(each.where.startswith("receipts.yaml") for each in found)


def test_a_mistake_of_an_option_is_no_mistake_of_the_plan(tmp_path: Path) -> None:
    old = "options:\n"
    new = (
        "options:\n  - id: twice\n    title: Germany once more\n    adds:\n"
        "      - {id: de_again, kind: presale, name: Germany again, status: loi, territory: DE, face: 1000,\n"
        "         deposit: {percent: 20, on: 2027-02-10}, commission: {percent: 10}}\n"
    )
    film = edited(tmp_path, "finance.yaml", old, new)
    told = [problem for problem in film.problems if problem.where.startswith("option twice, ")]
    assert {problem.severity for problem in told} == {Severity.WARNING}
    assert any("already by Pre-sale Germany" in problem.what for problem in told)
    assert [problem for problem in film.problems if problem.severity is Severity.ERROR] == []
    (tmp_path / "again").mkdir()
    seen = edited(tmp_path / "again", "finance.yaml", old, new, "twice")
    assert any(problem.severity is Severity.ERROR for problem in seen.problems)


def test_an_unknown_that_solves_to_nothing_is_owed_nothing_and_the_terms_still_run(tmp_path: Path) -> None:
    text = (NIGHT_FERRY / "finance.yaml").read_text(encoding="utf-8")
    start = text.index("  - id: equity_a")
    end = text.index("face: 1200000", text.index("  - id: equity_b")) + len("face: 1200000")
    old = text[start:end]
    new = old.replace("face: 1200000", "face: 4000000", 1).replace("face: 1200000", "face: needed", 1)
    film = edited(tmp_path, "finance.yaml", old, new)
    face = film.finance.source("equity_b").face
    assert face
    assert face.value.amount == 0
    assert [problem for problem in film.problems if problem.severity is Severity.ERROR] == []
    assert [case.label for case in film.recoupment.cases] == ["Low", "Middle", "High"]


def test_tax_withheld_from_nobody_is_told(tmp_path: Path) -> None:
    film = edited(tmp_path, "recoupment.yaml", "{to: collection_agent, least", "{to: colection_agent, least")
    told = [problem.what for problem in film.problems if problem.where.startswith("recoupment.yaml")]
    assert told == ["`colection_agent` is paid by no clause: it is no party and no position"]
    later = edited(
        tmp_path / "later", "recoupment.yaml", "{to: collection_agent, least", "{to: equity_c, least"
    )
    assert [each for each in later.problems if each.where.startswith("recoupment.yaml")] == []
