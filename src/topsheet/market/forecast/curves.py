"""The normal curve and Student's t on arrays, from basic operations and tables that the standard library fills.

`above(z)` is the chance of more than z, exact to four parts in 10^10 up to 5 and three in 10^9 up to 8; `score(s)` is
its inverse. NumPy has neither, and a whole library for two functions would be too much.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import erfc, exp, log, pi, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_FARTHEST = 8.7  # 2^-53 is exceeded at 8.2
_STEPS = 256  # cells in one unit of the argument
_SMALLEST = 2.0**-53


class _Table:
    """A smooth function between two ends by cubics through its values and slopes on a fine grid."""

    def __init__(self, function: Callable[[float], tuple[float, float]], low: float, high: float) -> None:
        cells = int((high - low) * _STEPS) + 1
        made = [function(low + at / _STEPS) for at in range(cells + 1)]
        value = np.array([each[0] for each in made])
        slope = np.array([each[1] for each in made]) / _STEPS
        rise = np.diff(value)
        self.low, self.cells = low, cells
        self.parts = (
            value[:-1],
            slope[:-1].copy(),
            3 * rise - 2 * slope[:-1] - slope[1:],
            slope[:-1] + slope[1:] - 2 * rise,
        )

    def __call__(self, x: Floats) -> Floats:
        at = (x - self.low) * _STEPS
        cell = np.clip(at, 0, self.cells - 1).astype(np.int64)
        at -= cell
        level, slope, bend, twist = self.parts
        result: Floats = twist.take(cell)
        for part in (bend, slope, level):
            result *= at
            result += part.take(cell)
        return result


def _density(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)


def _score_of_root(w: float) -> tuple[float, float]:
    """The normal score exceeded with chance exp(-w²/2), and its slope in w."""
    chance = min(exp(-w * w / 2), 0.5)
    z = -NormalDist().inv_cdf(chance)
    return z, w * chance / _density(z)


@cache
def _above() -> _Table:
    return _Table(lambda z: (erfc(z / sqrt(2)) / 2, -_density(z)), -_FARTHEST, _FARTHEST)


@cache
def _score() -> _Table:
    return _Table(_score_of_root, sqrt(2 * log(2)), _FARTHEST)


def above(z: Floats) -> Floats:
    """The chance that a standard normal exceeds each z."""
    return _above()(np.clip(z, -_FARTHEST, _FARTHEST))


def score(chance: Floats) -> Floats:
    """The z that a standard normal exceeds with each chance, which lies between 0 and 1."""
    smaller = np.maximum(np.minimum(chance, 1 - chance), _SMALLEST)
    z = _score()(np.sqrt(-2 * np.log(smaller)))
    return np.copysign(z, 0.5 - chance)


def t_above(t: Floats, degrees: int) -> Floats:
    """The chance that Student's t with whole degrees of freedom exceeds each t.

    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4: a finite sum in the angle of t.
    """
    angle = np.arctan(np.abs(t) / sqrt(degrees))
    cosine, sine = np.cos(angle), np.sin(angle)
    term = cosine.copy() if degrees % 2 else np.ones_like(t)
    whole = term.copy() if degrees > 1 else np.zeros_like(t)
    first = 3 if degrees % 2 else 2
    for odd in range(first, degrees - 1, 2):
        term *= cosine * cosine * (odd - 1) / odd
        whole += term
    inside = sine * whole
    if degrees % 2:
        inside = (inside + angle) * 2 / pi
    return np.where(t < 0, 1 + inside, 1 - inside) / 2
