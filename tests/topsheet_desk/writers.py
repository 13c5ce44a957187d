"""Many hands on one desk, in a process of their own that may be killed: `seed`, `write FOLDER FIRST`, `verify FOLDER`.

Each hand is a thread. It notes what the desk has acknowledged in its own file, which is on the disk before it goes on.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

PRODUCTIONS = 5
HANDS = 50
NIGHT_FERRY = Path(__file__).resolve().parents[2] / "examples" / "night_ferry"
EMAIL = "ep@measured.example"


def slug(hand: int) -> str:
    """The production a hand writes on."""
    return f"film-{hand % PRODUCTIONS}"


def seed() -> None:
    """Some productions with Night Ferry's papers, one of them with a note that no archive makes smaller."""
    from topsheet_desk.site.roles import Role
    from topsheet_desk.vault.actions import known, open_production
    from topsheet_desk.vault.folder import files_of, papers_in

    keeper = known(EMAIL, "Measured Producer", "anchor-quay-wake-17", keeper=True)
    papers = papers_in(files_of(NIGHT_FERRY)).texts
    noise = f"# {random.Random(1).randbytes(200_000).hex()}\n"  # noqa: S311  # noise, not a secret
    for at in range(PRODUCTIONS):
        files = {**papers, "market.yaml": papers["market.yaml"] + noise} if at == 0 else papers
        open_production(
            keeper, slug(at), f"film_{at}", files, role=Role.EXECUTIVE_PRODUCER, now=datetime.now(UTC)
        )


def write(folder: str, first: str) -> None:
    """Fifty hands at once, numbered from `first`, until the process is killed: by turns a draft and an entry."""
    from topsheet_desk.vault.records import Person

    person = Person.objects.get(email=EMAIL).pk
    hands = [
        threading.Thread(target=_hand, args=(person, hand, Path(folder)))
        for hand in range(int(first), int(first) + HANDS)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()


def _hand(person: int, hand: int, folder: Path) -> None:
    note = os.open(folder / f"hand-{hand:03}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    turn = 0
    while True:
        done = _entry(person, hand, turn) if turn % 2 else _draft(person, hand, turn)
        os.write(note, f"{done}\n".encode())
        os.fsync(note)
        turn += 1


def _draft(person: int, hand: int, turn: int) -> str:
    """Save the budget with a line more; whoever meets another's save reads again and saves again."""
    from django.db import OperationalError

    from topsheet_desk.vault.actions.papers import save_draft
    from topsheet_desk.vault.records import Document
    from topsheet_desk.vault.refusals import Conflict

    while True:
        stands = Document.objects.select_related("paper").get(production__slug=slug(hand), kind="budget")
        text = f"{stands.paper.text.splitlines()[0]}\n# {hand} {turn}\n"
        try:
            saved = save_draft(
                person,
                slug(hand),
                "budget",
                text,
                edits=stands.edits,
                note=f"{hand} {turn}",
                now=datetime.now(UTC),
            )
        except (Conflict, OperationalError):
            continue
        return f"save {slug(hand)} {saved.edits} {hand} {turn}"


def _entry(person: int, hand: int, turn: int) -> str:
    from django.db import OperationalError, transaction

    from topsheet_desk.site.permissions import Act, Page
    from topsheet_desk.vault.actions.doer import doer, keep, log
    from topsheet_desk.vault.records import Entry

    day = date(2026, 11, 24)
    while True:
        try:
            with transaction.atomic():
                by = doer(person, slug(hand), Act.RECORD, "COST", now=datetime.now(UTC))
                row = Entry(
                    kind="COST",
                    date=day,
                    posted_date=day,
                    amount_minor=100,
                    currency="USD",
                    memo=f"{hand} {turn}",
                )
                keep(row, by)
                log(by, "record", f"recorded {hand} {turn}", Page.LEDGER)
        except OperationalError:
            continue
        return f"entry {slug(hand)} {row.number} {hand} {turn}"


def noted(folder: Path) -> list[list[str]]:
    """Every acknowledgement on the disk, as its words; a line that was cut off was never acknowledged."""
    return [
        line.split()
        for path in sorted(folder.glob("hand-*"))
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
        if line.endswith("\n")
    ]


def verify(folder: str) -> None:
    """End with an error unless every acknowledged write is on the desk, and each hand's writes have no gap."""
    written = _written()
    lost = [words for words in noted(Path(folder)) if tuple(words) not in written]
    assert lost == [], f"acknowledged and not there: {lost}"
    turns: dict[int, list[int]] = {}
    for _what, _slug, _number, hand, turn in written:
        turns.setdefault(int(hand), []).append(int(turn))
    broken = {
        hand: sorted(found) for hand, found in turns.items() if sorted(found) != list(range(len(found)))
    }
    assert broken == {}, f"a hand's later write is there, an earlier one is not: {broken}"
    print(len(written))  # noqa: T201  # the script's own answer


def _written() -> set[tuple[str, ...]]:
    from topsheet_desk.vault.records import Entry, Save

    saves = Save.objects.exclude(number=1).values_list("document__production__slug", "number", "note")
    entries = Entry.objects.values_list("production__slug", "number", "memo")
    found = {("save", slug, str(number), *note.split()) for slug, number, note in saves}
    return found | {("entry", slug, str(number), *memo.split()) for slug, number, memo in entries}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "topsheet_desk.site.settings"
    import django

    django.setup()
    what, *rest = sys.argv[1:]
    {"seed": seed, "write": write, "verify": verify}[what](*rest)  # type: ignore[operator]  # by its name
