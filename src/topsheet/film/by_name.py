"""A figure that the film as computed does not hold, made from its name: of an offer, a forecast, any gross."""

from __future__ import annotations

from topsheet.figures import Figure, Value
from topsheet.film.any_gross import figure_at_gross
from topsheet.film.chain import Film
from topsheet.film.forecasted import forecast_figure
from topsheet.film.offers import offer_figure

_MAKERS = (offer_figure, forecast_figure, figure_at_gross)


def figure_by_name(film: Film, name: str) -> Figure[Value] | None:
    """The figure, by whoever knows names of its kind; None where nobody does."""
    return next((found for make in _MAKERS if (found := make(film, name))), None)
