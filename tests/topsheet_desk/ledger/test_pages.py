"""The ledger's pages: recorded, pasted, reversed, closed and read in a browser without JavaScript."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse as address
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.topsheet_desk.conftest import SLUG, Enter
from tests.topsheet_desk.ledger.facts import FACTS, NOW, cost
from tests.topsheet_desk.ledger.test_laws import undone
from tests.topsheet_desk.ledger.test_recording import person, rows
from topsheet_desk.ledger.lookups import last_sunday
from topsheet_desk.ledger.paste import read_paste
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.ledger import close_period, record, record_all
from topsheet_desk.vault.lookups.facts import Fact
from topsheet_desk.vault.records import Entry

pytestmark = pytest.mark.usefixtures("desk")
FORM = {
    "kind": "COST",
    "date": "2026-11-20",
    "amount": "1,250.50",
    "currency": "usd",
    "account": "3300",
    "payee": "Harbor Marine",
    "paper": "INV-7",
}
PASTE = (
    "Payee\tInvoice No.\tAmount\tDate\tAcct\tMystery\n"
    "Harbor Marine\tINV-7\t1,250.50\t2026-11-20\t3300\tx\n"
    "\t\t\t\t\t\n"
    "Tide Catering\tINV-9\t80\t2026-11-19\t2000\t\n"
)


def post(client: Client, name: str, data: Mapping[str, object], *parts: object) -> str:
    answer = client.post(address(name, args=[SLUG, *parts]), dict(data), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def test_one_fact_recorded_on_its_page_opens_as_a_row(enter: Enter) -> None:
    page = post(enter(Role.LINE_PRODUCER), "ledger_record", FORM)
    assert [
        words in page
        for words in ("Cost no. 1", "1,250.50", "Harbor Marine", "Line producer", "Camera", "Reverse row 1")
    ] == [True] * 6
    assert Entry.objects.get().seal in page


def test_what_stands_against_a_fact_is_said_beside_the_form_which_keeps_its_words(enter: Enter) -> None:
    page = post(enter(Role.ACCOUNTANT), "ledger_record", {**FORM, "account": "33000", "amount": "1.250,50"})
    assert "a point before the coins" in page
    page = post(enter(Role.ACCOUNTANT), "ledger_record", {**FORM, "account": "33000"})
    assert ("have no account 33000" in page, "Did you mean 3300 Camera" in page) == (True, True)
    assert ('value="Harbor Marine"' in page, Entry.objects.count()) == (True, 0)


def test_a_double_click_records_one_row(enter: Enter) -> None:
    client = enter(Role.ACCOUNTANT)
    post(client, "ledger_record", FORM)
    page = post(client, "ledger_record", FORM)
    assert ("has the same already (no. 1)" in page, Entry.objects.count()) == (True, 1)
    post(client, "ledger_record", {**FORM, "again": "on"})
    assert Entry.objects.count() == 2


def test_a_paste_is_shown_with_its_problems_and_recorded_by_one_confirmation(enter: Enter) -> None:
    client = enter(Role.ACCOUNTANT)
    form = {"text": PASTE, "kind": "COST", "currency": "USD"}
    page = post(client, "ledger_paste", form)
    assert ("Mystery" in page, "2 rows" in page, "Cost USD 1,330.50" in page, Entry.objects.count()) == (
        True,
        True,
        True,
        0,
    )
    page = post(client, "ledger_paste", {**form, "seen": seen(page), "confirm": "yes"})
    assert "Tide Catering" in page
    assert [row[:3] for row in rows()] == [(1, "COST", "USD 1,250.50"), (2, "COST", "USD 80.00")]


def test_the_same_paste_again_is_warned_of_and_a_second_click_records_nothing(enter: Enter) -> None:
    client = enter(Role.ACCOUNTANT)
    form = {"text": PASTE, "kind": "COST", "currency": "USD", "seen": "0", "confirm": "yes"}
    post(client, "ledger_paste", form)
    page = post(client, "ledger_paste", form)
    assert ("the ledger grew" in page, Entry.objects.count()) == (True, 2)
    assert (
        "2 of 2 rows look as if they were recorded already" in page,
        "looks like row 1" in page.lower(),
    ) == (
        True,
        True,
    )
    post(client, "ledger_paste", {**form, "seen": seen(page)})
    assert Entry.objects.count() == 4


def test_one_bad_row_stops_all_and_says_where(enter: Enter) -> None:
    text = (
        PASTE
        + "Sly\tX\t-5\t29/03/2027\t3300\t\nSly\tX\t(5)\t2027-03-29\t3300\t\n=cmd()\tX\t5\t2027-03-29\t1\t\n"
    )
    form = {"text": text, "kind": "COST", "currency": "USD", "seen": "0", "confirm": "yes"}
    page = post(enter(Role.ACCOUNTANT), "ledger_paste", form)
    told = ("3 of 5 rows must be mended", "“29/03/2027” is no day", "“(5)” is no amount", "have no account 1")
    assert ([words in page for words in told], Entry.objects.count()) == ([True] * 4, 0)
    assert ("=cmd()" in page, 'value="yes"' in page) == (True, False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\tb\n1\t2\n", "names no column “date”"),
        ("date,amount,date\n2027-03-29,5,\n", "has the column “date” twice"),
        ('date,amount,memo\n2027-03-29,5,"open\n2027-03-30,6,x\n', "cannot be read from here on"),
        ("date,amount\n2027-03-29,1,250\n", "Has more cells than the heading"),
        ("date,amount\n", "Paste rows"),
        ("   \n", "There are no rows"),
    ],
)
def test_a_paste_that_cannot_be_read_says_where(enter: Enter, text: str, told: str) -> None:
    form = {"text": text, "kind": "RECEIPT", "currency": "USD", "seen": "0", "confirm": "yes"}
    page = post(enter(Role.ACCOUNTANT), "ledger_paste", form)
    assert (told in page, Entry.objects.count()) == (True, 0)


def upload(client: Client, name: str, raw: bytes) -> str:
    file = SimpleUploadedFile(name, raw)
    return post(client, "ledger_paste", {"text": "", "upload": file, "kind": "COST", "currency": "USD"})


def test_a_csv_file_is_read_and_other_files_are_refused_in_words(enter: Enter) -> None:
    client = enter(Role.ACCOUNTANT)
    good = "\ufeffdate;account;amount;payee\r\n2026-11-20;3300;5;Zoë\r\n".encode()
    assert "Zoë" in upload(client, "costs.csv", good)
    assert "is no CSV file" in upload(client, "costs.xlsx", b"PK")
    assert "costs.csv, line 2: this is not UTF-8 text" in upload(
        client, "costs.csv", b"date,amount\n\xe9,5\n"
    )
    assert "is no text" in upload(client, "costs.csv", b"date\x00")
    assert "is larger than 1 MiB" in upload(client, "costs.csv", b"x" * ((1 << 20) + 1))


def test_a_request_beyond_every_form_is_refused_before_it_is_read(enter: Enter) -> None:
    answer = enter(Role.ACCOUNTANT).post(
        address("ledger_paste", args=[SLUG]), b"x" * ((16 << 20) + 1), content_type="text/plain"
    )
    assert (answer.status_code, "Nothing was done" in answer.content.decode()) == (413, True)


def test_a_closing_is_offered_for_the_last_sunday_and_shows_everywhere(enter: Enter) -> None:
    client = enter(Role.PRODUCER)
    sunday = last_sunday(timezone.localdate())
    assert (
        f'value="{sunday.isoformat()}"' in client.get(address("ledger_close", args=[SLUG])).content.decode()
    )
    page = post(client, "ledger_close", {"until": sunday.isoformat(), "reason": "week reported"})
    assert ("closed the ledger until" in page, "week reported" in page) == (True, True)
    day = (sunday - timedelta(days=1)).isoformat()
    page = post(client, "ledger_record", {**FORM, "date": day})
    assert ("lies in a closed period" in page, Entry.objects.count()) == (True, 0)
    page = post(client, "ledger_record", {**FORM, "date": day, "as_adjustment": "on"})
    assert "an adjustment: its own day was closed" in page
    listed = client.get(address("ledger", args=[SLUG])).content.decode()
    assert "Adjustment, counts" in listed
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "lies ahead" in post(client, "ledger_close", {"until": tomorrow})


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        (date(2027, 4, 4), date(2027, 4, 4)),
        (date(2027, 4, 3), date(2027, 3, 28)),
        (date(2027, 4, 5), date(2027, 4, 4)),
    ],
)
def test_the_last_sunday(today: date, sunday: date) -> None:
    assert last_sunday(today) == sunday


def test_a_row_is_reversed_on_its_own_page_and_each_points_at_the_other(enter: Enter) -> None:
    client = enter(Role.ACCOUNTANT)
    post(client, "ledger_record", FORM)
    assert "This field is required" in post(client, "ledger_reverse", {"reason": ""}, 1)
    page = post(client, "ledger_reverse", {"reason": "wrong film"}, 1)
    assert ("Cost no. 2" in page, f"/films/{SLUG}/ledger/1/" in page, "−1,250.50" in page) == (
        True,
        True,
        True,
    )
    page = client.get(address("ledger_entry", args=[SLUG, 1])).content.decode()
    assert ("Reversed by" in page, "Reverse row 1" in page) == (True, False)
    assert "is reversed already" in post(client, "ledger_reverse", {"reason": "again"}, 1)
    assert client.get(address("ledger_entry", args=[SLUG, 3])).status_code == 404


def test_accounts_stand_beside_their_budget(enter: Enter) -> None:
    facts = [cost("1000"), cost("400", kind="COMMITMENT", paper="PO"), cost("9", currency="CAD")]
    record_all(person(Role.ACCOUNTANT), SLUG, facts, now=NOW)
    table = enter(Role.LINE_PRODUCER).get(address("ledger_table", args=[SLUG, "accounts"])).content.decode()
    found = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    cad, usd = found[1:]
    budget = float(usd[2])
    assert (cad, usd[:2], [float(each) for each in usd[3:6]], usd[6]) == (
        ["3300", "Camera", "–", "9.00", "0.00", "–", "CAD"],
        ["3300", "Camera"],
        [1000, 400, budget - 1400],
        "USD",
    )


def test_rows_are_filtered_on_the_page_and_in_its_csv(enter: Enter) -> None:
    accountant = person(Role.ACCOUNTANT)
    record_all(accountant, SLUG, [cost(), cost("7", payee="Tide"), cost("8", kind="RECEIPT")], now=NOW)
    client = enter(Role.ACCOUNTANT)
    page = client.get(address("ledger", args=[SLUG]), {"words": "tide", "kind": "COST"}).content.decode()
    listed = page.split('id="entries"')[1]
    assert ("Tide" in listed, "Harbor" in listed, "words=tide" in listed) == (True, False, True)
    answer = client.get(address("ledger_table", args=[SLUG, "entries"]), {"kind": "RECEIPT"})
    assert [line.split(",")[:4] for line in answer.content.decode().splitlines()[1:]] == [
        ["3", "Receipt", "2027-03-29", "8.00"]
    ]
    empty = client.get(address("ledger", args=[SLUG]), {"words": "nobody"}).content.decode()
    assert "No row is like this" in empty


def test_more_rows_are_a_page_away(enter: Enter) -> None:
    record_all(person(Role.ACCOUNTANT), SLUG, [cost(str(n + 1)) for n in range(201)], now=NOW)
    client = enter(Role.CO_PRODUCER)
    page = client.get(address("ledger", args=[SLUG])).content.decode()
    assert ("page=2#entries" in page, 'id="entry-1"' in page, 'id="entry-201"' in page) == (True, False, True)
    more = client.get(address("ledger", args=[SLUG]), {"page": 2}).content.decode()
    assert ('id="entry-1"' in more, "page=1#entries" in more, "Record a money fact" in more) == (
        True,
        True,
        False,
    )


def test_rows_stand_in_the_order_asked_for_on_the_page_and_in_its_csv(enter: Enter) -> None:
    facts = [
        cost("5", payee="b", day="2027-03-02"),
        cost("9", payee="a"),
        cost("7", payee="c", day="2027-03-01"),
    ]
    record_all(person(Role.ACCOUNTANT), SLUG, facts, now=NOW)
    client = enter(Role.ACCOUNTANT)
    for order, numbers in (("", "321"), ("date", "213"), ("amount", "231"), ("payee", "213")):
        page = client.get(address("ledger", args=[SLUG]), {"order": order}).content.decode()
        text = client.get(address("ledger_table", args=[SLUG, "entries"]), {"order": order}).content.decode()
        shown = [part[0] for part in page.split('id="entry-')[1:]]
        assert ("".join(shown), "".join(line[0] for line in text.splitlines()[1:])) == (numbers, numbers)


def test_the_ledger_opens_while_the_papers_are_being_mended(enter: Enter, rewrite: object) -> None:
    rewrite("budget", "kind: budget\n", "kind: budget\nkind: budget\n")  # type: ignore[operator]  # a function
    client = enter(Role.ACCOUNTANT)
    assert client.get(address("ledger", args=[SLUG])).status_code == 200
    assert client.get(address("ledger_record", args=[SLUG])).status_code == 200


def test_an_investor_and_a_director_find_no_ledger(enter: Enter) -> None:
    record(person(Role.ACCOUNTANT), SLUG, cost(payee="Secret Star"), now=NOW)
    for role in (Role.INVESTOR, Role.DIRECTOR, None):
        client = enter(role)
        for name, parts in (
            ("ledger", []),
            ("ledger_table", ["entries"]),
            ("ledger_entry", [1]),
            ("ledger_record", []),
        ):
            answer = client.get(address(name, args=[SLUG, *parts]))
            assert (answer.status_code, b"Secret Star" in answer.content) == (404, False)


@given(st.lists(FACTS, min_size=1, max_size=10))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_taken_out_as_csv_and_pasted_again_is_the_same(enter: Enter, facts: list[Fact]) -> None:
    with undone() as (accountant, _production):
        record_all(accountant, SLUG, facts, now=NOW)
        text = enter(Role.ACCOUNTANT).get(address("ledger_table", args=[SLUG, "entries"])).content.decode()
    paste = read_paste(text, kind="COST", currency="USD")
    assert (list(reversed(paste.facts)), paste.problems) == (facts, ())


def test_closing_while_a_paste_is_checked_refuses_the_whole_paste(enter: Enter) -> None:
    client = enter(Role.ACCOUNTANT)
    form = {"text": PASTE, "kind": "COST", "currency": "USD", "seen": "0"}
    post(client, "ledger_paste", form)
    close_period(person(Role.PRODUCER), SLUG, date(2026, 11, 19), now=timezone.now())
    page = post(client, "ledger_paste", {**form, "confirm": "yes"})
    assert ("1 of 2 rows must be mended" in page, Entry.objects.count()) == (True, 0)
    post(client, "ledger_paste", {**form, "confirm": "yes", "as_adjustment": "on"})
    assert [row[4] for row in rows()] == [False, True]
