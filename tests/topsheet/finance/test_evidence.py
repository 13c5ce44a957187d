"""A status that counts says what paper is expected while it stands without evidence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.topsheet.finance.plans import document_of, equity, gap, presale
from topsheet.finance.evidence import unproven
from topsheet.finance.kinds import KIND_NAMES


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (equity(1), "signed without evidence; expected: the investment agreement"),
        (presale(1), "signed without evidence; expected: the signed distribution agreement"),
        (gap(1), "signed without evidence; expected: the signed loan agreement"),
        (equity(1, status="cash_in_bank"), "cash in bank without evidence; expected: the bank statement"),
        (
            equity(1, status="conditions_met"),
            "conditions met without evidence; expected: the letter that its conditions are met",
        ),
        (equity(1, evidence="Agreement of 1 May 2026"), ""),
        (equity(1, status="loi"), ""),
    ],
)
def test_what_is_expected(source: dict[str, Any], said: str) -> None:
    assert unproven(document_of(source).sources[0]) == said


def test_every_kind_that_is_no_loan_names_its_own_paper() -> None:
    from topsheet.finance.evidence import _SIGNED
    from topsheet.finance.kinds import LOANS

    assert {*_SIGNED, *LOANS, "crowdfunding"} == set(KIND_NAMES)
