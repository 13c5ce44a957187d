"""The page that checks a workbook: uploaded, pasted, refused; for whom, and that nothing is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from tests.topsheet.finance.workbook.drafts import NINE, workbook
from tests.topsheet_desk.conftest import SLUG, Enter
from topsheet.finance.workbook import MOST_PACKED
from topsheet_desk.site.permissions import Act, roles_that
from topsheet_desk.site.roles import Role

pytestmark = pytest.mark.usefixtures("desk")


def address() -> str:
    return reverse("finance_workbook", args=[SLUG])


def upload(enter: Enter, data: bytes, name: str = "plan.xlsx", role: Role = Role.PRODUCER) -> HttpResponse:
    answer: HttpResponse = enter(role).post(address(), {"upload": SimpleUploadedFile(name, data)})  # type: ignore[assignment]  # the test client's own kind
    return answer


def words(answer: HttpResponse) -> str:
    """The page's words, without its marks."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace("&amp;", "&").replace("&#x27;", "'").split())


def test_the_empty_page_says_what_it_does(enter: Enter) -> None:
    said = words(enter(Role.EXECUTIVE_PRODUCER).get(address()))  # type: ignore[arg-type]  # the test client's own kind
    assert "A finance plan that you have as a spreadsheet, checked line by line" in said
    assert "What is wrong" not in said


def test_the_plan_stands_beside_every_finding(enter: Enter) -> None:
    said = words(upload(enter, workbook(frozenset(NINE))))
    assert "plan.xlsx : 9 findings, 8 of them wrong figures. Nothing was kept." in said
    assert "Sum of the budget sheet 1,537,800" in said
    assert "10 % a year, 18 months, secured on tax credit" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Cover!A2 Wrong The equity is stated as 1,040,000" in said
    assert "18 of 18 formulas carry no computed value" in said


def test_a_plan_without_findings_says_so(enter: Enter) -> None:
    said = words(upload(enter, workbook(frozenset())))
    assert "plan.xlsx : no finding. Nothing was kept." in said
    assert "No check found anything wrong." in said


def test_pasted_cells_are_checked(enter: Enter) -> None:
    cells = "Tax credit\t400,000\nLoan on the tax credit\t360,000\nTotal sources\t=B1+B2\n"
    said = words(enter(Role.PRODUCER).post(address(), {"cells": cells}))  # type: ignore[arg-type]  # the test client's own kind
    assert "Pasted!B3 Wrong Tax credit and Loan on the tax credit are both counted as sources" in said


def test_what_is_no_workbook_is_told_in_words(enter: Enter) -> None:
    assert "Is no Excel workbook" in words(upload(enter, b"%PDF-1.7", "plan.pdf"))
    assert "Is larger than" not in words(upload(enter, bytes(10)))
    assert "plan.xlsx is larger than 5 MiB" in words(upload(enter, bytes(MOST_PACKED + 1)))
    nothing = words(enter(Role.PRODUCER).post(address(), {}))  # type: ignore[arg-type]  # the test client's own kind
    assert "There is nothing to check." in nothing
    both = {"upload": SimpleUploadedFile("plan.xlsx", b"x"), "cells": "1"}
    assert "Take one of the two." in words(enter(Role.PRODUCER).post(address(), both))  # type: ignore[arg-type]  # the test client's own kind


def test_what_a_workbook_says_is_never_markup(enter: Enter) -> None:
    cells = "<script>alert(1)</script> tax credit\t400,000\nLoan on the tax credit\t360,000\nTotal sources\t=B1+B2\n"
    page = enter(Role.PRODUCER).post(address(), {"cells": cells}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; tax credit" in page


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "STRANGER")
def test_only_those_who_read_the_plan_check_one(enter: Enter, role: Role | None) -> None:
    able = role in roles_that(Act.READ, "finance")
    sent = {"cells": "Tax credit\t400,000"}
    answers = [enter(role).get(address()).status_code, enter(role).post(address(), sent).status_code]
    assert answers == ([200, 200] if able else [404, 404])


def test_nothing_is_kept(enter: Enter, desk: Path) -> None:
    from topsheet_desk.vault.records import LogLine, Save

    before = (Save.objects.count(), LogLine.objects.count(), sorted(desk.rglob("*")))
    upload(enter, workbook(frozenset(NINE)))
    assert (Save.objects.count(), LogLine.objects.count(), sorted(desk.rglob("*"))) == before
