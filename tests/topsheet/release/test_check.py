"""What the checks find: each mistake once, with its place and what to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.conftest import ROOT
from tests.topsheet.release.statements import (
    FIRST,
    KNOWN,
    NIGHT_FERRY,
    document,
    documents,
    line,
    problems,
    receipts,
    statement,
)
from topsheet.documents import Severity
from topsheet.film import facts_for_receipts, read_folder
from topsheet.release import check

LATE = date(2028, 9, 1)
EUR = {"currency": "EUR", "rate": Decimal("1.08"), "rate_source": "bank"}


def told(value: Any) -> list[str]:
    return [f"{each.severity.value} {each.where.partition(' ')[2]}: {each.what}" for each in problems(value)]


def test_night_ferry_is_sound() -> None:
    production, found = read_folder(ROOT / "examples" / "night_ferry")
    assert production is not None, found
    assert check(*document(NIGHT_FERRY), facts_for_receipts(production)) == []


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (line(gross=None, value_date=None), "ERROR : line `a` has neither `billed` nor `gross`"),
        (
            line(gross=None, value_date=None, billed=1, billed_on=FIRST, charges=5),
            "ERROR : line `a` has deductions and nothing collected",
        ),
        (line(gross=-5), "ERROR gross: -5 is negative, and the line corrects nothing"),
        (line(gross=Decimal("1.005")), "ERROR gross: 1.005 has parts of a coin in USD"),
        (
            line(withheld=1001, certificate=True),
            "ERROR withheld: 1,001 withheld is more than the 1,000 collected",
        ),
        (line(withheld=10), "WARNING withheld: USD 10 was withheld without a certificate"),
        (line(value_date=None), "ERROR : line `a` is collected and has no `value_date`"),
        (line(billed=7), "ERROR : line `a` is billed and has no `billed_on`"),
        (
            line(value_date=LATE),
            "ERROR value_date: 2028-09-01 is later than 2028-08-01, when the statement was received",
        ),
        (
            line(value_date=date(2026, 11, 1), contract="presale_fr"),
            "ERROR value_date: 2026-11-01 is before the deal `presale_fr` of 2026-11-20",
        ),
        (
            line(value_date=date(2026, 9, 1)),
            "ERROR value_date: 2026-09-01 is before 2026-09-30, the day of the first paper of the finance plan",
        ),
        (line(currency="EUR"), "ERROR : line `a` is in EUR and has no `rate`"),
        (line(currency="EUR", rate=1), "WARNING rate: the rate 1 has no `rate_source`"),
        (line(rate=2), "ERROR rate: an amount in USD has the rate 2"),
        (line(currency="EUX", rate=1, rate_source="x"), "ERROR currency: EUX is no currency"),
        (line(territory="FA"), "ERROR territory: `FA` is no territory of market.yaml"),
        (line(gross=-5, corrects="s1.b"), "ERROR corrects: `s1` has no line `b`"),
        (
            line(earned={"from": LATE, "to": FIRST}),
            "ERROR earned: the period ends before it begins",
        ),
        (
            line(**{**EUR, "rate": Decimal("0.9259")}),
            "WARNING rate: 0.9259 looks the wrong way round: 1.08 is known for EUR",
        ),
    ],
)
def test_a_line(own: dict[str, Any], said: str) -> None:
    severity, _, rest = said.partition(" ")
    key, _, what = rest.partition(": ") if not rest.startswith(": ") else ("", "", rest[2:])
    place = "statements[0].lines[0]" + (f".{key}" if key else "")
    assert told(receipts(statement(own))) == [f"{severity} {place}: {what}"]


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            [statement(line()), statement(line(id="b", medium="tv"))],
            "ERROR statements[1].id: the statement `s1` appears twice",
        ),
        (
            [statement(line(), line(medium="tv"))],
            "ERROR statements[0].lines[1].id: the line `a` appears twice",
        ),
        ([statement(line(id="a.b"))], "ERROR statements[0].lines[0].id: “a.b” is no id"),
        (
            [statement(line(), supersedes="nobody")],
            "ERROR statements[0].supersedes: supersedes `nobody`, which is no statement",
        ),
        (
            [statement(line(), received=LATE), statement(line(), id="s2", supersedes="s1")],
            "ERROR statements[1].supersedes: supersedes `s1`, which was received later, on 2028-09-01",
        ),
        (
            [statement(line()), statement(id="s2", received=LATE, supersedes="s1")],
            "WARNING statements[1].supersedes: leaves out what `s1` had: a",
        ),
        (
            [statement(line(), sha256="ab"), statement(line(medium="tv"), id="s2", sha256="ab")],
            "ERROR statements[1].sha256: is the same file as statement `s1`",
        ),
        (
            [statement(line(), period={"from": LATE, "to": FIRST})],
            "ERROR statements[0].period: the period ends before it begins",
        ),
        (
            [statement(line(), period={"from": FIRST, "to": LATE})],
            "WARNING statements[0].received: was received on 2028-08-01, before its period ends on 2028-09-01",
        ),
        (
            [statement(line(currency="USD"), currency="EUX")],
            "ERROR statements[0].currency: EUX is no currency",
        ),
        (
            [statement(line()), statement(line(), id="s2", kind="sales_agent")],
            (
                "ERROR statements[1].lines[0]: `s1` and `s2` both report Tidegate, FR, theatrical, for the same time:"
                " 1,000 on 2028-03-01"
            ),
        ),
        (
            [statement(line(contract="c")), statement(line(contract="c", gross=3), id="s2")],
            "WARNING statements[1].lines[0]: `s1` and `s2` both report c, FR, theatrical, for the same time",
        ),
    ],
)
def test_statements(statements: list[dict[str, Any]], said: str) -> None:
    assert told(receipts(*statements)) == [said]


def test_a_circle_has_no_beginning() -> None:
    one = statement(line(), supersedes="s2")
    assert told(receipts(one, statement(line(), id="s2", supersedes="s1"))) == [
        "ERROR statements[0].supersedes: `s1` and `s2` supersede each other",
        "ERROR statements[1].supersedes: `s2` and `s1` supersede each other",
    ]


def test_only_one_statement_takes_the_place_of_another() -> None:
    again = [statement(line(), id=name, received=LATE, supersedes="s1") for name in ("s2", "s3")]
    assert told(receipts(statement(line()), *again))[0] == (
        "ERROR statements[2].supersedes: `s1` is superseded by `s2` already"
    )


def test_instalments_of_one_bill_and_bills_of_one_contract_are_not_the_same_money() -> None:
    half = line(contract="c", bill="1", gross=500)
    rest = statement(line(contract="c", bill="1", gross=500, value_date=date(2028, 4, 1)), id="s2")
    next_bill = statement(line(contract="c", bill="2", gross=500), id="s3")
    other_time = statement(
        line(contract="c", gross=500, value_date=date(2029, 1, 2)),
        id="s4",
        period={"from": date(2028, 7, 1), "to": date(2028, 12, 31)},
        received=date(2029, 2, 1),
    )
    assert told(receipts(statement(half), rest, next_bill, other_time)) == []


def test_rates_that_move_are_not_taken_for_the_wrong_way_round() -> None:
    own = [
        line(id=f"l{at}", contract=f"c{at}", **{**EUR, "rate": Decimal(rate)})
        for at, rate in enumerate(("1.02", "0.99", "0.95", "1.31"))
    ]
    assert told(receipts(statement(*own))) == []


def test_reports_and_the_bank() -> None:
    reports = [
        {"register": "box", "day": FIRST, "number": 10, "received": date(2027, 12, 1)},
        {"register": "box", "day": LATE, "number": 9},
        {"register": "box", "day": LATE, "number": 9},
    ]
    bank = [{"day": LATE, "balance": 1}, {"day": LATE, "balance": 2}]
    assert told(receipts(reports=reports, bank=bank)) == [
        "ERROR reports[0].received: is known on 2027-12-01, before the day it speaks of",
        "WARNING reports[1].number: `box` falls to 9 on 2028-09-01",
        "WARNING reports[2].number: `box` falls to 9 on 2028-09-01",
        "ERROR reports[2]: the number `box 2028-09-01 known 2028-09-01` appears twice",
        "ERROR bank[1]: the balance of `2028-09-01` appears twice",
    ]


def test_the_receipts_are_in_the_films_currency() -> None:
    value = {**receipts(), "currency": "EUR"}
    assert told(value) == ["ERROR currency: the receipts are in EUR, the production in USD"]


@given(documents())
def test_sound_documents_are_sound(value: Any) -> None:
    """What the random documents of the other tests say is not refused, so that the laws speak of real documents."""
    errors = [each for each in problems(value, KNOWN) if each.severity is Severity.ERROR]
    assert [each for each in errors if "parts of a coin" not in each.what] == []
