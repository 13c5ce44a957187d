"""The desk's pages: server time of every page of a film, with 50 productions on SQLite.

Goals on two cores: every page under 150 ms at the 95th percentile; after an edit of a document the next page, with the
whole chain behind it, under 200 ms. The peer is the sign-in page as a stranger gets it, through the same middleware
and templates and without a film. Requests are made inside this process by Django's own test client, so no network is
in them.

Run `python benchmarks/pages.py [productions]`. By the clock.
"""

from __future__ import annotations

import math
import os
import re
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 30
EDITS = 7
NIGHT_FERRY = Path(__file__).parents[1] / "examples" / "night_ferry"
ROOMS = (
    "",
    "script/",
    "schedule/",
    "budget/",
    "incentives/",
    "market/",
    "finance/",
    "greenlight/",
    "recoupment/",
)
MORE = (
    "problems/",
    "why/finance.gap",
    "finance/account/",
    "finance/cash.csv",
    "closing/",
    "fundraising/",
    "papers/",
    "recoupment/terms/",
    "recoupment/statements/?as_of=2030-04-01",
    "recoupment/statements/4/?as_of=2030-04-01",
    "recoupment/statements/4/equity_a/?as_of=2030-04-01",
    "recoupment/participations/",
    "recoupment/offers/",
    "receipts/?as_of=2030-04-01",
    "recoupment/futures/",
    "recoupment/futures/one/?runs=10000&seed=2026&level=50",
)


def main(arguments: list[str]) -> None:
    """Build a desk in a temporary workspace, ask for every page, and print median and 95th percentile."""
    count = int(arguments[0]) if arguments else 50
    with tempfile.TemporaryDirectory(prefix="topsheet-bench-") as folder:
        home = Path(folder)
        client = desk(home, count)
        first = f"/films/{slug(0)}/"
        began = time.perf_counter()
        ask(client, "/")
        cold = time.perf_counter() - began
        sys.stdout.write(f"{count} productions, SQLite; {ROUNDS} requests a page after the first\n")
        sys.stdout.write(f"{'slate, nothing computed yet':28} {cold * 1000:8.1f} ms\n")
        for page in ("/sign-in/", "/", *(first + room for room in (*ROOMS, *MORE))):
            taken = rounds(type(client)() if page == "/sign-in/" else client, page)
            name = {"/": "slate", "/sign-in/": "sign-in (peer)"}.get(
                page, page.removeprefix(first) or "cockpit"
            )
            middle, late = statistics.median(taken), p95(taken)
            sys.stdout.write(f"{name:28} {middle * 1000:8.1f} ms  p95 {late * 1000:7.1f} ms  goal 150\n")
        taken = edits(client, first)
        middle = statistics.median(taken)
        sys.stdout.write(f"{'cockpit after an edit':28} {middle * 1000:8.1f} ms  goal 200\n")
        middle = statistics.median(cells(client, first))
        sys.stdout.write(
            f"{'a source edited in place':28} {middle * 1000:8.1f} ms  goal 200, save and page\n"
        )


def slug(at: int) -> str:
    """The address of a production."""
    return f"film-{at:02}"


def folder_of(at: int) -> str:
    """The folder of a production."""
    return f"film_{at:02}"


def desk(home: Path, count: int) -> Client:
    """A desk with copies of Night Ferry, and a browser in which their executive producer is signed in."""
    os.environ |= {
        "TOPSHEET_HOME": str(home),
        "TOPSHEET_SECRET_KEY": "measured-" * 8,
        "TOPSHEET_ALLOWED_HOSTS": "*",
    }
    os.environ["DJANGO_SETTINGS_MODULE"] = "topsheet_desk.site.settings"
    os.environ.pop("TOPSHEET_DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client, override_settings

    from topsheet_desk.site.memory import settle
    from topsheet_desk.site.roles import Role
    from topsheet_desk.vault.actions import CastMember, known, open_production
    from topsheet_desk.vault.folder import files_of, papers_in
    from topsheet_desk.vault.records import Person

    call_command("migrate", verbosity=0, interactive=False)
    producer = CastMember("ep@measured.example", "Measured Producer", Role.EXECUTIVE_PRODUCER)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        keeper = known(producer.email, producer.name, "anchor-quay-wake-17", keeper=True)
        papers = papers_in(files_of(NIGHT_FERRY)).texts
        for at in range(count):
            mine = {**papers, "market.yaml": papers["market.yaml"] + f"# film {at}\n"}
            open_production(keeper, slug(at), folder_of(at), mine, role=producer.role, now=datetime.now(UTC))
    client = Client()
    client.force_login(Person.objects.get(email=producer.email))
    settle()  # as the server does when it starts
    return client


def ask(client: Client, page: str) -> float:
    """The seconds a page takes; ends the benchmark when it is not given."""
    start = time.perf_counter()
    answer = client.get(page)
    taken = time.perf_counter() - start
    if answer.status_code != 200:
        raise SystemExit(f"{page} answered {answer.status_code}")
    return taken


def rounds(client: Client, page: str) -> list[float]:
    """The page asked for again and again, after one that does not count."""
    ask(client, page)
    return [ask(client, page) for _ in range(ROUNDS)]


def edits(client: Client, page: str) -> list[float]:
    """The page asked for after each of some saves of the budget."""
    from topsheet_desk.vault.actions.papers import save_draft
    from topsheet_desk.vault.records import Document

    taken = []
    for number in range(EDITS):
        budget = Document.objects.get(production__slug=slug(0), kind="budget")
        text = f"{budget.paper.text}# edit {number}\n"
        save_draft(budget.changed_by_id, slug(0), "budget", text, edits=budget.edits, now=datetime.now(UTC))
        taken.append(ask(client, page))
    return taken


def cells(client: Client, page: str) -> list[float]:
    """The grant's face written in its place, and the whole finance page that answers: the save with the chain in it."""
    where = f"{page}finance/sources/grant/face/"
    taken = []
    for number in range(EDITS):
        form = client.get(where, headers={"HX-Request": "true"}).content.decode()
        sent = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))
        start = time.perf_counter()
        answer = client.post(
            where, sent | {"face": str(250001 + number)}, headers={"HX-Request": "true"}, follow=True
        )
        taken.append(time.perf_counter() - start)
        if answer.status_code != 200 or f"{250001 + number:,}" not in answer.content.decode():
            raise SystemExit(f"{where} answered {answer.status_code}")
    return taken


def p95(taken: list[float]) -> float:
    """The 95th percentile by nearest rank."""
    return sorted(taken)[math.ceil(len(taken) * 0.95) - 1]


if __name__ == "__main__":
    main(sys.argv[1:])
