"""Every worked example of every rule file, computed again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topsheet.documents import Problem
from topsheet.money import Money
from topsheet.rules.answers import PERCENT
from topsheet.rules.book import RuleBook
from topsheet.rules.budget_files import ViewFile
from topsheet.rules.offering_files import ExemptionExample, OfferingFile
from topsheet.rules.parse import parse
from topsheet.rules.programme_files import ProgrammeFile
from topsheet.rules.rate_files import RateFile, TierRule, ValueRule


def check(book: RuleBook) -> list[Problem]:
    """A Problem for each worked example that does not come out, over every kind of rule.

    A rate's example is its value × times (a percentage of times); a programme's is rate × qualified spend, no
    more than its project cap; a table's names the step; a view's adds and takes off parts; an exemption's counts
    people or money.
    """
    return [*_rates(book), *_views(book), *_programmes(book), *_offerings(book)]


def _wrong(where: str, expected: object, found: object) -> Problem:
    return Problem(
        where,
        f"the worked example gives {found}, not {expected}",
        "A rule whose own example fails cannot be trusted with a budget.",
        "Read the source again, then correct the value or the example.",
    )


def _rates(book: RuleBook) -> Iterator[Problem]:
    for file in book.rate_files():
        for rule in file.rules:
            yield from _value_examples(book, file, rule)
        for table in file.tiers:
            yield from _tier_examples(book, file, table)


def _value_examples(book: RuleBook, file: RateFile, rule: ValueRule) -> Iterator[Problem]:
    for example in rule.examples:
        value = book.value(f"{file.id}.{rule.id}", on=example.day).value
        found = value * example.times / (100 if rule.unit == PERCENT else 1)
        if found != example.gives:
            yield _wrong(f"{file.id}.{rule.id} on {example.day}", example.gives, found)


def _tier_examples(book: RuleBook, file: RateFile, table: TierRule) -> Iterator[Problem]:
    for example in table.examples:
        found = book.tiers(f"{file.id}.{table.id}", on=example.day).find(example.amount).label
        if found != example.gives:
            yield _wrong(f"{file.id}.{table.id} on {example.day}", example.gives, found)


def _views(book: RuleBook) -> Iterator[Problem]:
    path = "rules/data/views.yaml"
    rows = parse(ViewFile, path, book.files[path])[0].views
    for rule, row in zip(book.views(), rows, strict=True):
        for example in row.examples:
            parts: dict[str, Decimal] = dict(example.parts)
            found = rule.amount(parts)
            if found != example.gives:
                yield _wrong(rule.source, example.gives, found)


def _programmes(book: RuleBook) -> Iterator[Problem]:
    for name in book.programme_ids():
        path = f"rules/data/programmes/{name}.yaml"
        for example in parse(ProgrammeFile, path, book.files[path])[0].examples:
            programme = book.programme(name, on=example.day)
            credit = example.qualified * programme.rate.fraction
            cap = programme.project_cap
            found = credit if cap is None else min(credit, cap.amount)
            if found != example.gives:
                yield _wrong(f"{name} on {example.day}", example.gives, found)


def _offerings(book: RuleBook) -> Iterator[Problem]:
    for path in (path for path in book.files if path.startswith("rules/data/offerings/")):
        file = parse(OfferingFile, path, book.files[path])[0]
        for row in file.rules:
            for example in row.examples:
                yield from _exemption_example(book, f"{file.id}.{row.id}", file.currency, example)


def _exemption_example(
    book: RuleBook, name: str, currency: str, example: ExemptionExample
) -> Iterator[Problem]:
    exemption = book.exemption(name, on=example.day)
    if example.counted is not None:
        people = exemption.people_left(example.counted)
        if people != example.people_left:
            yield _wrong(f"{name} on {example.day}", example.people_left, people)
    if example.raised is not None:
        left = exemption.amount_left(Money(example.raised, currency))
        found = None if left is None else left.amount
        if found != example.amount_left:
            yield _wrong(f"{name} on {example.day}", example.amount_left, found)
