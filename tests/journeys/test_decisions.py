"""From the first sealed budget to the greenlight that is refused, with everybody at their own desk.

The line producer seals, the executive producer returns it, the second version is compared and approved by two; the
greenlight is refused for the gap; the director does not approve their own request in another role; the investor sees
one line; what is taken out is the same on another desk, digest for digest.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import FILM, Desk, opened

TOPSHEET = str(Path(sys.executable).with_name("topsheet"))
COMMENTS = "The ferry needs a rain cover. Raise the contingency to eleven percent."


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that this journey changes."""
    with opened(tmp_path_factory.mktemp("decisions")) as desk:
        yield desk


def enter(browser: Browser, desk: Desk, who: str, *, width: int = 1440) -> Page:
    """A browser of someone's own, signed in."""
    context = browser.new_context(base_url=desk.address, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(f"{who}@nightferry.example")
    page.get_by_label("Password").fill(desk.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    return page


def seal(page: Page, kind: str, reason: str) -> None:
    page.goto(f"{FILM}/documents/{kind}/")
    page.get_by_label("Why it is sealed now").fill(reason)
    page.get_by_role("button", name="Seal as revision").click()
    expect(page.get_by_role("status")).to_contain_text("Sealed ")


def decide(page: Page, number: int, verdict: str, reason: str = "") -> None:
    page.goto(f"{FILM}/decisions/{number}/")
    page.get_by_label(verdict, exact=True).check()
    page.get_by_label("Reason, comments or answer").fill(reason)
    with page.expect_navigation():
        page.get_by_role("button", name="Decide").click()


def state(page: Page) -> str:
    return page.locator(".room-head .chip").inner_text()


def request_number(page: Page) -> int:
    found = re.search(r"/decisions/(\d+)/", page.url)
    assert found, page.url
    return int(found[1])


def test_from_the_first_budget_to_the_greenlight_refused(
    browser: Browser, own_desk: Desk, tmp_path: Path
) -> None:
    line = enter(browser, own_desk, "line")
    executive = enter(browser, own_desk, "ep", width=390)  # an approval is given from a phone
    producer = enter(browser, own_desk, "producer")
    director = enter(browser, own_desk, "director")

    # The line producer seals budget v1; it waits in the executive producer's inbox.
    seal(line, "budget", "first budget from the script of 12 October")
    executive.goto("/inbox/")
    executive.get_by_role("link", name=re.compile("Approve budget.yaml, revision 1")).first.click()
    assert request_number(executive) == 1

    # Returned with comments.
    executive.get_by_label("Returned with comments").check()
    executive.get_by_role("button", name="Decide").click()
    expect(executive.get_by_role("alert")).to_contain_text("write the reason")
    executive.get_by_label("Reason, comments or answer").fill(COMMENTS)
    executive.get_by_label("Returned with comments").check()
    executive.get_by_role("button", name="Decide").click()
    expect(executive.get_by_role("status")).to_contain_text("Returned with comments")
    assert state(executive) == "Returned"

    # v2: the comments read, the draft changed, tried, saved, sealed, compared.
    line.goto(f"{FILM}/decisions/1/")
    expect(line.locator("main")).to_contain_text(COMMENTS)
    line.goto(f"{FILM}/documents/budget/")
    field = line.get_by_label("Text of budget.yaml")
    text = field.input_value()
    field.fill(text.replace("label: Contingency, percent: 10", "label: Contingency, percent: 11"))
    line.get_by_role("button", name="Try without saving").click()
    expect(line.locator("#totals")).to_contain_text("+51,000")
    line.get_by_label("What you changed").fill("rain cover")
    line.get_by_role("button", name="Save", exact=True).click()
    expect(line.get_by_role("status")).to_contain_text("Saved budget.yaml, edit 2")
    seal(line, "budget", "contingency as asked")
    line.goto(f"{FILM}/documents/budget/compare/?from=1&to=2")
    expect(line.locator("#totals")).to_contain_text("+51,000")
    changed = line.locator("#changes tbody tr", has_text="percent")
    expect(changed).to_contain_text("11")
    expect(changed).to_contain_text("Ruth Okafor-Lindqvist, edit 2")
    assert line.locator("#changes tbody tr").count() == 1

    # Two signatures.
    decide(producer, 2, "Approved")
    assert state(producer) == "Open"
    decide(executive, 2, "Approved")
    assert state(executive) == "Approved"

    # The greenlight: on sealed papers only, and refused with the gap's reason.
    producer.goto(f"{FILM}/greenlight/")
    producer.get_by_role("button", name="Ask the executive producer").click()
    expect(producer.get_by_role("status")).to_contain_text("Seal them first")
    for kind in ("breakdown", "schedule"):
        seal(line, kind, "for the greenlight")
    seal(director, "screenplay", "the shooting draft")
    for kind in ("production", "market", "finance", "recoupment"):
        seal(producer, kind, "for the greenlight")
    producer.goto(f"{FILM}/greenlight/")
    producer.get_by_role("button", name="Ask the executive producer").click()
    go = request_number(producer)
    decide(executive, go, "Approved")
    refusal = executive.get_by_role("alert")
    expect(refusal).to_contain_text("The greenlight is refused: Fully financed: covered")
    expect(refusal).to_contain_text("the gap is USD 649,900.00")
    assert state(executive) == "Open"

    # The director is seated as producer too, asks for money, and does not approve it themselves.
    executive.goto(f"{FILM}/people/")
    executive.get_by_label("E-mail").fill("director@nightferry.example")
    executive.get_by_label("Role").select_option(label="Producer")
    executive.get_by_role("button", name="Send the invitation").click()
    expect(executive.get_by_role("status").first).to_be_visible()
    director.goto(letter(own_desk))
    director.get_by_role("button", name="Take the seat").click()
    director.wait_for_load_state()
    for who in ("Sylvie Tremaine, producer", "Daniel Okonkwo, producer"):
        executive.goto(f"{FILM}/decisions/")
        executive.get_by_text("Give authority").click()
        executive.locator("#grant-seat").select_option(label=who)
        executive.locator("#grant-amount").fill("200,000")
        executive.get_by_role("button", name="Give", exact=True).click()
        expect(executive.get_by_role("status")).to_contain_text("The authority is given")
    director.goto(f"{FILM}/decisions/")
    director.get_by_text("Money beyond the budget", exact=True).click()
    director.get_by_label("For what").fill("Two night days on the bridge")
    director.locator("#spend-amount").fill("180,000")
    director.locator("#spend-reason").fill("The film does not end without it.")
    director.get_by_role("button", name="Ask", exact=True).first.click()
    money = request_number(director)
    expect(director.get_by_role("heading", name="Your decision")).to_have_count(0)
    token = director.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    answer = director.request.post(
        f"{own_desk.address}{FILM}/decisions/{money}/decide",
        form={"csrfmiddlewaretoken": token, "verdict": "APPROVED"},
        headers={"Referer": own_desk.address},
    )
    assert (answer.status, "nobody approves their own" in answer.text()) == (409, True)
    decide(producer, money, "Approved")
    assert state(producer) == "Approved"

    the_investor_sees_their_line_and_nothing_else(browser, own_desk)

    # Taken out by the executive producer, taken in on another desk: the same digests, and everything adds up.
    executive.goto(f"{FILM}/take-out/")
    with executive.expect_download() as download:
        executive.get_by_role("button", name="Take out night-ferry.zip").click()
    archive = tmp_path / "night-ferry.zip"
    download.value.save_as(archive)
    other = tmp_path / "other"
    topsheet(other, "person", "ada@elsewhere.example", "--name", "Ada Keeper", "--keeper")
    topsheet(other, "import", str(archive), "--as", "ada@elsewhere.example", "--yes")
    assert "Everything adds up." in topsheet(other, "check")
    assert "Everything adds up." in topsheet(own_desk.mail.parent, "check")
    here, there = (digests(home / "desk.sqlite3") for home in (own_desk.mail.parent, other))
    assert here == there
    assert len(here) == 9


def the_investor_sees_their_line_and_nothing_else(browser: Browser, desk: Desk) -> None:
    investor = enter(browser, desk, "investor")
    investor.get_by_role("link", name="Night Ferry", exact=True).click()
    expect(investor.locator(".holding > h2")).to_have_text("Equity A")
    words = investor.content()
    assert [
        name for name in ("Brightwater", "Nordsee", "Meridian", "649,900", "180,000") if name in words
    ] == []
    for place in (
        "",
        "documents/",
        "decisions/",
        "decisions/1/",
        "ledger/",
        "people/",
        "log/",
        "search/?q=gap",
    ):
        assert (place, investor.request.get(f"{desk.address}{FILM}/{place}").status) == (place, 404)
    investor.goto("/inbox/")
    assert "budget.yaml" not in investor.content()


def letter(desk: Desk) -> str:
    """The link in the last letter."""
    files = sorted(desk.mail.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in reversed(files):
        found = re.search(r"https?://\S+(/sign-in/invitation/\S+)", path.read_text(encoding="utf-8"))
        if found:
            return found[1]
    pytest.fail("no letter holds an invitation")


def topsheet(home: Path, *arguments: str) -> str:
    """A `topsheet desk` command on a workspace; its answer."""
    command = [TOPSHEET, "desk", *arguments, "--workspace", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def digests(database: Path) -> list[tuple[str, int, str, str]]:
    """Every sealed revision of a desk: document, number, digest and seal."""
    query = (
        "SELECT d.name, r.ordinal, r.digest, r.seal FROM desk_revision r "
        "JOIN desk_document d ON d.id = r.document_id ORDER BY d.name, r.ordinal"
    )
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return [
            (str(name), int(ordinal), str(digest), str(sealed))
            for name, ordinal, digest, sealed in connection.execute(query)
        ]
    finally:
        connection.close()
