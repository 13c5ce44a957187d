"""What is wrong with claims of parties, interest and accounts."""

from __future__ import annotations

from topsheet.documents import Severity
from topsheet.documents.strict_yaml import Path
from topsheet.recoupment.check_names import Known, all_lists
from topsheet.recoupment.clauses import Tier
from topsheet.recoupment.document import RecoupmentDocument
from topsheet.recoupment.findings import Findings


def check_claims(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    """Say everything wrong with them."""
    _claims(document, known, found)
    _interest(document, known, found)
    _accounts(document, known, found)


def _claims(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    for at, claim in enumerate(document.claims):
        path: Path = ("claims", at)
        if claim.to not in known.parties:
            found.unknown(
                (*path, "to"),
                f"the claim {claim.label} belongs to `{claim.to}`, which is not a party",
                claim.to,
                known.parties,
                "Every payee must be someone.",
                "Add it under `parties:`, or name one of",
            )
        known.whole(claim.amount, (*path, "amount"), found)


def _interest(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    ids = [position.id for position in known.positions]
    for at, accrual in enumerate(document.interest):
        path: Path = ("interest", at)
        if accrual.on not in ids:
            found.unknown(
                (*path, "on"),
                f"interest runs on `{accrual.on}`, which is no position and no claim",
                accrual.on,
                ids,
                "Nobody would be owed it.",
                "Name one of",
            )
        if accrual.on in [each.on for each in document.interest[:at]]:
            found.say(
                (*path, "on"),
                f"interest on `{accrual.on}` is written twice",
                "It would run twice.",
                "Keep one of the two.",
            )
        if accrual.until is not None and accrual.until <= accrual.since:
            found.say(
                (*path, "until"),
                f"interest on `{accrual.on}` ends on {accrual.until}, before it begins on {accrual.since}",
                "It would never run.",
                "Correct one of the two days.",
            )
        if accrual.of == "original" and accrual.method != "simple":
            found.say(
                (*path, "method"),
                f"interest on `{accrual.on}` is of the original amount and compounds",
                "Interest on interest needs a balance that grows and falls.",
                "Write `of: outstanding`, or `method: simple`.",
            )


def _accounts(document: RecoupmentDocument, known: Known, found: Findings) -> None:
    tiers = [tier for _, steps in all_lists(document) for tier in steps if isinstance(tier, Tier)]
    held = {tier.hold.account for tier in tiers if tier.hold}
    paid = {tier.take.to for tier in tiers if tier.take} | {
        share.to for each in document.inside for share in each.shares
    }
    paid |= {part.to for tier in tiers for part in tier.split or () if part.to} | {
        line.to for line in document.off_the_top
    }
    added = {tier.adds for tier in tiers if tier.adds}
    always = {tier.hold.account: tier.label for tier in tiers if tier.hold and tier.when is None}
    for at, account in enumerate(document.accounts):
        path: Path = ("accounts", at)
        if account.holder is not None and account.holder not in known.parties:
            found.unknown(
                (*path, "holder"),
                f"{account.label} is held for `{account.holder}`, which is not a party",
                account.holder,
                known.parties,
                "Somebody must own it.",
                "Name one of",
            )
        if account.id not in held | paid:
            found.say(
                path,
                f"nothing is ever put into {account.label}",
                "It would always be empty.",
                f"Add a tier with `hold: {{account: {account.id}, ...}}`, or remove it.",
                Severity.WARNING,
            )
        if account.release is not None and account.id not in added:
            found.say(
                (*path, "release"),
                f"{account.label} is released and joins no tier",
                "What it held would go to nobody.",
                f"Add a tier with `adds: {account.id}`.",
            )
        if account.release is not None and account.id in always:
            found.say(
                (*path, "release"),
                f"{always[account.id]} goes on putting money into {account.label} after it is released",
                "Of what is released a part is put aside again, and comes back a day later each time.",
                "If it should end, give that tier `when: {until: ...}` with the day of the release.",
                Severity.WARNING,
            )
        if account.release is None and account.holder is None:
            found.say(
                path,
                f"{account.label} is never released and held in nobody's name",
                "Money put into it would never be paid to anybody.",
                "Say when with `release:`, or for whom with `holder:`.",
            )
