"""Mappings proposed from the heads of columns, and what is not guessed."""

from __future__ import annotations

from typing import get_args

from tests.topsheet.release.intake.files import CSV, workbook
from topsheet.release.intake import preview, suggest
from topsheet.release.intake.vocabulary import field_of, phrases
from topsheet.release.mapping import FieldName

NAMES = {"FR": "France", "IT": "Italien", "AIR": "Airlines", "NAM": "North America"}


def test_the_german_csv() -> None:
    found, problems = suggest(CSV, "canale.csv", territories=NAMES)
    assert found is not None
    assert found.model_dump(by_alias=True, exclude_defaults=True) == {
        "id": "mapping",
        "header": 3,
        "encoding": "windows-1252",
        "delimiter": "semicolon",
        "decimal": "comma",
        "days": "DD.MM.YYYY",
        "currency": "EUR",
        "columns": {
            "territory": {"column": "Gebiet", "values": {"Italien": "IT"}},
            "bill": "Rechnung",
            "gross": "Bruttoerlöse",
            "withheld": "Quellensteuer",
            "value_date": "Wertstellung",
            "rate": "Kurs",
        },
        "skip": ({"column": "Gebiet", "is": ("Summe Italien",), "total": True},),
    }
    assert [each.what for each in problems] == ["no column is the medium"]
    ready = found.model_copy(
        update={"constants": {"medium": "television"}, "written_negative": ("withheld",)}
    )
    assert preview(CSV, "canale.csv", ready).errors == ()


def test_the_workbook() -> None:
    data = workbook(others=1)
    found, problems = suggest(data, "tidegate.xlsx", territories=NAMES)
    assert (problems, found and found.sheet, found and found.header) == ([], "Receipts", 4)
    assert found is not None
    assert preview(data, "tidegate.xlsx", found).errors == ()
    assert len(preview(data, "tidegate.xlsx", found).rows) == 3


def test_days_with_two_readings_are_not_guessed() -> None:
    data = b"Territory,Media,Gross,Value date\nFR,tv,12.50,03/04/2028\n"
    found, problems = suggest(data, "us.csv")
    assert (found and found.days, [each.what for each in problems]) == (
        "DD/MM/YYYY",
        ["`days` could not be told from the days", "no currency was found"],
    )


def test_what_has_no_heads_is_not_guessed() -> None:
    found, problems = suggest(b"1,2,3\n4,5,6\n", "numbers.csv")
    assert (found, [each.what for each in problems]) == (
        None,
        ["no row was recognised as the heads of a statement's columns"],
    )


def test_every_phrase_of_the_vocabulary_finds_its_field() -> None:
    assert {field for _, field in phrases()} == set(get_args(FieldName))
    wrong = [(phrase, field) for phrase, field in phrases() if field_of(phrase)[0] != field]
    assert wrong == []


def test_the_longest_phrase_of_a_head_decides() -> None:
    heads = (
        "Gross (EUR)",
        "Invoice date",
        "Withholding tax USD",
        "Retenue à la source",
        "N° facture",
        "Sonstiges",
    )
    assert [field_of(head)[0] for head in heads] == ["gross", "billed_on", "withheld", "withheld", "bill", ""]


def test_a_total_without_an_amount_is_left_out_and_states_nothing() -> None:
    data = b"Territory,Medium,Gross,Withheld,Value date,Currency\nFR,tv,100.50,5,2029-01-10,EUR\nTotal,,,,,\n"
    found, problems = suggest(data, "a.csv", territories=NAMES)
    assert found is not None
    assert problems == []
    assert found.model_dump(exclude_defaults=True)["skip"] == ({"column": "Territory", "words": ("Total",)},)
    assert found.columns["withheld"] == "Withheld"
    assert preview(data, "a.csv", found).errors == ()
