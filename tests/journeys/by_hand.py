"""What an executive producer does at the desk with their own hands: fill a form, save a text, read a table."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from tests.journeys.conftest import Desk, settle
from tests.journeys.test_every_page import FAULTS, OVERFLOW

# What is typed into the boxes of a form, by their names; a list ticks several.
Written = Mapping[str, str | list[str]]
PHONE = ViewportSize(width=390, height=900)
DESK = ViewportSize(width=1440, height=900)


class Hand:
    """Someone at the desk, on one film."""

    def __init__(self, page: Page, film: str) -> None:
        self.page, self.slug, self.film = page, film, f"/films/{film}"

    def open(self, room: str) -> Page:
        """A page of the film, with its charts drawn."""
        self.page.goto(f"{self.film}/{room}")
        settle(self.page)
        return self.page

    def write(self, written: Written, button: str = "Save") -> None:
        """Fill the boxes of the form that is open, and press its button."""
        form = self.page.locator("form.entry")
        for name, value in written.items():
            fill(form, name, value)
        form.get_by_role("button", name=button, exact=True).click()

    def add(self, shelf: str, written: Written, kind: str = "") -> None:
        """A new entry of the finance plan, from its form."""
        self.page.goto(f"{self.film}/finance/{shelf}/new/{f'?kind={kind}' if kind else ''}")
        self.write(written)
        self.said("Saved ")

    def change(self, entry: str, written: Written) -> None:
        """Some boxes of an entry that stands in the finance plan."""
        self.page.goto(f"{self.film}/finance/{entry}/")
        self.write(written)
        self.said("Saved ")

    def status(self, source: str, status: str, since: str, evidence: str) -> None:
        """The status of a source, in its cell on the finance page."""
        self.open("finance/")
        cell = self.page.locator(f"#cell-{source}-status")
        cell.get_by_role("link", name="Edit").click()
        fill(cell, "status", status)
        fill(cell, "status_date", since)
        fill(cell, "evidence", evidence)
        cell.get_by_role("button", name="Save").click()
        self.said("Saved ")

    def adopt(self, option: str) -> None:
        """An option taken, from the page that says what it changes."""
        self.page.goto(f"{self.film}/finance/options/{option}/adopt/")
        self.page.get_by_role("button", name="Adopt it: save").click()
        self.said("is part of the plan")

    def save(self, kind: str, text: str) -> None:
        """A document written anew."""
        self.page.goto(f"{self.film}/documents/{kind}/")
        self._save(kind, text)

    def put(self, kind: str, *changes: tuple[str, str]) -> None:
        """Some words of a document, each of which stands there once or more."""
        self.page.goto(f"{self.film}/documents/{kind}/")
        text = self.page.locator("#paper-text").input_value()
        for before, after in changes:
            assert before in text, f"not in {kind}.yaml: {before}"
            text = text.replace(before, after)
        self._save(kind, text)

    def _save(self, kind: str, text: str) -> None:
        self.page.locator("#paper-text").fill(text)
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.said(f"Saved {kind}.yaml")

    def paste(self, box: str, cells: Mapping[str, str]) -> None:
        """Cells of a spreadsheet, two to a row, from a box of the open form on."""
        told = "\n".join(f"{left}\t{right}" for left, right in cells.items())
        self.page.evaluate("words => navigator.clipboard.writeText(words)", told)
        self.page.locator(f'[name="{box}"]').focus()
        self.page.keyboard.press("Control+V")

    def said(self, words: str) -> None:
        """What the desk answers to what was just done."""
        expect(self.page.get_by_role("status").first).to_contain_text(words, timeout=20_000)

    def facts(self) -> dict[str, str]:
        """The headline figures of the page."""
        pairs = self.page.locator(".facts").first.locator("> div").all()
        small = "node => [...node.childNodes].filter(each => each.nodeName !== 'SMALL').map(each => each.textContent)"
        return {
            words(pair.locator("dt")): plainly("".join(pair.locator("dd").evaluate(small))) for pair in pairs
        }

    def row(self, table: str, first: str) -> list[str]:
        """The cells, after the first, of the row of a table that begins with these words."""
        beginning = self.page.locator("th", has_text=re.compile(f"^\\s*{re.escape(first)}"))
        row = self.page.locator(f"#{table} tbody tr").filter(has=beginning).first
        row.wait_for()
        return [plainly(cell) for cell in row.locator("td").all_inner_texts()]

    def column(self, table: str, place: int) -> list[str]:
        """A column of a table, from its top to its foot."""
        cells = self.page.locator(f"#{table} tbody tr > *:nth-child({place + 1})").all_inner_texts()
        return [plainly(cell) for cell in cells]

    def fits(self, rooms: Iterable[str]) -> None:
        """Pages on a phone: nothing is wider than it, and every part has its name."""
        self.page.set_viewport_size(PHONE)
        found = {}
        for room in rooms:
            self.open(room)
            found[room] = (self.page.evaluate(OVERFLOW), self.page.evaluate(FAULTS))
        self.page.set_viewport_size(DESK)
        wrong = {room: faults for room, faults in found.items() if faults != (0, [])}
        assert not wrong, wrong


def fill(form: Locator, name: str, value: str | list[str]) -> None:
    """One box, whatever its make; the ticks of a list, each by its own value."""
    if isinstance(value, list):
        for each in value:
            form.locator(f'[name="{name}"][value="{each}"]').check()
        return
    box = form.locator(f'[name="{name}"]')
    if box.evaluate("node => node.tagName") == "SELECT":
        box.select_option(value)
    else:
        box.fill(value)


def plainly(text: str) -> str:
    """Words with one space between them, and whole amounts without their coins."""
    return re.sub(r"(\d)\.00(?! %)\b", r"\1", re.sub(r"\s+", " ", text)).strip()


def words(place: Locator) -> str:
    """The words of a place."""
    return plainly(place.inner_text())


def packed(texts: Mapping[str, str]) -> bytes:
    """Papers as a zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in texts.items():
            made.writestr(name, text)
    return held.getvalue()


def papers_of(folder: Path, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """The papers of a folder by their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in files
        if path.name not in without
    }


def look_into(page: Page, texts: Mapping[str, str]) -> None:
    """Papers handed to a page that takes them in, and looked into."""
    folder = FilePayload(name="papers.zip", mimeType="application/zip", buffer=packed(texts))
    page.get_by_label("The folder, as a zip file").set_input_files(folder)
    page.get_by_role("button", name="Look into it").click()


def taken_in(page: Page, texts: Mapping[str, str], slug: str) -> Hand:
    """A production taken in on its page, from a folder; whoever takes it in is its executive producer."""
    page.goto("/take-in/")
    look_into(page, texts)
    page.get_by_label("Its name in addresses").fill(slug)
    page.get_by_role("button", name="Take in the papers").click()
    hand = Hand(page, slug)
    hand.said(f"{slug} is on the desk")
    return hand


@contextmanager
def at_the_desk(browser: Browser, desk: Desk, who: str) -> Iterator[Page]:
    """A browser of someone's own, signed in; what its console complains of fails the journey."""
    complaints: list[str] = []
    context = browser.new_context(base_url=desk.address, viewport=DESK)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk.address)
    page = context.new_page()
    page.on(
        "console",
        lambda told: (
            complaints.append(f"{page.url}: {told.text}") if told.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(f"{who}@nightferry.example")
    page.get_by_label("Password").fill(desk.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state()
    try:
        yield page
    finally:
        context.close()
    assert not complaints, complaints
