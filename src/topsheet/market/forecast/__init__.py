"""Forecast: what unsold territories may bring, when, and how they hang together.

Takes in the market document and the territories that are still unsold. Hands on a `Forecast` of figures; what the
document leaves open is assumed, cited and marked unverified. `forecast.sample` draws futures from it in whole coins;
it imports NumPy and is therefore asked for by its own name. Does not know the waterfall, the plan or any date.
"""

from __future__ import annotations

from topsheet.market.forecast.build import forecast
from topsheet.market.forecast.model import Forecast, Tail, TerritoryForecast

__all__ = ["Forecast", "Tail", "TerritoryForecast", "forecast"]
