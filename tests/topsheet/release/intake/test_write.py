"""A statement into receipts.yaml, out as CSV, and in again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from tests.topsheet.release.intake.files import CSV, GERMAN, mapping
from tests.topsheet.release.statements import NIGHT_FERRY, document, documents, of, receipts, statement
from tests.topsheet.release.statements import line as a_line
from topsheet.documents import CannotEdit
from topsheet.release import ReceiptsDocument, lines_csv, mapping_back, received
from topsheet.release.intake import begun, preview, statement_text

FACTS: dict[str, Any] = {
    "id": "canale_2029_h1",
    "period": {"from": date(2029, 1, 1), "to": date(2029, 6, 30)},
    "received": date(2029, 9, 3),
}


def test_a_statement_is_put_at_the_end_and_nothing_else_is_touched() -> None:
    found = preview(CSV, "canale.csv", mapping(GERMAN))
    text = statement_text(found, NIGHT_FERRY, FACTS)
    before, after = NIGHT_FERRY.splitlines(), text.splitlines()
    assert [line for line in before if line not in after] == []
    made, tree = document(text)
    last = made.statements[-1]
    assert (last.id, last.sender, last.kind, last.currency, last.mapping, last.file, last.sha256) == (
        "canale_2029_h1",
        "Canale Sud Srl",
        "distributor",
        "EUR",
        "canale",
        "canale.csv",
        found.sha256,
    )
    assert [f"{each.amount}" for each in received(made, tree) if each.statement == last.id] == [
        "USD 12,548.80",  # 11,500 × 1.0912
        "USD 7,359.52",  # 6,670.46 × 1.1033 = 7,359.518…
    ]


def test_a_document_that_has_no_statement_yet() -> None:
    made, _ = document(statement_text(preview(CSV, "canale.csv", mapping(GERMAN)), begun("USD"), FACTS))
    assert [each.id for each in made.statements] == ["canale_2029_h1"]


def test_nothing_is_half_taken_in() -> None:
    bad = CSV.replace(b"7.250,50", b"none")
    with pytest.raises(CannotEdit, match="is no number with a decimal comma"):
        statement_text(preview(bad, "canale.csv", mapping(GERMAN)), NIGHT_FERRY, FACTS)


@pytest.mark.parametrize("lost", ["id", "period", "received"])
def test_what_a_statement_must_say(lost: str) -> None:
    facts = {key: value for key, value in FACTS.items() if key != lost}
    with pytest.raises(CannotEdit, match=f"nobody says its {lost}"):
        statement_text(preview(CSV, "canale.csv", mapping(GERMAN)), NIGHT_FERRY, facts)


def test_a_file_with_heads_alone_is_no_statement() -> None:
    heads = b"\r\n".join(CSV.split(b"\r\n")[:3])
    with pytest.raises(CannotEdit, match="has no line"):
        statement_text(preview(heads, "canale.csv", mapping(GERMAN)), NIGHT_FERRY, FACTS)


def again(made: ReceiptsDocument) -> list[list[dict[str, Any]]]:
    """The lines of each statement written as CSV and read back."""
    found = []
    for each in made.statements:
        read = preview(lines_csv(each).encode(), "lines.csv", mapping_back(each))
        assert read.problems == ()
        found.append([dict(row.line) for row in read.rows])
    return found


def plain(made: ReceiptsDocument) -> list[list[dict[str, Any]]]:
    """The lines as a document holds them, without what says nothing."""
    return [
        [
            {
                key: value
                for key, value in line.model_dump(by_alias=True, exclude_defaults=True).items()
                if not (key == "currency" and value == each.currency)
            }
            for line in each.lines
        ]
        for each in made.statements
    ]


def test_night_ferry_goes_out_and_comes_back() -> None:
    made, _ = document(NIGHT_FERRY)
    assert again(made) == plain(made)


@given(documents())
def test_what_goes_out_comes_back(value: Any) -> None:
    made, _ = of(value)
    assert again(made) == plain(made)


@pytest.mark.parametrize(
    "note", ["=HYPERLINK(1)", "@SUM(1)", "-5 %, see letter", "+49 30 1234", "'quoted", 'a, "b"; c', "plain"]
)
def test_words_that_a_spreadsheet_would_run_come_back_as_they_were(note: str) -> None:
    made, _ = of(receipts(statement(a_line(note=note))))
    told = lines_csv(made.statements[0])
    assert again(made) == plain(made)
    assert f",{note}" not in told or note == "plain"
