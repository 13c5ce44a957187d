"""Helpers for tests of the door: signing in by the page, the code an app would show, the own log."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from django.core import mail
from django.test import Client

from tests.topsheet_desk.conftest import PASSWORD
from topsheet_desk.vault.records import LogLine, Person

EP = "ep@nightferry.example"


def sign_in(client: Client, email: str = EP, password: str = PASSWORD, **more: str) -> Any:
    """Fill in the first page and send it."""
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def code(secret: str) -> str:
    """What an authenticator app shows now for a secret (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def fresh_code(secret: str) -> str:
    """The code now; in the last moments of its half minute, the next one."""
    if time.time() % 30 > 28:
        time.sleep(2.1)
    return code(secret)


def send(client: Client, path: str, told: dict[str, str], capture: Any) -> Any:
    """Send a form, then do what waits for the commit, as the request that ends with it would."""
    from allauth.core.context import request_context

    with capture() as waiting:
        answer = client.post(path, told)
    with request_context(answer.wsgi_request):
        for act in waiting:
            act()
    return answer


def own_log(email: str = EP) -> list[str]:
    """The words of a person's own log, the oldest first."""
    book = f"person:{Person.objects.get(email=email).pk}"
    return list(LogLine.objects.filter(book=book).order_by("number").values_list("words", flat=True))


def link(pattern: str) -> str:
    """The path of a link in the newest letter."""
    found = re.search(rf"http://testserver({pattern})", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]
