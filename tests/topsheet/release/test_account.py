"""Numbers reported, and the collection account beside the bank."""

from __future__ import annotations

from datetime import date

from tests.topsheet.release.statements import NIGHT_FERRY, document, line, of, receipts, statement
from topsheet.release import number_on, received, reconciled, reported


def test_a_number_is_what_was_known_of_it() -> None:
    told = [
        {"register": "box", "day": date(2028, 3, 31), "number": 100, "received": date(2028, 4, 10)},
        {"register": "box", "day": date(2028, 3, 31), "number": 120, "received": date(2028, 6, 1)},
        {"register": "box", "day": date(2028, 6, 30), "number": 300, "received": date(2028, 7, 20)},
        {"register": "prizes", "day": date(2028, 5, 20), "number": 1},
    ]
    made = of(receipts(reports=told))
    found = {
        day: number_on(reported(*made, as_of=day), "box", day)
        for day in (date(2028, 4, 1), date(2028, 5, 1), date(2028, 6, 15), date(2028, 8, 1))
    }
    assert [each and int(each.number.value) for each in found.values()] == [None, 100, 120, 300]
    last = number_on(reported(*made), "box", date(2028, 4, 30))
    assert (last and last.known, last and int(last.number.value)) == (date(2028, 6, 1), 120)


def test_a_restatement_explains_what_the_bank_could_not() -> None:
    made, tree = document(NIGHT_FERRY)
    told = {
        day: [
            f"{line.difference.value.amount}"
            for line in reconciled(made, tree, received(made, tree, as_of=day), as_of=day)
        ]
        for day in (date(2028, 7, 1), date(2029, 3, 1), date(2029, 8, 30))
    }
    assert told == {
        date(2028, 7, 1): ["620091.01"],  # nothing was known yet
        date(2029, 3, 1): ["-19.07", "-19.07"],
        date(2029, 8, 30): ["0.00", "0.00"],
    }


def test_payments_and_other_senders_are_told_apart() -> None:
    made, tree = of(
        receipts(
            statement(line()),
            statement(line(medium="television"), id="s2", kind="sales_agent"),
            payments=[{"day": date(2028, 9, 1), "to": "sales_agent", "amount": 150}],
            bank=[{"day": date(2028, 8, 31), "balance": 1000}, {"day": date(2028, 9, 1), "balance": 800}],
        )
    )
    found = reconciled(made, tree, received(made, tree))
    assert [(f"{each.expected.value.amount}", f"{each.difference.value.amount}") for each in found] == [
        ("1000.00", "0.00"),
        ("850.00", "-50.00"),
    ]
    assert found[1].expected.how == "1 received by the collection agent less 1 paid"
