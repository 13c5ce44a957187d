"""A short table of estimates, with all that a forecast may add, and the forecast of it."""

from __future__ import annotations

from topsheet.documents import Problem, read_yaml, validate
from topsheet.market import MarketDocument, estimates
from topsheet.market.forecast import Forecast, forecast

HEAD = "kind: market\nversion: 1\ncurrency: USD\ndate: 2026-10-15\n"
FR = (
    "{code: FR, name: France, ask: 620000, take: 400000, p10: 150000, p50: 380000, p90: 700000, "
    "probability: 70%, lag_months: 4, withholding: 10%, buyer_grade: B, timing: licence}"
)
IT = "{code: IT, name: Italy, ask: 350000, take: 210000}"
PROFILES = """\
profiles:
  - {id: licence, quarters: [20, 0, 80]}
  - id: release
    windows:
      - {label: Cinema, share: 40, first: 0, last: 0}
      - {label: Pay, share: 60, first: 1, last: 3}
"""


def table(*rows: str, profiles: str = PROFILES, futures: str = "") -> str:
    listed = "".join(f"  - {row}\n" for row in rows or (FR, IT))
    return f"{HEAD}territories:\n{listed}{profiles}{f'futures: {futures}' if futures else ''}"


def problems(text: str) -> list[Problem]:
    """All that is wrong with a table."""
    tree, found = read_yaml(text, "market.yaml")
    assert tree, found
    document, found = validate(MarketDocument, tree)
    return estimates(document, tree, {})[1] if document else found


def made(text: str, sold: dict[str, str] | None = None) -> Forecast:
    tree, found = read_yaml(text, "market.yaml")
    assert tree, found
    document, found = validate(MarketDocument, tree)
    assert document, found
    report, _ = estimates(document, tree, sold or {})
    result, found = forecast(document, tree, report.territories)
    assert result, found
    return result
