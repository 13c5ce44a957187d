from __future__ import annotations

from tests.topsheet.recoupment.participation.statements import answered, case, tree_of
from tests.topsheet.recoupment.participation.test_check import GOOD
from topsheet.documents import validate
from topsheet.recoupment.participation import ParticipationsDocument, terms_text

GROSS = "gross receipts leave out what is billed and not collected, and reserves."
LAST = "Every line is to date; what is due with a statement is what is payable to date less what was payable before."


def test_a_net_deal_reads_back_in_plain_english() -> None:
    report, _ = answered(GOOD)
    assert report.deals[1].terms_text == (
        "Video counts at 20% of what is reported.",
        f"Everything else reported counts whole; {GROSS}",
        "The distribution fee on theatrical is 30% of gross as collected.",
        "The distribution fee on every other medium is 20% of gross as collected.",
        "Distribution costs are deducted as the books say.",
        "Overhead of 10% is added on prints.",
        "Negative cost is deducted as the books say.",
        "What is payable on Star is added to it.",
        "Overhead is 15% of direct; participations do not bear it, interest does not.",
        (
            "Simple interest of 5% from 2027-01-01 and 6% from 2028-01-01 (act/365) runs on unrecouped cost, from "
            "statement to statement."
        ),
        "Receipts pay interest first; overhead bears no interest, participations bear interest.",
        (
            "Cash comes where gross receipts, with no distribution fee, pay the costs above, interest and "
            "participations; it moves with every statement."
        ),
        "Agreed is agreed at gross receipts of 500.",
        "Writer has 5% of all net profits.",
        LAST,
    )


def test_a_gross_deal_says_only_what_it_is_paid_on() -> None:
    report, _ = case("forrest_gump_1994")
    assert report.deals[0].terms_text == (
        f"Gross is all that is reported; {GROSS}",
        "Star has 8% of gross receipts from the first dollar.",
        LAST,
    )


def test_a_step_after_a_break_even_names_it() -> None:
    report, _ = case("breakeven")
    assert report.deals[1].terms_text[-4:-1] == (
        (
            "Rolling break-even comes where gross receipts pay the distribution fee, the costs above, interest and "
            "participations; it moves with every statement."
        ),
        "Star has 10% of gross receipts from the first dollar.",
        "Star has 15% of gross receipts above rolling break-even.",
    )


def test_another_participants_deal_is_not_named_where_it_is_not_to_be() -> None:
    own = GOOD.replace("participations: [star]", "participations: [star, second]").replace(
        "deals:\n",
        "deals:\n  - {id: second, label: Second, participant: actor, participations: [second, star],"
        " breakevens: [{id: cash, label: Cash, kind: cash}], steps: [{percent: 1}]}\n",
    )
    tree = tree_of(own)
    document, problems = validate(ParticipationsDocument, tree)
    assert document is not None, problems
    told = [
        [line for line in terms_text(deal, "Someone", document, unnamed=True) if "What is payable" in line]
        for deal in document.deals
    ]
    assert told == [
        ["What is payable on Second and other participations of gross is added to it."],
        [],
        ["What is payable on other participations of gross is added to it."],
    ]
