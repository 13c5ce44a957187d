"""A statement taken in from its file: looked at, mended in its reading, written as one save or not at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.topsheet.release.intake.files import CSV, workbook
from tests.topsheet_desk.conftest import SLUG, Enter
from tests.topsheet_desk.forms import changed, draft, words
from tests.topsheet_desk.release.filled import filled
from topsheet.release import ReceiptsDocument
from topsheet_desk.release.mapping_read import MOST_WORDS
from topsheet_desk.release.taking import MOST_LINES
from topsheet_desk.site.roles import Role

TAKE = reverse("receipts_take", args=[SLUG])
FACTS = {"sender": "Canale Sud Srl", "kind": "distributor", "start": "2029-01-01", "to": "2029-06-30",
         "received": "2030-03-20"}  # fmt: skip
# The agreement of the film's terms comes first, and no deal of the plan is named.
Told = dict[str, str]


@pytest.fixture
def ep(enter: Enter) -> Client:
    return enter(Role.EXECUTIVE_PRODUCER)


def upload(data: bytes, name: str = "canale.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def chosen(client: Client, data: bytes, name: str = "canale.csv", where: str = TAKE, **more: Any) -> str:
    """The page after a file was chosen."""
    answer = client.post(where, {"upload": upload(data, name), **more})
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, form: Told, button: str = "preview", where: str = TAKE) -> Any:
    return client.post(where, {**form, button: "1"})


def mended(form: Told) -> Told:
    """The proposal for the German file with what it could not tell."""
    return {**form, "column-c4": "minus:withheld", "column-c5": "ignore", "called-territory-0": "IT",
            "const-medium": "television", "const-rate_source": "the sheet"}  # fmt: skip


def document(slug: str = SLUG) -> ReceiptsDocument:
    from topsheet.documents import read_yaml, validate
    from topsheet_desk.vault.records import Document

    text = Document.objects.get(production__slug=slug, kind="receipts").paper.text
    tree = read_yaml(text, "receipts.yaml")[0]
    assert tree is not None
    found = validate(ReceiptsDocument, tree)[0]
    assert found is not None
    return found


def kept() -> list[object]:
    """What a write would change."""
    from topsheet_desk.vault.records import LogLine, Paper, Save

    return [table._default_manager.count() for table in (LogLine, Paper, Save)]


def test_a_german_file_from_the_proposal_to_the_save(ep: Client) -> None:
    before, was = kept(), draft("receipts").paper.text
    page = chosen(ep, CSV)
    assert "`medium` is not mapped" in page
    assert "“What is the same in every row”" in page
    form = filled(page)
    assert (form["header"], form["encoding"], form["delimiter"], form["decimal"], form["currency"]) == (
        "3", "windows-1252", "semicolon", "comma", "EUR"
    )  # fmt: skip
    assert [form[f"column-c{n}"] for n in range(1, 8)] == [
        "territory", "bill", "gross", "withheld", "", "value_date", "rate"
    ]  # fmt: skip
    looked = sent(ep, mended(form)).content.decode()
    assert "2 rows read, 1 left out by a rule, no problem found" in looked
    assert "The same" in looked
    assert "19,750.50" in looked
    assert "Summe Italien" in looked
    assert kept() == before
    done = sent(ep, {**filled(looked), **FACTS, "save_as": "canale"}, "take")
    assert done.status_code == 200, words(done)  # the warning of a certificate that is not there
    warned = filled(done.content.decode())
    assert "row 4" in words(done)
    assert kept() == before
    done = sent(ep, warned, "take")
    assert (done.status_code, done.headers.get("Location")) == (
        302,
        f"/films/{SLUG}/receipts/?as_of=2030-03-20",
    )
    made = document()
    assert made.statements[-1].model_dump(exclude={"lines", "allocations", "sha256"}) == {
        "id": "canale_sud_srl_2029_06", "sender": "Canale Sud Srl", "kind": "distributor",
        "period": {"start": date(2029, 1, 1), "to": date(2029, 6, 30)}, "received": date(2030, 3, 20),
        "currency": "EUR", "supersedes": None, "mapping": "canale", "file": "canale.csv", "note": "",
    }  # fmt: skip
    assert [(each.id, str(each.gross), str(each.withheld)) for each in made.statements[-1].lines] == [
        ("row_4", "12500.00", "1000.00"), ("row_5", "7250.50", "580.04")
    ]  # fmt: skip
    assert (made.mappings[-1].id, made.mappings[-1].sender, made.mappings[-1].written_negative) == (
        "canale", "Canale Sud Srl", ("withheld",)
    )  # fmt: skip
    assert all(line.startswith("+") for line in changed("receipts", was))
    said = words(ep.get(done.headers["Location"]))
    assert "Took in canale_sud_srl_2029_06: 2 lines of canale.csv." in said
    assert "canale_sud_srl_2029_06 Canale Sud Srl Distributor" in said


def test_it_stands_in_the_log_and_is_taken_back(ep: Client) -> None:
    from topsheet_desk.vault.records import LogLine, Save

    was = draft("receipts").paper.text
    take_in(ep)
    line = LogLine.objects.latest("pk")
    assert "took in canale_sud_srl_2029_06 from canale.csv" in line.words
    save = Save.objects.filter(document=draft("receipts")).latest("number")
    assert (save.number, save.person.email) == (2, "ep@nightferry.example")
    ep.post(reverse("receipts_undo", args=[SLUG, 2]))
    assert draft("receipts").paper.text == was


def take_in(client: Client, data: bytes = CSV, where: str = TAKE, **facts: str) -> Any:
    """The German file all the way."""
    looked = sent(client, mended(filled(chosen(client, data, where=where))), where=where).content.decode()
    warned = sent(client, {**filled(looked), **FACTS, "save_as": "canale", **facts}, "take", where)
    return (
        sent(client, filled(warned.content.decode()), "take", where) if warned.status_code == 200 else warned
    )


def test_the_next_file_of_the_sender_is_read_by_the_saved_mapping_which_stays(ep: Client) -> None:
    assert take_in(ep).status_code == 302
    mappings, was = document().mappings, draft("receipts").paper.text
    other = CSV.replace(b"CS-1", b"CS-8").replace(b"CS-2", b"CS-9").replace(b"2029;1", b"2031;1")
    page = chosen(ep, other, "second.csv", mapping="canale")
    form = filled(page)
    assert "2 rows read, 1 left out by a rule, no problem found" in page
    assert (form["sender"], form["kind"], form["save_as"]) == ("Canale Sud Srl", "distributor", "canale")
    more = {"start": "2031-01-01", "to": "2031-06-30", "received": "2031-08-01"}
    done = sent(ep, {**form, **more}, "take")
    done = sent(ep, filled(done.content.decode()), "take")
    assert done.status_code == 302, words(done)
    assert document().mappings == mappings
    assert all(line.startswith("+") for line in changed("receipts", was))
    assert [each.mapping for each in document().statements[-2:]] == ["canale", "canale"]


def test_a_saved_mapping_comes_back_from_its_form_as_it_was(ep: Client) -> None:
    page = chosen(ep, workbook(), "tidegate.xlsx", mapping="tidegate")
    assert "is changed" not in page
    again = sent(ep, filled(page)).content.decode()
    assert "3 rows read, 0 left out" in again
    assert "is changed" not in again


def test_a_column_that_a_later_file_names_otherwise_is_not_dropped(ep: Client) -> None:
    assert take_in(ep).status_code == 302
    other = CSV.replace(b"Quellensteuer", b"Steuerabzug")
    page = chosen(ep, other, mapping="canale")
    assert "no column is headed “Quellensteuer”" in page
    form = filled(page)
    assert (form["gone-0"], form["column-g0"], form["column-c4"]) == ("Quellensteuer", "minus:withheld", "")
    again = sent(ep, form).content.decode()
    assert "no column is headed “Quellensteuer”" in again
    chosen_now = sent(ep, {**filled(again), "column-c4": "minus:withheld"}).content.decode()
    assert "no problem found" in chosen_now
    assert "The reading saved as canale is changed" in chosen_now


def test_two_columns_read_as_one_thing_are_told_and_nothing_else_is_lost(ep: Client) -> None:
    form = mended(filled(chosen(ep, CSV)))
    again = sent(ep, {**form, "column-c5": "gross"}).content.decode()
    assert "two columns are read as “Collected, gross”: “Bruttoerlöse” and “Provision”" in again
    assert filled(again)["const-medium"] == "television"
    refused = sent(ep, {**form, **FACTS, "column-c5": "gross"}, "take")
    assert refused.status_code == 409
    assert len(document().statements) == 5


@pytest.mark.parametrize(("key", "value"), [("header", "no"), ("header", "-1"), ("decimal", "x"), ("column-c1", "x"),
                                            ("header", "9" * 30), ("days", "((("), ("currency", "€€")])  # fmt: skip
def test_what_no_form_would_send_is_told(ep: Client, key: str, value: str) -> None:
    answer = sent(ep, {**mended(filled(chosen(ep, CSV))), key: value})
    assert answer.status_code == 200
    assert "must be mended first" in answer.content.decode()


def test_a_decimal_mark_that_nobody_can_tell_has_to_be_chosen(ep: Client) -> None:
    data = b"territory,medium,gross,currency,value date\nIT,television,1.200,EUR,2029-05-01\n"
    page = chosen(ep, data)
    assert filled(page)["decimal"] == ""
    again = sent(ep, filled(page))
    assert "`decimal` was not chosen" in again.content.decode()
    assert sent(ep, {**filled(page), **FACTS}, "take").status_code == 409
    assert ">1,200<" in sent(ep, {**filled(page), "decimal": "comma"}).content.decode()


def test_a_row_that_cannot_be_read_stops_the_whole_file(ep: Client) -> None:
    before = kept()
    form = mended(filled(chosen(ep, CSV.replace(b"7.250,50", b"7.250.50"))))
    refused = sent(ep, {**form, **FACTS}, "take")
    assert refused.status_code == 409
    assert "canale.csv C5" in words(refused)
    assert kept() == before


def test_facts_that_lack_something_are_told_at_their_box(ep: Client) -> None:
    form = mended(filled(chosen(ep, CSV)))
    refused = sent(
        ep, {**form, **FACTS, "to": "2028-01-01", "sender": "", "statement": "tidegate_2028_h1"}, "take"
    )
    assert refused.status_code == 409
    said = words(refused)
    assert "The period ends before it begins." in said
    assert "The id `tidegate_2028_h1` is taken" in said
    assert filled(refused.content.decode())["const-medium"] == "television"


def test_what_the_papers_would_have_against_it_is_told_with_its_row(ep: Client) -> None:
    form = mended(filled(chosen(ep, CSV.replace(b"02.05.2029", b"02.05.2019"))))
    refused = sent(ep, {**form, **FACTS}, "take")
    assert refused.status_code == 409
    assert "canale.csv row 5" in words(refused)


def test_a_restatement_names_the_statement_before(ep: Client) -> None:
    assert take_in(ep).status_code == 302
    other = CSV.replace(b"7.250,50", b"7.350,50").replace(b"19.750,50", b"19.850,50")
    page = chosen(ep, other, "corrected.csv", mapping="canale")
    assert '<option value="canale_sud_srl_2029_06">' in page
    assert '<option value="tidegate_2028_h1">' not in page  # restated already
    facts = {**FACTS, "received": "2030-06-01", "supersedes": "canale_sud_srl_2029_06"}
    done = sent(ep, {**filled(page), **facts}, "take")
    done = sent(ep, filled(done.content.decode()), "take") if done.status_code == 200 else done
    assert done.status_code == 302, words(done)
    assert document().statements[-1].supersedes == "canale_sud_srl_2029_06"
    said = words(ep.get(reverse("receipts", args=[SLUG]), {"as_of": "2030-06-01"}))
    assert "takes back canale_sud_srl_2029_06.row_5" in said


def test_somebody_else_who_saved_meanwhile_is_told_and_nothing_is_lost(
    ep: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    looked = sent(ep, mended(filled(chosen(ep, CSV)))).content.decode()
    warned = filled(sent(ep, {**filled(looked), **FACTS}, "take").content.decode())
    rewrite("receipts", "# Five statements", "# 5 statements")
    refused = sent(ep, warned, "take")
    assert refused.status_code == 409
    assert "saved receipts.yaml while you were looking. Nothing is lost" in words(refused)
    assert len(document().statements) == 5
    done = sent(ep, filled(refused.content.decode()), "take")
    done = sent(ep, filled(done.content.decode()), "take") if done.status_code == 200 else done
    assert done.status_code == 302, words(done)
    assert len(document().statements) == 6
    assert "# 5 statements" in draft("receipts").paper.text


@pytest.mark.usefixtures("desk")
def test_the_first_statement_begins_the_receipts_and_is_taken_back_alone(
    enter: Enter, without: Callable[[str], str]
) -> None:
    from topsheet_desk.vault.records import Document

    slug, client = without("receipts.yaml"), enter(Role.EXECUTIVE_PRODUCER)
    where = reverse("receipts_take", args=[slug])
    done = take_in(client, where=where)
    assert done.status_code == 302, words(done)
    assert [each.id for each in document(slug).statements] == ["canale_sud_srl_2029_06"]
    client.post(reverse("receipts_undo", args=[slug, 2]))
    text = Document.objects.get(production__slug=slug, kind="receipts").paper.text
    assert text == "kind: receipts\nversion: 1\ncurrency: USD\n\nstatements: []\n"


@pytest.mark.usefixtures("desk")
def test_receipts_do_not_begin_beside_papers_that_cannot_be_read(
    enter: Enter, without: Callable[[str], str]
) -> None:
    from datetime import UTC, datetime

    from topsheet_desk.vault.actions.papers import save_draft
    from topsheet_desk.vault.records import Person

    slug, client = without("receipts.yaml"), enter(Role.EXECUTIVE_PRODUCER)
    person = Person.objects.get(email="ep@nightferry.example").pk
    save_draft(person, slug, "production", "kind: production\n", edits=1, now=datetime.now(UTC))
    answer = client.get(reverse("receipts_take", args=[slug]))
    assert answer.status_code == 503
    assert "production.yaml" in words(answer)


def _bomb() -> bytes:
    """Few bytes that unpack to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/workbook.xml", "w") as part:
            for _ in range(200):
                part.write(b" " * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.csv", "is empty"),
        (b" \r\n \r\n", "blank.csv", "is empty"),
        (b"<!DOCTYPE html><html><body>Please sign in", "export.csv", "is a web page"),
        (b"\n <HTML><table>", "export.xls", "is a web page"),
        (b"%PDF-1.7 ...", "statement.csv", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls", "old.xls"),
        (b"PK\x03\x04 not a zip", "broken.xlsx", "broken.xlsx"),
        (b"a,b\n" * 1_500_000, "huge.csv", "larger than 5 MiB"),
        (b"x" * 9_000_000, "beyond.csv", "larger than 5 MiB"),
        (b"\x81\x8d\x8f\x90,\x9d\n1,2\n", "odd.csv", "has a letter that it does not know"),
        (b"a,b\n1,\x00\x81\n", "nul.csv", "Save it anew, as CSV in UTF-8 or as .xlsx."),
        (b",".join(b"c%d" % n for n in range(20_000)), "wide.csv", "a statement has at most 200"),
        (b'a,"b\n1,2\n', "quoted.csv", "is no CSV"),
        (b"\x00\x01\x02\n\x00", "nul.csv", "letters that no table has"),
        (("a" * 200_000 + ",b\n1,2\n").encode(), "cell.csv", "cell"),
    ],
    ids=lambda each: each if isinstance(each, str) and "." in each else "",
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_words(ep: Client, data: bytes, name: str, said: str) -> None:
    before = kept()
    answer = ep.post(TAKE, {"upload": upload(data, name)})
    assert answer.status_code == 200
    assert said in words(answer)
    assert 'class="statement"' not in answer.content.decode()
    assert kept() == before


@pytest.mark.parametrize("data", [b"just words\nand more\n", "a;b\n1;2".encode("utf-16"),
                                  b"1,2,3\n4,5,6\n", b"x\n"])  # fmt: skip
def test_a_file_without_heads_can_be_looked_at(ep: Client, data: bytes) -> None:
    page = chosen(ep, data, "odd.csv")
    assert "must be mended first" in page
    assert sent(ep, {**filled(page), **FACTS}, "take").status_code == 409


def test_a_saved_mapping_over_a_file_of_another_make_says_how_it_is_written(ep: Client) -> None:
    assert take_in(ep).status_code == 302
    page = chosen(ep, CSV.decode("windows-1252").encode("utf-16"), mapping="canale")
    assert "is not written as `canale` says" in page
    again = sent(ep, {**filled(page), "encoding": "utf-16"}).content.decode()
    assert "2 rows read" in again


def test_a_file_of_more_rows_than_a_statement_has_is_told(ep: Client) -> None:
    rows = "".join(f"IT,television,{number},EUR,2029-05-01\n" for number in range(1, MOST_LINES + 2))
    page = chosen(ep, f"territory,medium,gross,currency,value date\n{rows}".encode())
    assert "has 5,001 rows, and a statement here has at most 5,000" in page
    assert "The first 500 rows; 4,501 more are read in the same way." in page
    assert sent(ep, {**filled(page), **FACTS}, "take").status_code == 409


def test_all_the_words_that_a_mapping_may_hold_can_be_sent(ep: Client) -> None:
    form = mended(filled(chosen(ep, CSV)))
    for field, column in (("territory", "c1"), ("bill", "c2"), ("currency", "c5"), ("contract", "c7")):
        form[f"words-{field}"] = column
        for at in range(MOST_WORDS):
            form[f"said-{field}-{at}"] = form[f"called-{field}-{at}"] = f"Word {at}"
    assert len(form) > 4_000
    assert sent(ep, form).status_code == 200


def test_words_of_a_file_are_never_markup(ep: Client) -> None:
    data = CSV.replace(b"Italien;CS-1", b"<script>x</script>;CS-1")
    page = chosen(ep, data)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_nothing_is_chosen(ep: Client) -> None:
    assert "Choose the file that was sent." in words(ep.post(TAKE, {}))


def test_nobody_is_led_to_anybody_elses_file(ep: Client, enter: Enter, without: Callable[[str], str]) -> None:
    digest = filled(chosen(ep, CSV))["digest"]
    slug = without("participations.yaml")
    elsewhere = reverse("receipts_take", args=[slug])
    for client, where in ((enter(Role.PRODUCER), TAKE), (enter(Role.EXECUTIVE_PRODUCER), elsewhere)):
        answer = client.post(where, {"digest": digest, "preview": "1"})
        assert answer.status_code == 409
        assert "The file is no longer kept" in words(answer)
        assert "Bruttoerl" not in answer.content.decode()
    for wrong in ("", "x" * 64, "../" * 30, "%" * 64):
        assert ep.post(TAKE, {"digest": wrong}).status_code == 409


def test_a_text_that_cannot_be_read_takes_nothing_in(
    ep: Client, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("receipts", "version: 1", "version: x")
    said = words(ep.get(TAKE))
    assert "receipts.yaml cannot be read as it stands" in said
    assert "receipts.yaml cannot be read as it stands" in words(ep.post(TAKE, {"upload": upload(CSV)}))


def test_a_second_file_of_the_sender_read_alike_keeps_no_second_reading(ep: Client) -> None:
    assert take_in(ep).status_code == 302
    mappings = document().mappings
    other = CSV.replace(b"CS-1", b"CS-8").replace(b"CS-2", b"CS-9").replace(b"2029;1", b"2031;1")
    more = {"start": "2031-01-01", "to": "2031-06-30", "received": "2031-08-01", "save_as": ""}
    assert take_in(ep, other, **more).status_code == 302
    assert document().mappings == mappings
    assert [each.mapping for each in document().statements[-2:]] == ["canale", "canale"]
