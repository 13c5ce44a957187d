"""What every page of the room asks of a request."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from topsheet_desk.vault.refusals import Refused

READ_AND_WRITE = require_http_methods(["GET", "HEAD", "POST"])


def person(request: HttpRequest) -> int:
    """Who asks."""
    return int(request.user.pk or 0)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def done(request: HttpRequest, form: Form, act: Callable[[], str]) -> bool:
    """Whether the form was sent, could be read, and its act was done; what was done is told on the next page.

    A refusal stands at the top of the form.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        told = act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, told)
    return True
