"""What each party gets at any gross: the table is the waterfall's, the slider ends beyond the last bend."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.site.roles import Role

PAGE = f"/films/{SLUG}/recoupment/"


@pytest.fixture
def ep(enter: Enter) -> Client:
    return enter(Role.EXECUTIVE_PRODUCER)


def rows(client: Client, query: str, name: str = "reach") -> dict[str, list[str]]:
    text = client.get(f"{PAGE}{name}.csv?{query}").content.decode("utf-8-sig")
    return {row[0]: [printed(cell) for cell in row[1:]] for row in csv.reader(io.StringIO(text))}


def printed(cell: str) -> str:
    """A percentage of many decimals as the page shows it."""
    return f"{float(cell):.2f}" if re.fullmatch(r"\d+\.\d{3,}", cell) else cell


def test_everyone_at_the_middle_case_of_option_a(ep: Client) -> None:
    """Story A, step 7: 863,957.89 to A and B, and 42% of 84% of the next coin shared by what each put in."""
    found = rows(ep, "option=a&gross=3400000")
    assert found["Equity A"] == ["1200000.00", "863957.89", "72.00", "35.37"]
    assert found["Equity C"] == ["450000.00", "323984.22", "72.00", "13.26"]
    assert found["Longshore Film Sales"] == ["–", "585000.00", "", "15"]
    assert found["Saint Brannock Productions LLC"] == ["–", "0.00", "", "0"]
    assert found["Together"] == ["", "3670900.00", "", "100"]


def test_the_page_opens_on_the_middle_case_and_takes_any_gross(ep: Client) -> None:
    assert "At a gross of 3,400,000<" in ep.get(PAGE).content.decode()
    page = ep.get(f"{PAGE}?gross=1%2C234%2C567.89").content.decode()
    assert "At a gross of 1,234,567.89<" in page
    assert 'name="gross" inputmode="decimal" autocomplete="off" value="1,234,567.89"' in page
    assert "reach.csv?gross=1234567.89&amp;terms=" in page


@pytest.mark.parametrize(("asked", "words"), [
    ("plenty", "“plenty” is no amount"), ("-5", "not negative"), ("1.005", "which of the two is not guessed"),
    ("0.001", "whole coins"), ("9" * 40, "no fortune"), ("<b>", "“&lt;b&gt;” is no amount"),
])  # fmt: skip
def test_what_is_no_gross_is_told_at_its_box(ep: Client, asked: str, words: str) -> None:
    answer = ep.get(PAGE, {"gross": asked})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert 'aria-invalid="true"' in page
    assert "At a gross of 3,400,000<" in page


def test_the_slider_ends_at_half_as_much_again_as_the_last_bend(ep: Client) -> None:
    """Equity has had 120% at (2,880,000 + 729,100 + 75,000) ÷ 0.84 = 4,385,833.33."""
    page = ep.get(PAGE).content.decode()
    assert "From 4,385,833.33 on everything is paid in full" in page
    slider = re.search(r'type="range" min="0" max="(\d+)" step="(\d+)" value="(\d+)"', page)
    assert slider is not None
    assert [int(each) for each in slider.groups()] == [6_580_000, 20_000, 3_400_000]


def test_the_curve_is_drawn_at_its_bends_with_break_evens_as_rules(ep: Client) -> None:
    page = ep.get(PAGE).content.decode()
    found = re.search(r'<script id="reach-chart-spec" type="application/json">(.*?)</script>', page)
    assert found is not None
    spec = json.loads(found[1])
    grosses = sorted({value["gross"] for value in spec["data"]["values"]})
    assert grosses == [0, 89285.71, 957261.9, 4385833.33, 6580000]
    assert [rule["gross"] for rule in spec["layer"][1]["data"]["values"]] == [3814404.76, 4385833.33]
    last = sum(value["amount"] for value in spec["data"]["values"] if value["gross"] == 6580000)
    assert round(last, 2) == 6580000 + 270900


def test_a_variant_is_asked_like_the_terms(ep: Client) -> None:
    found = rows(ep, "option=a&gross=3400000&terms=c_first")
    assert found["Equity C"][1] == "540000.00"
    assert (
        rows(ep, "gross=3400000&terms=c_first")["Equity A"][1] == "1025950.00"
    )  # the plan has no C to be first


def test_how_it_is_worked_out_names_each_step(ep: Client) -> None:
    found = rows(ep, "gross=100", "reach-steps")
    assert found["Gross, remaining territories"][0] == "100.00"
    assert found["Sales commission"][0] == "15.00"
    assert all(row[1] for row in found.values())


def test_terms_of_several_pots_scale_the_first_case(
    ep: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite(
        "recoupment",
        "cases:\n  - {label: Low, gross: 1900000}",
        "pots:\n  - id: france\n    label: France\n    territory: [FR]\n    off_the_top:\n"
        "      - {id: fee_fr, label: Fee France, to: sales_agent, percent: 50}\n"
        "cases:\n  - label: Low\n    of: [{amount: 300, territory: FR}, {amount: 100}]",
    )
    found = rows(ep, "gross=4000", "reach-steps")
    assert found["Fee France"][0] == "1500.00"
    assert "in the proportions of the first case" in ep.get(PAGE).content.decode()


def test_without_terms_that_run_there_is_no_slider(
    ep: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("recoupment", "share: 50, kind: equity", "share: 40, kind: equity")
    answer = ep.get(f"{PAGE}?gross=5")
    assert answer.status_code == 200
    assert "What does each party get" not in answer.content.decode()


def test_the_day_of_the_receipts_is_told_where_terms_depend_on_days(
    ep: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    assert "taken to come on" not in ep.get(PAGE).content.decode()
    rewrite("recoupment", "cases:\n", "interest:\n  - {on: gap_loan, percent: 8, days: act/360, from: 2027-05-03}\n"
            "cases_on: 2029-06-30\ncases:\n")  # fmt: skip
    page = ep.get(PAGE).content.decode()
    assert page.count("Receipts are taken to come on 30 Jun 2029") == 2


def test_the_chart_speaks_of_what_joins_only_where_something_does(
    ep: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    assert "and what joins from the finance plan, divided" in ep.get(PAGE).content.decode()
    rewrite(
        "recoupment",
        "\n  - {id: surplus, label: Loan collateral surplus, adds: loan_collateral_surplus}\n",
        "\n",
    )
    assert "Each gross divided among those who are paid" in ep.get(PAGE).content.decode()


def test_every_amount_at_a_gross_opens_to_its_cause(ep: Client, enter: Enter) -> None:
    page = ep.get(f"{PAGE}?option=a&gross=3400000").content.decode()
    names = set(re.findall(r"/why/(recoupment\.at\.340000000\.[^\"?]+)\?option=a", page))
    assert len(names) > 15
    for name in names:
        assert ep.get(f"/films/{SLUG}/why/{name}?option=a").status_code == 200
    (name,) = (each for each in names if each.endswith("paid_to_gap"))
    assert enter(Role.DIRECTOR).get(f"/films/{SLUG}/why/{name}?option=a").status_code == 404
