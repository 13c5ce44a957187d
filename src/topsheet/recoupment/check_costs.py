"""What is wrong with percentages and amounts for one payee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.check_names import Known
from topsheet.recoupment.clauses import GROSS, REST, Taking, Tier, TopLine
from topsheet.recoupment.findings import Findings


def check_costs(lines: Sequence[TopLine], path: Path, known: Known, found: Findings) -> None:
    """Say everything wrong with a list of costs off the top."""
    shared = False
    for at, line in enumerate(lines):
        place: Path = (*path, at)
        check_taking(line, line.label, place, known, found)
        if line.percent is None:
            continue
        if line.of == REST:
            shared = True
        elif shared and line.of == GROSS and not line.steps:
            found.say(
                (*place, "of"),
                f"{line.label} is a percentage of gross below a percentage of the rest",
                "It would be taken from money already shared, and its cents could run backwards.",
                "Move it above, or write `of: rest`.",
            )


def check_rates(lines: Sequence[TopLine], tiers: Sequence[Tier], path: Path, found: Findings) -> None:
    """Say when percentages of one base take more than the whole of it, or leave nothing."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for at, line in enumerate(lines):
        if line.percent is None or line.of == REST or line.when:
            continue
        sums[line.of] += max([line.percent.value, *(step.percent.value for step in line.steps)])
        if sums[line.of] > 100:
            found.say(
                (*path, at, "percent"),
                f"the percentages of {line.of} add up to {sums[line.of]}%",
                "More than the whole of one base cannot be paid out.",
                "Bring them to less than 100% in all.",
            )
    for at, tier in enumerate(tiers):
        part, name = (tier.take, "take") if tier.take else (tier.hold, "hold")
        if part is None or part.percent is None or part.of == REST or tier.when:
            continue
        rises = part.steps if isinstance(part, Taking) else ()
        sums[part.of] += max([part.percent.value, *(step.percent.value for step in rises)])
        if sums[part.of] > 100:
            found.say(
                (*path[:-1], "tiers", at, name, "percent"),
                f"the percentages of {part.of}, those off the top included, add up to {sums[part.of]}%",
                "More than the whole of one base cannot be paid out.",
                "Bring them to less than 100% in all.",
            )
    if sums[GROSS] == 100:
        found.say(
            path,
            "the percentages of gross add up to 100%",
            "Nothing of the gross would reach a tier.",
            "Bring them to less than 100% in all.",
        )


def check_taking(line: Taking, label: str, path: Path, known: Known, found: Findings) -> None:
    """Say everything wrong with one percentage or amount."""
    if line.to not in known.payees:
        found.unknown(
            (*path, "to"),
            f"{label} goes to `{line.to}`, which is not a party",
            line.to,
            known.payees,
            "Every payee must be someone.",
            "Add it under `parties:`, or name one of",
        )
    if line.percent is None and line.up_to is None:
        found.say(
            path,
            f"{label} says no amount",
            "A cost is a percentage, an amount up to a cap, or a percentage up to a cap.",
            "Write `percent:`, `up_to:` or both.",
        )
    if line.percent is None:
        _no_rate(line, label, path, found)
    else:
        _base(line, label, path, known, found)
    if line.of == REST and line.percent and line.percent.value == 100:
        found.say(
            (*path, "percent"),
            f"{label} takes 100% of what is left",
            "Nothing would reach a tier.",
            "Bring it to less than 100%.",
        )
    for name in ("up_to", "at_least", "offset"):
        known.whole(getattr(line, name), (*path, name), found)
    if line.up_to is not None and line.at_least is not None and line.at_least > line.up_to:
        found.say(
            (*path, "at_least"),
            f"{label} is at least {line.at_least} and at most {line.up_to}",
            "Both cannot hold.",
            "Correct one of the two.",
        )
    _steps(line, label, path, known, found)


def _no_rate(line: Taking, label: str, path: Path, found: Findings) -> None:
    for name, value in (
        ("of", line.of != GROSS),
        ("at_least", line.at_least),
        ("offset", line.offset),
        ("steps", line.steps),
        ("retroactive", line.retroactive),
        ("arrears", line.arrears == "lapse"),
    ):
        if value:
            found.say(
                (*path, name),
                f"{label} has `{name}` but no percentage",
                "It says how a percentage is taken, and there is none.",
                f"Add `percent:`, or remove `{name}:`.",
            )


def _base(line: Taking, label: str, path: Path, known: Known, found: Findings) -> None:
    if line.of in known.reported:
        found.say(
            (*path, "of"),
            f"{label} is a percentage of `{line.of}`, which is only reported",
            "A number that is no receipt cannot be shared out; it can turn a condition.",
            "Name a register that counts receipts, or write `of: gross`.",
        )
    elif line.of not in (GROSS, REST, *known.registers):
        found.unknown(
            (*path, "of"),
            f"{label} is a percentage of `{line.of}`, which is no register",
            line.of,
            [GROSS, REST, *known.registers],
            "Its base must be told.",
            "Write one of",
        )


def _steps(line: Taking, label: str, path: Path, known: Known, found: Findings) -> None:
    if line.retroactive and not line.steps:
        found.say(
            (*path, "retroactive"),
            f"{label} is retroactive but its percentage never changes",
            "Nothing would be worked out again.",
            "Add `steps:`, or remove it.",
        )
    last = Decimal(0)
    for at, step in enumerate(line.steps):
        known.whole(step.above, (*path, "steps", at, "above"), found)
        if step.above <= last:
            found.say(
                (*path, "steps", at, "above"),
                f"the steps of {label} do not rise: {step.above} after {last}",
                "Each percentage holds from its amount to the next.",
                "Put them in rising order, each amount once and above nothing.",
            )
        last = step.above
