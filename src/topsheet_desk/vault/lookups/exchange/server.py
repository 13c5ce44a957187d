"""Who an address given to a command is."""

from __future__ import annotations

from topsheet_desk.vault.records import Person
from topsheet_desk.vault.refusals import Refused


class Nobody(Refused):
    """No active person of the desk has the address."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"Nobody on this desk signs in as {email}. Check the address; --as takes the e-mail of a person here."
        )


def person_with(email: str) -> int:
    """The person who signs in with the address. Raises Nobody."""
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise Nobody(email)
    return person.pk
