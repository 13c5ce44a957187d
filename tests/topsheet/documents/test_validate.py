"""A document, or a Problem for each place where it does not fit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from topsheet.documents import (
    Amount,
    Count,
    Document,
    PercentValue,
    Problem,
    Severity,
    Sum,
    read_yaml,
    validate,
)
from topsheet.documents.model import Number
from topsheet.money import Percent


class Equity(Document):
    """Money that shares the risk."""

    kind: Literal["equity"]
    face: Amount


class Loan(Document):
    """Money that is paid back."""

    kind: Literal["loan"]
    advance: PercentValue


class Paper(Document):
    """A document with one field of each sort."""

    kind: Literal["paper"]
    version: Literal[1]
    title: str = ""
    on: date | None = None
    days: Annotated[int, Field(ge=0)] = 0
    change: Number = Decimal(0)
    amount: Amount | str = Decimal(0)
    groups: tuple[str, ...] = ()
    sources: tuple[Annotated[Equity | Loan, Field(discriminator="kind")], ...] = ()
    least: Amount = Decimal(0)
    most: Amount = Decimal(10)

    @model_validator(mode="after")
    def _in_order(self) -> Paper:
        if self.least > self.most:
            raise ValueError("the least is above the most")
        return self


HEAD = "kind: paper\nversion: 1\n"


def read(text: str) -> tuple[Paper | None, list[Problem]]:
    tree, problems = read_yaml(HEAD + text, "paper.yaml")
    assert tree, problems
    return validate(Paper, tree)


def made(text: str) -> Paper:
    document, problems = read(text)
    assert problems == []
    assert document
    return document


def told(text: str) -> list[Problem]:
    document, problems = read(text)
    assert document is None
    return problems


@pytest.mark.parametrize(
    ("written", "amount"),
    [("5", "5"), ("5.50", "5.50"), ("'1,250,000.50'", "1250000.50"), ("1,250", "1250"), ("1e3", "1000")],
)
def test_amounts_as_people_write_them(written: str, amount: str) -> None:
    assert made(f"most: {written}").most == Decimal(amount)


@pytest.mark.parametrize(
    "written", ["1,5", "1,25", "12,50", "1234,567", "',5'", "1,,250", "1,250,00", "five", "''"]
)
def test_a_comma_that_may_be_a_decimal_point_is_refused_and_not_read_as_another_number(written: str) -> None:
    [problem] = told(f"most: {written}")
    assert problem.where == "paper.yaml:3 most"
    assert "a number is expected" in problem.what


def test_words_that_are_twelve_hundred_to_half_of_europe_are_no_amount_of_money_and_a_rate_all_the_same() -> (
    None
):
    [problem] = told("most: '1.200'")
    assert (
        problem.what
        == "'1.200' stands where an amount with one reading is expected; “1.200” may be 1,200 or 1.2"
    )
    assert made("most: 1.200").most == Decimal("1.2")
    assert TypeAdapter(Count).validate_python("1.085") == Decimal("1.085")
    with pytest.raises(ValidationError):
        TypeAdapter(Count).validate_python("0,500")


@pytest.mark.parametrize(
    ("written", "percent"), [("20", "20"), ("20%", "20"), ("20.5 %", "20.5"), ("0", "0"), ("100", "100")]
)
def test_percents_as_people_write_them(written: str, percent: str) -> None:
    [loan] = made(f"sources:\n  - {{kind: loan, advance: {written}}}").sources
    assert isinstance(loan, Loan)
    assert loan.advance == Percent(Decimal(percent))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("101", "a percentage lies between 0 and 100"),
        ("-1", "a percentage lies between 0 and 100"),
        ("NaN", "a finite number is expected"),
        ("many", "a number is expected"),
        ("true", "a number is expected"),
        ("[1]", "a percentage is expected"),
    ],
)
def test_what_is_no_percentage_is_refused(written: str, said: str) -> None:
    [problem] = told(f"sources:\n  - {{kind: loan, advance: {written}}}")
    assert problem.where == "paper.yaml:4 sources[0].advance"
    assert problem.what.endswith(said)


def test_a_percentage_already_made_is_kept() -> None:
    assert Loan.model_validate({"kind": "loan", "advance": Percent(Decimal(5))}).advance == Percent(
        Decimal(5)
    )


def test_a_misspelt_key_is_told_with_the_nearest_of_any_depth() -> None:
    assert told("sources:\n  - {kind: loan, advance: 1, advanse: 2}\nzzz: 1\n") == [
        Problem(
            "paper.yaml:4 sources[0].advanse",
            "unknown key `advanse`",
            "A key nobody reads would be dropped without a word.",
            "Did you mean `advance`? Otherwise remove it.",
        ),
        Problem(
            "paper.yaml:5 zzz",
            "unknown key `zzz`",
            "A key nobody reads would be dropped without a word.",
            "Remove it, or check its spelling.",
        ),
    ]


def test_a_missing_key_stands_at_its_entry() -> None:
    assert told("sources:\n  - {kind: equity}") == [
        Problem(
            "paper.yaml:4 sources[0].face",
            "`face` is missing",
            "What is built on it cannot be computed without it.",
            "Add `face:` here.",
        )
    ]


def test_a_negative_amount_is_told_once_though_the_field_may_be_a_formula() -> None:
    negative = (
        "-5 is negative",
        "Amounts are written as positive; their place says the sign.",
        "Write the amount without the minus, or move it to where it is taken off.",
    )
    assert told("amount: -5\nmost: -5\n") == [
        Problem("paper.yaml:3 amount", *negative),
        Problem("paper.yaml:4 most", *negative),
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("on: 20270329", "paper.yaml:3 on"),
        ("on: 3 March", "paper.yaml:3 on"),
        ("days: many", "paper.yaml:3 days"),
        ("days: 1.5", "paper.yaml:3 days"),
        ("days: true", "paper.yaml:3 days"),
        ("title: [a]", "paper.yaml:3 title"),
        ("groups: water", "paper.yaml:3 groups"),
        ("amount: [1]", "paper.yaml:3 amount"),
        ("amount:", "paper.yaml:3 amount"),
        ("most: 10000000000000.01", "paper.yaml:3 most"),
        ("change: -10000000000000.01", "paper.yaml:3 change"),
        ("change: 1e999999", "paper.yaml:3 change"),
        ("sources: [{kind: lone}]", "paper.yaml:3 sources[0]"),
        ("sources: [{face: 1}]", "paper.yaml:3 sources[0]"),
        ("sources: [5]", "paper.yaml:3 sources[0]"),
        ("least: 11", "paper.yaml:1"),
    ],
)
def test_each_misfit_is_one_problem_in_its_place_in_plain_words(text: str, where: str) -> None:
    [problem] = told(text)
    said = f"{problem.what} {problem.why} {problem.fix}"
    assert problem.where == where
    assert problem.severity is Severity.ERROR
    assert all((problem.what, problem.why, problem.fix))
    assert not any(
        word in said for word in ("pydantic", "function-", "validator", "Decimal", "_type", "Input")
    )


def test_the_sentence_of_a_law_between_keys_is_kept() -> None:
    [problem] = told("least: 11")
    assert problem.what == "the least is above the most"


def test_a_change_may_be_negative() -> None:
    assert made("change: -5").change == Decimal(-5)


@pytest.mark.parametrize("text", ["- a\n- b\n", "five\n"])
def test_a_text_that_is_no_document_is_told_how_to_start(text: str) -> None:
    tree, _ = read_yaml(text, "paper.yaml")
    assert tree
    assert validate(Paper, tree) == (
        None,
        [
            Problem(
                "paper.yaml:1",
                "is not a document of keys and values",
                "Every production document starts with `kind:` and `version:`.",
                "Start the file with `kind: paper` and `version: 1`.",
            )
        ],
    )


def test_a_document_is_frozen() -> None:
    document = made("")
    with pytest.raises(ValueError, match="frozen"):
        document.title = "x"  # type: ignore[misc] # the point of the test


def test_a_problem_prints_its_why_and_fix() -> None:
    assert str(Problem("a.yaml:1", "what", "because", "do this")) == (
        "a.yaml:1: what\n  why: because\n  fix: do this"
    )


@pytest.mark.parametrize("written", [Decimal("40.000"), Decimal("1.250"), "600.000"])
def test_a_sum_of_two_readings_is_refused_with_quotes_or_without(written: Decimal | str) -> None:
    with pytest.raises(ValidationError, match="may be"):
        TypeAdapter(Sum).validate_python(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (40000, "40000"),
        (Decimal("40000.00"), "40000.00"),
        (Decimal("0.125"), "0.125"),
        (Decimal("1250.505"), "1250.505"),
        ("40,000", "40000"),
    ],
)
def test_a_sum_of_one_reading_is_taken(written: Decimal | int | str, read: str) -> None:
    assert str(TypeAdapter(Sum).validate_python(written)) == read


def test_a_price_may_have_three_decimals() -> None:
    assert TypeAdapter(Amount).validate_python(Decimal("12.375")) == Decimal("12.375")
