"""Papers made for others: kept to the byte, stale when they would say something else, and seen by whom they are for."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.topsheet.papers.films import MEANT
from tests.topsheet_desk.conftest import SLUG, TODAY, Enter
from topsheet.film import Film
from topsheet.papers.kinds import FOR_ONE, PAPERS
from topsheet.papers.paper import Basis
from topsheet_desk.site.permissions import Act, Page, roles_that
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.made_papers import Wanted, make_paper
from topsheet_desk.vault.records import LogLine, MadePaper
from topsheet_desk.vault.refusals import CannotMake, NobodyToShow, NotAllowed, NotAllSealed, NotShared

PAPERS_PAGE = f"/films/{SLUG}/papers/"
Make = Callable[..., MadePaper]
Rewrite = Callable[[str, str, str], None]
CONTINGENCY, MORE = "label: Contingency, percent: 10", "label: Contingency, percent: 11"
SEALED = ("production", "screenplay", "breakdown", "schedule", "budget", "market", "finance", "recoupment")


@pytest.fixture
def make(person: Callable[[Role], int]) -> Make:
    """Make a paper as the holder of a role."""

    def act(kind: str, role: Role = Role.EXECUTIVE_PRODUCER, **more: object) -> MadePaper:
        wanted = Wanted(kind, **more)  # type: ignore[arg-type]  # Wanted checks the names
        return make_paper(person(role), SLUG, wanted, today=TODAY, now=datetime.now(UTC))

    return act


def bytes_of(client: Client, number: int) -> bytes:
    answer = client.get(f"{PAPERS_PAGE}{number}/")
    assert answer.status_code == 200
    return bytes(answer.content)


def states(client: Client) -> dict[str, str]:
    """The state of each paper on the page, by its kind's name."""
    text = client.get(f"{PAPERS_PAGE}papers.csv").content.decode("utf-8-sig")
    return {row["Paper"]: row["State"] for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("kind", list(PAPERS))
def test_a_paper_made_is_the_librarys_and_is_taken_again_to_the_byte(
    make: Make, enter: Enter, film: Film, kind: str
) -> None:
    row = make(kind, source=MEANT.get(kind, ""))
    basis = Basis(film, source=MEANT.get(kind, ""))
    content = bytes_of(enter(Role.PRODUCER), row.number)
    assert content == PAPERS[kind].make(basis).content
    assert row.digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("kind", list(PAPERS))
def test_what_was_made_does_not_change_when_the_budget_does(
    make: Make, enter: Enter, rewrite: Rewrite, kind: str
) -> None:
    client, row = enter(Role.EXECUTIVE_PRODUCER), make(kind, source=MEANT.get(kind, ""))
    before = bytes_of(client, row.number)
    rewrite("budget", CONTINGENCY, MORE)
    assert bytes_of(client, row.number) == before


def test_a_changed_budget_makes_papers_that_show_it_stale_and_back_again(
    make: Make, enter: Enter, rewrite: Rewrite
) -> None:
    for kind in PAPERS:
        make(kind, source=MEANT.get(kind, ""))
    client = enter(Role.EXECUTIVE_PRODUCER)
    names = [kind.name for kind in PAPERS.values()]
    assert states(client) == dict.fromkeys(names, "Current")
    rewrite("budget", CONTINGENCY, MORE)
    # The investor's own terms name no cost of the film, nor do terms, offers and what is shared by definition.
    own = [PAPERS[kind].name for kind in (*MEANT, "terms", "offers")]
    assert states(client) == {name: "Current" if name in own else "Stale" for name in names}
    assert "5 are stale." in client.get(PAPERS_PAGE).content.decode()
    rewrite("budget", MORE, CONTINGENCY)
    assert "stale." not in client.get(PAPERS_PAGE).content.decode()


@pytest.mark.parametrize("kind", list(PAPERS))
def test_a_comment_makes_nothing_stale(make: Make, enter: Enter, rewrite: Rewrite, kind: str) -> None:
    make(kind, source=MEANT.get(kind, ""))
    rewrite("budget", "kind: budget", "# for the lawyer\nkind: budget")
    assert "stale." not in enter(Role.EXECUTIVE_PRODUCER).get(PAPERS_PAGE).content.decode()


def test_a_paper_whose_option_is_gone_is_stale(make: Make, enter: Enter, rewrite: Rewrite) -> None:
    make("memo", option="c")
    rewrite("finance", "  - id: c\n    title: Sell France", "  - id: cc\n    title: Sell France")
    assert "1 is stale." in enter(Role.EXECUTIVE_PRODUCER).get(PAPERS_PAGE).content.decode()


def test_while_the_film_cannot_be_computed_the_page_stands_and_files_are_taken(
    make: Make, enter: Enter, rewrite: Rewrite
) -> None:
    row, client = make("memo"), enter(Role.EXECUTIVE_PRODUCER)
    rewrite("budget", "kind: budget", "kind: nothing")
    page = client.get(PAPERS_PAGE)
    assert (page.status_code, "Not known" in page.content.decode()) == (200, True)
    assert "no paper can be made" in page.content.decode()
    assert bytes_of(client, row.number).startswith(b"%PDF")


def test_papers_from_sealed_revisions_stay_with_them(
    make: Make, enter: Enter, rewrite: Rewrite, approve: Callable[..., object], seal: Callable[..., object]
) -> None:
    with pytest.raises(NotAllSealed, match=r"no revision is sealed of: .*budget\.yaml"):
        make("memo", of_revisions=True)
    for kind in SEALED:
        seal(kind, Role.PRODUCER) if kind != "budget" else approve("budget", Role.LINE_PRODUCER)
    row = make("memo", of_revisions=True)
    assert [
        (each["kind"], each["ordinal"], each["approved"]) for each in row.revisions if each["approved"]
    ] == [("budget", 1, True)]
    assert {each["kind"] for each in row.revisions} == set(SEALED)
    rewrite("budget", CONTINGENCY, MORE)
    # The approved budget is still what it was: the pack stands, and one made now is the same to the byte.
    again = make("memo", of_revisions=True)
    assert (again.digest, again.documents) == (row.digest, row.documents)
    client = enter(Role.EXECUTIVE_PRODUCER)
    assert "stale." not in client.get(PAPERS_PAGE).content.decode()
    assert "budget 1 (approved)" in client.get(PAPERS_PAGE).content.decode()
    approve("budget", Role.LINE_PRODUCER)
    assert "2 are stale." in client.get(PAPERS_PAGE).content.decode()


def test_a_statement_is_made_of_the_sealed_participations(make: Make, seal: Callable[..., object]) -> None:
    for kind in SEALED:
        seal(kind, Role.PRODUCER)
    with pytest.raises(NotAllSealed, match=r"sealed of: participations\.yaml\."):
        make("participation", source="lead", of_revisions=True)
    seal("participations", Role.PRODUCER)
    row = make("participation", source="lead.year_one", of_revisions=True)
    assert {each["kind"] for each in row.revisions} == {*SEALED, "participations"}
    assert row.file == "night-ferry-participation-lead-year_one-2026-11-24.pdf"
    assert make("participation", source="lead").source == "lead.year_two"


@pytest.mark.parametrize("kind", FOR_ONE)
def test_the_investor_takes_their_own_paper_once_it_is_shown(make: Make, enter: Enter, kind: str) -> None:
    client = enter(Role.INVESTOR)
    kept_back = make(kind, source="equity_a")
    other = make(kind, source="equity_b", shared=True)
    memo = make("memo")
    page = client.get(PAPERS_PAGE).content.decode()
    assert "No paper has been made for you yet." in page
    shown = make(kind, source="equity_a", shared=True)
    page = client.get(PAPERS_PAGE).content.decode()
    assert f"{PAPERS_PAGE}{shown.number}/" in page
    planted = [
        "Equity B",
        "equity_b",
        "Brightwater",
        "Make a paper",
        "Stale",
        "Current",
        shown.documents[:12],
    ]
    assert [words for words in planted if words in page] == []
    assert bytes_of(client, shown.number).startswith(b"%PDF")
    refused = [kept_back.number, other.number, memo.number, 99]
    assert [client.get(f"{PAPERS_PAGE}{number}/").status_code for number in refused] == [404] * 4


def test_only_a_term_sheet_of_a_party_can_be_shown(make: Make) -> None:
    for kind in ("memo", "participation"):
        with pytest.raises(NobodyToShow):
            make(kind, source=MEANT.get(kind, ""), shared=True)
    assert not MadePaper.objects.exists()


def test_the_line_producers_workbook_holds_no_terms_and_theirs_alone_is_theirs(
    make: Make, enter: Enter
) -> None:
    mine, theirs = make("workbook", Role.LINE_PRODUCER), make("workbook")
    client = enter(Role.LINE_PRODUCER)
    sheet = load_workbook(io.BytesIO(bytes_of(client, mine.number)))["Sources & uses"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "To be repaid" not in cells
    assert "To the budget" in cells
    assert client.get(f"{PAPERS_PAGE}{theirs.number}/").status_code == 404
    full = load_workbook(io.BytesIO(bytes_of(enter(Role.PRODUCER), theirs.number)))["Sources & uses"]
    assert "To be repaid" in [cell.value for row in full.iter_rows() for cell in row]


@pytest.mark.parametrize("kind", list(PAPERS))
@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_make_a_paper_is_refused_and_nothing_is_kept(make: Make, role: Role, kind: str) -> None:
    if role in roles_that(Act.MAKE, kind):
        return
    refused = NotAllowed if role in roles_that(Act.OPEN, Page.MADE) else NotShared
    with pytest.raises(refused):
        make(kind, role, source=MEANT.get(kind, ""))
    assert not MadePaper.objects.exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"option": "z"}, r"no option 'z'"),
        ({"source": "gap_loan"}, r"'gap_loan' is not an investment"),
        ({}, r"Name one of: equity_a, equity_b"),
    ],
)
def test_a_paper_the_film_does_not_allow_is_refused_with_what_to_do(
    make: Make, more: dict[str, str], told: str
) -> None:
    with pytest.raises(CannotMake, match=told):
        make("term-sheet", **more)
    assert not MadePaper.objects.exists()


def test_making_is_told_in_the_log_to_those_who_may_know(make: Make) -> None:
    make("term-sheet", source="equity_a", shared=True)
    make("workbook", Role.LINE_PRODUCER)
    lines = LogLine.objects.filter(act="make_paper").order_by("number")
    assert [(line.page, line.words.partition(" from ")[0]) for line in lines] == [
        ("papers", "made the investor term sheet, summary for equity_a"),
        ("made_papers", "made the finance workbook"),
    ]
    assert lines[0].words.endswith("shown to its investor")


def test_the_form_makes_a_paper_and_says_so(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    page = client.get(PAPERS_PAGE).content.decode()
    assert "Make a paper" in page
    assert "once there is one of every document" in page
    sent = {"kind": "deck", "source": "", "option": "a", "basis": "drafts"}
    answer = client.post(f"{PAPERS_PAGE}make/", sent, follow=True)
    assert "Made and kept: night-ferry-deck-a-2026-11-24.pptx." in answer.content.decode()
    [row] = MadePaper.objects.all()
    assert (row.kind, row.option, row.shared, row.revisions) == ("deck", "a", False, [])


def test_the_form_gives_back_what_was_chosen_with_the_reason(enter: Enter) -> None:
    client = enter(Role.EXECUTIVE_PRODUCER)
    sent = {"kind": "term-sheet", "source": "equity_c", "option": "", "basis": "drafts"}
    answer = client.post(f"{PAPERS_PAGE}make/", sent)
    assert answer.status_code == 422
    assert "is not an investment of this plan" in answer.content.decode()
    assert '<option value="equity_c" selected>' in answer.content.decode()


def test_the_line_producer_is_offered_the_workbook_alone(enter: Enter) -> None:
    page = enter(Role.LINE_PRODUCER).get(PAPERS_PAGE).content.decode()
    assert '<option value="workbook"' in page
    planted = ['value="memo"', 'value="term-sheet"', 'name="shared"', "Equity A"]
    assert [words for words in planted if words in page] == []
