"""Night Ferry taken out and in: what is taken, what is hidden, what does not verify, what may not be done."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tests.topsheet_desk.conftest import NIGHT_FERRY, SLUG
from tests.topsheet_desk.ledger.facts import NOW, cost
from topsheet_desk.exchange.zips import Limits, Unsafe, pack, unpack
from topsheet_desk.site.roles import Role
from topsheet_desk.vault.actions.deciding import Said, decide
from topsheet_desk.vault.actions.exchange import (
    NotKeeper,
    PapersMoved,
    TakenSlug,
    take_in,
    take_in_papers,
    take_out,
)
from topsheet_desk.vault.actions.exchange.production import BadSlug, NoDocuments
from topsheet_desk.vault.actions.ledger import close_period, record, reverse
from topsheet_desk.vault.actions.papers import save_draft
from topsheet_desk.vault.actions.revisions import seal
from topsheet_desk.vault.digests import canonical, sha256
from topsheet_desk.vault.folder import files_of
from topsheet_desk.vault.lookups import reading
from topsheet_desk.vault.lookups.check import check
from topsheet_desk.vault.lookups.exchange import (
    Unverified,
    export_of,
    export_of_everything,
    is_of,
    read_history,
)
from topsheet_desk.vault.lookups.exchange.look import look_into
from topsheet_desk.vault.lookups.exchange.papers import papers_beside
from topsheet_desk.vault.lookups.exchange.rows import as_json
from topsheet_desk.vault.records import (
    Decision,
    Document,
    Entry,
    LogLine,
    Membership,
    Paper,
    Person,
    Production,
    Request,
    Revision,
    Save,
)
from topsheet_desk.vault.refusals import NotAllowed, NothingChanged, NotShared
from topsheet_desk.vault.taken_in import TakenIn, read, words
from topsheet_desk.vault.verdicts import Verdict
from topsheet_desk.vault.write_once import arm, disarm

Files = dict[str, bytes]
Rewrite = Callable[[str, str, str], None]


def person(role: Role) -> int:
    return Person.objects.get(memberships__role=role, memberships__production__slug=SLUG).pk


@pytest.fixture
def past(desk: Path, rewrite: Rewrite) -> None:  # noqa: ARG001  # the desk must stand
    """A few days of Night Ferry: a budget changed, sealed and approved, money recorded and reversed, a week closed."""
    rewrite("budget", "label: Contingency, percent: 10", "label: Contingency, percent: 11")
    edits = Document.objects.get(production__slug=SLUG, kind="budget").edits
    line, ep, accountant = (
        person(Role.LINE_PRODUCER),
        person(Role.EXECUTIVE_PRODUCER),
        person(Role.ACCOUNTANT),
    )
    seal(line, SLUG, "budget", edits=edits, reason="more weather", today=date(2026, 11, 24), now=NOW)
    asked = Request.objects.get(production__slug=SLUG)
    decide(
        ep,
        SLUG,
        asked.number,
        Said(Verdict.APPROVED, reason="weather is real"),
        today=date(2026, 11, 24),
        now=NOW,
    )
    record(accountant, SLUG, cost(memo="=cmd()", payee='\'tis\tthe "Ferry"\nLine'), now=NOW)
    record(accountant, SLUG, cost("9.99", payee="@x"), now=NOW)
    reverse(accountant, SLUG, 2, "+1 too many", now=NOW)
    close_period(person(Role.PRODUCER), SLUG, date(2027, 4, 4), "week 1", now=NOW)


@pytest.fixture
def taken(past: None) -> Files:  # noqa: ARG001  # the production has a past
    """Night Ferry taken out whole."""
    return dict(export_of_everything(SLUG).files)


def test_the_documents_are_taken_out_byte_for_byte(desk: Path) -> None:  # noqa: ARG001
    files = export_of_everything(SLUG).files
    originals = files_of(NIGHT_FERRY)
    documents = {name: raw for name, raw in files.items() if not name.startswith(("desk/", "ledger/"))}
    assert documents == {name: raw for name, raw in originals.items() if name in documents}
    assert len(documents) >= 8


def test_a_past_taken_into_a_fresh_desk_is_the_same_past(taken: Files) -> None:
    seals = {
        table.__name__: list(
            table.objects.filter(production__slug=SLUG).values_list("number", "seal", "signed")
        )
        for table in (Revision, Request, Decision, LogLine)
    }
    assert all(seals.values())
    digests = list(Revision.objects.values_list("digest", flat=True))
    keeper = _empty_desk()
    take_in(keeper.pk, "ferry", taken, with_history=True, now=timezone.now())
    assert dict(export_of_everything("ferry").files) == taken
    assert seals == {
        table.__name__: list(
            table.objects.filter(production__slug="ferry").values_list("number", "seal", "signed")
        )
        for table in (Revision, Request, Decision, LogLine)
    }
    assert list(Revision.objects.values_list("digest", flat=True)) == digests
    others = Person.objects.exclude(pk=keeper.pk)
    assert [(each.is_active, each.has_usable_password()) for each in others] == [(False, False)] * len(others)
    assert Person.objects.get(email="line@nightferry.example").name
    assert reading.film(reading.stamp_by_slug("ferry"), date(2026, 11, 24)) is not None
    assert [fault for part in check() for fault in part.faults] == []


@pytest.mark.parametrize(
    "words", ['{"euties": [], "filed": []}', '{"duties": 5, "filed": []}', '{"duties": []}']
)
def test_reports_under_another_name_are_refused_and_not_dropped(taken: Files, words: str) -> None:
    keeper = Person.objects.get(is_keeper=True)
    with pytest.raises(Unverified, match=r"desk/reports\.json"):
        take_in(
            keeper.pk,
            "ferry",
            {**taken, "desk/reports.json": words.encode()},
            with_history=True,
            now=timezone.now(),
        )


def _empty_desk() -> Person:
    """The desk as new: one keeper, and nothing else."""
    connection.check_constraints()  # PostgreSQL empties no table while a check of its rows is put off
    disarm(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        tables = [
            table
            for table in connection.introspection.table_names(cursor)
            if not table.startswith(("django_", "auth_"))
        ]
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for table in tables if connection.vendor == "sqlite" else ():
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # our own table's name
    arm(connection)
    return Person.objects.create(email="keeper@elsewhere.example", name="Ada Keeper", is_keeper=True)


def test_decisions_from_elsewhere_are_marked_as_brought_and_open_nothing(taken: Files) -> None:
    keeper = Person.objects.get(is_keeper=True)
    take_in(keeper.pk, "ferry", taken, with_history=True, now=timezone.now())
    assert set(Decision.objects.filter(production__slug="ferry").values_list("brought", flat=True)) == {True}
    assert Membership.objects.filter(production__slug="ferry").count() == 1
    own = LogLine.objects.get(person=keeper, production=None)
    assert own.words.startswith("took in ferry with")
    record(keeper.pk, "ferry", cost(day="2027-04-05"), now=NOW)
    assert export_of_everything("ferry").files["ledger/costs.csv"].startswith(taken["ledger/costs.csv"])


def test_the_check_counts_the_rows_that_a_history_brought(taken: Files) -> None:
    keeper = Person.objects.get(is_keeper=True)
    take_in(keeper.pk, "ferry", taken, with_history=True, now=timezone.now())
    own = LogLine.objects.get(person=keeper, production=None)
    told = read(own.words)
    assert told is not None
    assert (told.slug, told.rows) == ("ferry", json.loads(taken["desk/book.json"])["rows"])
    kept = record(keeper.pk, "ferry", cost(day="2027-04-05"), now=NOW)
    assert _faults() == []
    _behind_the_desk(Entry, kept.pk, brought=True)
    _behind_the_desk(Request, Request.objects.get(production__slug="ferry", number=1).pk, brought=False)
    log = "and by the log of whoever took the production in"
    assert _faults() == [
        (
            "ferry, request 1",
            f"is not marked as brought from elsewhere, {log} a history brought it",
        ),
        (
            "ferry, entry 4",
            f"is marked as brought from elsewhere, {log} no history brought it",
        ),
    ]


def _faults() -> list[tuple[str, str]]:
    return [(fault.where, fault.what) for part in check() for fault in part.faults]


def _behind_the_desk(record: type[Entry | Request], key: int, *, brought: bool) -> None:
    connection.check_constraints()  # PostgreSQL alters no table with checks still waiting
    disarm(connection)
    record._default_manager.filter(pk=key).update(brought=brought)
    connection.check_constraints()
    arm(connection)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (words("ferry", 8, {"requests": 2, "log": 0}), TakenIn("ferry", {"requests": 2, "log": 0})),
        (words("ferry", 8, None), None),
        ("took in ferry with 8 papers and its history", TakenIn("ferry", None)),
        ("took in ferry with 8 papers and its history (all)", None),
    ],
)
def test_the_keepers_line_is_read_as_it_was_written(line: str, told: TakenIn | None) -> None:
    assert read(line) == told


def test_a_principal_is_whom_the_seal_names(taken: Files) -> None:
    name = "desk/decisions.json"
    forged = _told_anew(taken, name, lambda row: row.update({"held_by": "line@nightferry.example"}))
    with pytest.raises(Unverified, match="`held_by` is not the address in `held_for`"):
        read_history(_history(forged))


def test_the_exact_ledger_holds_no_formula_and_every_letter(taken: Files) -> None:
    text = taken["ledger/costs.csv"].decode()
    assert ("'=cmd()" in text, "''tis\tthe" in text, ",'@x," in text, ",'+1 too many," in text) == (True,) * 4
    history = read_history(
        {name: raw for name, raw in taken.items() if name.startswith(("desk/", "ledger/"))}
    )
    assert [(row.memo, row.payee) for row in history.entries] == [
        ("=cmd()", '\'tis\tthe "Ferry"\nLine'),
        ("", "@x"),
        ("+1 too many", "@x"),
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "what"),
    [
        ("ledger/costs.csv", ",1250.50,", ",1250.51,", "ledger/costs.csv, line 2", "the seal does not fit"),
        ("ledger/costs.csv", ",9.99,", ",9.9,", "ledger/costs.csv, line 4", "'9.9' is no exact amount of USD"),
        ("ledger/costs.csv", "'=cmd()", "=cmd()", "ledger/costs.csv", "line 2: the memo is not written as an export"),
        ("desk/decisions.json", "weather is real", "weather is fine", "desk/decisions.json, row 1", "the seal"),
        ("desk/requests.json", '"number": 1', '"number": 2', "desk/requests.json, row 1", "row 2 follows row 0"),
        ("desk/log.json", "saved budget.yaml", "saved nothing", "desk/log.json, row 2", "the seal does not fit"),
        ("desk/closings.json", "2027-04-04", "2027-04-05", "desk/closings.json, row 1", "the seal does not fit"),
        ("desk/saves.json", '"number": 2', '"number": 3', "desk/saves.json, row 3", "edit 3 follows edit 1"),
        ("desk/revisions/budget.yaml/1.json", "561,000", "560,000", "desk/revisions/budget.yaml/1.json", "the digest"),
        ("desk/revisions/budget.yaml/1.json", "more weather", "less weather", "desk/revisions/budget.yaml/1.json",
         "the seal does not fit"),
        ("desk/book.json", '"entries": 3', '"entries": 4', "desk/book.json", "counts 4 rows of entries"),
        ("desk/book.json", '"format": 1', '"format": 2', "desk/book.json", "format 2 is not one this desk reads"),
    ],
)  # fmt: skip
def test_a_history_that_does_not_verify_is_refused_with_its_place(
    taken: Files, name: str, old: str, new: str, where: str, what: str
) -> None:
    text = taken[name].decode()
    if old not in text and "," in old:
        old, new = old.replace(",", ""), new.replace(",", "")
    assert old in text
    taken[name] = text.replace(old, new, 1).encode()
    keeper = Person.objects.get(is_keeper=True).pk
    with pytest.raises(Unverified) as refused:
        take_in(keeper, "ferry", taken, with_history=True, now=timezone.now())
    assert (refused.value.where, what in refused.value.what) == (where, True), refused.value.what
    assert not Production.objects.filter(slug="ferry").exists()
    take_in(keeper, "ferry", taken, with_history=False, now=timezone.now())
    assert [Revision.objects.filter(production__slug="ferry").count(), Save.objects.filter(
        document__production__slug="ferry").values_list("number", flat=True).distinct().get()] == [0, 1]  # fmt: skip


def test_a_text_of_the_history_that_was_changed_or_removed_is_named(taken: Files) -> None:
    name = next(name for name in taken if name.startswith("desk/papers/"))
    with pytest.raises(Unverified, match="not the one of this SHA-256"):
        read_history(_history({**taken, name: taken[name] + b"x"}))
    with pytest.raises(Unverified, match="is not in desk/papers/"):
        read_history(_history({key: raw for key, raw in taken.items() if key != name}))
    with pytest.raises(Unverified, match="no row of the history names this file"):
        read_history(_history({**taken, "desk/more.json": b"[]\n"}))
    with pytest.raises(Unverified, match="the file is missing"):
        read_history(_history({key: raw for key, raw in taken.items() if key != "desk/log.json"}))


def _history(files: Files) -> Files:
    return {name: raw for name, raw in files.items() if name.startswith(("desk/", "ledger/"))}


def test_a_document_changed_since_it_was_taken_out_becomes_a_new_save(taken: Files) -> None:
    taken["budget.yaml"] = taken["budget.yaml"].replace(b"percent: 11", b"percent: 12", 1)
    take_in(Person.objects.get(is_keeper=True).pk, "ferry", taken, with_history=True, now=timezone.now())
    budget = Document.objects.get(production__slug="ferry", kind="budget")
    assert (budget.edits, "percent: 12" in budget.paper.text) == (3, True)
    last = LogLine.objects.filter(production__slug="ferry").order_by("-number")[0]
    assert (last.words, last.brought) == ("took in papers newer than the history: budget.yaml", False)


SECRET = "walk away at 371000"


@pytest.fixture
def secret(past: None) -> None:  # noqa: ARG001  # the production has a past
    """A private document with a save, a sealed revision, and a request that names it."""
    from topsheet_desk.site.permissions import Actor, Page
    from topsheet_desk.vault.actions.doer import Doer, keep, log

    ep = person(Role.EXECUTIVE_PRODUCER)
    held = Document.objects.filter(production__slug=SLUG, kind="private").first()
    before = held.paper.text if held else "kind: private\nversion: 1\nwalk_away: []\n"
    save_draft(
        ep, SLUG, "private", f"{before}\n# {SECRET}\n", edits=held.edits if held else 0, note=SECRET, now=NOW
    )
    document = Document.objects.get(production__slug=SLUG, kind="private")
    seal(ep, SLUG, "private", edits=document.edits, reason=SECRET, today=date(2026, 11, 24), now=NOW)
    production = Production.objects.get(slug=SLUG)
    roles = (Role.EXECUTIVE_PRODUCER,)
    by = Doer(Person.objects.get(pk=ep), production, roles[0], Actor(ep, roles), NOW)
    row = Revision.objects.get(document=document)
    named = {"document": "private.yaml", "ordinal": 1, "digest": row.digest}
    asked = keep(Request(kind="QUESTION", question=f"Is {SECRET} right?", revisions=[named], needs=[]), by)
    keep(Decision(request=asked, question=asked.question, verdict="ANSWERED", reason=SECRET), by)
    log(by, "say", f"private.yaml: {SECRET}", Page.PEOPLE)


@pytest.mark.usefixtures("secret")
def test_who_may_not_read_the_private_document_takes_out_nothing_of_it() -> None:
    whole = export_of(person(Role.EXECUTIVE_PRODUCER), SLUG)
    part = export_of(person(Role.PRODUCER), SLUG)
    assert (whole.left, SECRET in _all(dict(whole.files))) == ((), True)
    told = _all(dict(part.files))
    assert (
        SECRET in told,
        "private.yaml" in part.files,
        "desk/revisions/private.yaml/1.json" in part.files,
    ) == (
        False,
        False,
        False,
    )
    digests = Paper.objects.filter(text__contains=SECRET).values_list("digest", flat=True)
    assert [digest for digest in digests if digest in told] == []
    assert "PARTIAL" in part.files["desk/README.txt"].decode()
    assert part.left[0] == "private.yaml with its saves, revisions and requests"
    assert json.loads(part.files["desk/book.json"])["left_out"] == list(part.left)


def _all(files: Files) -> str:
    return "\n".join([*files, *(raw.decode() for raw in files.values())])


@pytest.mark.usefixtures("secret")
def test_a_part_is_taken_in_as_papers_alone() -> None:
    part = dict(export_of(person(Role.PRODUCER), SLUG).files)
    look = look_into(part, date(2026, 11, 24))
    assert (look.history, look.unverified, look.partial[0].startswith("private.yaml")) == (None, None, True)
    take_in(Person.objects.get(is_keeper=True).pk, "part", part, with_history=True, now=timezone.now())
    assert [
        table.objects.filter(production__slug="part").count() for table in (Revision, Request, Decision)
    ] == [0] * 3


@pytest.mark.usefixtures("secret")
def test_the_whole_with_its_private_document_comes_in_again_to_the_byte() -> None:
    whole = dict(export_of_everything(SLUG).files)
    take_in(Person.objects.get(is_keeper=True).pk, "ferry", whole, with_history=True, now=timezone.now())
    assert dict(export_of_everything("ferry").files) == whole


@pytest.mark.usefixtures("desk")
def test_who_may_take_out_and_in() -> None:
    stranger = Person.objects.get(memberships=None).pk
    for who, refusal in (
        (person(Role.LINE_PRODUCER), NotAllowed),
        (person(Role.INVESTOR), NotAllowed),
        (stranger, NotShared),
    ):
        with pytest.raises(refusal):
            take_out(who, SLUG, now=NOW)
        with pytest.raises(refusal):
            take_in_papers(who, SLUG, {"budget.yaml": "x"}, edits={"budget": 1}, now=NOW)
        with pytest.raises(refusal):
            papers_beside(who, SLUG, {}, date(2026, 11, 24))
    with pytest.raises(NotKeeper):
        take_in(person(Role.PRODUCER), "other", {"budget.yaml": b"x"}, with_history=False, now=NOW)
    take_out(person(Role.PRODUCER), SLUG, now=NOW)
    own = LogLine.objects.get(person=person(Role.PRODUCER), production=None)
    assert (own.act, own.words.startswith(f"took out {SLUG}")) == ("take_out", True)


@pytest.mark.usefixtures("desk")
def test_a_name_that_is_taken_or_odd_and_a_folder_without_papers_are_refused() -> None:
    keeper = Person.objects.get(is_keeper=True).pk
    for slug, files, refusal in (
        (SLUG, {"budget.yaml": b"x"}, TakenSlug),
        ("Night Ferry", {"budget.yaml": b"x"}, BadSlug),
        ("x" * 51, {"budget.yaml": b"x"}, BadSlug),
        ("other", {"notes.yaml": b"x"}, NoDocuments),
    ):
        with pytest.raises(refusal):
            take_in(keeper, slug, files, with_history=False, now=NOW)
    assert Production.objects.count() == 1


@pytest.mark.usefixtures("desk")
def test_papers_are_taken_in_as_new_saves_that_can_be_undone() -> None:
    ep, files = person(Role.EXECUTIVE_PRODUCER), files_of(NIGHT_FERRY)
    files["budget.yaml"] = files["budget.yaml"].replace(
        b"label: Contingency, percent: 10", b"label: Contingency, percent: 11"
    )
    files["schedule.yaml"] += b"# looked at again\r\n"
    files |= {"ledger/costs.csv": b"x", "notes.csv": b"y"}
    beside = papers_beside(ep, SLUG, files, date(2026, 11, 24))
    assert [(change.name, change.edits, change.new) for change in beside.changes] == [
        ("budget.yaml", 1, False),
        ("schedule.yaml", 1, False),
    ]
    lines = [(what, line.strip()) for what, line in beside.changes[0].lines if what in ("removed", "added")]
    assert [what for what, _line in lines] == ["removed", "added"]
    assert ("percent: 10" in lines[0][1], "percent: 11" in lines[1][1]) == (True, True)
    figures = {label: (old, new) for label, old, new in beside.figures}
    assert figures["Total budget"] == ("USD 6,000,000", "USD 6,051,000")
    assert [name for name, _why in beside.left] == ["ledger/ and desk/", "notes.csv"]
    texts = {name: raw.decode() for name, raw in files.items() if name.endswith(".yaml")}
    assert take_in_papers(ep, SLUG, texts, edits=beside.edits, now=NOW) == ["budget.yaml", "schedule.yaml"]
    budget = Document.objects.get(production__slug=SLUG, kind="budget")
    assert (budget.edits, [save.note for save in budget.saves.order_by("number")]) == (
        2,
        ["taken in from a folder", "taken in from a folder"],
    )
    assert Document.objects.get(production__slug=SLUG, kind="schedule").paper.text.endswith("again\r\n")
    with pytest.raises(PapersMoved):
        take_in_papers(ep, SLUG, texts, edits=beside.edits, now=NOW)
    with pytest.raises(NothingChanged):
        take_in_papers(ep, SLUG, texts, edits={"budget": 2}, now=NOW)


def test_a_preview_is_bound_to_the_drafts_it_was_made_from(desk: Path, rewrite: Rewrite) -> None:  # noqa: ARG001
    ep = person(Role.EXECUTIVE_PRODUCER)
    beside = papers_beside(ep, SLUG, {"market.yaml": b"x", "budget.yaml": b"y"}, date(2026, 11, 24))
    rewrite("market", "kind: market", "# somebody was faster\nkind: market")
    with pytest.raises(PapersMoved, match=r"saved market\.yaml after this preview"):
        take_in_papers(ep, SLUG, {"market.yaml": "x", "budget.yaml": "y"}, edits=beside.edits, now=NOW)
    assert Document.objects.get(production__slug=SLUG, kind="budget").edits == 1


@pytest.mark.usefixtures("desk")
def test_a_producer_takes_in_no_private_document() -> None:
    files = {"private.yaml": b"kind: private\n", "market.yaml": b"x"}
    beside = papers_beside(person(Role.PRODUCER), SLUG, files, date(2026, 11, 24))
    assert (
        [change.kind for change in beside.changes],
        ("private.yaml", "your role does not change it") in beside.left,
    ) == (
        ["market"],
        True,
    )
    with pytest.raises(NotAllowed):
        take_in_papers(person(Role.PRODUCER), SLUG, {"private.yaml": "x"}, edits={"private": 0}, now=NOW)


def test_a_screenplay_under_another_name_keeps_the_name_its_revisions_bear(desk: Path) -> None:  # noqa: ARG001
    ep = person(Role.EXECUTIVE_PRODUCER)
    beside = papers_beside(
        ep, SLUG, {"script/new_draft.fountain": b"INT. FERRY - NIGHT\n"}, date(2026, 11, 24)
    )
    change = beside.changes[0]
    assert (change.name, change.file) == ("script/night_ferry.fountain", "script/new_draft.fountain")
    take_in_papers(ep, SLUG, {change.file: "INT. FERRY - NIGHT\n"}, edits=beside.edits, now=NOW)
    script = Document.objects.get(production__slug=SLUG, kind="screenplay")
    assert (script.name, script.edits) == ("script/night_ferry.fountain", 2)


def test_an_export_knows_the_production_it_is_of(taken: Files) -> None:
    export = export_of_everything(SLUG)
    assert (is_of(taken, export), is_of({}, export), is_of({"desk/log.json": b"[1]"}, export)) == (
        True,
        False,
        False,
    )


def test_loose_files_are_left_aside_with_the_reason() -> None:
    files = {**files_of(NIGHT_FERRY), "ledger/costs.csv": b"date,amount\n", "more.yaml": b"x"}
    look = look_into(files, date(2026, 11, 24))
    assert look.left == (
        (
            "ledger/costs.csv",
            "its rows carry no seals here; paste them into the ledger once the production is open",
        ),
        ("more.yaml", "a folder of a production has no such file"),
    )
    assert dict(look.headline)["Total budget"] == "USD 6,000,000"


LIMITS = Limits(unpacked=5 << 20, files=3, ratio=50)


def _zip(*entries: tuple[str, bytes], **more: int) -> bytes:
    import zipfile

    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for field, value in more.items():
                setattr(info, field, value)
            archive.writestr(info, raw)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"not a zip", "this is no zip file"),
        (_zip(("../evil.yaml", b"x")), "points outside the folder"),
        (_zip(("/etc/passwd.yaml", b"x")), "points outside the folder"),
        (_zip(("a//b.yaml", b"x")), "points outside the folder"),
        (_zip(("c:/b.yaml", b"x")), "points outside the folder"),
        (_zip(("a\\b.yaml", b"x")), "is no plain name"),
        (_zip(("a\nb.yaml", b"x")), "is no plain name"),
        (_zip(("a/" * 13 + "b.yaml", b"x")), "folders deep"),
        (_zip(("link.yaml", b"/etc/passwd"), external_attr=0o120777 << 16, create_system=3), "is a link"),
        (_zip(("a.yaml", b"x"), ("A.yaml", b"y")), "twice"),
        (_zip(*((f"{n}.yaml", b"x") for n in range(4))), "holds 4 files, and at most 3"),
        (_zip(("a.yaml", b"x" * (6 << 20))), "larger than 5 MiB"),
        (_zip(("a.yaml", b"x" * (2 << 20))), "grows more than 50 times"),
        (_zip(("a.yaml", b"hello"))[:-30], "this is no zip file"),
    ],
)
def test_a_packed_file_that_means_harm_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(Unsafe) as refused:
        unpack(raw, LIMITS)
    assert why in str(refused.value)


def test_a_locked_file_and_one_that_lies_about_its_length_are_refused() -> None:
    raw = bytearray(_zip(("a.yaml", b"hello")))
    for place in (raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8):
        raw[place] |= 1
    with pytest.raises(Unsafe, match="locked with a password"):
        unpack(bytes(raw), LIMITS)
    lies = bytearray(_zip(("a.yaml", b"hello" * 100)))
    place = lies.index(b"PK\x01\x02") + 24
    lies[place : place + 4] = (3).to_bytes(4, "little")
    with pytest.raises(Unsafe):
        unpack(bytes(lies), LIMITS)


def test_a_folder_around_the_files_is_taken_off_and_other_kinds_are_not_opened() -> None:
    raw = _zip(("ferry/production.yaml", b"x"), ("ferry/photo.jpg", b"y"), ("__MACOSX/ferry/._x", b"z"))
    found = unpack(raw, LIMITS)
    assert (dict(found.files), found.left) == ({"production.yaml": b"x"}, ("photo.jpg",))


def test_packing_is_the_same_bytes_whenever_it_is_done(taken: Files) -> None:
    assert pack(taken) == pack(dict(reversed(taken.items())))
    assert datetime.now(UTC).year > 1980


def _told_anew(files: Files, name: str, change: Callable[[dict[str, object]], None]) -> Files:
    """The files with the first row of a book changed and the whole book sealed anew, as a forger would."""
    book = json.loads(files[name])
    change(book[0])
    seal = ""
    for row in book:
        facts = {key: value for key, value in row.items() if key not in ("seal", "held_by")}
        row["seal"] = seal = sha256(seal + canonical(facts))
    return {**files, name: as_json(book)}


@pytest.mark.parametrize(
    ("book", "field", "value"),
    [
        ("requests", "needs", ["KING"]),
        ("requests", "needs", [1]),
        ("requests", "needs", "PRODUCER"),
        ("requests", "role", "KING"),
        ("requests", "kind", "WISH"),
        ("requests", "revisions", ["budget.yaml"]),
        ("requests", "revisions", [{"document": "budget.yaml", "ordinal": "1", "digest": "0" * 64}]),
        ("requests", "revisions", [{"document": "budget.yaml", "ordinal": 1, "digest": "0"}]),
        ("requests", "revisions", [{"document": "budget.yaml", "ordinal": 1}]),
        ("decisions", "verdict", "PERHAPS"),
        ("decisions", "revisions", [{"document": 1, "ordinal": 1, "digest": "0" * 64}]),
        ("decisions", "role", "KING"),
        ("log", "role", "KING"),
    ],
)
def test_words_that_no_page_could_show_are_refused_however_well_they_are_sealed(
    taken: Files, book: str, field: str, value: object
) -> None:
    name = f"desk/{book}.json"
    forged = _told_anew(taken, name, lambda row: row.update({field: value}))
    keeper = Person.objects.get(is_keeper=True).pk
    with pytest.raises(Unverified) as refused:
        take_in(keeper, "ferry", forged, with_history=True, now=timezone.now())
    told = (refused.value.where, refused.value.what)
    assert told == (f"{name}, row 1", f"`{field}` is not as an export writes it")
    assert not Production.objects.filter(slug="ferry").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("totals", []),
        ("totals", {"x": "1"}),
        ("totals", {"x": {"label": "X", "kind": "number", "value": 1}}),
        ("totals", {"x": {"label": "X", "kind": "number", "value": "many"}}),
        ("totals", {"x": {"label": "X", "kind": "wish", "value": "1"}}),
        ("totals", {"x": {"label": "X", "kind": "money", "value": "1.00"}}),
        ("totals", {"x": {"label": "X", "kind": "money", "value": "1.00", "currency": "XXX"}}),
        ("totals", {"x": {"label": "X", "value": "1"}}),
        ("basis", {"as_of": "2026-11-24"}),
        ("basis", {"papers": {}, "as_of": "today"}),
    ],
)
def test_totals_and_a_basis_that_no_page_could_show_are_refused(
    taken: Files, field: str, value: object
) -> None:
    name = "desk/revisions/budget.yaml/1.json"
    forged = {**taken, name: as_json({**json.loads(taken[name]), field: value})}
    with pytest.raises(Unverified) as refused:
        read_history(_history(forged))
    told = (refused.value.where, refused.value.what)
    assert told == (name, f"`{field}` is not as an export writes it")


def test_a_book_sealed_anew_without_a_change_is_taken_in(taken: Files) -> None:
    names = [f"desk/{book}.json" for book in ("requests", "decisions", "log")]
    assert [_told_anew(taken, name, lambda row: row.update({})) for name in names] == [taken] * 3
