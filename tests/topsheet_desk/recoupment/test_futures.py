"""The futures' page: the answer, the same page from the same address, plans beside each other, and long runs."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet_desk.recoupment import simulation_kept as kept
from topsheet_desk.site.roles import Role

ADDRESS = f"/films/{SLUG}/recoupment/futures/"
QUICK = "?runs=1000&seed=7"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    kept._KEPT.done.clear()
    kept._KEPT.jobs.clear()
    yield
    deadline = time.monotonic() + 60
    while any(not each.failed for each in kept._KEPT.jobs.values()) and time.monotonic() < deadline:
        time.sleep(0.05)  # a thread of one test is no load on the next


def page(
    enter: Enter, query: str = QUICK, role: Role = Role.PRODUCER, status: int = 200, **headers: str
) -> str:
    answer = enter(role).get(ADDRESS + query, headers=headers)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def rows(enter: Enter, table: str, query: str = QUICK) -> list[dict[str, str]]:
    answer = enter(Role.PRODUCER).get(reverse("futures_table", args=[SLUG, table]) + query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_answer_comes_first_from_the_seed_and_the_number_the_document_names(enter: Enter) -> None:
    text = page(enter, "")
    assert "Equity has its money back in 13 of 100 futures; in the middle one it has 26 % of it." in text
    assert "Gap loan is short in 26 of 100 futures; where it is, it lacks USD 333,060" in text
    assert "10,000 futures from seed 2026" in text
    assert not re.search(r"\bwill\b", text.partition("<main")[2])


def test_the_same_address_gives_the_same_page_and_another_seed_another(enter: Enter) -> None:
    def told(query: str) -> str:
        return re.sub(r'csrfmiddlewaretoken" value="\w+', "", page(enter, query))

    first = told(QUICK)
    kept._KEPT.done.clear()
    assert told(QUICK) == first
    assert told("?runs=1000&seed=8") != first


def test_the_tables_hold_each_position_and_its_kind_together(enter: Enter) -> None:
    likely = {row["Position"]: row for row in rows(enter, "likely", "")}
    assert list(likely) == ["Equity A", "Equity B", "Equity", "Gap loan"]
    assert likely["Equity"]["Put in or owed"] == "2400000"
    assert [likely["Equity"][each] for each in ("Half of it", "All of it", "120 %")] == [
        "32.42",
        "13.15",
        "9.57",
    ]
    assert (likely["Gap loan"]["All of it"], likely["Gap loan"]["120 %"]) == ("73.89", "–")
    reached = {row["Receipts reach"]: row for row in rows(enter, "reached", "")}
    assert reached["Case: Low"]["In"] == "44.14"
    assert reached["Full: Equity 120 %"]["Amount"] == "4385833.34"
    [debt] = rows(enter, "debts", "")
    assert (debt["Debt"], debt["Short in"], debt["Then lacks, middle"]) == ("Gap loan", "26.11", "333060")
    bins = rows(enter, "bins")
    assert sum(float(row["Equity"]) for row in bins) == pytest.approx(100)
    assert len(rows(enter, "quarters")) == 18
    sheet = {row["Territory"]: row for row in rows(enter, "sheet")}
    assert sheet["France"]["Unverified"] == "tax"
    assert sheet["Poland"]["Unverified"] == "chance, P10, P50, P90, months, tax, quarters"
    assert "Germany and Austria" not in sheet


def test_a_territory_sold_at_its_take_is_compared_future_by_future(enter: Enter) -> None:
    query = f"{QUICK}&beside=sold:FR"
    assert "Beside: France sold at its take" in page(enter, query)
    [gap] = [row for row in rows(enter, "changes", query) if row["All of the money back"] == "Gap loan"]
    won, lost = (int(gap[each].replace(",", "")) for each in ("Only the other", "Only this"))
    assert float(gap["Change, points"]) == pytest.approx((won - lost) / 10)
    assert float(gap["The other"]) - float(gap["This page"]) == pytest.approx((won - lost) / 10)
    assert won > lost


def test_an_option_stands_beside_the_plan_and_under_its_variant(enter: Enter) -> None:
    beside = rows(enter, "changes", f"{QUICK}&option=a&beside=plan")
    assert [row["All of the money back"] for row in beside] == ["Equity A", "Equity B", "Gap loan", "Equity"]
    plain, first = (rows(enter, "likely", f"{QUICK}&option=a{more}") for more in ("", "&variant=c_first"))
    c, c_first = (next(row for row in each if row["Position"] == "Equity C") for each in (plain, first))
    assert float(c_first["All of it"]) > float(c["All of it"])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?runs=999", "greater than or equal to 1000"),
        ("?runs=1000001", "less than or equal to 1000000"),
        ("?runs=many", "Enter a whole number"),
        ("?seed=-1", "greater than or equal to 0"),
        (f"{QUICK}&variant=none", ""),
        (f"{QUICK}&who=nobody", "nobody is not one of the available choices"),
        (f"{QUICK}&beside=sold:XX", "sold:XX is not one of the available choices"),
    ],
)
def test_what_cannot_be_drawn_is_said_at_its_field(enter: Enter, query: str, told: str) -> None:
    if not told:  # this plan runs no variant, so none is asked for
        page(enter, query)
        return
    text = page(enter, query, status=422)
    assert told in text
    assert "has its money back" not in text


def test_a_long_run_shows_how_far_it_has_come(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "AT_ONCE", 1_999)
    query = "?runs=20000&seed=3"
    with kept._KEPT.long_work:  # it waits, so that the page is seen under way
        text = page(enter, query)
        assert re.search(r'<progress id="done" max="20000" value="0">', text)
        assert "Look again" in text
        assert "has its money back" not in text
        assert (
            enter(Role.PRODUCER).get(reverse("futures_table", args=[SLUG, "likely"]) + query).status_code
            == 404
        )
        assert len(kept._KEPT.jobs) == 1
    deadline = time.monotonic() + 30
    while kept._KEPT.jobs and time.monotonic() < deadline:
        time.sleep(0.05)
    answer = enter(Role.PRODUCER).get(ADDRESS + query, headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert "20,000 futures from seed 3" in page(enter, query)


def test_too_many_long_runs_are_refused_with_what_to_do(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "AT_ONCE", 999)
    with kept._KEPT.long_work:
        for seed in range(kept.MOST_WAITING):
            page(enter, f"?runs=1000&seed={seed}")
        assert "4 long runs are under way already. Ask again in a minute." in page(
            enter, "?runs=1000&seed=99"
        )


def test_the_oldest_futures_are_forgotten_first(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    page(enter, "?runs=1000&seed=1")
    (made,) = kept._KEPT.done.values()
    assert kept._bytes(made) == 8 * 1000 * (len(made.totals) + 1)
    monkeypatch.setattr(kept, "MOST_KEPT", kept._bytes(made) * 5 // 2)
    for seed in (1, 2, 1, 3):
        page(enter, f"?runs=1000&seed={seed}")
    assert [(runs, seed) for _, runs, seed in kept._KEPT.done] == [(1000, 1), (1000, 3)]


def test_what_is_missing_is_said_with_its_remedy(enter: Enter, rewrite: object) -> None:
    assert callable(rewrite)
    rewrite("production", "  delivery: 2027-12-17\n", "")
    text = page(enter)
    assert "no day of delivery is written" in text
    assert "Add `delivery: 2027-12-17` under `milestones`." in text
    assert "No page can be made of it." in page_for(enter, "equity_a")


def page_for(enter: Enter, who: str) -> str:
    answer = enter(Role.EXECUTIVE_PRODUCER).get(reverse("futures_for", args=[SLUG, who]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_one_page_of_an_investment_is_seen_before_it_is_made(enter: Enter) -> None:
    assert f'href="{reverse("futures_for", args=[SLUG, "equity_a"])}"' in page(enter)
    text = page_for(enter, "equity_a")
    assert "For Harrow Street Capital LP (Equity A)." in text
    assert [name for name in ("Brightwater", "Equity B") if name in text.partition("<main")[2]] == []
    assert "No page can be made of it." in page_for(enter, "gap_loan")


@pytest.mark.parametrize(
    "role", [Role.LINE_PRODUCER, Role.INVESTOR, Role.FINANCIER, Role.DIRECTOR, Role.GUEST]
)
def test_nobody_but_the_producers_sees_it(enter: Enter, role: Role) -> None:
    for address in (ADDRESS, f"{ADDRESS}likely.csv", f"{ADDRESS}for/equity_a/"):
        answer = enter(role).get(address)
        assert answer.status_code == 404
        assert b"money back" not in answer.content


def opened(enter: Enter, query: str, status: int = 200, role: Role = Role.PRODUCER) -> str:
    answer = enter(role).get(f"{ADDRESS}one/{query}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def test_a_middle_amount_opens_the_future_in_which_it_happened(enter: Enter) -> None:
    (found,) = re.findall(r'href="[^"]*/one/(\?[^"]*level=50[^"]*of=gap_loan)"', page(enter))
    query = found.replace("&amp;", "&")
    (row,) = [row for row in rows(enter, "outcomes") if row["Position"] == "Gap loan"]
    answer = enter(Role.PRODUCER).get(reverse("future_table", args=[SLUG, "future-had"]) + query)
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    (there,) = [each for each in table if each["Position or party"] == "Gap loan"]
    assert round(float(there["Paid"])) == float(row["Paid, middle"])
    told = opened(enter, query)
    assert "of 1,000" in told
    assert "until USD" in told


def test_any_future_is_opened_by_its_number_and_none_that_is_not_there(enter: Enter) -> None:
    assert "Future 1,000 of 1,000" in opened(enter, f"{QUICK}&run=1000")
    for wrong in ("run=1001", "run=0", "run=-1", "run=x", "level=101", "level=9.5", "level=10&of=nobody"):
        opened(enter, f"{QUICK}&{wrong}", 404)


def test_the_future_in_the_middle_of_receipts_is_opened_where_nothing_is_named(enter: Enter) -> None:
    (middle,) = [row for row in rows(enter, "reached") if row["Receipts reach"] == "Middle (P50)"]
    assert f"{float(middle['Amount']):,.2f}".removesuffix(".00") in opened(enter, QUICK)


def test_what_the_futures_are_drawn_from_opens_to_its_line_or_its_source(enter: Enter) -> None:
    assert f'href="/films/{SLUG}/why/forecast.FR.p50"' in page(enter)
    written = enter(Role.PRODUCER).get(f"/films/{SLUG}/why/forecast.FR.p50").content.decode()
    assert "market.yaml" in written
    assumed = enter(Role.PRODUCER).get(f"/films/{SLUG}/why/forecast.tail_index").content.decode()
    assert "unverified" in assumed.lower()
    assert enter(Role.PRODUCER).get(f"/films/{SLUG}/why/forecast.FR.nothing").status_code == 404
    for role in (Role.DIRECTOR, Role.LINE_PRODUCER):
        assert enter(role).get(f"/films/{SLUG}/why/forecast.FR.p50").status_code == 404
