"""Many who ask for the same at once are answered by one piece of work."""

from __future__ import annotations

import threading

import pytest

from topsheet_desk.vault.once import Itself, once


def test_what_many_ask_for_at_once_is_made_once() -> None:
    made, ready = list[int](), threading.Barrier(8)

    @once(4)
    def square(number: int) -> int:
        made.append(number)
        threading.Event().wait(0.05)
        return number * number

    answers = list[int]()

    def ask() -> None:
        ready.wait()
        answers.append(square(3))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (made, answers) == ([3], [9] * 8)


def test_only_so_many_answers_are_kept_and_a_mistake_is_not() -> None:
    made = list[int]()

    @once(2)
    def square(number: int) -> int:
        made.append(number)
        if number < 0:
            raise ValueError("no")
        return number * number

    assert [square(number) for number in (1, 2, 1, 3, 2)] == [1, 4, 1, 9, 4]
    assert made == [1, 2, 3, 2]
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            square(-1)
    assert made[-2:] == [-1, -1]


def test_itself_is_the_same_as_no_equal() -> None:
    one, other = [1], [1]
    assert Itself(one) == Itself(one)
    assert hash(Itself(one)) == hash(Itself(one))
    assert Itself(one) != Itself(other)
    assert Itself(one) != one
