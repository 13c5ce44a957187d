"""What is wrong with what the estimates add for a forecast: prices, chances, lags, profiles, the tail."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise

from topsheet.documents import Problem, Severity, Tree
from topsheet.documents.strict_yaml import Path
from topsheet.market.model import MarketDocument, Profile, TerritoryDoc
from topsheet.money import Percent

_FINEST = 6  # decimals of a share: coins times its weight must stay within 64 bits


class _Found:
    """The problems found so far, each at its place."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []

    def say(self, path: Path, what: str, why: str, fix: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(self.tree.where(path), what, why, fix, severity))


def check_forecast(document: MarketDocument, tree: Tree) -> list[Problem]:
    """Every mistake in the prices, profiles and settings of a forecast; empty while none are written."""
    found = _Found(tree)
    profiles = [profile.id for profile in document.profiles]
    for at, item in enumerate(document.territories):
        path: Path = ("territories", at)
        _prices(item, path, found)
        _chance(item.probability, f"{item.name}: the probability of a sale", (*path, "probability"), found)
        _fine(item.withholding, f"{item.name}: the withholding", (*path, "withholding"), found)
        _time(item, path, profiles, found)
    for at, profile in enumerate(document.profiles):
        _profile(profile, ("profiles", at), found)
        if profile.id in profiles[:at]:
            found.say(("profiles", at, "id"), f"a second profile has the id `{profile.id}`",
                      "Nobody could say which of the two a territory means.",
                      "Give one of them another id.")  # fmt: skip
    _settings(document, found)
    return found.problems


def _prices(item: TerritoryDoc, path: Path, found: _Found) -> None:
    written = [(name, getattr(item, name)) for name in ("p10", "p50", "p90")]
    missing = [name for name, price in written if price is None]
    if len(missing) == 3:
        return
    if missing:
        found.say(path, f"{item.name} has no {' and no '.join(missing)}",
                  "The range of prices is drawn through all three; one of them alone says nothing of the rest.",
                  "Give p10, p50 and p90, or none: then they follow from ask and take.")  # fmt: skip
        return
    for (low, less), (high, more) in pairwise(written):
        if less > more:
            found.say((*path, low), f"{item.name}: {low} {less:,} is above {high} {more:,}",
                      "More sales would be below the higher price than below the lower one.",
                      "Put the three in rising order.")  # fmt: skip
    if item.p10 == 0:
        found.say((*path, "p10"), f"{item.name}: p10 is nothing",
                  "These are prices if the territory sells; that it may not sell is its probability.",
                  "Write the lowest price that a sale may bring, and lower `probability:`.")  # fmt: skip


def _chance(chance: Percent | None, what: str, path: Path, found: _Found) -> None:
    if chance is not None and 0 < chance.value < 1:
        found.say(path, f"{what} is {chance.value}%, less than one in a hundred",
                  "A probability is written in percent; 0.6 is six in a thousand.",
                  f"If {chance.value * 100:f}% is meant, write `{chance.value * 100:f}%`.",
                  Severity.WARNING)  # fmt: skip


def _fine(share: Percent | None, what: str, path: Path, found: _Found) -> None:
    exponent = share.value.as_tuple().exponent if share is not None else 0
    if isinstance(exponent, int) and exponent < -_FINEST:
        found.say(path, f"{what} has {-exponent} decimals",
                  "Whole coins are shared exactly, and no agreement counts so finely.",
                  f"Round it to {_FINEST} decimals.")  # fmt: skip


def _time(item: TerritoryDoc, path: Path, profiles: list[str], found: _Found) -> None:
    lag = item.lag_months
    if lag is not None and not 0 <= lag <= 120:
        late = "before delivery" if lag < 0 else "more than ten years after delivery"
        found.say((*path, "lag_months"), f"{item.name}: a lag of {lag} months is {late}",
                  "The lag is the time from delivery to the first money of the sale.",
                  "Write 0 to 120; a deposit paid before delivery belongs to the finance plan.")  # fmt: skip
    if item.timing is not None and item.timing not in profiles:
        near = get_close_matches(item.timing, profiles, 1)
        meant = f"Did you mean `{near[0]}`? " if near else ""
        found.say((*path, "timing"), f"{item.name} is timed by `{item.timing}`, which is not a profile",
                  "Nobody could say in which quarter its money comes.",
                  f"{meant}Add it under `profiles:`, or name one of: {', '.join(profiles) or 'none yet'}.")  # fmt: skip


def _profile(profile: Profile, path: Path, found: _Found) -> None:
    if bool(profile.quarters) == bool(profile.windows):
        has = "both quarters and windows" if profile.quarters else "neither quarters nor windows"
        found.say(path, f"profile `{profile.id}` has {has}", "Its money must come once, and come.",
                  "Write one of `quarters:` and `windows:`.")  # fmt: skip
        return
    for at, window in enumerate(profile.windows):
        if window.first > window.last:
            found.say((*path, "windows", at),
                      f"{window.label} ends in quarter {window.last}, before it starts in {window.first}",
                      "Its money would come in no quarter.", "Swap `first:` and `last:`.")  # fmt: skip
    shares = profile.quarters or tuple(window.share for window in profile.windows)
    for share in shares:
        _fine(share, f"a share of profile `{profile.id}`", path, found)
    whole = sum((share.value for share in shares), Decimal(0))
    if whole != 100:
        off = f"{abs(whole - 100)} too {'much' if whole > 100 else 'little'}"
        found.say(path, f"the shares of profile `{profile.id}` add up to {whole}",
                  "Every sale would bring more or less than its price.",
                  f"Bring them to 100: {off}.")  # fmt: skip


def _settings(document: MarketDocument, found: _Found) -> None:
    settings = document.futures
    if settings is None:
        return
    _chance(settings.correlation, "the correlation", ("futures", "correlation"), found)
    if settings.tail_index is not None and settings.tail_index <= 1:
        found.say(("futures", "tail_index"), f"the tail index {settings.tail_index} has no finite mean",
                  "The average of the futures would be made by `tail_limit` alone.",
                  "Films are measured at 1.3 to 1.7; read medians and probabilities, not the mean.",
                  Severity.WARNING)  # fmt: skip
