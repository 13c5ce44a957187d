from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.finance.closing.lists import DONE, closing, hold, item, obligation, problems, told
from tests.topsheet.finance.plans import document_of, equity
from topsheet.documents import Problem, Severity


def test_a_sound_list_has_no_problems() -> None:
    assert (
        told(
            closing(
                item("bond_item", **DONE, owner="marlowe", blocks=["bond", "loan", "start_of_photography"]),
                item(
                    "next", after=["bond_item", "equity"], essential=["mara", "marlowe"], needed_by="delivery"
                ),
                obligations=[obligation("novel", date(2027, 1, 1), source="equity", done=date(2026, 11, 1))],
                holds=[
                    hold("ferry", date(2027, 1, 1), attachment="mara", cancellable_until=date(2027, 1, 1))
                ],
            )
        )
        == []
    )


def test_one_id_twice() -> None:
    twice = closing(
        item("a"),
        item("a"),
        obligations=[obligation("a", date(2027, 1, 1)), obligation("a", date(2027, 1, 1))],
        holds=[hold("a", date(2027, 1, 1)), hold("a", date(2027, 1, 1))],
    )
    assert told(twice) == [
        "in `items` the id `a` appears twice",
        "in `obligations` the id `a` appears twice",
        "in `holds` the id `a` appears twice",
    ]


def test_names_that_nobody_knows() -> None:
    named = closing(
        item(
            "a",
            blocks=["lone"],
            after=["b"],
            essential=["moira"],
            needed_by="wrapp",
            standard="charge",
            owner="nobody",
        ),
        obligations=[obligation("o", date(2027, 1, 1), place="halifix", source="equityy", party="x")],
        holds=[hold("h", date(2027, 1, 1), attachment="marra", party="y")],
    )
    assert told(named) == [
        "A: `blocks` names `lone`, which is no source, milestone or gate of this production",
        "A: `after` names `b`, which is no item or source of this production",
        "A: `essential` names `moira`, which is no attachment or party of this production",
        "A: `standard` names `charge`, which is no usual item of this production",
        "A: `needed_by` names `wrapp`, which is no milestone of this production",
        "O: `place` names `halifix`, which is no place of this production",
        "O: `source` names `equityy`, which is no source of this production",
        "H: `attachment` names `marra`, which is no attachment or party of this production",
        "names the party `nobody`, who is not among the production's people",
        "names the party `x`, who is not among the production's people",
        "names the party `y`, who is not among the production's people",
    ]
    assert problems(named)[0].fix == "Did you mean `loan`?"


def test_days_out_of_order() -> None:
    late = closing(
        item("notice", needed_by=date(2027, 1, 16), blocks=["equity", "start_of_photography"]),
        item("signed", **DONE, needed_by=date(2027, 1, 16), blocks=["equity"]),
        holds=[hold("ferry", date(2027, 1, 1), cancellable_until=date(2027, 1, 2))],
    )
    assert problems(late) == [
        Problem(
            "closing.yaml:1 items[0].needed_by",
            "Notice is needed by 2027-01-16, after the first draw of Equity on 2027-01-15, which it blocks",
            "On that day it would still be open, and what it blocks could not happen.",
            "Need it by 2027-01-15 at the latest, or move what it blocks.",
        ),
        Problem(
            "closing.yaml:1 holds[0].cancellable_until",
            "Ferry can be cancelled until 2027-01-02, after it ends on 2027-01-01",
            "What has ended cannot be cancelled.",
            "Correct one of the two days.",
        ),
    ]


def test_papers_without_a_day_or_from_the_future_are_warned_of() -> None:
    found = problems(
        closing(
            item("a", status="signed"),
            item("b", status="signed", evidence_date=date(2027, 1, 1)),
            obligations=[obligation("o", date(2026, 11, 1), done=date(2027, 1, 1))],
        )
    )
    assert [(each.what, each.severity) for each in found] == [
        ("A is signed but has no `evidence_date`", Severity.WARNING),
        ("B is done on 2027-01-01, which lies after 2026-11-24, the day of these papers", Severity.WARNING),
        ("O is done on 2027-01-01, which lies after 2026-11-24, the day of these papers", Severity.WARNING),
    ]


def test_a_circle_is_named_whole_with_the_sources_in_it() -> None:
    plan = document_of(equity(400_000), equity(100_000, "second", after=["equity"]))
    round_about = closing(
        item("guarantee", after=["fee"]),
        item("fee", after=["second"]),
        item("subscription", blocks=["equity"], after=["guarantee"]),
        item("apart", after=["guarantee"]),
    )
    assert problems(round_about, plan) == [
        Problem(
            "closing.yaml:1 items[0].after",
            "Guarantee waits for Fee waits for Second waits for Equity waits for Subscription waits for Guarantee: "
            "a circle",
            "Each of them waits for the next, so none can be met and the money behind them never comes.",
            "Take one of them out of `after` or `blocks`, or waive it by name.",
        )
    ]


def test_a_waiver_or_a_signature_opens_a_circle() -> None:
    for way_out in ({"status": "waived", "waived_by": "J", "reason": "so"}, DONE):
        assert told(closing(item("a", after=["b"]), item("b", after=["a"], **way_out))) == []


def test_an_item_that_waits_for_itself_is_a_circle() -> None:
    assert told(closing(item("a", after=["a"]))) == ["A waits for A: a circle"]


@given(size=st.integers(1, 9), data=st.data())
def test_no_circle_in_an_order_and_a_planted_one_is_found(size: int, data: st.DataObject) -> None:
    names = [f"i{n}" for n in range(size)]
    after = {
        name: data.draw(st.lists(st.sampled_from(names[:n]), unique=True)) if n else []
        for n, name in enumerate(names)
    }
    shuffled = data.draw(st.permutations(names))
    assert told(closing(*(item(name, after=after[name]) for name in shuffled))) == []
    ring = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    for one, next_one in zip(ring, [*ring[1:], ring[0]], strict=True):
        after[one] = [next_one]
    found = told(closing(*(item(name, after=after[name]) for name in shuffled)))
    assert len(found) == 1
    named = found[0].removesuffix(": a circle").split(" waits for ")
    assert sorted(named[:-1]) == sorted(name.capitalize() for name in ring)
    assert named[0] == named[-1]
