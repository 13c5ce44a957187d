"""Whether the desk can work: asked by a machine, answered without a name, a figure or a version."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from topsheet_desk.vault.schema import unapplied
from topsheet_desk.vault.write_once import missing

Next = Callable[[HttpRequest], HttpResponseBase]

_ADDRESS = "/health/"


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # Django passes it
    """200 and `ok`, or 503 and the parts that failed: `database`, `migrations`, `triggers`."""
    failed = failing()
    if failed:
        return JsonResponse({"status": "failed", "failed": failed}, status=503)
    return JsonResponse({"status": "ok"})


def at_the_door(get_response: Next) -> Next:
    """Answer before hosts are checked and HTTP is led to HTTPS: a probe calls a machine by its number."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return health(request) if request.path_info == _ADDRESS else get_response(request)

    return answer


def failing() -> list[str]:
    """The parts that do not work, in the order in which they stand on each other."""
    try:
        parts = {"migrations": unapplied(), "triggers": missing(connection)}
    except DatabaseError:
        connection.close()
        return ["database"]
    return [part for part, wrong in parts.items() if wrong]
