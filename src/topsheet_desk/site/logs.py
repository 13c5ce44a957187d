"""The desk's log on standard error: one JSON object a line, and nothing in it about anybody.

A request is named by its route, never by its address: an address may hold a film, a figure or a search. A mistake is
named by its class and by the lines of code it went through; what it says is left out, because it may quote a row.
The form of the lines is decision 0010.
"""

from __future__ import annotations

import json
import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

Next = Callable[[HttpRequest], HttpResponseBase]

_REQUESTS = logging.getLogger("topsheet.request")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Whose words are ours or the server's own; everybody else's may quote a person.
_TRUSTED = ("topsheet.", "_granian")
_UNLOGGED = ("health",)
_DEEPEST = 8


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: what every line has, then what the record adds, then the mistake."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "worker": os.getpid(),
        }
        if record.name.startswith(_TRUSTED):
            line["said"] = record.getMessage()
        else:
            line["at"] = f"{record.module}:{record.lineno}"
        line |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[1]:
            line["error"] = list(_mistakes(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


class Once(logging.Filter):
    """Drops what Django says of a request that this log tells in its own line, with no address in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep a mistake with its lines of code; drop the rest."""
        return bool(record.exc_info)


def requests(get_response: Next) -> Next:
    """A line for each request, and its id in the answer, so that a reader can name the moment to the keeper."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        began, request.id = time.perf_counter(), uuid.uuid4().hex  # type: ignore[attr-defined]  # ours
        response = get_response(request)
        response.headers["X-Request-Id"] = request.id  # type: ignore[attr-defined]  # set above
        route = route_of(request)
        if route not in _UNLOGGED:
            told = {
                "method": request.method if request.method in _METHODS else "OTHER",
                "route": route,
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
                "request": request.id,  # type: ignore[attr-defined]  # set above
            }
            level = logging.ERROR if response.status_code >= 500 else logging.INFO
            _REQUESTS.log(level, "request", extra={"told": told})
        return response

    return answer


def route_of(request: HttpRequest) -> str:
    """The name of the request's route; `static` for our own files, `none` where no route fits."""
    if request.path_info.startswith("/static/"):
        return "static"
    match = request.resolver_match
    if match is None:
        # Answered before the route was looked up: at the door, or by a redirect to HTTPS.
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return "none"
    return match.view_name or "none"


def settings(level: str) -> dict[str, Any]:
    """The log as Django's LOGGING and the server's take it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "topsheet_desk.site.logs.JsonLines"}},
        "filters": {"once": {"()": "topsheet_desk.site.logs.Once"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
            "mistakes": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["once"]},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "topsheet": {"level": level},
            # Django's words quote addresses and hosts.
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "django.request": {"handlers": ["mistakes"], "level": "ERROR", "propagate": False},
            "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "_granian": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }


def _mistakes(error: BaseException) -> Iterator[dict[str, Any]]:
    """The mistake and what led to it, outermost first: class, the database's own code, and the lines passed."""
    found: BaseException | None = error
    for _ in range(_DEEPEST):
        if found is None:
            return
        told: dict[str, Any] = {"class": f"{type(found).__module__}.{type(found).__qualname__}"}
        code = getattr(found, "sqlstate", None) or getattr(found, "sqlite_errorname", None)
        if code:
            told["code"] = code
        told["lines"] = [
            f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in extract_tb(found.__traceback__)
        ]
        yield told
        found = found.__cause__ or found.__context__
