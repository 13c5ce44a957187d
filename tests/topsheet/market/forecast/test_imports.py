from __future__ import annotations

import subprocess
import sys


def test_reading_a_forecast_and_one_return_does_not_load_numpy() -> None:
    """A command that draws no futures starts without it."""
    rooms = "topsheet.market.forecast, topsheet.recoupment.returns, topsheet.film"
    code = f"import sys, {rooms}; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
