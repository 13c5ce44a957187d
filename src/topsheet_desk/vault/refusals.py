"""What the desk refuses, one class a reason; the sentence is what the reader is told."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404

from topsheet.documents import Problem
from topsheet_desk.site.permissions import Act, roles_that
from topsheet_desk.site.roles import Role


class NotShared(Http404):
    """There is no such page, or it is not shared with you."""


class NoSuchOption(Http404):
    """The finance plan has no such option."""


class NoSuchFigure(Http404):
    """The film has no figure of that name, or it is not shared with you."""


class NotAllowed(PermissionDenied):
    """Your role here does not do this."""

    def __init__(self, act: Act, thing: str, roles: Sequence[Role]) -> None:
        self.able = roles_that(act, thing)
        super().__init__(
            f"To {act.replace('_', ' ')}{f' ({thing.lower()})' if thing else ''} here takes "
            f"{_either([role.label.lower() for role in self.able])}; you are "
            f"{' and '.join(role.label.lower() for role in roles)}."
        )


class Refused(Exception):
    """What was asked for is not done; the class says why, and its words what to do."""


class NoSuchDocument(Http404):
    """The production has no such document, or it is not shared with you."""


class NothingChanged(Refused):
    """Nothing changed."""

    def __init__(self) -> None:
        super().__init__("Nothing was saved, because the text is the one that stands already.")


class TooLarge(Refused):
    """A text is larger than a document may be."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"Nothing was saved: the text is larger than {most:,} bytes, and a production's papers are small. "
            "Check that this is the right text."
        )


class Unkeepable(Refused):
    """A text holds what is no letter."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was saved: the text holds a NUL or half a letter, which no document has. "
            "Copy it again from where it was written."
        )


class Conflict(Refused):
    """Someone saved the draft since you opened it."""

    def __init__(self, name: str, edits: int, yours: str, theirs: str, who: str) -> None:
        super().__init__(
            f"{who} saved {name} while you were writing. Nothing is lost: both versions stand below. "
            "Put together what both of you want, then save."
        )
        self.edits, self.yours, self.theirs, self.who = edits, yours, theirs, who


class CannotCompute(Exception):  # a refusal is named by its reason, like the others
    """The production's papers have mistakes that stop the figures."""

    def __init__(self, slug: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(slug)
        self.slug, self.problems = slug, problems


def _either(words: Sequence[str]) -> str:
    """`a, b or c`; `nobody` where there is no word."""
    if len(words) < 2:
        return words[0] if words else "a role that nobody has"
    return f"{', '.join(words[:-1])} or {words[-1]}"
