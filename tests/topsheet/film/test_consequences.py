"""Story A, step 6, and what every other loss does: the film computed again without, and the difference."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from topsheet.figures import walk
from topsheet.film import Consequence, Production, compute, if_gone, read_folder
from topsheet.money import Cash, Money

EXAMPLE = ROOT / "examples" / "night_ferry"
DAY = date(2026, 11, 24)
NOBODY = "the lead, Captain Mara Vance left on 2026-11-24"


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


@cache
def night_ferry() -> Production:
    production, problems = read_folder(EXAMPLE)
    assert production, problems
    return production


@cache
def gone(wanted: str, option: str | None = None) -> Consequence:
    return if_gone(night_ferry(), wanted, DAY, option=option)


def edited(tmp_path: Path, **changes: tuple[str, str]) -> Production:
    folder = tmp_path / "film"
    shutil.copytree(EXAMPLE, folder)
    for kind, (old, new) in changes.items():
        paper = folder / f"{kind}.yaml"
        text = paper.read_text(encoding="utf-8")
        assert old in text
        paper.write_text(text.replace(old, new, 1), encoding="utf-8")
    production, problems = read_folder(folder)
    assert production, problems
    return production


def test_step_6_the_lead_leaves_the_plan_with_option_a() -> None:
    loss = gone("mara", "a")
    assert {
        "conditional": loss.conditional.value,
        "deposits": loss.deposits.value,
        "capacity": loss.capacity.value,
        "committed": loss.after.finance.committed.value,
        "cash": loss.after.finance.committed_cash.value,
        "gap": loss.after.finance.gap.value,
        "lost": loss.lost.value,
    } == {
        "conditional": usd(780_000),
        "deposits": usd(156_000),
        "capacity": usd(464_100),
        "committed": usd(5_381_000),
        "cash": usd(5_231_000),
        "gap": usd(619_000),
        "lost": usd(620_100),
    }
    assert (loss.before.greenlight.state.value, loss.after.greenlight.state.value) == ("GO IF", "BLOCKED")


def test_step_6_names_everything_that_hung_on_the_lead() -> None:
    loss = gone("mara", "a")
    assert [(each.source.id, each.why, each.lost.value) for each in loss.money] == [
        ("presale_de", f"conditional: {NOBODY}", usd(84_000)),
        ("presale_uk", f"conditional: {NOBODY}", usd(72_000)),
        ("presale_loan", "it brings less", usd(464_100)),
    ]
    assert loss.hanging == ("presale_loan",)
    assert [gate.id for gate in loss.gates] == ["financed", "cash_to_the_end", "insurance", "lead_dates"]
    assert [each.item.id for each in loss.items] == ["sale_de", "sale_uk", "lender_consent"]
    assert [(f"{each.day}", each.label) for each in loss.dates if each.amount] == [
        ("2027-02-10", "Pre-sale Germany"),
        ("2027-02-10", "Pre-sale United Kingdom"),
        ("2027-04-01", "Loan on pre-sales"),
    ]
    assert [each.obligation.id for each in loss.obligations] == ["vessel_refusal", "lead_window"]


def test_the_attachment_knows_its_dependents_before_anybody_leaves() -> None:
    film = compute(night_ferry(), as_of=DAY, weigh=False)
    assert film
    assert [
        (each.attachment.id, each.holds, each.sources, each.loans, each.gates, each.items, each.held)
        for each in film.attachments
    ] == [
        (
            "mara",
            True,
            ("presale_de", "presale_uk"),
            ("presale_loan",),
            ("insurance", "lead_dates"),
            ("lead_agreement", "sale_de", "sale_uk", "lender_consent", "cast_insurance"),
            ("lead_dates",),
        ),
        ("director", True, (), (), (), ("director_agreement", "lender_consent"), ()),
        ("tobias", False, (), (), (), (), ()),
    ]


def test_an_attachment_that_was_never_dated_makes_what_names_it_conditional_today(tmp_path: Path) -> None:
    lower = edited(tmp_path, production=("rung: agent_confirmed", "rung: loi_undated"))
    film = compute(lower, as_of=DAY, option="a")
    assert film
    assert film.finance.gap.value == usd(619_000)
    assert not film.finance.source("presale_de").counts


def test_a_source_is_lost_with_the_loan_on_it() -> None:
    loss = gone("presale_de")
    assert (loss.before.finance.gap.value, loss.after.finance.gap.value) == (usd(598_900), usd(932_800))
    assert (loss.deposits.value, loss.capacity.value, loss.lost.value) == (
        usd(84_000),
        usd(249_900),
        usd(333_900),
    )
    assert loss.hanging == ("presale_loan",)
    assert [(each.id, each.gap.value) for each in loss.ways_out] == [
        ("a", usd(332_800)),
        ("b", usd("515042.52")),
        ("c", usd(614_800)),
    ]


def test_a_lost_investor_endangers_what_comes_after_and_shows_what_can_still_be_cancelled() -> None:
    loss = gone("equity_a")
    assert (loss.after.finance.gap.value, loss.conditional.value) == (usd(1_798_900), usd(1_200_000))
    assert [f"{each.day}" for each in loss.dates if each.amount] == ["2027-01-15", "2027-03-01", "2027-06-01"]
    assert [each.label for each in loss.dates if not each.amount] == [
        "Closing",
        "First day of photography",
        "Last day of photography",
        "Rough cut",
        "Picture lock",
        "Delivery",
    ]
    assert (loss.sunk.value, loss.saved.value, loss.refunded.value) == (usd(27_000), usd(95_000), usd(11_000))
    assert [each.item.id for each in loss.items] == ["equity_a_notice"]


@pytest.mark.parametrize("option", [None, "a"])
@pytest.mark.parametrize("source", [source.id for source in night_ferry().finance.sources])
def test_of_any_source_the_parts_are_the_whole_and_nothing_of_the_plan_is_touched(
    source: str, option: str | None
) -> None:
    before = night_ferry().finance
    loss = gone(source, option)
    parts = sum((each.lost.value for each in loss.money), start=usd(0))
    assert parts == loss.lost.value
    assert loss.before.finance.committed.value - loss.after.finance.committed.value == parts
    assert night_ferry().finance is before
    assert all(option != each.id for each in loss.ways_out)


def test_every_figure_of_a_loss_opens_down_to_the_papers() -> None:
    loss = gone("mara", "a")
    roots = (loss.conditional, loss.deposits, loss.capacity, loss.lost, loss.sunk)
    sources = {figure.source.split(":")[0] for figure in walk(roots) if figure.source}
    assert {"finance.yaml", "closing.yaml"} <= sources


def test_a_lost_bank_is_later_and_not_less_and_leaves_a_hole_in_the_account() -> None:
    # Four balances of 756,000 net come on delivery where 642,600 were lent on them before the shoot.
    loss = gone("presale_loan")
    assert loss.later is not None
    assert (loss.lost.value, loss.later.value) == (usd(-113_400), usd(113_400))
    low = loss.after.cash.low
    assert low is not None
    assert low.balance.value.amount < 0
    reasons = {each.source.id: each.why for each in loss.money}
    assert reasons["presale_de"] == "it brings more, and later: no loan stands on it"
    assert gone("presale_de").later is None


def test_a_buyer_may_reclaim_the_deposit_before_commission(tmp_path: Path) -> None:
    shared = edited(
        tmp_path,
        finance=(
            "commission: {percent: 10}\n    essential: [mara]\n  - id: presale_uk",
            "commission: {percent: 10, taken: pro_rata}\n    essential: [mara]\n  - id: presale_uk",
        ),
    )
    loss = if_gone(shared, "presale_de", DAY)
    cash = loss.before.figures["finance.source.presale_de.cash.deposit"].value
    assert (cash, loss.deposits.value) == (Cash(Decimal(75_600), "USD"), usd(84_000))


def test_an_option_lost_from_the_plan_it_was_adopted_in() -> None:
    loss = gone("equity_c", "a")
    assert (loss.lost.value, loss.after.finance.gap.value) == (usd(450_000), usd(448_900))


@pytest.mark.parametrize(("wanted", "option"), [("nobody", None), ("equity_c", None), ("mara", "z")])
def test_what_is_not_there_cannot_be_lost(wanted: str, option: str | None) -> None:
    with pytest.raises(KeyError):
        if_gone(night_ferry(), wanted, DAY, option=option)


def test_one_id_for_a_source_and_an_attachment_is_told_apart_by_kind(tmp_path: Path) -> None:
    face = "    face: 250000\n"
    same = edited(
        tmp_path,
        production=("  - id: tobias\n", "  - id: grant\n"),
        finance=(face, f"{face}    essential: [tremaine]\n"),
    )
    assert if_gone(same, "grant", DAY).lost.value == usd(250_000)
    assert if_gone(same, "grant", DAY, kind="attachment").lost.value == usd(0)
    assert if_gone(same, "tremaine", DAY).lost.value == usd(250_000)
    with pytest.raises(KeyError):
        if_gone(same, "mara", DAY, kind="source")


@pytest.mark.parametrize(
    ("changes", "what", "fix"),
    [
        (
            {"finance": ("essential: [mara]", "essential: [maara]")},
            "Pre-sale Germany names `maara` as essential, who is neither attached nor among the people",
            "Did you mean `mara`?",
        ),
        (
            {"production": ("essential: [mara]", "essential: [zzz]")},
            "Production and cast insurance names `zzz` as essential, who is neither attached nor among the people",
            "Add `zzz` under `attachments` in production.yaml.",
        ),
    ],
)
def test_essential_must_name_somebody(
    tmp_path: Path, changes: dict[str, tuple[str, str]], what: str, fix: str
) -> None:
    film = compute(edited(tmp_path, **changes), as_of=DAY, weigh=False)
    assert film
    assert [(each.what, each.fix) for each in film.problems] == [(what, fix)]


def test_a_closing_list_is_optional_and_a_hard_condition_of_the_shoot_is_a_gate(tmp_path: Path) -> None:
    without = edited(tmp_path / "a")
    (tmp_path / "a" / "film" / "closing.yaml").unlink()
    without, _ = read_folder(tmp_path / "a" / "film")  # type: ignore[assignment]  # the folder can be read
    film = compute(without, as_of=DAY, weigh=False)
    assert film
    assert (film.closing, film.problems, len(film.greenlight.gates)) == (None, (), 13)
    old = "owner: lindqvist, needed_by: 2027-03-15, blocks: [insurance]"
    new = "owner: lindqvist, blocks: [start_of_photography]"
    blocks = edited(tmp_path / "b", closing=(old, new))
    light = compute(blocks, as_of=DAY, weigh=False)
    assert light
    last = light.greenlight.gates[-1]
    assert (last.id, last.state, last.reason, f"{last.needed_by}") == (
        "closing_production_package",
        "OPEN",
        "drafting",
        "2027-03-29",
    )


def test_a_broken_closing_list_stops_the_film_with_its_place(tmp_path: Path) -> None:
    edited(tmp_path)
    (tmp_path / "film" / "closing.yaml").write_text("kind: closing\nversion: 1\nitms: []\n", encoding="utf-8")
    production, problems = read_folder(tmp_path / "film")
    assert production is None
    assert [problem.where for problem in problems] == ["closing.yaml:3 itms"]
