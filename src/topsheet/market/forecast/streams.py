"""Random numbers by name: each territory has its own stream, whatever else is in the forecast."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_AT_A_TIME = 4  # numbers that Philox makes in one step


class Stream:
    """Uniform numbers strictly between 0 and 1, the same for a seed and a name on every machine and chunk size.

    Made from the raw words of a Philox generator, which NumPy keeps stable between its versions, keyed by the seed
    and the SHA-256 of the name.
    """

    def __init__(self, seed: int, name: str) -> None:
        digest = np.frombuffer(sha256(name.encode()).digest(), dtype="<u4")
        self._words = np.random.Philox(np.random.SeedSequence([seed, *(int(word) for word in digest)]))

    def skip(self, many: int) -> None:
        """Pass over so many numbers, without drawing them. Only before the first is drawn."""
        self._words.advance(many // _AT_A_TIME)
        self._words.random_raw(many % _AT_A_TIME)

    def uniform(self, many: int) -> Floats:
        """The next so many numbers; 52 random bits each, centred, so that neither end is met."""
        raw = self._words.random_raw(many)
        return ((raw >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
