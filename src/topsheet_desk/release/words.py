"""What the fields of a line, and how a file is written, are called on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "id": "Name of the line",
    "territory": "Territory",
    "medium": "Medium",
    "contract": "Contract",
    "payer": "Payer",
    "earned_from": "Earned from",
    "earned_to": "Earned to",
    "currency": "Currency",
    "bill": "Number of the bill",
    "billed": "Billed",
    "billed_on": "Billed on",
    "gross": "Collected, gross",
    "withheld": "Tax withheld",
    "certificate": "Tax certificate, yes or no",
    "charges": "Bank charges",
    "value_date": "Value date",
    "rate": "Rate of exchange",
    "rate_source": "Source of the rate",
    "corrects": "Corrects",
    "note": "Note",
}
ENCODINGS = (("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("windows-1252", "Windows-1252 (older Excel)"))
DELIMITERS = (("comma", "Comma ,"), ("semicolon", "Semicolon ;"), ("tab", "Tab"), ("bar", "Bar |"))
DECIMALS = (("point", "Point: 1,250.50"), ("comma", "Comma: 1.250,50"))
DAYS = (
    "YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "DD MMM YYYY", "DD-MMM-YYYY", "DD-MMM-YY",
    "DD.MM.YY", "DD/MM/YY", "MM/DD/YY",
)  # fmt: skip
_ON_THE_PAGE = (
    (r"Write the mapping by hand: .*", "Choose the row of the heads and what each column is, below."),
    (r"write `certificate: true` when it is here", "write yes at “Tax certificate” when it is here"),
    (r"or write `from` and `kind` into the mapping", "below"),
    (r"under `columns`", "under “What each column is”"),
    (r"under `constants: \{[^}]*\}`", "under “What is the same in every row”"),
    (
        r"Write `currency: EUR`, or map its column",
        "Write a code such as EUR at “Currency”, or choose its column",
    ),
    (r"Write a `skip` rule for such rows, as `[^`]*`", "Write a rule under “Rows that are left out”"),
    (r"; `values` turns other words into codes", "; other words are turned into codes below its column"),
    (
        r"Add it to the mapping with what it is called here",
        "Write what it is called here, under “How the file is read”",
    ),
    (r"set the mapping's `decimal`", "choose the decimal mark"),
    (r"set the mapping's `days`", "choose how days are written"),
    (r"by a `skip` rule", "by a rule"),
    (r"name it under `ignore`", "choose “Not read: its numbers do not matter”"),
    (
        r"Correct the `skip` rule, or leave out `total: true`",
        "Correct the rule, or take the mark of a total off",
    ),
    (r"Leave `total: true` out of the rule", "Take the mark of a total off the rule"),
    (r"leave `id` out", "leave the name of the line unread"),
    (r"name the one that is meant: `sheet: [^`]*`", "choose the one that is meant"),
    (r"Set the mapping's `encoding`: utf-8, utf-16 or windows-1252", "Choose other letters below"),
    (r"write (point or comma|[^`.]*form[^`.]*)\.", r"choose \1."),
)


def before_the_page(words: str) -> str:
    """The same where no row of the file could be shown, and there is no form to speak of."""
    return re.sub(r"Set the mapping's `encoding`: .*", "Save it anew, as CSV in UTF-8 or as .xlsx.", words)


def on_the_page(words: str) -> str:
    """What to do about a mapping, said of the form on the page instead of its document."""
    for pattern, said in _ON_THE_PAGE:
        words = re.sub(pattern, said, words)
    return words
