"""What every paper carries, and when two papers say the same."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.topsheet.papers.films import FERRY, MEANT, computed, night_ferry
from topsheet.cli.new import new
from topsheet.film import Film
from topsheet.papers.kinds import PAPERS
from topsheet.papers.paper import Basis, NotMade, documents_digest, kind_name, stamp_of

KINDS = list(PAPERS)
STATEMENTS = {"participation", "participation-workbook"}


def changed(folder: Path, name: str, before: str, after: str) -> Film:
    """Night Ferry with a change in one of its documents."""
    shutil.copytree(FERRY, folder)
    path = folder / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    return computed(folder)


def facts(film: Film) -> dict[str, str]:
    return {kind: PAPERS[kind].facts(Basis(film, source=MEANT.get(kind, ""))) for kind in KINDS}


def test_stamp_says_day_documents_and_the_worst_rule() -> None:
    stamp = stamp_of(Basis(night_ferry(), "a"), "Finance memo")
    assert stamp.plan == "The plan with “Equity C and deferrals” adopted"
    assert stamp.line == f"As of 24 Nov 2026 · documents {stamp.digest[:12]} · rules unverified at worst"
    assert stamp.digest == documents_digest(night_ferry().production)


def test_a_comment_moves_neither_the_documents_digest_nor_a_paper(tmp_path: Path) -> None:
    film = changed(tmp_path / "film", "budget.yaml", "kind: budget", "# for the lawyer\nkind: budget")
    assert documents_digest(film.production) == documents_digest(night_ferry().production)
    assert facts(film) == facts(night_ferry())


def test_the_private_document_moves_nothing(tmp_path: Path) -> None:
    shutil.copytree(FERRY, tmp_path / "film")
    (tmp_path / "film" / "private.yaml").unlink()
    film = computed(tmp_path / "film")
    assert documents_digest(film.production) == documents_digest(night_ferry().production)


@pytest.mark.parametrize(
    ("name", "before", "after", "moved"),
    [
        # An equity of another size is in every paper: the budget's gap, the returns, the investor's own amount. What
        # is shared by definition is no matter of the plan.
        ("finance.yaml", "face: 1200000", "face: 1100000", set(KINDS) - STATEMENTS),
        ("participations.yaml", "percent: 12.5", "percent: 15", STATEMENTS),
        # The grant is nobody's return: the term sheet stands.
        ("finance.yaml", "face: 250000", "face: 260000", {"workbook", "memo", "deck", "one-pager", "pack"}),
        # What was written of a lead's dates is in the memo alone, and so in the pack.
        ("production.yaml", "Agent confirmed", "The agent confirmed", {"memo", "pack"}),
        # How the story is told is in the deck alone, and so in the pack.
        ("breakdown.yaml", "Mara irons one shirt", "Mara irons a shirt", {"deck", "pack"}),
    ],
)
def test_a_paper_moves_with_the_facts_it_shows_and_no_others(
    tmp_path: Path, name: str, before: str, after: str, moved: set[str]
) -> None:
    was, now = facts(night_ferry()), facts(changed(tmp_path / "film", name, before, after))
    assert {kind for kind in KINDS if was[kind] != now[kind]} == moved


def test_the_day_of_the_stamp_is_no_fact(tmp_path: Path) -> None:
    film = changed(tmp_path / "film", "production.yaml", "as_of: 2026-11-24", "as_of: 2026-11-25")
    assert facts(film) == facts(night_ferry())


def test_the_pack_holds_each_paper_as_it_is_made_alone() -> None:
    basis = Basis(night_ferry(), "a")
    with ZipFile(BytesIO(PAPERS["pack"].make(basis).content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    told = held.pop("README.txt").decode()
    assert documents_digest(night_ferry().production) in told
    alone = {
        f"{name}.{PAPERS[kind].ending}": PAPERS[kind].make(basis).content
        for kind, name in (
            ("memo", "finance-memo"),
            ("workbook", "finance-workbook"),
            ("deck", "pitch-deck"),
            ("one-pager", "one-pager"),
        )
    }
    assert held == alone


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_basis_gives_the_same_bytes(kind: str) -> None:
    basis = Basis(night_ferry(), "a", "equity_c" if kind == "term-sheet" else MEANT.get(kind, ""))
    assert PAPERS[kind].make(basis) == PAPERS[kind].make(basis)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_option_is_refused_with_those_there_are(kind: str) -> None:
    with pytest.raises(NotMade, match=r"no option 'z'. Choose one of: a, b, c\."):
        PAPERS[kind].make(Basis(night_ferry(), "z"))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("presale_loan", "Pre-sale loan"),
        ("gap_loan", "Gap loan"),
        ("reward_crowdfunding", "Reward crowdfunding"),
    ],
)
def test_a_kind_nobody_thought_of_has_a_name(kind: str, name: str) -> None:
    assert kind_name(kind) == name


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_film_without_much_in_it_has_every_paper(kind: str, tmp_path: Path) -> None:
    new(tmp_path / "film", "A Film To Come")
    film = computed(tmp_path / "film")
    if kind in STATEMENTS:
        with pytest.raises(NotMade, match="The production has no participations"):
            PAPERS[kind].make(Basis(film))
        return
    if kind == "offers":
        with pytest.raises(NotMade, match="There are no offers"):
            PAPERS[kind].make(Basis(film))
        return
    assert len(PAPERS[kind].make(Basis(film)).content) > 5000
