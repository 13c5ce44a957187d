"""Headers on every answer, and refusals made into pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from topsheet_desk.site.troubles import trouble_of, troubled, written
from topsheet_desk.vault.refusals import CannotCompute, NotAllowed, Refused

Next = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def headers(get_response: Next) -> Next:
    """No script or style but our own files; nothing of a signed-in page is kept by a cache."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Permissions-Policy"] = _PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


class Refusals:
    """Turns what the desk refuses, and what it cannot do, into the page that says why and what to do now."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal or a trouble; None for a mistake, which Django makes into the page for those."""
        if isinstance(exception, CannotCompute):
            return render(request, "site/cannot_compute.html", {"refusal": exception}, status=503)
        if isinstance(exception, NotAllowed):
            return render(
                request, "site/not_allowed.html", {"refusal": exception, "back": _back(request)}, status=403
            )
        if isinstance(exception, Refused):
            told = {"refusal": exception, "written": written(request), "back": _back(request)}
            return render(request, "site/refused.html", told, status=409)
        trouble = trouble_of(exception)
        return troubled(request, trouble) if trouble else None


def _back(request: HttpRequest) -> str:
    """The page the reader came from, when it is one of ours; the browser tells it to us alone."""
    came = request.headers.get("Referer", "")
    return came if url_has_allowed_host_and_scheme(came, {request.get_host()}, request.is_secure()) else ""
