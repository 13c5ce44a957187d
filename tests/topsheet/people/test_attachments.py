from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from topsheet.documents import Severity, Tree
from topsheet.people import (
    HOLDS,
    RUNGS,
    Attachment,
    Party,
    Rung,
    check_attachments,
    departed,
    missing,
    why_not_attached,
)

DAY = date(2026, 11, 24)
TREE = Tree("production.yaml", None, {(): 1})
PEOPLE = {"ashdown": Party(name="Helena Ashdown")}


def lead(rung: str = "agent_confirmed", **more: Any) -> Attachment:
    told = {"id": "mara", "role": "the lead", "rung": rung, "date": date(2026, 11, 9), **more}
    return Attachment.model_validate(told)


@pytest.mark.parametrize("rung", get_args(Rung))
def test_only_a_dated_letter_or_better_counts(rung: str) -> None:
    assert (why_not_attached(lead(rung), DAY) == "") is (rung in HOLDS)
    assert rung in RUNGS


@pytest.mark.parametrize(
    ("attachment", "why"),
    [
        (lead("interest"), "the lead stands at interest since 2026-11-09"),
        (lead("loi_undated", date=None), "the lead stands at loi undated"),
        (lead("departed"), "the lead left on 2026-11-09"),
        (lead("departed", date=None), "the lead left"),
        (lead(date=None), "the attachment of the lead has no date"),
        (lead(date=date(2026, 11, 25)), "the lead is attached from 2026-11-25, after 2026-11-24"),
        (lead(expires=date(2026, 11, 23)), "the attachment of the lead expired on 2026-11-23"),
        (lead(expires=DAY, date=DAY), ""),
    ],
)
def test_why_nobody_can_count_on_an_attachment(attachment: Attachment, why: str) -> None:
    assert why_not_attached(attachment, DAY) == why
    assert missing([attachment], DAY) == ({"mara": why} if why else {})


def test_a_departure_changes_one_attachment_and_adds_who_was_not_listed() -> None:
    director = lead(id="director", role="the director")
    left = departed([lead(expires=date(2027, 1, 1)), director], "mara", "the lead", DAY)
    assert left == (lead("departed", date=DAY, expires=None), director)
    joined = departed([director], "ashdown", "Helena Ashdown", DAY)
    assert missing(joined, DAY) == {"ashdown": "Helena Ashdown left on 2026-11-24"}


def test_mistakes_of_the_list() -> None:
    listed = [
        lead(party="ashdwn"),
        lead(date=None),
        lead("pay_or_play", id="late", expires=date(2026, 11, 23)),
        lead("target", id="hoped", date=None, expires=date(2020, 1, 1)),
    ]
    found = check_attachments(listed, TREE, PEOPLE, DAY)
    assert [(each.what, each.severity) for each in found] == [
        ("the attachment id `mara` appears twice", Severity.ERROR),
        ("names the party `ashdwn`, who is not among the production's people", Severity.ERROR),
        ("the lead stands at agent confirmed without a date", Severity.ERROR),
        ("the attachment of the lead expired on 2026-11-23", Severity.WARNING),
    ]
    assert found[1].fix.startswith("Did you mean `ashdown`?")
