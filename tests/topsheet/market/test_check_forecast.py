from __future__ import annotations

import pytest

from tests.topsheet.market.tables import FR, IT, PROFILES, problems, table
from topsheet.documents import Problem, Severity

WHERE = "market.yaml:6 territories[0]"


def test_a_table_with_everything_and_one_with_nothing_are_right() -> None:
    assert problems(table()) == []
    assert problems(table(IT, profiles="")) == []


def test_prices_out_of_order() -> None:
    assert problems(table(FR.replace("p10: 150000", "p10: 390000"))) == [
        Problem(
            f"{WHERE}.p10",
            "France: p10 390,000 is above p50 380,000",
            "More sales would be below the higher price than below the lower one.",
            "Put the three in rising order.",
        )
    ]


def test_one_price_of_three() -> None:
    row = FR.replace("p10: 150000, ", "").replace(", p90: 700000", "")
    assert problems(table(row)) == [
        Problem(
            WHERE,
            "France has no p10 and no p90",
            "The range of prices is drawn through all three; one of them alone says nothing of the rest.",
            "Give p10, p50 and p90, or none: then they follow from ask and take.",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "what", "fix"),
    [
        (
            "p10: 150000",
            "p10: 0",
            f"{WHERE}.p10",
            "France: p10 is nothing",
            "Write the lowest price that a sale may bring, and lower `probability:`.",
        ),
        (
            "lag_months: 4",
            "lag_months: -1",
            f"{WHERE}.lag_months",
            "France: a lag of -1 months is before delivery",
            "Write 0 to 120; a deposit paid before delivery belongs to the finance plan.",
        ),
        (
            "timing: licence",
            "timing: license",
            f"{WHERE}.timing",
            "France is timed by `license`, which is not a profile",
            "Did you mean `licence`? Add it under `profiles:`, or name one of: licence, release.",
        ),
        (
            "withholding: 10%",
            "withholding: 10.1234567%",
            f"{WHERE}.withholding",
            "France: the withholding has 7 decimals",
            "Round it to 6 decimals.",
        ),
    ],
)
def test_a_territory_that_cannot_be_drawn(old: str, new: str, where: str, what: str, fix: str) -> None:
    (found,) = problems(table(FR.replace(old, new)))
    assert (found.where, found.what, found.fix, found.severity) == (where, what, fix, Severity.ERROR)


@pytest.mark.parametrize("chance", ["101%", "-1%"])
def test_a_probability_outside_its_range(chance: str) -> None:
    (found,) = problems(table(FR.replace("70%", f'"{chance}"')))
    assert found.where == f"{WHERE}.probability"
    assert found.severity is Severity.ERROR


def test_a_probability_written_as_a_fraction_is_asked_about() -> None:
    (found,) = problems(table(FR.replace("probability: 70%", "probability: 0.6")))
    assert (found.what, found.fix, found.severity) == (
        "France: the probability of a sale is 0.6%, less than one in a hundred",
        "If 60.0% is meant, write `60.0%`.",
        Severity.WARNING,
    )


def test_windows_that_add_up_to_105_are_refused() -> None:
    """A published template: cinema 42, premium video 10, sale 6, subscription 35, pay television 4, free video 8."""
    shares = (("Cinema", 42), ("Premium", 10), ("Sale", 6), ("Subscription", 35), ("Pay", 4), ("Free", 8))
    windows = "".join(
        f"      - {{label: {label}, share: {share}, first: 0, last: 1}}\n" for label, share in shares
    )
    (found,) = problems(table(IT, profiles=f"profiles:\n  - id: wide\n    windows:\n{windows}"))
    assert found == Problem(
        "market.yaml:8 profiles[0]",
        "the shares of profile `wide` add up to 105",
        "Every sale would bring more or less than its price.",
        "Bring them to 100: 5 too much.",
    )


def test_profiles_that_say_nothing_too_much_or_the_same_twice() -> None:
    text = table(
        profiles=PROFILES.replace("id: release", "id: licence").replace("last: 3", "last: 0")
        + "  - {id: empty}\n"
    )
    assert [found.what for found in problems(text)] == [
        "Pay ends in quarter 0, before it starts in 1",
        "a second profile has the id `licence`",
        "profile `empty` has neither quarters nor windows",
    ]


def test_a_tail_without_a_mean_is_a_warning() -> None:
    (found,) = problems(table(futures="{tail_index: 1}"))
    assert (found.what, found.fix, found.severity) == (
        "the tail index 1 has no finite mean",
        "Films are measured at 1.3 to 1.7; read medians and probabilities, not the mean.",
        Severity.WARNING,
    )
