"""A finance plan as a workbook, with or without each defect, in several layouts and with several people's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import xlsxwriter

from topsheet.finance.workbook.model import At, letters
from topsheet.finance.workbook.read import read_workbook
from topsheet.finance.workbook.study import Study

Content = Decimal | int | str
_KEY = re.compile(r"\{(\w+)\}")
NINE = (
    "budget_does_not_tie",
    "source_counted_twice",
    "equity_disagrees",
    "reference_off_by_one",
    "double_subtraction",
    "sign_error",
    "wrong_base",
    "timeless_interest",
    "uncalculated",
)


@dataclass(frozen=True)
class Style:
    """How somebody lays a plan out: columns, first row, empty rows between, words, sheet names, amounts."""

    label: int = 1
    value: int = 2
    first: int = 1
    step: int = 1
    scale: Decimal = Decimal(1)
    words: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    percents: bool = False
    told: Decimal = Decimal(1)
    raising: str = "We seek ${:,.2f} of equity"


PLAIN = Style()
_KEYS = (
    "Production budget", "Above the line", "Below the line", "Post-production", "G&A",
    "Contingency, 10% of BTL and post",
    "Total", "Tax credit", "Loan against the tax credit", "Gap loan", "Pre-sale loan", "Tax credit left after the loan",
    "Equity required", "Annual loan rate", "Loan term (months)", "Completion bond fee, in G&A", "Loan repayment",
    "Exhibitor split", "P&A spend", "P&A", "Distribution fee", "Sales commission", "Theatrical box office",
    "TV licence fees", "Streaming", "All revenue", "Exhibitor take", "Film rental",
)  # fmt: skip


def _spoken(raising: str, sheets: tuple[str, str, str, str], *words: str) -> Style:
    """A style whose labels and sheets are in another language."""
    names = dict(zip(("Assumptions", "Budget", "Waterfall", "Cover"), sheets, strict=True))
    return Style(words=dict(zip(_KEYS, words, strict=True)), sheets=names, raising=raising)


LANGUAGES = {
    "German": _spoken(
        "Wir suchen {:,.2f} € Eigenmittel", ("Annahmen", "Kalkulation", "Rückflüsse", "Deckblatt"),
        "Herstellungskosten", "Rechte und Stoff", "Drehkosten", "Endfertigung", "HU",
        "Überschreitungsreserve, 10% auf Drehkosten und Endfertigung", "Summe", "Steuergutschrift",
        "Darlehen auf die Steuergutschrift", "Gap-Darlehen", "Darlehen auf Vorverkäufe",
        "Steuergutschrift abzüglich Darlehen",
        "Eigenmittel", "Zinssatz Darlehen p.a.", "Laufzeit Darlehen (Monate)", "Fertigstellungsgarantie, in HU",
        "Rückzahlung Darlehen", "Kinoanteil", "Herausbringungskosten, Etat", "Herausbringungskosten", "Verleihspesen",
        "Vertriebsprovision", "Kinoeinnahmen", "TV-Lizenzen", "Streaming", "Alle Erlöse", "Abzug Kinoanteil",
        "Verleihanteil",
    ),
    "French": _spoken(
        "Nous recherchons {:,.2f} € en fonds propres", ("Hypothèses", "Devis", "Répartition", "Couverture"),
        "Coût de production", "Droits artistiques", "Frais de tournage", "Post-production", "Frais généraux",
        "Imprévus, 10% du tournage et de la post-production", "Total", "Crédit d'impôt",
        "Prêt relais adossé au crédit d'impôt", "Crédit gap", "Prêt sur préventes", "Crédit d'impôt net de prêt",
        "Fonds propres", "Taux d'intérêt annuel du prêt", "Durée du prêt (mois)",
        "Garantie de bonne fin, en frais généraux",
        "Remboursement du prêt", "Part exploitants", "Frais d'édition, budget", "Frais d'édition",
        "Commission distributeur",
        "Commission de vente", "Recettes guichet", "Ventes télé", "Streaming", "Toutes recettes", "Part salles retenue",
        "Encaissement distributeur",
    ),
    "Spanish": _spoken(
        "Buscamos {:,.2f} € de fondos propios", ("Supuestos", "Presupuesto", "Reparto de ingresos", "Portada"),
        "Presupuesto", "Por encima de la línea", "Rodaje", "Postproducción", "Gastos generales",
        "Contingencia, 10% de rodaje y postproducción", "Total", "Incentivo fiscal",
        "Préstamo puente sobre el incentivo fiscal", "Préstamo gap", "Préstamo sobre preventas",
        "Incentivo fiscal neto de préstamo", "Fondos propios", "Tipo de interés anual del préstamo",
        "Plazo del préstamo (meses)", "Garantía de buen fin, en gastos generales", "Devolución del préstamo",
        "Parte exhibidores", "Copias y publicidad, gasto", "Copias y publicidad", "Comisión distribuidor",
        "Comisión de ventas",
        "Taquilla", "Televisión", "Streaming", "Ingresos brutos", "Retención parte exhibidores", "Neto distribuidor",
    ),
    "Italian": _spoken(
        "Cerchiamo {:,.2f} € di capitale proprio", ("Premesse", "Preventivo", "Ripartizione dei ricavi", "Titolo"),
        "Costo di produzione", "Sopra la linea", "Riprese", "Post-produzione", "Spese generali",
        "Imprevisti, 10% di riprese e post-produzione", "Totale", "Credito d'imposta",
        "Prestito ponte sul credito d'imposta", "Prestito gap", "Prestito su prevendite",
        "Credito d'imposta al netto del prestito", "Capitale proprio", "Tasso d'interesse annuo del prestito",
        "Durata del prestito (mesi)", "Garanzia di buon fine, in spese generali", "Rimborso del prestito",
        "Quota esercenti",
        "Copie e pubblicità, spesa", "Copie e pubblicità", "Commissione distributore", "Provvigione di vendita",
        "Botteghino", "Televisione", "Streaming", "Ricavi lordi", "Trattenuta quota sale", "Noleggio",
    ),
}  # fmt: skip
STYLES = {
    "plain": PLAIN,
    "label right of the value": Style(label=3, value=2),
    "far columns, rows between": Style(label=4, value=7, first=6, step=2),
    "ten times the amounts": Style(first=3, scale=Decimal(10)),
    "small amounts with coins": Style(first=2, scale=Decimal("0.0371")),
    "percents between words and amounts": Style(value=3, percents=True, note="Budget, share, amount"),
    "in thousands": Style(scale=Decimal("0.001"), told=Decimal(1_000), note="All amounts in T€"),
    "an ask in words": Style(raising="We are raising ${:,.0f} from private investors, who recoup first."),
    **LANGUAGES,
    "other words": Style(
        words={
            "Production budget": "Negative cost",
            "Above the line": "ATL",
            "Below the line": "BTL",
            "Post-production": "Post",
            "G&A": "General expenses",
            "Tax credit": "State film incentive",
            "Loan against the tax credit": "Bridge loan on the incentive",
            "Gap loan": "Gap financing facility",
            "Pre-sale loan": "MG discounting",
            "Equity required": "Investor equity needed",
            "Annual loan rate": "Interest p.a. (loan)",
            "Loan term (months)": "Loan duration, months",
            "Exhibitor split": "Cinemas' share",
            "P&A spend": "Prints and advertising",
            "Sales commission": "Sales agent commission",
            "Theatrical box office": "Cinema ticket sales",
            "TV licence fees": "Television sales",
            "Streaming": "SVOD deals",
            "All revenue": "Gross receipts",
            "Exhibitor take": "Retained by theatres' share",
            "Film rental": "Distributor's gross",
        },
        sheets={
            "Assumptions": "Inputs & terms",
            "Budget": "Top sheet",
            "Waterfall": "Returns",
            "Cover": "Summary",
        },
    ),
}


@dataclass
class Draft:
    """Lines of sheets under names; formulas name other lines in braces."""

    style: Style = PLAIN
    cells: dict[At, Content] = field(default_factory=dict)
    places: dict[str, At] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def line(
        self, sheet: str, key: str, label: str, content: Content, *, money: bool = False, row: int = 0
    ) -> None:
        """A label and its number or formula."""
        name = self.style.sheets.get(sheet, sheet)
        if self.style.note and sheet not in self.rows:
            self.text(sheet, self.style.note)
        here = row or self.rows.get(sheet, self.style.first)
        self.rows[sheet] = here + self.style.step
        if money and isinstance(content, int | Decimal):
            content = Decimal(content) * self.style.scale
        self.cells[At(name, here, self.style.label)] = self.style.words.get(label, label)
        at = At(name, here, self.style.value)
        self.cells[at] = content
        if self.style.percents and sheet == "Budget":
            self.cells[At(name, here, self.style.value - 1)] = Decimal("24.5")
        if key:
            self.places[key] = at

    def text(self, sheet: str, words: str) -> None:
        """A line of words alone."""
        here = self.rows.get(sheet, self.style.first)
        self.rows[sheet] = here + self.style.step
        self.cells[At(self.style.sheets.get(sheet, sheet), here, self.style.label)] = words

    def settled(self) -> dict[At, Content]:
        """All cells, with the places of what formulas name."""
        return {
            at: self._placed(content, at.sheet)
            if isinstance(content, str) and content.startswith("=")
            else content
            for at, content in self.cells.items()
        }

    def _placed(self, formula: str, sheet: str) -> str:
        return _KEY.sub(lambda key: self._ref(key[1], sheet), formula)

    def _ref(self, key: str, sheet: str) -> str:
        at = self.places[key]
        place = f"{letters(at.column)}{at.row}"
        return place if at.sheet == sheet else f"'{at.sheet}'!{place}"


def bare(draft: Draft) -> bytes:
    """The workbook as a program writes it that computes nothing."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has a sheet
    for at, content in draft.settled().items():
        sheet = book[at.sheet] if at.sheet in book.sheetnames else book.create_sheet(at.sheet)
        sheet.cell(at.row, at.column, content)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def computed(draft: Draft) -> bytes:
    """The same with the value of each formula beside it."""
    study = Study(read_workbook(bare(draft), "draft.xlsx"))
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for at, content in draft.settled().items():
            sheet = book.get_worksheet_by_name(at.sheet) or book.add_worksheet(at.sheet)
            where = (at.row - 1, at.column - 1)
            if isinstance(content, str) and content.startswith("="):
                number = study.number(at)
                sheet.write_formula(*where, content, None, "#VALUE!" if number is None else float(number))
            else:
                sheet.write(*where, content)
    return out.getvalue()


def plan(defects: frozenset[str], style: Style = PLAIN) -> Draft:
    """The plan of the case, with the defects that are named and none of the others."""
    draft = Draft(style)
    has = defects.__contains__
    _budget(draft)
    _assumptions(draft, has)
    _waterfall(draft, has)
    _cover(draft, has)
    return draft


def workbook(defects: frozenset[str], style: Style = PLAIN) -> bytes:
    """The plan as a file; only one with the last defect lacks computed values."""
    draft = plan(defects, style)
    return bare(draft) if "uncalculated" in defects else computed(draft)


def _budget(draft: Draft) -> None:
    for key, label, amount in (
        ("atl", "Above the line", 475_000),
        ("btl", "Below the line", 603_000),
        ("post", "Post-production", 225_000),
        ("g_and_a", "G&A", 152_000),
    ):
        draft.line("Budget", key, label, amount, money=True)
    draft.line("Budget", "contingency", "Contingency, 10% of BTL and post", "=10%*({btl}+{post})")
    draft.line("Budget", "total", "Total", "={atl}+{btl}+{post}+{g_and_a}+{contingency}")


def _assumptions(draft: Draft, has: Callable[[str], bool]) -> None:
    sheet = "Assumptions"
    headline: Content = 2_000_000 if has("budget_does_not_tie") else "={total}"
    draft.line(sheet, "headline", "Production budget", headline, money=True)
    draft.line(sheet, "credit", "Tax credit", 400_000, money=True)
    draft.line(sheet, "loan", "Loan against the tax credit", 360_000, money=True)
    draft.line(sheet, "gap", "Gap loan", 0)
    draft.line(sheet, "presale_loan", "Pre-sale loan", 0)
    draft.line(sheet, "rest", "Tax credit left after the loan", "={credit}-{loan}")
    counted = "{credit}" if has("source_counted_twice") else "{rest}"
    draft.line(
        sheet, "equity", "Equity required", f"={{headline}}-{{loan}}-{{gap}}-{{presale_loan}}-{counted}"
    )
    draft.line(sheet, "rate", "Annual loan rate", Decimal("0.1"))
    draft.line(sheet, "months", "Loan term (months)", 18)
    draft.line(sheet, "bond", "Completion bond fee, in G&A", Decimal("0.025"))
    interest = "{rate}" if has("timeless_interest") else "{rate}*{months}/12"
    draft.line(sheet, "repaid", "Loan repayment", f"={{loan}}*(1+{interest})")
    draft.line(sheet, "currency", "Reporting currency", "USD")
    draft.line(sheet, "split", "Exhibitor split", Decimal("0.5"))
    draft.line(sheet, "p_and_a", "P&A spend", 300_000, money=True)
    draft.line(sheet, "fee", "Distribution fee", Decimal("0.3"))
    draft.line(sheet, "commission", "Sales commission", Decimal("0.15"))


def _waterfall(draft: Draft, has: Callable[[str], bool]) -> None:
    sheet = "Waterfall"
    read = (
        ("currency", "split", "p_and_a", "fee")
        if has("reference_off_by_one")
        else ("split", "p_and_a", "fee", "commission")
    )
    for key, label, of in zip(
        ("w_split", "w_p_and_a", "w_fee", "w_commission"),
        ("Exhibitor split", "P&A spend", "Distribution fee", "Sales commission"),
        read,
        strict=True,
    ):
        draft.line(sheet, key, label, f"={{{of}}}")
    draft.line(sheet, "cinema", "Theatrical box office", 3_000_000, money=True)
    draft.line(sheet, "tv", "TV licence fees", 400_000, money=True)
    draft.line(sheet, "stream", "Streaming", 600_000, money=True)
    draft.line(sheet, "gross", "All revenue", "=SUM({cinema},{tv},{stream})")
    base = "{gross}" if has("wrong_base") else "{cinema}"
    draft.line(sheet, "taken", "Exhibitor take", f"=-{base}*{{w_split}}")
    draft.line(sheet, "rental", "Film rental", "={gross}+{taken}")
    after = "={gross}+{taken}+{rental}" if has("double_subtraction") else "={rental}"
    draft.line(sheet, "after", "After cinemas", after)
    draft.line(sheet, "less_p_and_a", "P&A", "=-{w_p_and_a}")
    op = "-" if has("sign_error") else "+"
    draft.line(sheet, "fee_base", "Base of the fee", f"={{rental}}{op}{{less_p_and_a}}")
    draft.line(sheet, "less_fee", "Fee of the distributor", "=-{fee_base}*{w_fee}")
    draft.line(sheet, "less_commission", "Commission of the agent", "=-{fee_base}*{w_commission}")
    draft.line(sheet, "net", "Left for investors", "={after}+{less_p_and_a}+{less_fee}+{less_commission}")


def _cover(draft: Draft, has: Callable[[str], bool]) -> None:
    study = Study(read_workbook(bare(draft), "draft.xlsx"))
    equity = study.number(draft.places["equity"])
    assert equity is not None
    stated = equity - 200_000 * draft.style.scale if has("equity_disagrees") else equity
    draft.text("Cover", "Night Ferry, a feature film")
    draft.text("Cover", draft.style.raising.format(stated * draft.style.told))


def restyled(style: Style, **changes: object) -> Style:
    """A style with some things changed."""
    return replace(style, **changes)  # type: ignore[arg-type]  # the names are Style's own
