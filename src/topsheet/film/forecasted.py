"""What the unsold territories of a film may bring, and each figure of it by its name."""

from __future__ import annotations

from topsheet.figures import Figure, Value, index
from topsheet.film.chain import Film
from topsheet.market.forecast import Forecast, forecast


def forecast_of(film: Film) -> Forecast | None:
    """What is drawn of the unsold territories; None while the estimates hold a mistake."""
    return forecast(film.production.market, film.production.trees["market"], film.market.territories)[0]


def forecast_figure(film: Film, name: str) -> Figure[Value] | None:
    """What the futures rest on, by its name, as `forecast.FR.p50`; None where there is none of that name."""
    drawn = forecast_of(film) if name.startswith("forecast.") else None
    return index(drawn.figures).get(name) if drawn else None
