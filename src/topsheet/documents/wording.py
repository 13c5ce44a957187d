"""What a value should have been, in a person's words; pydantic's own never reach the reader."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic_core import ErrorDetails

Said = tuple[str, str, str]  # what is wrong, why it matters, what to do

DAY = "a day written `2027-03-29`"
# What pydantic calls its complaint, what was expected, and how to write it.
_EXPECTED = {
    "string_type": ("a word", "Write a word; a number that is meant as a name goes in quotes."),
    "tuple_type": ("a list", "Write `{key}: [one, other]`, or each on its own line after a dash."),
    "list_type": ("a list", "Write `{key}: [one, other]`, or each on its own line after a dash."),
    "dict_type": ("keys with values", "Write `name: value` lines under `{key}:`."),
    "model_type": ("keys with values", "Write `name: value` lines under `{key}:`."),
    "model_attributes_type": ("keys with values", "Write `name: value` lines here."),
    "bool_type": ("true or false", "Write `{key}: true` or `{key}: false`."),
    "bool_parsing": ("true or false", "Write `{key}: true` or `{key}: false`."),
    "int_type": ("a whole number", "Write a whole number, such as 3."),
    "int_parsing": ("a whole number", "Write a whole number, such as 3."),
    "int_parsing_size": ("a whole number of fewer figures", "Write a whole number, such as 3."),
    "int_from_float": ("a whole number", "Write a whole number, such as 3."),
    "decimal_type": ("a number", "Write a number, such as 1250.50."),
    "decimal_parsing": ("a number", "Write a number, such as 1250.50."),
    "date_type": (DAY, "Write it as `2027-03-29`, without quotes."),
    "date_parsing": (DAY, "Write it as `2027-03-29`, without quotes."),
    "date_from_datetime_parsing": (DAY, "Write it as `2027-03-29`, without quotes."),
    "date_from_datetime_inexact": (DAY, "Write it as `2027-03-29`, without a time of day."),
    "not_a_day": (DAY, "Write it as `2027-03-29`, without quotes."),
    "far_day": ("a day between 1900 and 2150", "Correct the year."),
    "not_whole": ("a whole number", "Write a whole number, such as 3."),
    "string_too_short": ("a word", "Write at least one letter or figure."),
}
_TWO_WAYS = "Write thousands without a mark, as 1200, and parts of one with two decimals, as 1.20."
_UNFIT = "Nothing was assumed in its place, so the figures built on it are not computed."


def expected(found: Sequence[ErrorDetails], key: str) -> Said:
    """What is said of one value, from every complaint about it."""
    for detail in found:
        told = _particular(detail, key)
        if told is not None:
            return told
    given = found[0].get("ctx", {}).get("given", found[0]["input"])
    wanted = list(dict.fromkeys(name for detail in found if (name := _wanted(detail))))
    if not wanted:
        return _own(given, _sentence(found[0])), _UNFIT, _correct(key)
    fix = _EXPECTED.get(found[0]["type"], ("", _correct(key)))[1]
    if given is None:
        return (
            f"has no value where {' or '.join(wanted)} is expected",
            _UNFIT,
            "Write the value, or remove the key.",
        )
    return f"{_named(given)} where {' or '.join(wanted)} is expected", _UNFIT, fix.format(key=key)


def _wanted(detail: ErrorDetails) -> str:
    return _EXPECTED.get(detail["type"], ("",))[0]


def _particular(detail: ErrorDetails, key: str) -> Said | None:
    """The complaints that have a sentence of their own."""
    kind, given, told = detail["type"], detail["input"], detail.get("ctx", {})
    match kind:
        case "literal_error" | "enum":
            return _choice(given, str(told.get("expected", "")), key)
        case "union_tag_invalid":
            return _choice(given.get(_tag(told), "") if isinstance(given, dict) else given,
                           str(told.get("expected_tags", "")), _tag(told))  # fmt: skip
        case "union_tag_not_found":
            tag = _tag(told)
            return (
                f"`{tag}` is missing",
                f"The `{tag}` says which other keys stand here.",
                f"Add `{tag}:` here.",
            )
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            return _bounds(kind, given, told, key)
        case "too_short":
            return f"`{key}` is empty", "At least one entry is needed to compute anything.", "Add one."
        case "string_pattern_mismatch" if told.get("pattern") == "^[A-Z]{3}$":
            return (
                f"{given!r} is not the code of a currency",
                "Amounts are kept with the three capital letters of ISO 4217.",
                "Write a code such as USD, EUR or GBP.",
            )
        case "value_error" | "assertion_error":
            said = _sentence(detail)
            return _own(given, said), _UNFIT, _TWO_WAYS if "one reading" in said else _correct(key)
    return None


def _choice(given: Any, allowed: str, key: str) -> Said:
    words = allowed.replace(" or ", ", ").split(", ")
    plain = [word.strip("'") for word in words]
    if len(plain) == 1:
        return (
            f"`{key}` is {given!r}, and only {allowed} can stand here",
            "This file is read as one kind of document, in the form this program knows.",
            f"Write `{key}: {plain[0]}`, or check that the file has the right name.",
        )
    return (
        f"{given!r} is not one of {', '.join(plain)}",
        "Only these words have a meaning here.",
        "Choose one of them.",
    )


def _bounds(kind: str, given: Any, told: dict[str, Any], key: str) -> Said:
    low = told.get("ge", told.get("gt"))
    if low is not None and _negative(given):
        return (
            f"{given} is negative",
            "Amounts are written as positive; their place says the sign.",
            "Write the amount without the minus, or move it to where it is taken off.",
        )
    bound = {"greater_than_equal": "at least", "greater_than": "more than",
             "less_than_equal": "at most", "less_than": "less than"}[kind]  # fmt: skip
    limit = str(next((told[name] for name in ("ge", "gt", "le", "lt") if name in told), ""))
    figures = limit.removeprefix("Decimal('").removesuffix("')")
    shown = f"{int(figures):,}" if figures.lstrip("-").isdecimal() else figures
    if low is not None:
        return f"{_short(given)} stands where {bound} {shown} is expected", _UNFIT, _correct(key)
    return (
        f"{_short(given)} is out of range: {bound} {shown} is expected",
        "A number beyond it is a slip of the pen, and every figure built on it would be wrong.",
        "Check the number of zeros, and correct it.",
    )


def _tag(told: dict[str, Any]) -> str:
    return str(told.get("discriminator", "kind")).strip("'")


def _sentence(detail: ErrorDetails) -> str:
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return said[:1].lower() + said[1:]


def _own(given: Any, sentence: str) -> str:
    """A field's own sentence, with the value it is about where that is short enough to show."""
    if given is None and " is expected" in sentence:
        return f"has no value where {sentence}"
    if not isinstance(given, (str, int, Decimal)):
        return sentence
    return (
        f"{_short(given)} stands where {sentence}"
        if " is expected" in sentence
        else f"{_short(given)}: {sentence}"
    )


def _named(given: Any) -> str:
    """The value as a person would call it."""
    if isinstance(given, dict):
        return "keys with values stand"
    if isinstance(given, (list, tuple)):
        return "a list stands"
    return f"{_short(given)} stands"


def _short(given: Any) -> str:
    if isinstance(given, bool):
        return "true" if given else "false"
    text = repr(given) if isinstance(given, str) else str(given)
    return text if len(text) <= 60 else f"{text[:50]}…"


def _correct(key: str) -> str:
    return f"Correct `{key}`." if key and not key.startswith("[") else "Correct this entry."


def _negative(value: Any) -> bool:
    try:
        return bool(value < 0)
    except TypeError:
        return False
