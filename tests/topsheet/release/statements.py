"""Receipts for tests: documents from words, and random ones with restatements."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.conftest import ROOT
from topsheet.documents import Problem, Tree, read_yaml, validate
from topsheet.release import KnownFacts, ReceiptsDocument, check

NIGHT_FERRY = (ROOT / "examples" / "night_ferry" / "receipts.yaml").read_text(encoding="utf-8")
KNOWN = KnownFacts(
    "USD",
    ("FR", "IT", "AIR", "NAM"),
    {"presale_fr": date(2026, 11, 20)},
    {"EUR": Decimal("1.08")},
    date(2026, 9, 30),
)
FIRST = date(2028, 1, 1)
TERRITORIES, MEDIA = ("FR", "IT", "AIR"), ("theatrical", "television")


def document(text: str) -> tuple[ReceiptsDocument, Tree]:
    """The document that a text says."""
    tree, problems = read_yaml(text, "receipts.yaml")
    assert tree is not None, problems
    made, problems = validate(ReceiptsDocument, tree)
    assert made is not None, problems
    return made, tree


def of(value: Any) -> tuple[ReceiptsDocument, Tree]:
    """The document that plain values say; every place is line 1."""
    return ReceiptsDocument.model_validate(value), Tree("receipts.yaml", value, {(): 1})


def line(**told: Any) -> dict[str, Any]:
    """A line of 1,000 collected in dollars, unless told otherwise; None leaves a key out."""
    plain = {
        "id": "a",
        "territory": "FR",
        "medium": "theatrical",
        "gross": 1000,
        "value_date": date(2028, 3, 1),
    }
    return {key: value for key, value in {**plain, **told}.items() if value is not None}


def statement(*lines: dict[str, Any], **told: Any) -> dict[str, Any]:
    """A statement of the first half of 2028 in dollars, received in August."""
    plain = {
        "id": "s1",
        "from": "Tidegate",
        "kind": "collection_agent",
        "period": {"from": FIRST, "to": date(2028, 6, 30)},
        "received": date(2028, 8, 1),
        "currency": "USD",
    }
    return {**plain, **told, "lines": [*lines]}


def receipts(*statements: dict[str, Any], **told: Any) -> dict[str, Any]:
    """A document of statements."""
    return {"kind": "receipts", "version": 1, "currency": "USD", "statements": [*statements], **told}


def problems(value: Any, known: KnownFacts = KNOWN) -> list[Problem]:
    """What the checks find in plain values."""
    return check(*of(value), known)


def days(low: int = 0, high: int = 700) -> st.SearchStrategy[date]:
    return st.integers(low, high).map(lambda count: FIRST + timedelta(days=count))


@st.composite
def lines(draw: st.DrawFn, name: str, until: date) -> dict[str, Any]:
    currency = draw(st.sampled_from(("USD", "EUR", "JPY")))
    rate = None if currency == "USD" else draw(st.decimals("0.001", "2", places=6))
    gross = draw(st.integers(1, 10**7))
    billed = draw(st.booleans())
    return line(
        id=name,
        territory=draw(st.sampled_from(TERRITORIES)),
        medium=draw(st.sampled_from(MEDIA)),
        payer=draw(st.sampled_from(("Lutetia", "Canale Sud"))),
        contract=name,
        currency=currency,
        bill=name if billed else None,
        billed=gross + draw(st.integers(0, 5000)) if billed else None,
        billed_on=FIRST if billed else None,
        gross=gross,
        withheld=draw(st.integers(0, gross)),
        certificate=True,
        charges=draw(st.integers(0, 50)),
        rate=rate,
        rate_source="bank" if rate else None,
        value_date=draw(days(0, (until - FIRST).days)),
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """One to five statements; some restate an earlier one, with lines kept, changed, left out and added."""
    made: list[dict[str, Any]] = []
    free: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 5))):
        day = made[-1]["received"] + timedelta(days=draw(st.integers(0, 90))) if made else FIRST
        old = draw(st.sampled_from([None, *free]))
        names = [f"l{number}_{place}" for place in range(draw(st.integers(0, 3)))]
        own = [draw(lines(name, day)) for name in names]
        if old is not None:
            free.remove(old)
            for each in old["lines"]:
                match draw(st.sampled_from(("keep", "change", "leave"))):
                    case "keep":
                        own.append(each)
                    case "change":
                        own.append(draw(lines(each["id"], day)))
        told = {"supersedes": old["id"]} if old else {}
        period = {"from": FIRST, "to": day}
        made.append(statement(*own, id=f"s{number}", received=day, period=period, **told))
        free.append(made[-1])
    return receipts(*made)
