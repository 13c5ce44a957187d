"""The room's door: terms and finance plan in, the report and what is wrong out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topsheet.documents import Problem, Severity, Tree
from topsheet.figures import Figure, Value, given, sum_of
from topsheet.money import Money
from topsheet.recoupment.breakeven import Mixture, breakeven
from topsheet.recoupment.check import check
from topsheet.recoupment.curve import mixed
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.model import CaseReport, Position, RecoupmentReport, VariantReport
from topsheet.recoupment.program import ANYWHERE, Origin
from topsheet.recoupment.ready import ready
from topsheet.recoupment.report import Income, written_out
from topsheet.recoupment.terms import Terms, coins
from topsheet.recoupment.wording import terms_text
from topsheet.recoupment.wording_words import lower


def compute(
    document: RecoupmentDocument,
    positions: Sequence[Position],
    inflows: Mapping[str, Figure[Money]],
    currency: str,
    tree: Tree,
) -> tuple[RecoupmentReport, list[Problem]]:
    """Every case, break-even and variant of the terms, and the problems found.

    `positions` are the sources paid from these receipts, with what each put in or is owed; `inflows` the sums
    that may join the flow, by name; `currency` the film's. With an error among the problems the report has no
    cases: figures from terms that contradict themselves would be worse than none.
    """
    problems = check(document, positions, inflows, currency, tree)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return RecoupmentReport(document.currency, document.receipts), problems
    terms, variants = ready(document, positions, inflows, tree)
    incomes = [_income(document, at, tree) for at in range(len(document.cases))]
    known = {position.id for position in positions}
    told = tuple(
        VariantReport(
            variant.id,
            variant.title,
            variant.note,
            tuple(each for each in variant.needs if each not in known),
            *_answers(variants.get(variant.id), document, incomes),
        )
        for variant in document.variants
    )
    report = RecoupmentReport(
        document.currency, document.receipts, *_answers(terms, document, incomes)[:2], told, terms_text(terms)
    )
    return report, problems


def terms_of(
    document: RecoupmentDocument,
    positions: Sequence[Position],
    inflows: Mapping[str, Figure[Money]],
    tree: Tree,
    variant: str = "",
) -> Terms:
    """The terms, or a variant's, ready to `run`, from a document that `check` found without errors.

    Raises KeyError for a variant that does not exist or needs a position the plan does not have.
    """
    terms, variants = ready(document, positions, inflows, tree)
    return variants[variant] if variant else terms


def run(
    terms: Terms, gross: Money, mixture: Mixture | None = None, levels: Mapping[str, int] | None = None
) -> CaseReport:
    """Everyone's part of any gross, in whole coins, its figures named by it: `recoupment.at.340000000`.

    `mixture` says from where it comes, by weight; `levels` are registers that are reported. Raises ValueError for a
    gross that is negative, in another currency, or not whole coins.
    """
    whole = coins(gross.amount, gross.currency)
    place, label = f"{terms.name}.at.{int(whole)}", f"Gross, {lower(terms.receipts)}"
    if whole.denominator != 1 or not mixture or set(mixture) == {ANYWHERE}:
        return written_out(
            terms, Income(Figure(f"{place}.gross", label, gross, "as asked"), {}, levels or {}), place
        )
    parts = {
        origin: Figure(f"{place}.receipts.{at}", f"Receipts, {', '.join(filter(None, origin))}", terms.money(part),
                      "as asked, in the proportions of the first case")
        for at, (origin, part) in enumerate(mixed(int(whole), mixture).items(), start=1)
    }  # fmt: skip
    total = sum_of(f"{place}.gross", label, list(parts.values()), Money.zero(terms.currency))
    return written_out(terms, Income(total, parts, levels or {}), place)


def _income(document: RecoupmentDocument, at: int, tree: Tree) -> Income:
    """The receipts of a case, as written: one sum, or sums by territory, medium and source."""
    case, name = document.cases[at], f"recoupment.case.{at + 1}"
    label = f"Gross, {lower(document.receipts)}"
    levels = {each: int(level) for each, level in case.levels.items()}
    if case.gross is not None:
        gross = Money(case.gross, document.currency)
        return Income(given(f"{name}.gross", label, gross, tree.where(("cases", at))), {}, levels)
    origins: dict[Origin, Figure[Money]] = {}
    for n, part in enumerate(case.of, start=1):
        origin = (part.territory, part.medium, part.source)
        words = ", ".join(each for each in origin if each) or lower(document.receipts)
        where = tree.where(("cases", at, "of", n - 1))
        found = given(
            f"{name}.receipts.{n}", f"Receipts, {words}", Money(part.amount, document.currency), where
        )
        origins[origin] = found
    zero = Money.zero(document.currency)
    return Income(sum_of(f"{name}.gross", label, list(origins.values()), zero), origins, levels)


def _answers(
    terms: Terms | None, document: RecoupmentDocument, incomes: Sequence[Income]
) -> tuple[tuple[CaseReport, ...], tuple[Figure[Value], ...], tuple[str, ...]]:
    """Cases, break-evens and sentences of one set of terms; nothing for a variant that does not apply."""
    if terms is None:
        return (), (), ()
    cases = tuple(
        written_out(terms, income, f"{terms.name}.case.{n}", case.label)
        for n, (income, case) in enumerate(zip(incomes, document.cases, strict=True), start=1)
    )
    return cases, tuple(breakeven(terms, asked) for asked in document.breakevens), terms_text(terms)
