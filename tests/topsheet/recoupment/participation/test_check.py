"""Each case is one good document with one thing changed, and the problem that change must raise."""

from __future__ import annotations

import pytest

from tests.topsheet.recoupment.participation.statements import answered, case
from topsheet.documents import Severity

GOOD = """
kind: participations
version: 1
currency: USD
books:
  - id: one
    to: 2027-12-31
    box_office: 900
    receipts:
      - {medium: theatrical, amount: 300, receivable: 20}
      - {medium: video, territory: de, amount: 100}
    distribution: [{id: prints, amount: 10}]
    negative: [{id: direct, amount: 100}]
  - {id: two, to: 2028-12-31,
     receipts: [{medium: theatrical, amount: 300}, {medium: video, territory: de, amount: 100}],
     distribution: [{id: prints, amount: 10}], negative: [{id: direct, amount: 100}]}
deals:
  - {id: star, label: Star, participant: star, steps: [{percent: 10}]}
  - id: net
    label: Net
    participant: writer
    gross: [{medium: video, percent: 20}]
    fees: [{medium: theatrical, percent: 30}, {percent: 20}]
    advertising: {percent: 10, on: [prints]}
    overhead: {percent: 15, on: [direct]}
    interest: {rates: [{starts: 2027-01-01, percent: 5}, {starts: 2028-01-01, percent: 6}]}
    participations: [star]
    breakevens: [{id: cash, label: Cash, kind: cash}, {id: agreed, label: Agreed, kind: artificial, amount: 500}]
    points: {percent: 5, of: all_net_profits}
    statements: [{statement: one, printed: {gross_receipts: 300}}]
"""

MISTAKES = {
    "another currency": (
        "currency: USD", "currency: EUR", "currency", "the participations are in EUR, the film in USD",
    ),
    "books in another currency": (
        "    box_office: 900", "    box_office: 900\n    currency: EUR",
        "books[0].currency", "these books are in EUR, the others in USD",
    ),
    "books out of order": (
        "to: 2028-12-31", "to: 2027-12-31", "books[1].to", "the books to 2027-12-31 stand after those to 2027-12-31",
    ),
    "books twice": ("id: two, to", "id: one, to", "books[1].id", "a second statement of the books has the id `one`"),
    "receipt twice": (
        "medium: video, territory: de, amount: 100}\n    distribution",
        "medium: theatrical, amount: 1}\n    distribution",
        "books[0].receipts[1]", "`theatrical` stands twice for the same territory",
    ),
    "receipt without an amount": (
        "amount: 300, receivable: 20", "receivable: 20", "books[0].receipts[0]", "`theatrical` says no amount",
    ),
    "receipt both ways": (
        "amount: 300, receivable: 20", "amount: 300, of_box_office: 50",
        "books[0].receipts[0]", "`theatrical` says both an amount and a share",
    ),
    "share of no box office": (
        "    box_office: 900\n    receipts:\n      - {medium: theatrical, amount: 300, receivable: 20}",
        "    receipts:\n      - {medium: theatrical, of_box_office: 50}",
        "books[0].receipts[0].of_box_office", "`theatrical` is a share of a box office that is not given",
    ),
    "more held than reported": (
        "receivable: 20", "receivable: 301",
        "books[0].receipts[0]", "more of `theatrical` is not collected or held back than was reported",
    ),
    "receivables of all media with fees by medium": (
        "    box_office: 900", "    receivables: 5",
        "books[0]", "receivables are given for all media, and Net has fees by medium",
    ),
    "participant who is no party": (
        "participant: writer", "participant: writr", "deals[1].participant", "Net is for `writr`, who is no party",
    ),
    "deal twice": ("id: net", "id: star", "deals[1].id", "a second deal has the id `star`"),
    "deal of a taken name": ("id: net", "id: books", "deals[1].id", "`books` is the name of the books' own figures"),
    "books of a taken name": (
        "id: two, to", "id: terms, to", "books[1].id", "`terms` is the name of the figures of each deal's terms",
    ),
    "neither steps nor points": (
        "steps: [{percent: 10}]", "steps: []", "deals[0]", "Star has neither steps nor points",
    ),
    "points of which net": (
        ", of: all_net_profits", "", "deals[1].points", "Net has points of net and does not say of which net",
    ),
    "producer's share of what": (
        "of: all_net_profits", "of: producers_share",
        "deals[1].points", "Net does not say how much of net profits is the producer's",
    ),
    "step after nothing": (
        "steps: [{percent: 10}]", "steps: [{percent: 10}, {percent: 12, after: cash}]",
        "deals[0].steps[1].after", "Star steps up after `cash`, which is no break-even",
    ),
    "two steps from one point": (
        "steps: [{percent: 10}]", "steps: [{percent: 10}, {percent: 12}]",
        "deals[0].steps[1]", "Star has two steps from the same point",
    ),
    "fee twice": (
        "{percent: 20}]\n    adv", "{percent: 20}, {percent: 25}]\n    adv",
        "deals[1].fees[2]", "Net has two fees on every medium",
    ),
    "counted twice": (
        "gross: [{medium: video, percent: 20}]", "gross: [{medium: video, percent: 20}, {medium: video, percent: 30}]",
        "deals[1].gross[1]", "Net says twice how `video` counts",
    ),
    "overhead on two bases": (
        "on: [direct]}", "on: [direct], of: 100}",
        "deals[1].overhead", "Net charges overhead on a fixed amount and on costs",
    ),
    "rates out of order": (
        "starts: 2028-01-01", "starts: 2026-01-01", "deals[1].interest.rates[1].starts",
        "the rate from 2026-01-01 stands after the rate from 2027-01-01",
    ),
    "charged with no deal": (
        "participations: [star]", "participations: [sttar]",
        "deals[1].participations[0]", "Net is charged with `sttar`, which is no deal",
    ),
    "charged with a net deal": (
        "participations: [star]", "participations: [net]",
        "deals[1].participations[0]", "Net is charged with Net, which is not of gross",
    ),
    "charged twice": (
        "participations: [star]", "participations: [star, star]",
        "deals[1].participations[1]", "Net is charged with `star` twice",
    ),
    "a circle": (
        "steps: [{percent: 10}]}", "steps: [{percent: 10}], participations: [net]}",
        "deals[0].participations", "Star is charged with Net is charged with Star: a circle",
    ),
    "figures for no books": (
        "statement: one", "statement: three",
        "deals[1].statements[0].statement", "Net has figures for `three`, which the books do not have",
    ),
    "cash with a number": (
        "kind: cash}", "kind: cash, amount: 5}", "deals[1].breakevens[0]", "Cash is cash and has an agreed number",
    ),
    "multiple of nothing": (
        "amount: 500", "multiple: 2", "deals[1].breakevens[1]", "Agreed is a multiple of nothing",
    ),
    "multiple of no cost": (
        "amount: 500", "multiple: 2, of: [drect]",
        "deals[1].breakevens[1].of[0]", "Agreed is a multiple of `drect`, which is no cost",
    ),
    "mix that is not the whole": (
        "kind: cash}", "kind: cash, mix: {video: 60}}", "deals[1].breakevens[0].mix", "the mix of Cash adds up to 60%",
    ),
    "more than all net profits": (
        "deals:\n",
        "deals:\n  - {id: more, label: More, participant: star, points: {percent: 96, of: all_net_profits}}\n",
        "deals", "the deals give away 101% of net profits",
    ),
    "more than all gross": (
        "deals:\n", "deals:\n  - {id: more, label: More, participant: star, steps: [{percent: 91}]}\n",
        "deals", "the deals give away 101% of gross",
    ),
}  # fmt: skip

WARNINGS = {
    "a medium nobody reports": (
        "{medium: theatrical, percent: 30}", "{medium: theatre, percent: 30}",
        "deals[1].fees[0].medium", "Net names `theatre`, which is no medium of the books",
    ),
    "advertising nobody has": (
        "on: [prints]", "on: [ads]",
        "deals[1].advertising.on[0]", "Net names `ads`, which is no distribution cost of the books",
    ),
    "a medium without a fee": (
        ", {percent: 20}]\n    adv", "]\n    adv", "deals[1].fees", "Net charges no fee on `video`",
    ),
    "a printed line nobody has": (
        "gross_receipts: 300", "gross_receits: 300",
        "deals[1].statements[0].printed.gross_receits", "Net prints `gross_receits`, which is no line of its statement",
    ),
    "a break-even that never comes": (
        "kind: cash}", "kind: cash, fee: 95}", "deals[1].breakevens[0]", "Net: Cash never comes",
    ),
    "a total that its parts do not make": (
        "    box_office: 900", "    total: 390",
        "books[0].total", "`total` is USD 390.00, and the receipts add up to USD 400.00: USD 10.00 less",
    ),
    "receipts that fall": (
        "amount: 300}, {", "amount: 280}, {", "books[1].receipts[0].amount",
        "`theatrical` falls from USD 300.00 in the books to 2027-12-31 to USD 280.00 in the books to 2028-12-31",
    ),
}  # fmt: skip


def found(old: str, new: str) -> list[tuple[str, str, Severity]]:
    assert GOOD.count(old) >= 1
    _, problems = answered(GOOD.replace(old, new, 1))
    return [(each.where.partition(" ")[2], each.what, each.severity) for each in problems]


def test_the_good_document_is_read_without_a_word() -> None:
    assert answered(GOOD)[1] == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_an_error_at_its_place(mistake: str) -> None:
    old, new, where, what = MISTAKES[mistake]
    assert (where, what, Severity.ERROR) in found(old, new)


@pytest.mark.parametrize("doubt", WARNINGS)
def test_doubt_is_a_warning_at_its_place(doubt: str) -> None:
    old, new, where, what = WARNINGS[doubt]
    told = found(old, new)
    assert (where, what, Severity.WARNING) in told
    assert {severity for _, _, severity in told} == {Severity.WARNING}


def test_interest_that_begins_after_the_first_books_is_doubted() -> None:
    late = found("rates: [{starts: 2027-01-01, percent: 5}, {", "rates: [{")
    assert late == [(
        "deals[1].interest.rates[0].starts",
        "interest begins on 2028-01-01, after the first books of 2027-12-31",
        Severity.WARNING,
    )]  # fmt: skip


def test_terms_with_errors_give_no_figures() -> None:
    report, problems = answered(GOOD.replace("participant: writer", "participant: nobody"))
    assert problems
    assert report.deals == ()


def test_the_printed_cases_have_no_errors() -> None:
    for name in ("ransom_1996", "forrest_gump_1994", "breakeven"):
        assert [each for each in case(name)[1] if each.severity is Severity.ERROR] == []
