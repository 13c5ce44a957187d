"""A page's own form as a browser without JavaScript fills it, and what a save changed."""

from __future__ import annotations

import difflib
import html
import re
from typing import Any

from django.test import Client

from tests.topsheet_desk.conftest import SLUG
from topsheet_desk.vault.records import Document


def draft(kind: str) -> Document:
    """The draft of a kind."""
    return Document.objects.select_related("paper").get(production__slug=SLUG, kind=kind)


def form_of(client: Client, where: str) -> dict[str, str | list[str]]:
    """Everything the page's own form would send."""
    page = client.get(where).content.decode()
    form = re.search(r'<form class="(?:sheet-form entry|cell-form)".*?</form>', page, re.DOTALL)
    assert form is not None, page
    sent: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form[0]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if name and ticked:
            told = html.unescape(value[1]) if value else "on"
            before = sent.get(name[1])
            sent[name[1]] = (
                told if before is None else [*([before] if isinstance(before, str) else before), told]
            )
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = html.unescape(chosen[1]) if chosen else ""
    for name, told in re.findall(r'<textarea name="([^"]*)".*?>\n(.*?)</textarea>', form[0], re.DOTALL):
        sent[name] = html.unescape(told)
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def changed(kind: str, before: str) -> list[str]:
    """The lines of a draft that are not as they were."""
    lines = difflib.unified_diff(before.splitlines(), draft(kind).paper.text.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def words(answer: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
