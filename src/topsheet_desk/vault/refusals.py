"""What the desk refuses, one class a reason; the sentence is what the reader is told."""

from __future__ import annotations

from django.http import Http404

from topsheet.documents import Problem


class NotShared(Http404):
    """There is no such page, or it is not shared with you."""


class NoSuchOption(Http404):
    """The finance plan has no such option."""


class NoSuchFigure(Http404):
    """The film has no figure of that name, or it is not shared with you."""


class CannotCompute(Exception):  # a refusal is named by its reason, like the others
    """The production's papers have mistakes that stop the figures."""

    def __init__(self, slug: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(slug)
        self.slug, self.problems = slug, problems
