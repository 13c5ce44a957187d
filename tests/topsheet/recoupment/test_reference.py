"""The engine held against an interpreter written from the words alone, to the coin, on every day.

The interpreter covers all that `languages` writes. For thousands of examples, set `max_examples` and give a seed:
`pytest tests/topsheet/recoupment/test_reference.py --hypothesis-seed=7`.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topsheet.recoupment import terms_25
from tests.topsheet.recoupment.languages import Written, received, writings
from tests.topsheet.recoupment.reference import Reference
from tests.topsheet.recoupment.test_engines import slow
from topsheet.recoupment.ledger import Received, ledger
from topsheet.recoupment.program import ANYWHERE
from topsheet.recoupment.steps import payees
from topsheet.recoupment.terms import Terms


def differences(terms: Terms, receipts: list[Received]) -> list[str]:
    """The first day on which the two differ: what the engine says, and what the words say."""
    book, words = ledger(terms, receipts), Reference(terms).run(receipts)
    if [each.day for each in book.days] != list(words):
        return [f"days {[str(each.day) for each in book.days]} and {[str(each) for each in words]}"]
    for run in book.days:
        names: list[tuple[str, ...]] = [
            ("paid", step.id, payee) for pot in run.pots for step in pot.steps for payee in payees(step)
        ]
        names += [name for name in run.results if name[0] in ("had", "interest")]
        told = words[run.day]
        pairs = [(name, run.results[name], told.get(name, 0)) for name in dict.fromkeys(names)]
        wrong = [
            f"{run.day} {name}: {ours}, by the words {theirs}"
            for name, ours, theirs in pairs
            if ours != theirs
        ]
        if wrong:
            return wrong
    return []


@slow
@given(writings(), received())
def test_the_engine_pays_what_the_words_say(written: Written, receipts: list[Received]) -> None:
    assert differences(written.terms, receipts) == []


@slow
@given(writings(), received(least=-30_000))
def test_the_engine_pays_what_the_words_say_after_corrections(
    written: Written, receipts: list[Received]
) -> None:
    assert differences(written.terms, receipts) == []


SCHEDULE = st.lists(
    st.tuples(st.integers(0, 1_500), st.integers(0, 400_000_000), st.integers(0, 4_000_000)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(SCHEDULE, st.booleans())
def test_twenty_five_tiers(schedule: list[tuple[int, int, int]], timed: bool) -> None:
    level, receipts = 0, list[Received]()
    for at, amount, more in sorted(schedule):
        level += more
        day = date(2028, 1, 1) + timedelta(days=at)
        receipts.append(Received(day, {ANYWHERE: amount}, {"box_office": level} if timed else {}))
    assert differences(terms_25.terms(timed=timed), receipts) == []
