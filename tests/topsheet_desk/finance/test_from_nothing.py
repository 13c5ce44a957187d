"""Story A from an empty plan, through the forms alone: every source, stress and option, until the gap is closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.documents import read_yaml
from topsheet.film import Film
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.papers import save_draft
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.records import Document

EMPTY = "kind: finance\nversion: 1\ncurrency: USD\nsources: []\n"
TODAY = date(2026, 11, 25)
PAIRS = ("delays", "pledges")


def sent_for(value: dict[str, Any], names: dict[str, str], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """An entry as a person types it into the boxes, with the short names that the desk gave."""
    for key, each in value.items():
        at = f"{prefix}{key}"
        if key in PAIRS:
            for place, (left, right) in enumerate(each.items()):
                yield f"{at}[{place}].key", names.get(left, left)
                told = (
                    ", ".join(str(names.get(one, one)) for one in right)
                    if isinstance(right, list)
                    else str(right)
                )
                yield f"{at}[{place}].value", told
        elif isinstance(each, dict):
            yield from sent_for(each, names, f"{at}.")
        elif isinstance(each, list) and each and isinstance(each[0], dict):
            for place, row in enumerate(each):
                yield from sent_for(row, names, f"{at}[{place}].")
        elif isinstance(each, list):
            yield at, [names.get(one, one) for one in each]
        elif key not in ("id", "kind", "adds"):
            yield at, names.get(str(each), f"{each:,}" if isinstance(each, int) else str(each))


def film() -> Film:
    found = reading.film(reading.stamp_by_slug(SLUG), TODAY)
    assert found is not None
    return found


def written() -> dict[str, Any]:
    tree = read_yaml(Document.objects.select_related("paper").get(kind="finance").paper.text, "finance.yaml")[
        0
    ]
    assert tree is not None
    value: dict[str, Any] = tree.value
    return value


def post(client: Client, address: str, sent: dict[str, Any]) -> None:
    answer = client.post(address, sent)
    wrong = re.findall(r'class="wrong"[^>]*>(.*?)</p>|<strong>(.*?)</p>', answer.content.decode(), re.DOTALL)
    assert (answer.status_code, wrong) == (302, []), wrong


def _terms(source: dict[str, Any]) -> dict[str, Any]:
    """A source without the short names the desk gives, and without what need not be written."""
    return {key: each for key, each in source.items() if key not in ("id", "lends_on", "balance_on")}


@pytest.mark.usefixtures("desk")
def test_an_executive_producer_writes_story_a_in_the_browser(
    enter: Enter, person: Callable[[Role], int]
) -> None:
    wanted, before = written(), film()
    save_draft(person(Role.PRODUCER), SLUG, "finance", EMPTY, edits=1, now=datetime.now(UTC))
    client = enter(Role.EXECUTIVE_PRODUCER)
    page = client.get(reverse("finance", args=[SLUG])).content.decode()
    listed = page.split('<ol class="steps">')[1].split("</ol>")[0]
    steps = re.findall(r'<li( data-done)?>(?:<span[^>]*>Done</span> |<a href="[^"]*">)([^<]*)', listed)
    assert [(bool(done), words.strip()) for done, words in steps] == [
        (True, "Know what the film costs"),
        (False, "Write down every source you have in mind"),
        (False, "Sign the first source"),
        (False, "Write options that close the gap"),
        (False, "Adopt the one you decide on"),
        (False, "Ask what happens when money comes late"),
    ]
    names: dict[str, str] = {}
    for source in wanted["sources"]:
        sent = dict(sent_for(source, names))
        post(client, reverse("finance_new", args=[SLUG, "sources"]) + f"?kind={source['kind']}", sent)
        names[source["id"]] = written()["sources"][-1]["id"]
    assert film().finance.gap.value == before.finance.gap.value
    assert [_terms(source) for source in written()["sources"]] == [
        _terms(source) for source in wanted["sources"]
    ]
    for stress in wanted["stresses"]:
        post(client, reverse("finance_new", args=[SLUG, "stresses"]), dict(sent_for(stress, names)))
    for option in wanted["options"]:
        later = {key: each for key, each in option.items() if key != "pledges"}
        post(client, reverse("finance_new", args=[SLUG, "options"]), dict(sent_for(later, names)))
        made = written()["options"][-1]["id"]
        for source in option.get("adds", ()):
            where = reverse("finance_option_new", args=[SLUG, made]) + f"?kind={source['kind']}"
            post(client, where, dict(sent_for(source, names)))
            names[source["id"]] = written()["options"][-1]["adds"][-1]["id"]
        if "pledges" in option:
            form = dict(sent_for(option, names))
            where = reverse("finance_entry", args=[SLUG, "options", made])
            was = re.search(r'name="was" value="([^"]*)"', client.get(where).content.decode())
            assert was is not None
            post(client, where, form | {"was": was[1]})
    now = film()
    for mine, theirs in zip(now.options, before.options, strict=True):
        for figure in ("gap", "surplus", "committed", "uses"):
            assert getattr(mine.film.finance, figure).value == getattr(theirs.film.finance, figure).value
        assert mine.film.cash.lowest.value == theirs.film.cash.lowest.value
    first = now.options[0]
    edits = Document.objects.get(kind="finance").edits
    post(
        client,
        reverse("finance_adopt", args=[SLUG, first.id]),
        {"edits": f"finance:{edits}", "confirm": "yes"},
    )
    assert [str(film().finance.gap.value), str(film().finance.surplus.value)] == ["USD 0.00", "USD 1,100.00"]
    assert len(film().options) == 2
