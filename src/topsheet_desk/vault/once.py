"""Work that is worth keeping, and worth doing once when many ask for it in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

_LOCKS = 64


class Itself(Generic[T]):
    """A value that is the same as no other, however equal: a film as it was computed, which a save replaces."""

    def __init__(self, value: T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def once(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `most` answers; whoever asks while an answer is being made waits for it instead of making another.

    After a save, everybody who looks at the film would otherwise compute it anew, each slowing the others. Functions
    made so may call one another in one direction only.
    """

    def keeping(make: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=most)(make)
        locks = [Lock() for _ in range(_LOCKS)]

        @wraps(make)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            with locks[hash((args, tuple(kwargs.items()))) % _LOCKS]:
                return kept(*args, **kwargs)  # type: ignore[arg-type]  # lru_cache asks for what can be hashed

        return answer

    return keeping
