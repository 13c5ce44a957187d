"""An option adopted in the texts is the option that was weighed, and nothing else of the texts moves."""

from __future__ import annotations

import difflib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from topsheet.documents import append_item
from topsheet.film import adopted_texts, adoption_errors, compute, read_files
from topsheet.film.options import as_adopted

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "night_ferry"
DAY = date(2026, 11, 25)
FILES = {
    path.relative_to(FOLDER).as_posix(): path.read_bytes().decode()
    for path in (*FOLDER.glob("*.yaml"), *FOLDER.glob("script/*"))
}


def production(files: dict[str, str]) -> Any:
    found, problems = read_files("night_ferry", files)
    assert found is not None, problems
    return found


def plan(made: Any) -> Any:
    return made.finance.model_copy(update={"options": ()}), made.budget, made.schedule


def lines(texts: dict[str, str]) -> list[str]:
    return [
        line
        for name, text in texts.items()
        for line in difflib.unified_diff(FILES[name].splitlines(), text.splitlines(), lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]


@pytest.mark.parametrize("option", ["a", "b", "c"])
def test_the_texts_read_again_are_the_production_that_was_weighed(option: str) -> None:
    texts = adopted_texts(FILES, option, DAY)
    made, weighed = production({**FILES, **texts}), as_adopted(production(FILES), option, DAY)[0]
    assert plan(made) == plan(weighed)
    film, before = compute(made, as_of=DAY), compute(production(FILES), as_of=DAY, option=option)
    assert film is not None
    assert before is not None
    assert (film.finance.gap.value, film.finance.uses.value, film.cash.lowest.value) == (
        before.finance.gap.value,
        before.finance.uses.value,
        before.cash.lowest.value,
    )
    assert [each.id for each in film.options] == [each for each in "abc" if each != option]


def test_selling_a_territory_changes_only_its_lines() -> None:
    assert lines(adopted_texts(FILES, "c", DAY)) == [
        "-    lends_on: [presale_de, presale_uk, presale_jp, presale_benelux]",
        "+    lends_on: [presale_de, presale_uk, presale_jp, presale_benelux, presale_fr]",
        "+  - id: presale_fr",
        "+    kind: presale",
        "+    name: Pre-sale France",
        "+    party: lutetia",
        "+    territory: FR",
        "+    status: signed",
        "+    status_date: 2026-11-25",
        "+    evidence: Offer of 20 November 2026",
        "+    face: 400000",
        "+    deposit: {percent: 20, on: 2027-02-10}",
        "+    commission: {percent: 10}",
        "+    adopted: 2026-11-25",
    ]


def test_a_place_given_up_only_takes_lines_away() -> None:
    texts = adopted_texts(FILES, "b", DAY)
    added = [line for line in lines(texts) if line.startswith("+")]
    assert sorted(texts) == ["budget.yaml", "finance.yaml", "schedule.yaml"]
    assert [line[:14] for line in added] == ["+    adopted: ", '+omitted: ["77']
    gone = [line for line in lines({"budget.yaml": texts["budget.yaml"]}) if "place: nova_scotia" in line]
    assert len(gone) == FILES["budget.yaml"].count("place: nova_scotia")


def test_an_option_that_is_not_open_cannot_be_adopted() -> None:
    once = {**FILES, **adopted_texts(FILES, "c", DAY)}
    for option in ("c", "z"):
        with pytest.raises(KeyError):
            adopted_texts(once, option, DAY)


def test_an_option_that_would_bring_mistakes_into_the_plan_tells_them() -> None:
    for option in ("a", "b", "c"):
        assert adoption_errors(FILES, adopted_texts(FILES, option, DAY), option, DAY) == []
    twice = {
        "id": "twice", "title": "Germany again",
        "adds": [{"id": "again", "name": "Germany again", "kind": "presale", "status": "loi", "territory": "DE",
                  "face": 1000, "deposit": {"percent": 20, "on": DAY}, "commission": {"percent": 10}}],
    }  # fmt: skip
    files = {**FILES, "finance.yaml": append_item(FILES["finance.yaml"], ("options",), twice)}
    wrong = adoption_errors(files, adopted_texts(files, "twice", DAY), "twice", DAY)
    assert [problem.what for problem in wrong] == [
        "DE is sold by Germany again and already by Pre-sale Germany"
    ]


@pytest.mark.parametrize(
    "wrong", [{"globals": {"nosuch": 3}}, {"faces": {"nosuch": 5}}, {"cuts": {"nosuch": 5}}]
)
def test_an_option_that_changes_what_is_not_there_is_not_adopted(wrong: dict[str, Any]) -> None:
    option = {"id": "odd", "title": "Odd", **wrong}
    files = {**FILES, "finance.yaml": append_item(FILES["finance.yaml"], ("options",), option)}
    assert adoption_errors(files, adopted_texts(files, "odd", DAY), "odd", DAY)


_BASE = production(FILES)
_SOURCES = [source.id for source in _BASE.finance.sources]
_SIZED = [source.id for source in _BASE.finance.sources if hasattr(source, "face")]
_LINES = [line.id for account in _BASE.budget.all_accounts for line in account.lines]
_PLACES = ["chesapeake", "nova_scotia", "elsewhere"]


@st.composite
def options(draw: st.DrawFn) -> dict[str, Any]:
    amounts = st.integers(0, 500_000).map(Decimal)
    made: dict[str, Any] = {"id": "made", "title": draw(st.sampled_from(["Made", "Cut: all # of it"]))}
    some: dict[str, st.SearchStrategy[Any]] = {
        "withdraws": st.lists(st.sampled_from(_SOURCES), unique=True, max_size=3),
        "faces": st.dictionaries(st.sampled_from(_SIZED), amounts, max_size=3),
        "pledges": st.fixed_dictionaries({"presale_loan": st.sampled_from([["tax_credit"], ["gap_loan"]])}),
        "without_place": st.sampled_from(_PLACES[1:]),
        "moves": st.fixed_dictionaries({"chesapeake": st.just("elsewhere")}),
        "cuts": st.dictionaries(st.sampled_from(_LINES), amounts, max_size=4),
        "globals": st.dictionaries(st.sampled_from(["prep_weeks", "edit_weeks", "new_one"]), amounts, max_size=2),
        "adds": st.just([{"id": "added", "name": "Added", "kind": "own_money", "status": "idea", "face": 5,
                          "instalments": [{"share": 100, "on": DAY}]}]),
    }  # fmt: skip
    return made | {key: draw(kind) for key, kind in some.items() if draw(st.booleans())}


@settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(option=options(), windows=st.booleans())
def test_any_option_reads_as_it_was_weighed(option: dict[str, Any], windows: bool) -> None:
    files = {**FILES, "finance.yaml": append_item(FILES["finance.yaml"], ("options",), option)}
    if windows:
        files = {name: text.replace("\n", "\r\n") for name, text in files.items()}
    base, problems = read_files("night_ferry", files)
    assert base is not None, problems
    made = production({**files, **adopted_texts(files, "made", DAY)})
    assert plan(made) == plan(as_adopted(base, "made", DAY)[0])
    assert [each.adopted for each in made.finance.options] == [None, None, None, DAY]
