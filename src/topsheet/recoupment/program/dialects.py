"""How each kind of number writes the lines of a program."""

from __future__ import annotations

Dialect = dict[str, str]
# Whole coins, one run at a time: the ledger.
WHOLE: Dialect = {
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "min": "{0} if {0} < {1} else {1}",
    "max": "{0} if {0} > {1} else {1}",
    "part": "{0} * {1} // {2}",
    "once": "{0} // {1}",
    "half_even": "half_even({0}, {1})",
    "where": "{1} if {0} else {2}",
    "reaches": "{0} >= {1}",
    "both": "{0} and {1}",
}
# Exact fractions, with every comparison noted.
EXACT: Dialect = {name: text for name, text in WHOLE.items() if name != "once"} | {
    "min": "least({0}, {1})",
    "max": "most({0}, {1})",
    "part": "{0} * Fraction({1}, {2})",
    "half_even": "Fraction({0}) / {1}",
    "reaches": "reaches({0}, {1})",
}
# Arrays of whole coins, one entry a future; a condition is an array of truths, or one truth for all.
ARRAYS: Dialect = WHOLE | {
    "min": "minimum({0}, {1})",
    "max": "maximum({0}, {1})",
    "where": "where({0}, {1}, {2})",
    "both": "{0} & {1}",
    "drop": "del {0}",
}
# The same where a product of an amount and a weight may pass 63 bits.
WIDE: Dialect = ARRAYS | {"part": "part({0}, {1}, {2})"}
# Floats that hold whole coins: exact while a product stays below 2**51, because a floor then never misses.
FLOATS: Dialect = WHOLE | {
    "part": "floor(({0} * {1} + 0.5) * {3})",
    "once": "floor(({0} + 0.5) * {2})",
    "half_even": "half_even({0}, {1}, {2})",
    "both": "{0} & {1}",
    "constant": "({0}.0)",
}
# One future of whole coins where a product may pass 63 bits.
WIDE_ONE: Dialect = WHOLE | {"part": "part({0}, {1}, {2})"}
