"""What the desk stands on and may fail it: a full disk, a database that is busy or does not answer.

A write that fails is undone whole by the database, so each page can say truly that nothing was saved and nothing lost.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_LOG = logging.getLogger("topsheet.trouble")
_LONG = 40
_SECRET = ("password", "csrf", "token", "secret", "code")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, where, why it matters and what to do; and after how many seconds to try again, if by itself."""

    status: int
    title: str
    what: str
    do: str
    again: int = 0


FULL = Trouble(
    507,
    "The desk's disk is full",
    "The disk on which the desk keeps its papers has no room left, so this was not saved. Everything that was saved "
    "before is there and unchanged.",
    "Tell whoever keeps the desk to make room on its disk. Then send this again.",
)
BUSY = Trouble(
    503,
    "The desk is busy",
    "Others were writing for so long that this had to give up waiting, so nothing of it was saved. Everything that "
    "was saved before is there and unchanged.",
    "Wait a few seconds and send this again.",
    again=5,
)
AWAY = Trouble(
    503,
    "The desk's database does not answer",
    "The desk cannot reach the database in which the papers are kept, so nothing can be shown or saved. What was "
    "saved before is in it and unchanged.",
    "Wait a minute and try again. If this stays, tell whoever keeps the desk that its database is not running.",
    again=30,
)
_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
}
# Disk full; then: lock not available, statement cancelled, deadlock, serialization; then: too many connections.
_POSTGRESQL = {
    "53100": FULL,
    **dict.fromkeys(("55P03", "57014", "40P01", "40001"), BUSY),
    **dict.fromkeys(("53300", "57P01", "57P02", "57P03", "57P05"), AWAY),
}


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The trouble behind a mistake, wherever in its causes it stands; None for a mistake that is ours."""
    return next((found for found in map(_trouble, _causes(error)) if found), None)


def troubled(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page that says so. It asks nothing of the database, and gives back what the reader had written."""
    _LOG.error(trouble.title)
    answer = render(
        None, "site/trouble.html", {"trouble": trouble, "written": written(request)}, status=trouble.status
    )
    if trouble.again:
        answer.headers["Retry-After"] = str(trouble.again)
    return answer


def written(request: HttpRequest) -> dict[str, str]:
    """The longer texts of the form that was sent, to be copied from the page; nothing secret."""
    return {
        name.replace("_", " "): value
        for name, value in request.POST.items()
        if isinstance(value, str)
        and (len(value) > _LONG or "\n" in value)
        and not any(word in name.lower() for word in _SECRET)
    }


def _trouble(error: BaseException) -> Trouble | None:
    if isinstance(error, sqlite3.Error):
        # The lower byte is the kind of error, whatever more is known about it.
        return _SQLITE.get((getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    cause = error.__cause__
    if isinstance(error, DatabaseError | InterfaceError) and cause is not None and hasattr(cause, "sqlstate"):
        return _of_postgresql(error, cause.sqlstate)
    return None


def _of_postgresql(error: BaseException, code: str | None) -> Trouble | None:
    if code:
        return AWAY if code.startswith("08") else _POSTGRESQL.get(code)
    # Without a code the server never answered: the connection could not be made, or broke.
    return AWAY if isinstance(error, OperationalError | InterfaceError) else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
