"""Every rule file: whole, dated, cited, and right by its own worked example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet import rules
from topsheet.documents import read_yaml
from topsheet.figures import Status
from topsheet.rules import BrokenRuleFile, RuleBook, RuleNotInForce
from topsheet.rules.file_parts import Carried, Period
from topsheet.rules.in_force import in_force

BOOK = rules.load()
PATHS = sorted(BOOK.files)
KINDS = {"rates", "chart", "views", "programme", "offerings"}


def _value(path: str) -> Any:
    tree, problems = read_yaml(BOOK.files[path], path)
    assert problems == []
    assert tree is not None
    return tree.value


def _rows(path: str) -> Iterator[tuple[str, Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Every cited row of a file with its periods: a chart and a view are their own only period."""
    value = _value(path)
    match value["kind"]:
        case "rates":
            for row in [*value.get("rules", []), *value.get("tiers", [])]:
                yield f"{path} {row['id']}", row, row["values"]
        case "views":
            for row in value["views"]:
                yield f"{path} {row['id']}", row, [row]
        case "offerings":
            for row in value["rules"]:
                yield f"{path} {row['id']}", row, row["values"]
        case "programme":
            yield path, value, value["values"]
        case _:
            yield path, value, [value]


ROWS = [row for path in PATHS for row in _rows(path)]


@pytest.mark.parametrize("path", PATHS)
def test_a_rule_file_has_a_known_kind_and_is_called_what_it_says(path: str) -> None:
    value = _value(path)
    assert value["kind"] in KINDS
    assert value.get("id", "views") == path.rpartition("/")[2].removesuffix(".yaml")


@pytest.mark.parametrize(("name", "row", "periods"), ROWS, ids=[row[0] for row in ROWS])
def test_every_row_has_citation_status_and_dates(
    name: str, row: Mapping[str, Any], periods: list[Mapping[str, Any]]
) -> None:
    assert set(row["citation"]) == {"title", "url", "as_of"}, name
    assert all(row["citation"].values()), name
    assert isinstance(row["checked"], date), name
    for period in periods:
        assert isinstance(period["from"], date), name
        assert Status(period["status"]) in Status, name


@pytest.mark.parametrize(("name", "row", "periods"), ROWS, ids=[row[0] for row in ROWS])
def test_every_row_has_a_worked_example_unless_it_has_no_number(
    name: str, row: Mapping[str, Any], periods: list[Mapping[str, Any]]
) -> None:
    no_number = "sections" in row or all(period.get("value", "") is None for period in periods)
    assert bool(row.get("examples")) is not no_number, name


def test_the_register_of_the_room_names_every_rule() -> None:
    register = (Path(__file__).parents[3] / "docs/rooms/rules.md").read_text(encoding="utf-8")
    views = [view.id for view in BOOK.views()]
    ids = [*BOOK.value_ids(), *BOOK.tier_ids(), *BOOK.chart_ids(), *BOOK.programme_ids()]
    ids += [*BOOK.exemption_ids(), *views]
    assert [name for name in ids if f"`{name}`" not in register] == []


def test_every_worked_example_comes_out() -> None:
    assert rules.check(BOOK) == []


@pytest.mark.parametrize(
    ("path", "right", "wrong", "told"),
    [
        ("rules/data/guilds/sag-aftra.yaml", "gives: 3849", "gives: 3850",
         "the worked example gives 3849, not 3850"),
        ("rules/data/guilds/iatse.yaml", "gives: Tier 1A", "gives: Tier 1B",
         "the worked example gives Tier 1A, not Tier 1B"),
        ("rules/data/views.yaml", "gives: 5763000", "gives: 5763001",
         "the worked example gives 5763000, not 5763001"),
        ("rules/data/programmes/us-md-film.yaml", "gives: 1050000", "gives: 1050001",
         "the worked example gives 1050000.00, not 1050001"),
        ("rules/data/offerings/us.yaml", "counted: 34, people_left: 1", "counted: 34, people_left: 2",
         "the worked example gives 1, not 2"),
        ("rules/data/offerings/us.yaml", "amount_left: 600000", "amount_left: 600001",
         "the worked example gives 600000, not 600001"),
    ],
)  # fmt: skip
def test_a_wrong_example_is_found(path: str, right: str, wrong: str, told: str) -> None:
    files = {**BOOK.files, path: BOOK.files[path].replace(right, wrong)}
    assert [problem.what for problem in rules.check(RuleBook(files))] == [told]


@pytest.mark.parametrize(
    ("path", "right", "wrong", "told"),
    [
        ("rules/data/guilds/sag-aftra.yaml", "to: 2026-06-30", "to: 2026-07-01",
         "the period from 2025-07-01 does not end before 2026-07-01"),
        ("rules/data/guilds/sag-aftra.yaml", "to: 2027-06-30", "to: 2026-06-30",
         "a period ends before it begins"),
        ("rules/data/guilds/dga.yaml", "up_to: null", "up_to: 12000000",
         "the last step of a table, and only the last, is open"),
        ("rules/data/guilds/dga.yaml", "up_to: 1100000", "up_to: 500000", "the steps of a table rise"),
        ("rules/data/guilds/dga.yaml", "unit: percent", "units: percent", "unknown key `units`"),
        ("rules/data/offerings/us.yaml", "id: form_d", "id: form_x", "there is no notice form_d"),
    ],
)  # fmt: skip
def test_a_broken_rule_file_is_refused_with_its_place(path: str, right: str, wrong: str, told: str) -> None:
    book = RuleBook({**BOOK.files, path: BOOK.files[path].replace(right, wrong)})
    with pytest.raises(BrokenRuleFile) as refusal:
        rules.check(book)
    assert told in str(refusal.value)
    assert str(refusal.value).startswith(f"{path}:")


def test_a_programme_begins_with_the_rate_for_features() -> None:
    path = "rules/data/programmes/us-md-film.yaml"
    book = RuleBook({**BOOK.files, path: BOOK.files[path].replace("form: feature", "form: series")})
    with pytest.raises(BrokenRuleFile, match="the first rate of a programme is the one for features"):
        book.programme("us-md-film", on=date(2027, 3, 29))


def test_no_limit_and_limit_not_found_are_told_apart() -> None:
    path = "rules/data/programmes/us-md-film.yaml"
    text = BOOK.files[path].replace("annual_cap: 12000000", "annual_cap: none")
    text = text.replace("person_cap: 500000", "person_cap: null")
    programme = RuleBook({**BOOK.files, path: text}).programme("us-md-film", on=date(2027, 3, 29))
    assert (programme.annual_cap, programme.person_cap) == (None, None)
    assert programme.unknown == ("person_cap", "excludes", "payment_months", "lender_advance")


def test_text_that_is_no_yaml_is_refused() -> None:
    path = "rules/data/charts/us-feature.yaml"
    with pytest.raises(BrokenRuleFile, match="is not readable YAML"):
        RuleBook({path: "kind: ["}).chart("us-feature")


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
PERIODS = tuple(
    Period.model_validate({"from": since, "to": until, "status": "VERIFIED"})
    for since, until in [(date(2022, 1, 1), date(2023, 12, 31)), (date(2025, 1, 1), date(2026, 12, 31))]
)


@given(DAYS, st.booleans())
def test_a_day_is_answered_by_the_period_that_holds_it_or_refused(on: date, is_carried: bool) -> None:
    carried = Carried(status=Status.UNVERIFIED, note="not seen") if is_carried else None
    inside = [period for period in PERIODS if period.until and period.since <= on <= period.until]
    if inside:
        assert in_force("x", "x.yaml", PERIODS, carried, on) == (inside[0], None)
    elif carried and on > date(2026, 12, 31):
        assert in_force("x", "x.yaml", PERIODS, carried, on) == (PERIODS[-1], carried)
    else:
        with pytest.raises(RuleNotInForce):
            in_force("x", "x.yaml", PERIODS, carried, on)
