"""The top of a statement: gross by medium, what is not collected or held back, fees, distribution costs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from topsheet.documents.strict_yaml import Path
from topsheet.figures import Figure, Value
from topsheet.money import Money, Percent, percent_of
from topsheet.recoupment.participation.counting import (
    amount_of,
    counts,
    fee_base,
    fee_rate,
    fraction,
    gross_of,
    held_of,
    media,
    not_broken_down,
    one_fee,
)
from topsheet.recoupment.participation.document import Cost, Counted, Receipt
from topsheet.recoupment.participation.sheet import Sheet


def write_gross(sheet: Sheet) -> None:
    """Gross by medium at the rates of the deal, and the gross receipts that are left of it."""
    for medium in media(sheet.books):
        _medium(sheet, medium)
    if rest := not_broken_down(sheet.books):
        total = _book(
            sheet, "total", "Receipts, the books' own total", sheet.books.total or Decimal(0), "total"
        )
        sheet.write("gross.not_broken_down", "Not broken down", "receipt", rest,
                    "what the books' own total holds beyond their parts", [total])  # fmt: skip
    parts = [line for line in sheet.lines if line.startswith("gross.")]
    sheet.sum("gross", "Gross", "total", parts)
    receivable, reserve = held_of(sheet.deal, sheet.books)
    held = (("receivables", "Billed and not collected", receivable), ("reserves", "Held in reserve", reserve))
    for id_, label, exact in held:
        if exact:
            inputs = _held(sheet, "receivable" if id_ == "receivables" else "reserve")
            sheet.write(id_, label, "charge", exact, "of each receipt at the rate at which it counts", inputs)
    sheet.sum("gross_receipts", "Gross receipts", "total", ["gross"], ["receivables", "reserves"])


def write_charges(sheet: Sheet) -> None:
    """Fees, and the costs of distribution with overhead on advertising."""
    _fees(sheet)
    sheet.sum("after_fees", "After fees", "total", ["gross_receipts"], ["fees"])
    for at, cost in enumerate(sheet.books.distribution):
        figure = book_cost(sheet, "distribution", at, cost)
        sheet.write(
            f"cost.{cost.id}", figure.label, "charge", Fraction(cost.amount), "as the books say", [figure]
        )
    if terms := sheet.deal.advertising:
        rate = sheet.terms.rate(sheet.deal, "advertising", "Overhead on advertising", terms.percent,
                                "advertising", "percent")  # fmt: skip
        on = [f"cost.{each}" for each in terms.on if f"cost.{each}" in sheet.lines]
        by = fraction(terms.percent)
        sheet.write("advertising_overhead", "Advertising overhead", "charge", by * sum(map(sheet.at, on)),
                    f"{terms.percent} of {', '.join(terms.on)}",
                    [rate, *(sheet.lines[each].to_date for each in on)], dict.fromkeys(on, by))  # fmt: skip
    parts = [line for line in sheet.lines if line.startswith("cost.") or line == "advertising_overhead"]
    sheet.sum("distribution_costs", "Distribution costs", "total", parts)
    sheet.sum(
        "after_distribution", "After distribution costs", "total", ["after_fees"], ["distribution_costs"]
    )


def effective(sheet: Sheet, id_: str, label: str, part: str, whole: str) -> None:
    """A line in percent of another, where there is something to be a part of."""
    if part in sheet.lines and sheet.at(whole) > 0:
        figures = sheet.lines[part].to_date, sheet.lines[whole].to_date
        percent = percent_of(figures[0].value.amount, figures[1].value.amount)
        how = f"{figures[0].label.lower()} in percent of {figures[1].label.lower()}"
        sheet.rates.append(Figure(f"{sheet.name}.{id_}", label, percent, how, figures))


def book_cost(sheet: Sheet, kind: str, at: int, cost: Cost) -> Figure[Money]:
    """A cost of the books as a figure."""
    label = cost.label or cost.id.replace("_", " ").capitalize()
    return _book(sheet, f"{kind}.{cost.id}", label, cost.amount, kind, at, "amount")


def _book(sheet: Sheet, name: str, label: str, amount: Decimal, *path: str | int) -> Figure[Money]:
    at = sheet.terms.document.books.index(sheet.books)
    return sheet.terms.money(
        f"participation.books.{sheet.books.id}.{name}", label, amount, ("books", at, *path)
    )


def _receipt(sheet: Sheet, at: int, receipt: Receipt, what: str = "receipts") -> Figure[Money]:
    amounts = {"receipts": amount_of(receipt, sheet.books), "receivable": receipt.receivable,
               "reserve": receipt.reserve}  # fmt: skip
    names = {"receipts": "reported", "receivable": "billed and not collected", "reserve": "held in reserve"}
    where = ".".join(each for each in (receipt.medium, receipt.territory) if each)
    label = f"{spoken(receipt.medium, receipt.territory)}, {names[what]}"
    return _book(sheet, f"{what}.{where}", label, amounts[what], "receipts", at)


def spoken(medium: str, territory: str | None = None) -> str:
    """A medium, or one territory of it, as a person reads it."""
    words = medium.replace("_", " ").capitalize()
    return f"{words}, {territory.replace('_', ' ')}" if territory else words


def _medium(sheet: Sheet, medium: str) -> None:
    inputs: list[Figure[Value]] = []
    for at, receipt in enumerate(sheet.books.receipts):
        if receipt.medium == medium:
            inputs.append(_receipt(sheet, at, receipt))
            inputs += _rate(sheet, receipt)
    rates = {counts(each, sheet.deal.gross) for each in sheet.books.receipts if each.medium == medium}
    how = f"{rates.pop()} of what was reported" if len(rates) == 1 else "each territory at its own rate"
    sheet.write(f"gross.{medium}", spoken(medium), "receipt", gross_of(sheet.deal, sheet.books, (), medium), how,
                inputs)  # fmt: skip


def _rate(sheet: Sheet, receipt: Receipt) -> list[Figure[Value]]:
    """The rule by which a receipt counts, as a figure; nothing where it counts whole because no rule names it."""
    for at, rule in enumerate(sheet.deal.gross):
        if rule.medium == receipt.medium and _names(rule, receipt, sheet.deal.gross):
            where = ".".join(each for each in (rule.medium, rule.territory) if each)
            label = f"{spoken(rule.medium, rule.territory)}, counted as gross"
            return [
                sheet.terms.rate(sheet.deal, f"gross.{where}", label, rule.percent, "gross", at, "percent")
            ]
    return []


def _names(rule: Counted, receipt: Receipt, rules: tuple[Counted, ...]) -> bool:
    exact = any(each.medium == receipt.medium and each.territory == receipt.territory for each in rules)
    return rule.territory == (receipt.territory if exact else None)


def _held(sheet: Sheet, what: str) -> list[Figure[Value]]:
    inputs: list[Figure[Value]] = []
    for at, receipt in enumerate(sheet.books.receipts):
        if getattr(receipt, what):
            inputs += [_receipt(sheet, at, receipt, what), *_rate(sheet, receipt)]
    whole = sheet.books.receivables if what == "receivable" else sheet.books.reserves
    if whole:
        label = "Receivables of all media" if what == "receivable" else "Reserves of all media"
        inputs.append(_book(sheet, f"{what}s", label, whole, f"{what}s"))
    return inputs


def _fees(sheet: Sheet) -> None:
    deal, books = sheet.deal, sheet.books
    base = "gross" if deal.fees_on == "gross" else "gross_receipts"
    if sheet.told.fees is not None:
        at = [told.statement for told in deal.statements].index(books.id)
        where: Path = ("deals", sheet.terms.document.deals.index(deal), "statements", at, "fees")
        given = sheet.terms.money(f"{sheet.name}.fees.given", "Fees as given", sheet.told.fees, where)
        sheet.write(
            "fees", "Distribution fees", "charge", Fraction(sheet.told.fees), "as the statement says", [given]
        )
    elif one := one_fee(deal):
        rate = _fee_rate(sheet, None, one)
        sheet.write("fees", "Distribution fees", "charge", fraction(one) * fee_base(deal, books),
                    f"{one} of {sheet.lines[base].to_date.label.lower()}", [rate, sheet.lines[base].to_date],
                    {base: fraction(one)})  # fmt: skip
    elif deal.fees:
        _fees_by_medium(sheet)
    effective(sheet, "fee_rate", "Fees in percent", "fees", base)


def _fees_by_medium(sheet: Sheet) -> None:
    deal, books = sheet.deal, sheet.books
    general = next((fee.percent for fee in deal.fees if fee.medium is None), None)
    lines = [(each, fee_rate(deal, each), fee_base(deal, books, (), each)) for each in media(books)]
    lines.append(("not_broken_down", general, Fraction(not_broken_down(books))))
    for medium, percent, base in lines:
        if percent is not None and f"gross.{medium}" in sheet.lines:
            by = fraction(percent)
            own = medium if any(fee.medium == medium for fee in deal.fees) else None
            of = "of its gross" if deal.fees_on == "gross" else "of its gross as collected"
            gross = sheet.lines[f"gross.{medium}"].to_date
            sheet.write(f"fee.{medium}", f"Fee, {gross.label.lower()}", "charge", by * base, f"{percent} {of}",
                        [_fee_rate(sheet, own, percent), gross, *_held_of(sheet, medium)],
                        {gross.name.removeprefix(f"{sheet.name}."): by})  # fmt: skip
    parts = [line for line in sheet.lines if line.startswith("fee.")]
    sheet.sum("fees", "Distribution fees", "total", parts)


def _held_of(sheet: Sheet, medium: str) -> list[Figure[Value]]:
    if sheet.deal.fees_on == "gross":
        return []
    return [
        _receipt(sheet, at, receipt, what)
        for at, receipt in enumerate(sheet.books.receipts)
        for what in ("receivable", "reserve")
        if receipt.medium == medium and getattr(receipt, what)
    ]


def _fee_rate(sheet: Sheet, medium: str | None, percent: Percent) -> Figure[Value]:
    at = next(at for at, fee in enumerate(sheet.deal.fees) if fee.medium == medium)
    label = f"Fee, {spoken(medium).lower()}" if medium else "Fee, every other medium"
    return sheet.terms.rate(sheet.deal, f"fee.{medium or 'other'}", label, percent, "fees", at, "percent")
