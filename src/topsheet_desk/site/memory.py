"""How a server process looks for garbage: rarely, for the films it keeps are tens of thousands of objects that stay."""

from __future__ import annotations

import gc

# With Python's own 700, 10, 10 every third edit of a plan waits 150 to 200 ms for a look at every film that is kept.
THRESHOLDS = (20_000, 20, 20)


def settle() -> None:
    """Leave what the start has made out of every later look, and look seldom: a film holds no circle to be found."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
