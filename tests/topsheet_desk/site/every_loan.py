"""Night Ferry's plan with a loan of every kind, each with odd terms, so that an amount shown tells whose it is."""

from __future__ import annotations

from pathlib import Path

_WITH_TERMS = """    terms:
      fees: [{{label: Arrangement of {id}, percent: {percent}, amount: {amount}}}]
      interest: {{rate: {rate}, compounding: monthly, repaid: delivery, reserve_months: 3}}
      costs: {costs}
"""
_TERMS = {
    "presale_loan": ("1.37", 1713, "7.13", "deducted"),
    "tax_loan": ("1.61", 1117, "6.71", "deducted"),
    "gap_loan": ("2.33", 2711, "9.17", "budget"),
}
_MORE = (
    ("senior", "senior_loan", 311700, "    on: 2027-04-05\n", ("1.13", 1319, "5.93", "deducted")),
    ("mezz", "mezzanine", 271900, "    on: 2027-07-05\n", ("2.03", 1723, "11.37", "budget")),
    ("bridge", "bridge_loan", 91300, "    on: 2027-01-20\n", ("1.91", 523, "8.39", "deducted")),
    ("own", "own_loan", 73100, "    on: 2027-02-01\n    draw: as_needed\n", ("0.71", 211, "3.97", "budget")),
)


def every_loan(folder: Path) -> str:
    """The text of finance.yaml."""
    text = (folder / "finance.yaml").read_text()
    for name, terms in _TERMS.items():
        start = text.index(f"  - id: {name}\n")
        end = min(found for mark in ("\n  - id:", "\n\n") if (found := text.find(mark, start + 1)) > 0) + 1
        text = text[:end] + _terms(name, terms) + text[end:]
    more = "".join(
        f"  - id: {name}\n    kind: {kind}\n    name: The {name} loan\n    party: meridian\n"
        f"    status: signed\n    status_date: 2026-11-18\n    face: {face}\n{days}{_terms(name, terms)}"
        for name, kind, face, days, terms in _MORE
    )
    return text.replace("\nstresses:", f"{more}\nstresses:", 1)


def _terms(name: str, terms: tuple[str, int, str, str]) -> str:
    percent, amount, rate, costs = terms
    return _WITH_TERMS.format(id=name, percent=percent, amount=amount, rate=rate, costs=costs)
