"""The check finds every way in which a database was tampered with, and finds nothing in an honest one.

Each case takes the triggers off, changes rows as somebody with the database's password could, and puts them back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction

from tests.topsheet_desk.vault import kept_rows
from topsheet.film import Film
from topsheet_desk.site.roles import Role
from topsheet_desk.vault import write_once
from topsheet_desk.vault.actions.doer import keep, log_own
from topsheet_desk.vault.digests import canonical, content_digest
from topsheet_desk.vault.lookups.check import Head, Part, check, heads
from topsheet_desk.vault.records import (
    Decision,
    Document,
    Entry,
    MadePaper,
    Paper,
    Person,
    Request,
    Revision,
    Save,
)
from topsheet_desk.vault.records.kept import Kept
from topsheet_desk.vault.schema import applied

Tamper = Callable[..., None]


@pytest.fixture
def rows(film: Film) -> None:
    """The desk with rows in every book."""
    kept_rows.write_all(film)


@pytest.fixture
def tamper(rows: None) -> Iterator[Tamper]:  # noqa: ARG001  # the rows must stand
    """Run SQL behind the desk's back: no trigger, no foreign key. What is done is undone with the test."""

    def run(*statements: tuple[str, list[Any]]) -> None:
        connection.check_constraints()  # PostgreSQL alters no table with checks still waiting
        write_once.disarm(connection)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = replica")
            for statement, values in statements:
                cursor.execute(statement, values)
                assert cursor.rowcount > 0, statement
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = origin")
        write_once.arm(connection)

    yield run
    transaction.set_rollback(True)


def faults(*kept: Head) -> list[tuple[str, str, str]]:
    """What the check finds: the part, where and what."""
    return [(part.name, fault.where, fault.what) for part in check(kept) for fault in part.faults]


def set_to(table: str, column: str, value: object, key: int) -> tuple[str, list[Any]]:
    return f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s', [value, key]  # noqa: S608  # the test's own words


def test_a_file_that_is_not_the_one_that_was_made(tamper: Tamper) -> None:
    key = MadePaper.objects.get().pk
    tamper(set_to("desk_madepaper", "content", b"%PDF-1.7 what never went out", key))
    where = "night-ferry-memo-2026-11-24.pdf, made paper 1"
    assert faults() == [("made papers", where, "the file is not the one that was made")]


def test_a_paper_given_to_another_investor(tamper: Tamper) -> None:
    tamper(set_to("desk_madepaper", "party", "castellan", MadePaper.objects.get().pk))
    [(part, _where, what)] = faults()
    assert (part, what) == ("books", "the seal does not fit the row and the one before it")


@pytest.mark.usefixtures("rows")
def test_an_honest_desk_adds_up() -> None:
    parts = list(check())
    assert [fault for part in parts for fault in part.faults] == []
    assert {part.name: part.counts for part in parts}["books"] == {"books": 14, "rows": 29}
    assert {part.name: part.counts for part in parts}["made papers"] == {"files": 1}
    assert {part.name: part.counts for part in parts}["sums"]["sums"] == 300


@pytest.mark.usefixtures("desk")
def test_a_desk_without_any_kept_row_adds_up() -> None:
    assert faults() == []


def test_a_changed_text(tamper: Tamper) -> None:
    paper = Paper.objects.get(pk=Save.objects.get(document__kind="finance").paper_id)
    tamper(set_to("desk_paper", "text", paper.text.replace("1050000", "9050000") + "#", paper.pk))
    assert faults() == [
        (
            "papers",
            "night-ferry, finance.yaml, save 1",
            "the text is not the one that was kept under this digest",
        )
    ]


def test_a_draft_moved_without_a_save(tamper: Tamper) -> None:
    budget, other = Document.objects.get(kind="budget"), Document.objects.get(kind="finance")
    tamper(set_to("desk_document", "paper_id", other.paper_id, budget.pk))
    assert faults() == [("drafts", "night-ferry, budget.yaml", "the draft is not what its save 1 says")]


def test_a_save_taken_away(tamper: Tamper, rewrite: Callable[[str, str, str], None]) -> None:
    for percent in ("11", "12", "13"):
        before = "10" if percent == "11" else str(int(percent) - 1)
        rewrite("budget", f"Contingency, percent: {before}", f"Contingency, percent: {percent}")
    middle = Save.objects.get(document__kind="budget", number=2)
    tamper(('DELETE FROM "desk_save" WHERE id = %s', [middle.pk]))
    assert faults() == [("drafts", "night-ferry, budget.yaml", "save 2 is missing")]


def test_the_last_save_taken_away(tamper: Tamper, rewrite: Callable[[str, str, str], None]) -> None:
    rewrite("budget", "Contingency, percent: 10", "Contingency, percent: 11")
    last = Save.objects.get(document__kind="budget", number=2)
    tamper(('DELETE FROM "desk_save" WHERE id = %s', [last.pk]))
    assert faults() == [("drafts", "night-ferry, budget.yaml", "save 2 is missing")]


@pytest.mark.parametrize(
    ("record", "column", "value", "part", "where"),
    [
        (Entry, "payee", "Somebody Else", "books", "night-ferry, entry 2"),
        (Decision, "reason", "No reason", "books", "night-ferry, decision 2"),
        (Request, "question", "Is it?", "books", "night-ferry, request 1"),
    ],
)
def test_a_kept_row_changed(
    tamper: Tamper, record: type[Kept], column: str, value: str, part: str, where: str
) -> None:
    number = int(where.rsplit(" ", 1)[1])
    row = record._default_manager.get(number=number)
    tamper(set_to(record._meta.db_table, column, value, row.pk))
    assert faults() == [(part, where, "the seal does not fit the row and the one before it")]


def test_a_kept_row_changed_and_sealed_anew_shows_in_the_next(tamper: Tamper) -> None:
    first, second = Entry.objects.order_by("number")[:2]
    first.payee = "Somebody Else"
    tamper(
        set_to("desk_entry", "payee", first.payee, first.pk),
        set_to("desk_entry", "seal", first.sealed_over(""), first.pk),
    )
    assert faults() == [
        ("books", "night-ferry, entry 2", "the seal does not fit the row and the one before it")
    ]
    assert second.number == 2


def test_a_kept_row_taken_away(tamper: Tamper) -> None:
    tamper(('DELETE FROM "desk_decision" WHERE id = %s', [Decision.objects.get(number=1).pk]))
    assert faults() == [("books", "night-ferry, decision 2", "row 1 is missing before it")]


def test_the_end_of_a_book_cut_off_shows_against_a_backup(tamper: Tamper) -> None:
    kept, last = list(heads()), Decision.objects.get(number=2)
    tamper(('DELETE FROM "desk_decision" WHERE id = %s', [last.pk]))
    assert faults() == []
    assert faults(*kept) == [
        (
            "since",
            f"desk_decision, {last.book}, 2",
            "the row that ended the book when the backup was made is gone",
        )
    ]


def test_a_row_signed_with_another_name(tamper: Tamper) -> None:
    decision = Decision.objects.get(number=1)
    tamper(set_to("desk_decision", "signed", "Another <x@y.example>", decision.pk))
    where = "night-ferry, decision 1"
    decision.refresh_from_db()
    assert faults() == [
        ("books", where, "the seal does not fit the row and the one before it"),
        ("hands", where, _never(decision)),
    ]


def _never(row: Kept) -> str:
    return f"is signed {row.signed}, and is held by a person who never had that address"


@pytest.mark.parametrize("record", [Request, Decision, Entry, Revision])
def test_a_row_given_to_another_person(tamper: Tamper, record: type[Kept]) -> None:
    row, other = record._default_manager.get(number=1), Person.objects.get(email="stranger@elsewhere.example")
    tamper(set_to(record._meta.db_table, "person_id", other.pk, row.pk))
    where = f"night-ferry, {record._meta.verbose_name} 1"
    assert faults() == [("hands", where, _never(row))]


def test_a_decision_given_to_another_principal(tamper: Tamper) -> None:
    decision, other = Decision.objects.get(number=1), Person.objects.get(email="stranger@elsewhere.example")
    tamper(set_to("desk_decision", "held_by_id", other.pk, decision.pk))
    told = "names a principal beside no name, or a name beside no principal"
    assert faults() == [("hands", "night-ferry, decision 1", told)]


@pytest.mark.usefixtures("rows")
def test_an_address_that_was_changed_by_its_owner_is_no_fault() -> None:
    held = Entry.objects.get(number=1).person
    before, held.email = held.email, "new@nightferry.example"
    held.save()
    EmailAddress.objects.filter(user=held).delete()
    assert {part for part, _, _ in faults()} == {"hands"}
    words = f"changed the address from {before} to {held.email}, from 127.0.0.1"
    log_own(held, "change_address", words, now=kept_rows.NOON)
    assert faults() == []


@pytest.mark.parametrize("record", [Request, Decision, Entry, Revision])
def test_a_row_marked_as_brought_that_no_history_brought(tamper: Tamper, record: type[Kept]) -> None:
    row = record._default_manager.get(number=1)
    tamper(set_to(record._meta.db_table, "brought", True, row.pk))
    what = "is marked as brought from elsewhere, and by the log of whoever took the production in no history brought it"
    assert faults() == [("hands", f"night-ferry, {record._meta.verbose_name} 1", what)]


def test_a_row_moved_to_another_production(tamper: Tamper) -> None:
    from topsheet_desk.vault.records import Production

    other, last = Production.objects.create(slug="other", folder="other"), Entry.objects.get(number=4)
    tamper(set_to("desk_entry", "production_id", other.pk, last.pk))
    assert faults() == [
        (
            "books",
            "night-ferry, entry 4",
            f"stands in the book {last.book}, and belongs to production:{other.pk}",
        )
    ]


def test_a_sealed_figure_changed(tamper: Tamper) -> None:
    revision = Revision.objects.get(ordinal=1)
    figures = json.loads(revision.figures)
    figures["budget.total"]["value"] = "5000000.00"
    tamper(set_to("desk_revision", "figures", canonical(figures), revision.pk))
    where = "night-ferry, budget.yaml, revision 1"
    assert faults() == [
        ("revisions", where, "what is sealed in it does not come to its digest"),
        ("sums", where, "budget.total says 5000000.00, and its parts come to 6000000.00"),
        ("sums", where, "its total budget.total is not its figure"),
    ]


def test_a_sealed_figure_changed_by_somebody_who_made_the_digest_anew(tamper: Tamper) -> None:
    """The digest fits again; the sum, the seal, and whatever rests on the old digest do not."""
    revision = Revision.objects.select_related("document", "paper").get(ordinal=1)
    figures = json.loads(revision.figures)
    account = next(name for name in figures if name.startswith("budget.account."))
    figures[account]["value"] = "1.00"
    text = canonical(figures)
    digest = content_digest(
        "budget", 1, revision.value, revision.paper.digest, revision.totals, text, revision.basis
    )
    tamper(
        set_to("desk_revision", "figures", text, revision.pk),
        set_to("desk_revision", "digest", digest, revision.pk),
    )
    found = faults()
    seal = "the seal does not fit the row and the one before it"
    # The second names the first as its parent, so its seal breaks too.
    assert [fault for fault in found if fault[0] == "books"] == [
        ("books", "night-ferry, revision 1", seal),
        ("books", "night-ferry, revision 2", seal),
    ]
    sums = [what for part, _, what in found if part == "sums"]
    assert [what.split(",")[0] for what in sums if what.startswith(account)] == [f"{account} says 1.00"]
    assert [fault for fault in found if fault[0] == "references"] == [
        (
            "references",
            f"night-ferry, {what} 1",
            "rests on revision 1 of budget, which is sealed under another digest",
        )
        for what in ("request", "decision")
    ]


def test_an_account_taken_out_of_its_section(tamper: Tamper) -> None:
    revision = Revision.objects.get(ordinal=2)
    figures = json.loads(revision.figures)
    section = next(figure for name, figure in figures.items() if name.startswith("budget.section."))
    lost = section["from"].pop()
    tamper(set_to("desk_revision", "figures", canonical(figures), revision.pk))
    assert f"{lost} is in 0 sections, and must be in one" in [
        what for part, _, what in faults() if part == "sums"
    ]


def test_a_sealed_value_in_another_form(tamper: Tamper) -> None:
    revision = Revision.objects.get(ordinal=2)
    tamper(set_to("desk_revision", "value", json.dumps(json.loads(revision.value), indent=1), revision.pk))
    assert faults() == [
        ("revisions", "night-ferry, budget.yaml, revision 2", "its value is not in the one form")
    ]


def test_a_sealed_value_that_is_no_json(tamper: Tamper) -> None:
    tamper(set_to("desk_revision", "value", "{", Revision.objects.get(ordinal=2).pk))
    assert faults() == [
        ("revisions", "night-ferry, budget.yaml, revision 2", "cannot be read (JSONDecodeError)")
    ]


def test_a_revision_taken_away(tamper: Tamper) -> None:
    first, second = Revision.objects.order_by("ordinal")
    tamper(('DELETE FROM "desk_revision" WHERE id = %s', [first.pk]))
    assert set(faults()) == {
        ("books", "night-ferry, revision 2", "row 1 is missing before it"),
        ("revisions", "night-ferry, budget.yaml, revision 2", "revision 1 is missing before it"),
        (
            "integrity",
            f"desk_revision {second.pk}",
            f"parent leads to row {first.pk} of desk_revision, which is not there",
        ),
        (
            "references",
            "night-ferry, request 1",
            "rests on revision 1 of budget, which does not exist",
        ),
        (
            "references",
            "night-ferry, decision 1",
            "rests on revision 1 of budget, which does not exist",
        ),
    }


def test_a_revision_whose_parent_is_another(tamper: Tamper) -> None:
    second = Revision.objects.get(ordinal=2)
    tamper(set_to("desk_revision", "parent_id", second.pk, second.pk))
    assert (
        "revisions",
        "night-ferry, budget.yaml, revision 2",
        "its parent is not the revision before it",
    ) in faults()


def test_a_decision_about_another_productions_request(tamper: Tamper) -> None:
    from topsheet_desk.vault.records import Production

    other = Production.objects.create(slug="other", folder="other")
    tamper(set_to("desk_request", "production_id", other.pk, Request.objects.get().pk))
    assert ("references", "night-ferry, decision 1", "answers request 1 of another production") in faults()


def test_a_decision_that_names_other_revisions_than_were_asked_about(tamper: Tamper) -> None:
    decision = Decision.objects.get(number=1)
    tamper(set_to("desk_decision", "revisions", json.dumps(decision.revisions[:1]), decision.pk))
    assert (
        "references",
        "night-ferry, decision 1",
        "rests on other revisions than request 1, which it answers",
    ) in (faults())


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        (
            {"amount_minor": -45_000},
            "does not take away what entry 2 put down: -45000 against 45050 in the smallest coin",
        ),
        ({"currency": "EUR"}, "is of another kind or currency than entry 2, which it reverses"),
        ({"kind": "COMMITMENT"}, "is of another kind or currency than entry 2, which it reverses"),
    ],
)
def test_a_reversal_that_does_not_undo(tamper: Tamper, changes: dict[str, Any], what: str) -> None:
    third = Entry.objects.get(number=3)
    tamper(*(set_to("desk_entry", column, value, third.pk) for column, value in changes.items()))
    assert [fault for fault in faults() if fault[0] == "ledger"] == [("ledger", "night-ferry, entry 3", what)]


def test_a_reversal_of_what_came_later(tamper: Tamper) -> None:
    third, fourth = Entry.objects.get(number=3), Entry.objects.get(number=4)
    tamper(set_to("desk_entry", "reverses_id", fourth.pk, third.pk))
    assert ("ledger", "night-ferry, entry 3", "reverses entry 4, which came later") in faults()


@pytest.mark.usefixtures("rows")
def test_an_entry_in_a_period_that_was_closed_before() -> None:
    """Written through the books, as a mistake in the desk itself would: every seal fits, and the period does not."""
    kept_rows.entry(300, 100)
    assert faults() == [
        (
            "ledger",
            "night-ferry, entry 5",
            "counts on 2026-11-16, in a period that was closed until 2026-11-22 before it was written",
        )
    ]


def test_a_reference_that_leads_nowhere(tamper: Tamper) -> None:
    budget = Document.objects.get(kind="budget")
    tamper(set_to("desk_document", "changed_by_id", 987654, budget.pk))
    found = faults()
    assert (
        "integrity",
        f"desk_document {budget.pk}",
        "changed_by leads to row 987654 of desk_person, which is not there",
    ) in found


@pytest.mark.usefixtures("rows")
def test_triggers_taken_away() -> None:
    connection.check_constraints()
    write_once.disarm(connection)
    names = [
        name for table in write_once.tables() for name in write_once.trigger_names(connection.vendor, table)
    ]
    assert faults() == [("triggers", name, "the trigger is missing, off or another") for name in names]
    write_once.arm(connection)
    assert faults() == []


@pytest.mark.usefixtures("rows")
def test_a_trigger_that_stands_and_does_not_refuse() -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute('ALTER TABLE "desk_entry" DISABLE TRIGGER "desk_entry_no_update"')
        else:
            cursor.execute('DROP TRIGGER "desk_entry_no_update"')
            cursor.execute(
                'CREATE TRIGGER "desk_entry_no_update" BEFORE UPDATE ON "desk_entry" BEGIN SELECT 1; END'
            )
    assert faults() == [("triggers", "desk_entry_no_update", "the trigger is missing, off or another")]


@pytest.mark.usefixtures("rows")
def test_a_refusal_emptied_of_its_words() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers carry their own words")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION topsheet_write_once() RETURNS trigger LANGUAGE plpgsql "
            "AS $$BEGIN RETURN NEW; END$$"
        )
    names = [name for table in write_once.tables() for name in write_once.trigger_names("postgresql", table)]
    assert [where for _, where, _ in faults()] == names


@pytest.mark.usefixtures("rows")
def test_a_constraint_taken_away() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite can only drop a constraint by making the table anew, which test_write_once does")
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE "desk_entry" DROP CONSTRAINT "entry_not_nothing"')
    assert faults() == [("constraints", "desk_entry.entry_not_nothing", "the constraint is missing")]


@pytest.mark.usefixtures("rows")
def test_a_migration_that_was_not_applied_ends_the_check() -> None:
    last = max(name for app, name in applied() if app == "desk")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'desk' AND name = %s", [last])
    parts = list(check())
    assert [(part.name, [fault.where for fault in part.faults]) for part in parts] == [
        ("migrations", [f"desk.{last}"])
    ]


def test_a_part_says_what_it_looked_at_and_each_fault_what_where_why_and_what_to_do() -> None:
    part = Part("books")
    assert str(part) == "books        ok     nothing to look at"
    part.count("rows", 1204)
    part.fault("film, entry 2", "is gone", "Books only grow.", "Restore.")
    assert str(part) == "books        WRONG  1,204 rows: 1 fault"
    assert str(part.faults[0]).count("\n") >= 1


def test_a_sealed_value_that_its_paper_does_not_say(tamper: Tamper) -> None:
    """Digest and seal are made anew, as one who knows the desk's own code could: the paper says otherwise."""
    revision = Revision.objects.select_related("document", "paper", "parent").get(ordinal=2)
    value = json.loads(revision.value)
    value["contractual"][0]["percent"] = "1"
    revision.value = canonical(value)
    revision.digest = content_digest(
        "budget", 1, revision.value, revision.paper.digest, revision.totals, revision.figures, revision.basis
    )
    before = revision.parent
    assert before is not None
    tamper(
        *(
            set_to("desk_revision", column, told, revision.pk)
            for column, told in (
                ("value", revision.value),
                ("digest", revision.digest),
                ("seal", revision.sealed_over(before.seal)),
            )
        )
    )
    assert [fault for fault in faults() if fault[0] != "references"] == [
        ("revisions", "night-ferry, budget.yaml, revision 2", "its value is not what its paper says")
    ]


def test_every_kind_sealed_by_the_desk_adds_up(seal: Callable[..., Revision]) -> None:
    for kind in sorted(Document.objects.values_list("kind", flat=True)):
        seal(kind, Role.EXECUTIVE_PRODUCER)
    parts = {part.name: part for part in check()}
    assert [fault for part in parts.values() for fault in part.faults] == []
    assert parts["revisions"].counts == {"revisions": Document.objects.count()}
    assert parts["references"].counts["revisions named"] > 5


def test_a_document_whose_file_is_called_otherwise_later_keeps_its_seals(
    seal: Callable[..., Revision],
) -> None:
    seal("screenplay", Role.EXECUTIVE_PRODUCER)
    Document.objects.filter(kind="screenplay").update(name="script/second.fountain")
    assert faults() == []


@pytest.mark.usefixtures("rows")
def test_a_row_written_by_the_clock_of_another_place_keeps_its_seal() -> None:
    by = kept_rows.ep(400)
    sydney = by.now.astimezone(ZoneInfo("Australia/Sydney"))
    keep(
        Request(kind="QUESTION", question="When?", due_at=sydney, place="Australia/Sydney"),
        replace(by, now=sydney),
    )
    assert faults() == []
