"""The trade's words on a spreadsheet's labels: what a label speaks of, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum, auto

from topsheet.money.written import Mark, read


class Role(Enum):
    """What a label speaks of; a label may speak of several."""

    ABOVE = auto()
    BELOW = auto()
    POST = auto()
    OTHER = auto()
    CONTINGENCY = auto()
    BOND = auto()
    BUDGET = auto()
    CREDIT = auto()
    PRESALE = auto()
    LOAN = auto()
    GAP = auto()
    EQUITY = auto()
    GRANT = auto()
    DEFERRAL = auto()
    IN_KIND = auto()
    SOURCES = auto()
    SHORT = auto()
    RATE = auto()
    INTEREST = auto()
    TERM = auto()
    TIME = auto()
    RESERVE = auto()
    DELIVERY = auto()
    LAG = auto()
    EXHIBITOR = auto()
    LICENCE = auto()
    COST = auto()
    RECEIPTS = auto()
    ASK = auto()
    TAKE = auto()
    COMMISSION = auto()
    COLLATERAL = auto()
    PART = auto()
    CASH = auto()
    CORRECTION = auto()


_WORDS: Mapping[Role, str] = {
    Role.ABOVE: r"above[- ]the[- ]line|\batl\b",
    Role.BELOW: r"below[- ]the[- ]line|\bbtl\b|production (period|costs?|expenses?)$|shooting (period|costs?|expenses?)"
    r"|^production$|principal photography|^(the )?shoot(ing)?$",
    Role.POST: r"\bpost[- ]?production|\bpost\b|\beditorial\b|\bediting\b|picture finishing|^(finishing|sound|vfx)\b"
    r"|visual effects",
    Role.OTHER: r"\bg ?& ?a\b|general (and|&) admin\w*|general expenses?|other (costs?|charges)"
    r"|overheads?|insurances?"
    r"|administration|\bindirects?\b",
    Role.CONTINGENCY: r"contingenc(y|ies)",
    Role.BOND: r"\bbond\b|completion guarant\w+",
    Role.BUDGET: r"\bbudget\b|negative cost|production cost",
    Role.CREDIT: r"tax[- ](credit|rebate|relief|incentive|offset|shelter)s?|(film|production|state"
    r"|federal|refundable) "
    r"(tax )?(credit|incentive|rebate)s?|\bincentives?\b|cash rebate|\brebate\b|producer offset"
    r"|\bcredit\b(?! (card|line|facility|title|score))",
    Role.PRESALE: r"pre[- ]?sales?\b|pre[- ]?sold|minimum guarantees?|\bmgs?\b|distribution guarantees?"
    r"|distribution advances?",
    Role.LOAN: r"\bloans?\b(?!-| out)|\b(bank|debt|credit|senior|production|lending) facilit\w+|\bdebt\b"
    r"|\bborrowings?\b"
    r"|bridge (loan|finance)|\bmezz(anine)?\b|\bdiscounting\b|\bfactoring\b|\bbank (finance|advance"
    r"|lending)|\blend(er|ing)\b"
    r"|\bmoneti[sz]\w+",
    Role.GAP: r"\b(super)?gap\b",
    Role.EQUITY: r"\bequity\b|\binvestors?'?\b|investment",
    Role.GRANT: r"\bgrants?\b|soft money|\bfund award|subsid(y|ies)",
    Role.DEFERRAL: r"\bdeferr?(al|als|ed|ment|ments)\b",
    Role.IN_KIND: r"\bin[- ]kind\b|sponsored (services|goods)|facilit(y|ies) deals?|barter",
    Role.SOURCES: r"\bsources\b|\bfinanc(e|ing) (plan|structure|total|raised)|total (financing|finance"
    r"|funding|funds)"
    r"|financing total|funding total|capital stack|\bfunding sources?",
    Role.SHORT: r"shortfall|to be raised|still to raise|left to raise|unfunded|funding need|(equity"
    r"|finance|funding) "
    r"(required|needed|gap)|remaining (need|to)|balance to (raise|finance|fund)",
    Role.RATE: r"\brates?\b|\bapr\b|\bp\.?\s?a\b|per (annum|year)|interest",
    Role.INTEREST: r"\binterest\b|\bapr\b|per annum|\bp\.?\s?a\.?(?= |$)|\bcoupon\b|(loan|facility|debt"
    r"|annual|lending) rate"
    r"|cost of (debt|borrowing)",
    Role.TERM: r"\bterm\b|\bduration\b|\bmaturity\b|\btenor\b|months? (outstanding|drawn)|repaid after"
    r"|(loan|facility) (life|months)",
    Role.TIME: r"\bterm\b|\bmonths?\b|\byears?\b|\bdays?\b|\bweeks?\b|\bduration\b|\bmaturity\b"
    r"|\btenor\b|\bquarters?\b",
    Role.RESERVE: r"interest reserve",
    Role.DELIVERY: r"\bdeliver(y|ed)\b",
    Role.LAG: r"\blag\b|(payment|collection|receipt) (delay|period|time)|days? to (pay|collect)"
    r"|(after|from|following) delivery",
    Role.EXHIBITOR: r"exhibitors?'?s?\b|(cinemas?|theat(er|re)s?)'?s? (share|split|take|cut|percentage"
    r"|retention|fee)"
    r"|house (share|split|nut)",
    Role.LICENCE: r"\blicen[cs]\w*\b|\btv\b|television|stream(ing|er|ers)\b|\b[satp]?vod\b|home (video"
    r"|entertainment)"
    r"|\bdvd\b|blu-?ray|ancillar\w+|airlines?|in-?flight|broadcast\w*|merchandis\w+|soundtrack",
    Role.COST: r"\bp ?& ?a\b|prints|marketing|releasing|expenses?|\bcosts?\b|\bfees?\b|commissions?"
    r"|\btake\b|\bdeductions?\b"
    r"|\bless\b|charges?|\binterest\b|overheads?|repayments?|exhibitor|\btax(es)?\b|residuals?|reserve"
    r"|recoupment",
    Role.RECEIPTS: r"receipts?|revenues?|\bincome\b|\bgross\b|box office|collections?\b|proceeds",
    Role.ASK: r"\bask(s|ing)?\b( price)?",
    Role.TAKE: r"\btakes?\b(?! out)|\blow\b|minimum price|\bfloor\b|conservative",
    Role.COMMISSION: r"commissions?|sales (agent'?s? )?fees?|agent'?s? (fees?|share)|agency fees?"
    r"|sales agent",
    Role.COLLATERAL: r"secured|collateral|security|against|\blends? on\b|backed|pledged?|assignment of"
    r"|discounted",
    Role.PART: r"fees?\b|interest|legal|\bcosts?\b|repay\w*|\brates?\b|\bterm\b|months?|years?|premium"
    r"|return|profit|split"
    r"|share\b|per (unit|share)|points?|recoup\w*|advance rate|percent\w*|%|commission|reserve"
    r"|\bcover(age|s)?\b|\bratio\b"
    r"|minimum invest\w*"
    r"|arrangement|origination|multiple|\birr\b|\broi\b|lag\b|delay",
    Role.CASH: r"cash[- ]?flow|\bcash\b",
    Role.CORRECTION: r"adjust\w*|variance|refund|rebate|credit|change|difference|correction|\bnet\b|saving",
}
_PATTERNS = {role: re.compile(words, re.IGNORECASE) for role, words in _WORDS.items()}
_LOAN_OUT = re.compile(r"loan[- ]?outs?\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(sub|grand)?-?\s?totals?\b|\bsum\b", re.IGNORECASE)
_TERRITORY = re.compile(r"territor(y|ies)|countr(y|ies)|\bregions?\b", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z]+(?:&[a-z]+)?|\d+")
_IDLE = frozenset(
    "the of and to a an in on for at by from less plus total amount rate percent share split".split()
)
_BARE = frozenset(
    "total film production headline overall the gross picture feature all in amount usd eur gbp cad aud us required"
    " needed investor investors private raise to be raised from cash new sought offering is at our project movie"
    " finance financing planned approved final cost costs contribution".split()
)
_AMOUNT = re.compile(
    r"(?<![\w.,])(?:[A-Z]{3}\s?|[$€£])?\s?"
    r"(\d{1,3}(?:([.,'\u00a0\u202f ])\d{3})(?:\2\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:\s?(k|mm?|mn|mio|million|thousand|in millions|in thousands)\b|(?![\w]))(?!\s?%)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\W*\d[\d.\-]*\s+")  # `3.1 Total budget`
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PERCENT_BESIDE = re.compile(r"\(\s*\d[\d.,]*\s?%[^)]*\)")  # `Loan against the credit (85 %)`


def _mark(figures: str) -> Mark:
    """The decimal mark of an amount in a sentence: three figures after its only mark are thousands."""
    return Mark.COMMA if re.fullmatch(r"\d{1,3}\.\d{3}", figures) else Mark.POINT


def roles(label: str) -> frozenset[Role]:
    """Everything a label speaks of."""
    words = _LOAN_OUT.sub(" ", label)
    return frozenset(role for role, pattern in _PATTERNS.items() if pattern.search(words))


def without_percents(label: str) -> str:
    """A label without what brackets say of a percentage: its amount is the whole thing's."""
    return _PERCENT_BESIDE.sub(" ", label)


def is_total(label: str) -> bool:
    """Whether a label names a sum."""
    return bool(_TOTAL.search(label))


def is_territory(label: str) -> bool:
    """Whether the head of a column says that territories stand under it, or beside its amounts."""
    return bool(_TERRITORY.search(label))


def tokens(label: str) -> frozenset[str]:
    """The words by which two labels are held against each other: small letters, singular, without idle ones."""
    plain = re.sub(r"\s*&\s*", "&", label.lower().replace("pre-sale", "presale"))
    found = {word.removesuffix("s") if len(word) > 3 else word for word in _TOKEN.findall(plain)}
    return frozenset(found - _IDLE)


def alike(one: str, other: str) -> bool:
    """Whether two labels name the same thing: at least half of the shorter's words are the other's."""
    mine, theirs = tokens(one), tokens(other)
    both = mine & theirs
    return bool(both) and 2 * len(both) >= min(len(mine), len(theirs))


def is_bare(label: str, core: frozenset[str]) -> bool:
    """Whether a label names just the core (`equity`, `budget`), with nothing that narrows it."""
    words = set(_TOKEN.findall(_BESIDE.sub(" ", _NUMBERED.sub("", label.lower()))))
    return bool(words & core) and words - core <= _BARE


def amounts(text: str) -> list[tuple[Decimal, Decimal, int]]:
    """The amounts in a text: value, how far its writing may be off (2.1m: 50,000), and where it stands."""
    found = []
    for match in _AMOUNT.finditer(text):
        unit = {"k": 1_000, "t": 1_000, "m": 1_000_000}.get(
            (match[3] or " ").removeprefix("in ")[0].lower(), 1
        )
        written = read(match[1], Mark.POINT if unit > 1 else _mark(match[1]))
        if written is None:
            continue
        exponent = written.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * unit
        found.append((written * unit, step / 2 if unit > 1 else Decimal("0.5"), match.start()))
    return found
