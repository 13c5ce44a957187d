"""Market: what the sales agent expects of each territory.

Takes in the market document and the territories already sold. Hands on the `MarketReport`: asks, takes, and the
unsold take total a gap lender looks at. The futures of unsold territories are the sub-room `forecast`.
"""

from __future__ import annotations

from topsheet.market.check import check
from topsheet.market.estimates import MarketReport, TerritoryRow, estimates
from topsheet.market.model import MarketDocument

__all__ = ["MarketDocument", "MarketReport", "TerritoryRow", "check", "estimates"]
