"""Formulas over named values: numbers, names, + - * / and parentheses; nothing else can be said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, Overflow
from functools import cache

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|([-+*/()]))")
DEEPEST = 30


class BadFormula(ValueError):
    """The formula cannot be read, names an unknown value, or divides by zero."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in postfix order, with the names it uses in the order they appear."""

    text: str
    steps: tuple[str | Decimal, ...]
    names: tuple[str, ...]

    def value(self, named: Mapping[str, Decimal]) -> Decimal:
        """The formula's value. Raises BadFormula for an unknown name or a division by zero."""
        stack: list[Decimal] = []
        for step in self.steps:
            if isinstance(step, Decimal):
                stack.append(step)
            elif step in "+-*/":
                right, left = stack.pop(), stack.pop()
                stack.append(_apply(step, left, right, self.text))
            elif step in named:
                stack.append(named[step])
            else:
                raise BadFormula(f"`{self.text}` uses `{step}`, which is not a global of this budget")
        return stack[0]


def _apply(sign: str, left: Decimal, right: Decimal, text: str) -> Decimal:
    if sign == "/" and not right:
        raise BadFormula(f"`{text}` divides by zero")
    try:
        return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[sign](right)
    except Overflow:
        raise BadFormula(f"`{text}` comes to more than can be counted") from None


@cache
def parse(text: str) -> Formula:
    """Read a formula. Raises BadFormula with the place where it stops making sense."""
    tokens = _tokens(text)
    steps: list[str | Decimal] = []
    at = _sum(tokens, 0, steps, text, 0)
    if at != len(tokens):
        raise BadFormula(f"`{text}` does not make sense at `{tokens[at]}`")
    names = tuple(dict.fromkeys(step for step in steps if isinstance(step, str) and step not in "+-*/"))
    return Formula(text, tuple(steps), names)


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise BadFormula(
                f"`{text}` has {text[at:].lstrip()[0]!r}, which is not a number, a name, + - * / or a parenthesis"
            )
        tokens.append(match.group().strip())
        at = match.end()
    return tokens


def _sum(tokens: list[str], at: int, steps: list[str | Decimal], text: str, depth: int) -> int:
    at = _term(tokens, at, steps, text, depth)
    while at < len(tokens) and tokens[at] in "+-":
        sign = tokens[at]
        at = _term(tokens, at + 1, steps, text, depth)
        steps.append(sign)
    return at


def _term(tokens: list[str], at: int, steps: list[str | Decimal], text: str, depth: int) -> int:
    at = _atom(tokens, at, steps, text, depth)
    while at < len(tokens) and tokens[at] in "*/":
        sign = tokens[at]
        at = _atom(tokens, at + 1, steps, text, depth)
        steps.append(sign)
    return at


def _atom(tokens: list[str], at: int, steps: list[str | Decimal], text: str, depth: int) -> int:
    if at >= len(tokens) or depth > DEEPEST:
        raise BadFormula(f"`{text}` ends where a number or name is expected")
    token = tokens[at]
    if token == "(":
        at = _sum(tokens, at + 1, steps, text, depth + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise BadFormula(f"`{text}` has an open parenthesis without its end")
        return at + 1
    if token in "+-*/)":
        raise BadFormula(f"`{text}` has `{token}` where a number or name is expected")
    steps.append(Decimal(token) if token[0].isdigit() else token)
    return at + 1
