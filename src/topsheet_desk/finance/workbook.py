"""Checking a finance plan that somebody has as a spreadsheet: a form, and what was found. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from topsheet.documents import Severity
from topsheet.figures import Figure
from topsheet.finance.workbook import MOST_PACKED, Finding, Plan, WorkbookReport, check_paste, check_workbook
from topsheet_desk.site import formats
from topsheet_desk.site.permissions import Act, Page
from topsheet_desk.site.rooms import DeskRoom, ask_of, desk_answer
from topsheet_desk.site.tables import Cell, Column, Kind, Row, Table, Tone, Weight, chip, table, text
from topsheet_desk.vault.lookups import Ask, reading, seat_for
from topsheet_desk.vault.refusals import NotShared

MOST_LETTERS = 1 << 20


class WorkbookForm(forms.Form):
    """A workbook, or cells pasted from one."""

    upload = forms.FileField(label="An Excel workbook", label_suffix="", required=False,
                             help_text=f"A file that ends in .xlsx, up to {MOST_PACKED >> 20} MiB, without a password.",
                             widget=forms.FileInput(attrs={"accept": ".xlsx"}))  # fmt: skip
    cells = forms.CharField(
        label="Or its cells", label_suffix="", required=False, strip=False, max_length=MOST_LETTERS,
        help_text="Copy from cell A1 on. To have the formulas checked too, let Excel show them first: Ctrl+`.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        told = super().clean() or self.cleaned_data
        given, cells = told.get("upload"), str(told.get("cells", ""))
        if given and cells.strip():
            raise ValidationError("There are a file and pasted cells. Take one of the two.")
        if not self.errors and not given and not cells.strip():
            raise ValidationError("There is nothing to check. Choose a workbook, or paste its cells.")
        if given and given.size > MOST_PACKED:
            raise ValidationError(
                f"{given.name} is larger than {MOST_PACKED >> 20} MiB. Delete the sheets and pictures that the plan "
                "does not need, and save it anew."
            )
        return told

    def checked(self) -> WorkbookReport:
        """What was found; only of a valid form."""
        given = self.cleaned_data.get("upload")
        if given:
            return check_workbook(given.read(), given.name)
        return check_paste(self.cleaned_data["cells"])


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookRoom(DeskRoom):
    """The page: the report once there is one."""

    report: WorkbookReport | None = None

    @property
    def errors(self) -> int:
        """How many findings make figures wrong; the others ask for a look."""
        found = self.report.findings if self.report else ()
        return sum(finding.severity is Severity.ERROR for finding in found)


def workbook_room(ask: Ask, report: WorkbookReport | None = None) -> WorkbookRoom:
    """The page for those who read the finance plan itself. Raises NotShared."""
    seat = seat_for(ask.person, ask.slug, Page.FINANCE)
    if not seat.can(Act.READ, "finance"):
        raise NotShared
    tables = {}
    if report:
        tables["findings"] = _findings(report.findings)
        if report.plan:
            tables["plan"] = _plan(report.plan)
    title = reading.title(seat.production)
    return WorkbookRoom(page=Page.FINANCE, seat=seat, title=title, tables=tables, report=report)


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; and, sent, the plan that was recognised beside what is wrong with it."""
    ask = ask_of(request, slug)
    room = workbook_room(ask)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if request.method == "POST" and form.is_valid():
        room = workbook_room(ask, form.checked())
    return desk_answer(request, room, "finance/workbook.html", form=form)


def _findings(findings: Sequence[Finding]) -> Table:
    columns = (
        Column("Where"),
        Column("Weight"),
        Column("What is wrong, and why it matters"),
        Column("What to do"),
    )
    rows = [
        Row(
            (
                text(finding.where),
                chip("Wrong", Tone.DECIDE)
                if finding.severity is Severity.ERROR
                else chip("Look", Tone.WATCH),
                text(f"{formats.sentence(finding.what)}.", note=finding.why),
                text(finding.fix),
            )
        )
        for finding in findings
    ]
    empty = "No check found anything wrong. That says nothing about prices, dates or people."
    return table("findings", "What is wrong", columns, rows, empty=empty)


def _plan(plan: Plan) -> Table:
    rows = [_row(figure) for figure in (plan.headline, plan.budget) if figure]
    rows += [_head("Budget")] if plan.parts else []
    rows += [_row(part) for part in plan.parts]
    rows += [_row(plan.contingency_rate, rate=True)] if plan.contingency_rate else []
    rows += [_head("Sources")] if plan.sources else []
    rows += [_row(source) for source in plan.sources]
    rows += [_head("Loans")] if plan.loans else []
    for loan in plan.loans:
        terms = [f"{_percent(loan.rate.value)} a year"] if loan.rate else []
        terms += [f"{formats.number(loan.months.value)} months"] if loan.months else []
        terms += [f"secured on {loan.collateral}"] if loan.collateral else []
        rows.append(_row(loan.amount, note=", ".join(terms)))
    columns = (Column("Line"), Column("Amount", Kind.NUMBER), Column("Cell"))
    empty = "No budget, sources or loans were recognised. Labels must stand beside their amounts."
    return table("plan", "The plan that was recognised", columns, rows, empty=empty)


def _head(words: str) -> Row:
    return Row((text(words),), Weight.HEAD)


def _row(figure: Figure[Decimal], *, rate: bool = False, note: str = "") -> Row:
    written = _percent(figure.value) if rate else _amount(figure.value)
    amount = Cell(written, value=formats.plain(figure.value))
    return Row((text(figure.label, note=note), amount, text(figure.source or figure.how, tone=Tone.QUIET)))


def _amount(value: Decimal) -> str:
    return (f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}").replace(
        "-", formats.MINUS
    )


def _percent(value: Decimal) -> str:
    return f"{formats.number(round(value * 100, 2))} %"
