from __future__ import annotations

from math import erfc, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from topsheet.market.forecast.curves import above, score, t_above


def test_the_normal_curve_is_that_of_the_standard_library() -> None:
    z = np.linspace(-8, 8, 4001)
    exact = np.array([erfc(each / sqrt(2)) / 2 for each in z])
    off = np.abs(above(z) / exact - 1)
    assert off[z < 5].max() < 4e-10
    assert off.max() < 3e-9


def test_the_score_is_its_inverse() -> None:
    chance = np.concatenate([np.linspace(0.0005, 0.9995, 2000), 10.0 ** -np.arange(1, 15)])
    exact = np.array([-NormalDist().inv_cdf(each) for each in chance])
    assert np.abs(score(chance) - exact).max() < 2e-12
    assert np.abs(score(1 - chance[:2000]) + score(chance[:2000])).max() < 1e-12


@pytest.mark.parametrize(
    ("degrees", "t", "tail"),
    # Two-sided 5 and 1 percent points of the printed tables of Student's t.
    [
        (3, 3.182446, 0.025),
        (4, 2.776445, 0.025),
        (5, 4.032143, 0.005),
        (10, 2.228139, 0.025),
        (30, 2.749996, 0.005),
    ],
)
def test_students_t_has_the_points_of_its_tables(degrees: int, t: float, tail: float) -> None:
    points = np.array([t, -t, 0.0])
    assert t_above(points, degrees) == pytest.approx([tail, 1 - tail, 0.5], abs=1e-7)
