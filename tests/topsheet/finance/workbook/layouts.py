"""Three sound plans as three people lay them out, each in a language of its own; each defect can be put in.

The German one is a file in thousands, with numbering, percents beside the amounts, merged headings, typed totals,
formulas in other sheets and a cash flow by month. The French one is pasted text: decimal commas, brackets for what goes
out, formulas as a French spreadsheet shows them. The Spanish one is two plans on one sheet, with amounts that are text,
currency signs and hidden rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

import openpyxl

from topsheet.finance.workbook import WorkbookReport, check_paste, check_workbook

DEFECTS = (
    "budget_does_not_tie",
    "source_counted_twice",
    "equity_disagrees",
    "double_subtraction",
    "timeless_interest",
    "sign_error",
    "non_cash_in_cash",
)
Grid = list[list[object]]
Has = Callable[[str], bool]


def german(has: Has) -> bytes:
    """In thousands: 475 is 475,000."""
    deposits = "Verleihgarantie" if has("source_counted_twice") else "Anzahlung auf die Verleihgarantie"
    time = "" if has("timeless_interest") else "*'Finanzierung'!D7/12"
    sheets: Mapping[str, Grid] = {
        "Kalkulation": [
            ["Kalkulation „Nachtfähre“", None, None, None],
            ["Alle Beträge in T€", None, None, None],
            ["Nr.", "Position", "Kosten", None],
            [None, None, "%", "Betrag"],
            ["1.1", "Rechte und Stoff", 23.8, 475],
            ["1.2", "Drehkosten", 37.6, 750],
            ["1.3", "Endfertigung", 11.3, 225],
            ["1.4", "Ungewöhnliches", 2.5, 50],
            ["2.1", "HU", 10, 200],
            ["2.2", "Fertigstellungsgarantie", 2.5, 50],
            ["2.3", "Überschreitungsreserve", 12.5, 250],
            ["3", "Herstellungskosten", 100, 2_100 if has("budget_does_not_tie") else 2_000],
        ],
        "Finanzierung": [
            ["Finanzierungsplan (in T€)"],
            ["Quelle", "Betrag", "Zinssatz p.a.", "Laufzeit (Monate)", "Besichert durch"],
            ["Eigenmittel", 500],
            ["DFFF Förderung", 400],
            [deposits, 200],
            ["Rückstellung von Gagen", 100],
            ["Bankdarlehen", 800, 0.08, 18, "besichert durch Verleihgarantien"],
            ["Gesamtfinanzierung", "=SUM(B3:B7)"],
        ],
        "Zinsen": [["Zinsen auf das Bankdarlehen", f"='Finanzierung'!B7*'Finanzierung'!C7{time}"]],
        "Erlöse": [
            ["Einnahmen Kino", 900],
            ["Fernsehen", 300],
            ["Erlöse brutto", "=B1+B2"],
            ["Herausbringungskosten", 200],
            ["Erlöse nach Herausbringungskosten", "=B3-B4"],
            ["Gewinn", "=B5-B4" if has("double_subtraction") else "=B5"],
            ["Abzug Kosten", "=-B4"],
            ["Zur Verteilung", "=B3-B7" if has("sign_error") else "=B3+B7"],
        ],
        "Liquiditätsplan": [
            ["", "Januar", "Februar", "März"],
            ["Drehkosten", 100, 400, 250],
            ["Gagenrückstellungen" if has("non_cash_in_cash") else "Zuflüsse", 0, 100, 0],
        ],
        "Deckblatt": [
            ["Nachtfähre, ein Spielfilm"],
            [
                "Wir suchen 700.000 € Eigenmittel."
                if has("equity_disagrees")
                else "Wir suchen 500.000 € Eigenmittel."
            ],
            ["Gesamtbudget: 2,0 Mio. €"],
        ],
    }
    return _packed(sheets, merged=(("Kalkulation", "A1:D1"), ("Kalkulation", "C3:D3")))


def french(has: Has) -> str:
    """Pasted as text, first cell A1."""
    pledged = "Préventes" if has("source_counted_twice") else "Acompte sur préventes"
    time = "" if has("timeless_interest") else "*D15/12"
    rows: Grid = [
        ["Devis", "Montant"],
        ["Droits artistiques", "475 000,00 €"],
        ["Frais de tournage", "803.000,00 €"],
        ["Montage et son", "225.000 €"],
        ["Frais généraux", "152.000,00 €"],
        ["Imprévus", "145.000,00 €"],
        ["Garantie de bonne fin", "50.000 €"],
        ["Coût de production", "1.950.000,00 €" if has("budget_does_not_tie") else "=SOMME(B2:B7)"],
        [],
        ["PLAN DE FINANCEMENT"],
        ["Source", "Montant", "Taux d'intérêt annuel", "Durée (mois)", "Adossé à", "Intérêts"],
        ["Apport producteur", "700.000 €"],
        ["Aides régionales", "250.000 €"],
        [pledged, "100.000 €"],
        ["Prêt bancaire", "800.000 €", "7,5 %", "18", "garanti par les préventes", f"=B15*C15{time}"],
        ["Total financement", "=SOMME(B12:B15)"],
        [],
        ["Apport producteur", "750.000 €" if has("equity_disagrees") else "700.000 €"],
        [],
        ["RÉPARTITION DES RECETTES"],
        ["Recettes guichet", "900.000 €"],
        ["Télévision", "300.000 €"],
        ["Frais d'édition", "(200.000 €)"],
        ["Commission de vente 15 %", "=-15%*(B21+B22)"],
        ["Net de frais d'édition", "=SOMME(B21:B23)"],
        ["Net distributeur", "=B25+B24+B23" if has("double_subtraction") else "=B25+B24"],
        ["Base de partage", "=B21-B23" if has("sign_error") else "=B21+B23"],
        [],
        ["PLAN DE TRÉSORERIE"],
        ["Salaires différés" if has("non_cash_in_cash") else "Encaissements", "50.000 €"],
    ]
    return "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)


def spanish(has: Has) -> bytes:
    """Two plans side by side; the amounts of the first budget are text."""
    pledged = "Preventas" if has("source_counted_twice") else "Anticipo de preventas"
    time = "" if has("timeless_interest") else "*B21/12"
    total = 1_700_000 if has("budget_does_not_tie") else 1_600_000
    raised = "650.000" if has("equity_disagrees") else "600.000"
    plan: Grid = [
        ["Plan A", None, None, "Plan B"],
        ["Por encima de la línea", "400.000,00 €", None, "Por encima de la línea", 200_000],
        ["Rodaje", "700.000,00 €", None, "Rodaje", 500_000],
        ["Postproducción", "200.000,00 €", None, "Postproducción", 150_000],
        ["Gastos generales", "100.000,00 €", None, "Gastos generales", 50_000],
        ["Contingencia", "150.000,00 €", None, "Contingencia", 90_000],
        ["Garantía de buen fin", "50.000,00 €", None, "Seguros", 10_000],
        ["Presupuesto total", total, None, "Presupuesto total", 1_000_000],
        ["FUENTES DE FINANCIACIÓN"],
        ["Fondos propios", 600_000, None, "Fondos propios", 700_000],
        ["Ayudas públicas", 350_000, None, "Ayudas públicas", 300_000],
        [pledged, 150_000],
        ["Préstamo bancario garantizado con preventas", 500_000],
        ["Total financiación", "=SUM(B10:B13)", None, "Total financiación", "=SUM(E10:E11)"],
        [],
        ["Taquilla", 900_000],
        ["Copias y publicidad", 200_000],
        ["Neto de copias y publicidad", 700_000],
        ["Resultado", "=B18-B17" if has("double_subtraction") else "=B16-B17"],
        ["Tipo de interés anual del préstamo", 0.08],
        ["Plazo del préstamo (meses)", 18],
        ["Intereses del préstamo", f"=B13*B20{time}"],
        ["Comisión de ventas", "=-15%*B16"],
        ["Para inversores", "=B16-B23" if has("sign_error") else "=B16+B23"],
        [f"Buscamos {raised} € de inversores privados."],
        ["FLUJO DE CAJA"],
        ["Salarios diferidos" if has("non_cash_in_cash") else "Cobros", 50_000],
    ]
    return _packed({"Resumen": plan}, hidden=(("Resumen", 5),))


LAYOUTS: Mapping[str, Callable[[Has], WorkbookReport]] = {
    "German, in thousands": lambda has: check_workbook(german(has), "plan.xlsx"),
    "French, pasted": lambda has: check_paste(french(has)),
    "Spanish, two plans": lambda has: check_workbook(spanish(has), "plan.xlsx"),
}


def _packed(
    sheets: Mapping[str, Grid],
    merged: tuple[tuple[str, str], ...] = (),
    hidden: tuple[tuple[str, int], ...] = (),
) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has a sheet
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for name, block in merged:
        book[name].merge_cells(block)
    for name, number in hidden:
        book[name].row_dimensions[number].hidden = True
    book.save(out)
    return out.getvalue()
