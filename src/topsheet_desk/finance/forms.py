"""What the forms of the finance room say: their fields in the trade's words, and the shelves entries stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from pydantic import BaseModel

from topsheet.film import Film
from topsheet.film.model import ProductionDocument
from topsheet.finance.kinds import KIND_NAMES, Source
from topsheet.finance.model import (
    CashDoc,
    DrawRequest,
    FinanceDocument,
    GuildDeposit,
    OptionDoc,
    StageRuling,
    StressDoc,
)
from topsheet.finance.terms import Mandate
from topsheet_desk.finance.cuts import cost_now, every_line
from topsheet_desk.finance.related import related
from topsheet_desk.site.entry_forms import Forms, Shelf
from topsheet_desk.site.model_forms import Words
from topsheet_desk.site.permissions import Page

KINDS: Mapping[str, type[BaseModel]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Source)[0])
}
# Kinds in the order in which money is looked for.
GROUPS = (
    ("Equity", ("equity", "own_money", "crowd_investment")),
    ("Sales", ("presale", "negative_pickup", "broadcaster_licence", "streamer_deal", "studio_deal")),
    ("Soft money", ("incentive", "incentive_sale", "grant", "crowdfunding", "product_placement")),
    (
        "Loans",
        ("incentive_loan", "presale_loan", "gap_loan", "senior_loan", "bridge_loan", "mezzanine", "own_loan"),
    ),
    ("Not cash, or not for the making", ("deferral", "in_kind", "release_money")),
)


SHELVES: Mapping[str, Shelf] = {
    "sources": Shelf(
        ("sources",),
        "source",
        None,
        "A source counts by its status and its date: signed or better.",
        back="sources",
    ),
    "options": Shelf(
        ("options",),
        "option",
        OptionDoc,
        "A way to close the gap. It changes nothing until it is adopted.",
        back="options",
    ),
    "stresses": Shelf(
        ("stresses",), "stress", StressDoc, "What if money comes late, or never?", back="stresses"
    ),
    "mandates": Shelf(
        ("mandates",), "mandate", Mandate, "Somebody's right to a fee on money that came because of them."
    ),
    "draws": Shelf(
        ("draws",), "drawdown request", DrawRequest, "A request to draw on a source, and what it rests on."
    ),
    "deposits": Shelf(
        ("cash", "deposits"),
        "guild deposit",
        GuildDeposit,
        "Held by a guild until its members are paid: an amount, or a percentage of budget lines.",
    ),
    "rulings": Shelf(
        ("stage_rulings",),
        "ruling",
        StageRuling,
        "Finishing money may pay for the shoot, up to an amount. It carries the name of whoever records it: you.",
        by="by",
    ),
    "cash": Shelf(
        ("cash",),
        "How the account is kept",
        CashDoc,
        "The least the account may hold, and what is spent and not in the ledger yet.",
        single=True,
        only=("minimum_balance", "unposted"),
        back="cash",
    ),
    "day": Shelf(
        (),
        "The day of the plan",
        ProductionDocument,
        "All figures speak of this day: what is signed by then counts.",
        kind="production",
        single=True,
        only=("as_of",),
    ),
    "stages": Shelf(
        (),
        "Stages and collection",
        FinanceDocument,
        "Which parts of the budget finish the film, and how long buyers take to pay.",
        single=True,
        only=("finishing", "collection_months"),
    ),
}
# Cells of the table of sources that are written in where they stand: together what belongs together.
CELLS: Mapping[str, tuple[str, ...]] = {
    "status": ("status", "status_date", "evidence"),
    "face": ("face",),
    "goal": ("goal",),
}
_LABELS = {
    "as_of": "As of",
    "id": "Short name in the text",
    "party": "Party",
    "status_date": "Status since",
    "face": "Face value",
    "evidence": "Evidence (contract, letter, memo)",
    "expires": "Offer expires",
    "stage": "Pays for",
    "essential": "Depends on",
    "after": "Drawn only after",
    "introduced": "Introduced under a mandate",
    "related": "A related party",
    "on": "On",
    "share": "Share, %",
    "units": "Units",
    "unit_price": "Price of a unit",
    "share_class": "Class",
    "premium": "Premium, %",
    "investors": "Investors",
    "platform": "Platform's fee, %",
    "processing": "Payment processing, %",
    "per_backer": "Processing a backer",
    "recouped": "Recouped from receipts",
    "cost_plus": "Premium over cost, %",
    "territory": "Territory",
    "territories": "Territories (none ticked: the world)",
    "percent": "Percent",
    "taken": "Taken from",
    "balance_on": "Balance paid on",
    "lends_on": "Lends on",
    "advance": "Advance, %",
    "advances": "Advance by contract, %",
    "draw": "Drawn",
    "order": "Order of drawing",
    "terms": "Cost of the loan",
    "costs": "Its costs are",
    "rate": "Rate, % a year",
    "day_count": "Days counted",
    "compounding": "Compounding",
    "repaid": "Repaid",
    "reserve_months": "Months in reserve",
    "cover": "Cover (times)",
    "share_of_budget": "At most, % of the budget",
    "sales_commission": "Agent's commission, %",
    "sales_expenses": "Agent's expenses",
    "kicker": "Share of profits, %",
    "programme": "Programme",
    "estimate": "Estimate, where no rule computes it",
    "paid_on": "Paid on",
    "sells": "Sells",
    "price": "Price, % of face",
    "price:number": "Price",
    "goal": "Goal",
    "opens": "Opens",
    "deadline": "Deadline",
    "deadline_clock": "Deadline, time of day",
    "deadline_place": "By the clock of",
    "all_or_nothing": "All or nothing",
    "fulfilment": "Fulfilment, flat",
    "unit_cost": "Cost of one",
    "postage": "Postage of one",
    "defers": "Defers",
    "covers": "Covers",
    "withdraws": "Withdraws",
    "faces": "Changes the face of",
    "pledges": "Pledges to a loan",
    "pledges:table": "Pledged so far, by day",
    "without_place": "Gives up the place",
    "moves": "Moves a place to another",
    "cuts": "Cuts budget lines",
    "globals": "Sets globals of the budget",
    "delays": "Months late",
    "fails": "Never comes",
    "ends": "Ends",
    "tail_months": "Tail, months",
    "starts": "Starts",
    "cost_report": "Cost report of",
    "day": "At the end of",
    "cost_to_complete": "Cost to complete",
    "contingency_left": "Contingency left",
    "total": "Pledged so far",
    "oldest_report_days": "Oldest report, days",
    "mandate": "Mandate",
    "note": "Note",
    "interest": "Interest",
    "label": "What it is",
    "out": "Paid out on",
    "back": "Comes back on",
    "of": "Of these budget lines",
    "finishing": "Parts of the budget that finish the film",
    "collection_months": "Months after delivery until buyers pay",
    "minimum_balance": "Least balance of the account",
    "unposted": "Spent and not posted",
    "reason": "Reason",
}
_HELPS = {
    "as_of": "Empty: every day anew, the day on which the page is opened.",
    "status_date": "Before this day, and below signed, nothing counts.",
    "face:text": "An amount; or the word needed, so that it closes the plan.",
    "instalments": "Shares of the face, 100 in all; on a day or a milestone. Cells of a spreadsheet can be pasted.",
    "essential": "Without them the source is conditional and does not count.",
    "currency": "Empty for the currency of the plan.",
    "moves": "The place as it is, and the place instead.",
    "pledges:table": "What the campaign's page says at the end of a day: the money and the backers until then.",
    "pledges": "The loan, and the contracts pledged to it, separated by commas.",
    "cuts": "How much less each line costs, before fringes; what it costs now stands in the list of lines.",
    "delays": "The source, and how many months late it pays.",
    "advances": "The contract, and its own percentage.",
    "unposted": "Cards, petty cash, invoices that nobody sent in. Cells of a spreadsheet can be pasted.",
    "finishing": "As the budget's phasing names them, separated by commas: post. The rest is the shoot.",
}
_CHOICES = {
    "loi": "Letter of intent",
    "term_sheet": "Term sheet",
    "cash_in_bank": "Cash in bank",
    "any": "Whatever comes first",
    "shoot": "The shoot",
    "finishing": "Finishing",
    "release": "The release",
    "balance": "The balance",
    "pro_rata": "Every payment alike",
    "deducted": "held back from the loan",
    "budget": "in the budget",
    "30/360": "30/360",
    "act/360": "Actual/360",
    "act/365": "Actual/365",
}
_LIST_OF = {
    "party": "parties",
    "territory": "territories",
    "territories": "territories",
    "essential": "attachments",
    "after": "sources",
    "lends_on": "sources",
    "sells": "sources",
    "withdraws": "sources",
    "fails": "sources",
    "source": "sources",
    "programme": "programmes",
    "defers": "lines",
    "covers": "lines",
    "mandate": "mandates",
    "without_place": "places",
    "moves": "places",
    "cuts": "lines",
    "globals": "globals",
    "faces": "sources",
    "delays": "sources",
    "pledges": "sources",
    "advances": "sources",
    "of": "lines",
    "face": "sizes",
    "currency": "currencies",
    "deadline_place": "places",
}
# The heads of what gives each key a value; `{}` is the currency of the plan.
_PAIRS = {
    "cuts": ("Budget line", "Taken off it, {}"),
    "faces": ("Source", "Its new face, {}"),
    "pledges": ("Loan", "Contracts pledged to it"),
    "moves": ("Place as it is", "Place instead"),
    "globals": ("Global", "Set to"),
    "delays": ("Source", "Months late"),
    "advances": ("Contract", "Its advance, %"),
}
HIDDEN = frozenset({"id", "kind", "adopted", "adds", "by"})
# What few sources say stands after a kind's own terms.
_LAST = frozenset({"expires", "stage", "essential", "after", "introduced", "related", "currency", "note"})
# Who, how far, how much and of what: the morning's questions stand before the small print of a kind.
_FIRST = frozenset(
    "name party status status_date signed_on evidence face goal estimate programme territory territories lends_on "
    "sells".split()
)
WORDS = Words(
    _LABELS,
    _HELPS,
    _CHOICES,
    {},
    _LIST_OF,
    frozenset({"note"}),
    HIDDEN,
    first=_FIRST,
    last=_LAST,
    others=frozenset({"after"}),
)


def words_of(film: Film | None) -> Words:
    """The words with the lists to choose from, as the production knows them."""
    if film is None:
        return WORDS
    made = film.production
    finance, document = made.finance, made.document
    currency = finance.currency
    costs = {line.id: cost_now(line, currency) for line in every_line(film)}
    lines = [
        (line.id, ", ".join(filter(None, (line.what, costs.get(line.id)))))
        for account in made.budget.all_accounts
        for line in account.lines
    ]
    pairs = {name: (which, to.format(currency)) for name, (which, to) in _PAIRS.items()}
    lists = {
        "parties": [(party, known.name) for party, known in document.people.items()],
        "territories": [(territory.code, territory.name) for territory in made.market.territories],
        "attachments": [(each.id, each.role) for each in document.attachments],
        "sources": [(source.id, source.name) for source in finance.sources],
        "programmes": [(programme, programme) for programme in document.incentives],
        "places": [(place, known.name) for place, known in document.places.items()],
        "lines": lines,
        "globals": [(name, name) for name in made.budget.globals],
        "mandates": [(mandate.id, mandate.name) for mandate in finance.mandates],
        "whens": [
            (name, name.replace("_", " ").capitalize())
            for name in ("start_of_photography", "wrap", *document.milestones)
        ],
        "sizes": [
            ("needed", "what closes the plan"),
            ("largest", "a gap loan: the most allowed"),
            ("cost_plus", "a streamer: cost plus"),
        ],
        "currencies": [(each.currency, each.source) for each in document.rates],
    }
    found = {name: tuple(listed) for name, listed in lists.items() if listed}
    return replace(WORDS, lists=found, pairs=pairs)


FORMS = Forms(Page.FINANCE, "the plan", SHELVES, words_of, CELLS, KINDS, KIND_NAMES, related)
