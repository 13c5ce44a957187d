"""What the fundraising room refuses, one class a reason; the sentence is what the reader is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from topsheet.documents import Problem
from topsheet_desk.site import formats
from topsheet_desk.vault.refusals import NotShared, Refused


class NoSuchContact(NotShared):
    """There is no such contact, or it is not shared with you."""


class NoName(Refused):
    """A contact, a class or a holder is called something."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Nothing was kept: write the name of the {what}.")


class NoAddress(Refused):
    """An e-mail address is none."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"Nothing was kept: {written} is no e-mail address. One looks like name@example.com."
        )


class LooksLikeContact(Refused):
    """There is a contact with the same address, or of nearly the same name."""

    def __init__(self, found: Sequence[tuple[int, str]]) -> None:
        names = ", ".join(name for _, name in found[:5])
        super().__init__(
            f"Nothing was kept: this looks like {names}. One person has one record across the slate. "
            "If this is somebody else, say so and keep it again."
        )
        self.found = tuple(found)


class RowRefused(Refused):
    """One of many rows cannot be kept, so that none was."""

    def __init__(self, place: str, why: Refused) -> None:
        super().__init__(f"{place.capitalize()}: {why} No row was kept.")
        self.place, self.why = place, why


class NotOnTheTeam(Refused):
    """Only somebody who raises money here keeps a relationship or a prospect."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was kept: the owner must be an executive producer or a producer with a seat here. "
            "Choose one of the list."
        )


class SameContact(Refused):
    """A contact is not merged with itself."""

    def __init__(self) -> None:
        super().__init__("Nothing was merged: these two are one contact already. Choose another one.")


class EmptyNote(Refused):
    """A note says something."""

    def __init__(self) -> None:
        super().__init__("Nothing was kept: the note is empty.")


class LongNote(Refused):
    """A note is a note."""

    def __init__(self, most: int) -> None:
        super().__init__(f"Nothing was kept: a note may have {most:,} letters at most. Shorten it.")


class InPipeline(Refused):
    """A contact is one prospect of a production."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(
            f"Nothing was kept: {name} is prospect {number} of this production already. "
            "Move that one; a pass is re-opened by moving it."
        )
        self.number = number


class NoStage(Refused):
    """The ladder has no such stage."""

    def __init__(self) -> None:
        super().__init__("Nothing was kept: choose a stage of the ladder.")


class NoNextStep(Refused):
    """No prospect without a next step or a closed reason."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was kept: write what is done next and by which day. If nothing more is done, "
            "choose passed or withdrawn and say why."
        )


class NoClosedReason(Refused):
    """A pass and a withdrawal say why."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was kept: write why it ended. It is read when the next film looks for money."
        )


class DayBehind(Refused):
    """What is done next lies ahead."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            f"Nothing was kept: {formats.day(day)} lies before today, {formats.day(today)}. "
            "Write the day by which the next step is done."
        )


class DayAhead(Refused):
    """What was done lies behind."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Nothing was kept: {formats.day(day)} lies ahead. Write the day on which it happened."
        )


class DayFarAway(Refused):
    """A day so far away is a slip of the pen."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Nothing was kept: {formats.day(day)} lies more than thirty years away. Check its year."
        )


class BadAmount(Refused):
    """An amount is positive, in whole coins, in a currency that exists."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was kept: {why}")


class BadPercent(Refused):
    """A percentage is between nothing and its limit, with three decimals at most."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(
            f"Nothing was kept: the {what} lies between 0 and {most} percent, with three decimals at most."
        )


class NothingSent(Refused):
    """What was sent is named, and how."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was kept: {why}")


class NoSuchRevision(Refused):
    """The production has no such sealed revision that you may read and send."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was kept: there is no such sealed revision. Choose one of the list; seal the document first "
            "if what was sent is not in it."
        )


class NoSolicitation(Refused):
    """The exemption forbids advertising."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Nothing was kept: {title} forbids general solicitation, and the offer is marked as advertised. "
            "Ask counsel; offers to the public go under an exemption that permits them."
        )


class NoSuchExemption(Refused):
    """The rules have no such exemption."""

    def __init__(self) -> None:
        super().__init__("Nothing was kept: choose an exemption of the list, or none.")


class ClassTaken(Refused):
    """A class's code is single."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Nothing was kept: there is a class {code} already. Change that one, or choose another code."
        )


class BadCode(Refused):
    """A class's code stands in addresses and figures."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was kept: the code of a class has letters, digits and hyphens, 20 at most, as A or B-2."
        )


class PriceStands(Refused):
    """Rows of the ledger count with the price."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Nothing was kept: units of class {code} were sold at its price, which stays. Open another class."
        )


class NoUnits(Refused):
    """A class has at least one unit."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was kept: write how many units the company's papers authorise, one or more."
        )


class NoEvidence(Refused):
    """Accredited is a fact with its evidence and its day."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was kept: an accredited holder needs the evidence and its day; a verified one is accredited. "
            "Without evidence they count as not accredited."
        )


class NotRecordable(Refused):
    """Something stands against the row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = " ".join(f"{formats.sentence(each.what)}. {each.why} {each.fix}" for each in problems[:3])
        super().__init__(f"Nothing was recorded: {told}")
        self.problems = tuple(problems)


class Doubtful(Refused):
    """Something speaks against the row, and does not forbid it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = " ".join(f"{formats.sentence(each.what)}. {each.why}" for each in problems[:3])
        super().__init__(f"Nothing was recorded yet: {told} To record it all the same, say so.")
        self.problems = tuple(problems)


class NoSuchRow(NotShared):
    """The unit ledger has no row of that number, or it is not shared with you."""


class ReversedAlready(Refused):
    """A row is reversed once, and a reversal never."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Row {number} is reversed, or is a reversal itself. Nothing was done; if the first row was right after "
            "all, record it again."
        )
