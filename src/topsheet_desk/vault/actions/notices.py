"""What people are told by e-mail, written in the transaction of what it tells."""

from __future__ import annotations

from datetime import datetime

from topsheet_desk.vault.records import Notice, Person, Production


def tell(
    person: Person,
    production: Production | None,
    subject: str,
    body: str,
    address: str = "",
    *,
    at_once: bool,
    now: datetime,
) -> Notice:
    """Put a notice for one person into the outbox: sent at once, or with their next digest."""
    return Notice.objects.create(
        person=person,
        production=production,
        subject=subject[:300],
        body=body,
        address=address,
        at_once=at_once,
        made_at=now,
    )
