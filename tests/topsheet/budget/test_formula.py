"""Formulas against Python's fractions, and against anything a person may type."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from topsheet.budget.formula import BadFormula, parse

NAMED = {"days": Decimal(28), "weeks": Decimal("5.6"), "none": Decimal(0)}
ATOMS = {
    "2": Fraction(2),
    "0.5": Fraction(1, 2),
    "days": Fraction(28),
    "weeks": Fraction(28, 5),
    "7": Fraction(7),
}

Expression = tuple[str, Fraction | None]


def _joined(parts: tuple[Expression, str, Expression]) -> Expression:
    (left, a), sign, (right, b) = parts
    text = f"({left} {sign} {right})"
    if a is None or b is None or (sign == "/" and not b):
        return text, None
    if sign == "/":
        return text, a / b
    return text, a + b if sign == "+" else a - b if sign == "-" else Fraction(a) * Fraction(b)


expressions: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from(sorted(ATOMS)).map(lambda name: (name, ATOMS[name])),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(_joined),
    max_leaves=10,
)


@given(expressions)
def test_a_formula_has_the_value_of_exact_fractions(expression: Expression) -> None:
    text, exact = expression
    assume(exact is not None)
    assert exact is not None
    value = Fraction(parse(text).value(NAMED))
    assert abs(value - exact) <= Fraction(1, 10**9) * max(abs(exact), Fraction(1))


@given(st.lists(st.sampled_from(["2", "3", "days", "+", "-", "*", "/", " "]), max_size=12).map("".join))
def test_precedence_and_order_are_those_of_python(text: str) -> None:
    try:
        ours: Decimal | None = parse(text).value(NAMED)
    except BadFormula:
        return
    theirs = eval(text, {"__builtins__": {}}, {"days": Fraction(28)})  # noqa: S307 # the text is made above
    assert ours is not None
    assert abs(Fraction(ours) - Fraction(theirs)) < Fraction(1, 10**6)


@given(st.text(alphabet="0123456789.()+-*/ ab_ \t٣²½$,'\"", max_size=60))
@example("(" * 5000)
@example("(" * 5000 + "1" + ")" * 5000)
@example("1" + "*9999999999" * 3000)
@example("9" * 100_000 + "*" + "9" * 100_000)
@example("*".join(["9" * 100_000] * 20))
@example("1+" * 20_000 + "1")
@example("")
@example("   ")
@example("1/(1-1)")
def test_whatever_is_typed_gives_a_number_or_says_why_not(text: str) -> None:
    with suppress(BadFormula):
        assert parse(text).value(NAMED).is_finite()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "`` ends where a number or name is expected"),
        ("2 +", "`2 +` ends where a number or name is expected"),
        ("-5", "`-5` has `-` where a number or name is expected"),
        ("2 3", "`2 3` does not make sense at `3`"),
        ("2)", "`2)` does not make sense at `)`"),
        ("(2", "`(2` has an open parenthesis without its end"),
        ("2 $ 3", "`2 $ 3` has '$', which is not a number, a name, + - * / or a parenthesis"),
        ("2 / (days - 28)", "`2 / (days - 28)` divides by zero"),
        ("2 * nights", "`2 * nights` uses `nights`, which is not a global of this budget"),
    ],
)
def test_a_bad_formula_says_where_it_stops_making_sense(text: str, said: str) -> None:
    with pytest.raises(BadFormula) as refusal:
        parse(text).value(NAMED)
    assert str(refusal.value) == said


def test_names_are_listed_once_in_order() -> None:
    assert parse("weeks * days + weeks / 2").names == ("weeks", "days")
