"""What the desk refuses, one class a reason; the sentence is what the reader is told.

Long on purpose: whoever changes how the desk says no reads all its sentences in one place.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404

from topsheet.documents import Problem
from topsheet_desk.site.permissions import Act, roles_that
from topsheet_desk.site.roles import Role


class NotShared(Http404):
    """There is no such page, or it is not shared with you."""


class NoSuchOption(Http404):
    """The finance plan has no such option."""


class NoSuchFigure(Http404):
    """The film has no figure of that name, or it is not shared with you."""


class NoSuchStatement(Http404):
    """There is no such statement on that day, or it is not shared with you."""


class NoSuchLoss(Http404):
    """The production has no such source or attachment."""


class NotAllowed(PermissionDenied):
    """Your role here does not do this."""

    def __init__(self, act: Act, thing: str, roles: Sequence[Role]) -> None:
        self.able = roles_that(act, thing)
        super().__init__(
            f"To {act.replace('_', ' ')}{f' ({thing.lower()})' if thing else ''} here takes "
            f"{_either([role.label.lower() for role in self.able])}; you are "
            f"{' and '.join(role.label.lower() for role in roles)}."
        )


class Refused(Exception):
    """What was asked for is not done; the class says why, and its words what to do."""


class NoSuchDocument(Http404):
    """The production has no such document, or it is not shared with you."""


class NothingChanged(Refused):
    """Nothing changed."""

    def __init__(self) -> None:
        super().__init__("Nothing was saved, because the text is the one that stands already.")


class TooLarge(Refused):
    """A text is larger than a document may be."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"Nothing was saved: the text is larger than {most:,} bytes, and a production's papers are small. "
            "Check that this is the right text."
        )


class Unkeepable(Refused):
    """A text holds what is no letter."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was saved: the text holds a NUL or half a letter, which no document has. "
            "Copy it again from where it was written."
        )


class TooManyLetters(Refused):
    """Words are longer than what keeps them."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"Nothing was done: the {what} may have {most:,} letters at most. Shorten it.")


class NoLetter(Refused):
    """Words hold what is no letter."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Nothing was done: the {what} holds a NUL or half a letter, which cannot be kept. Type it again."
        )


class Conflict(Refused):
    """Someone saved the draft since you opened it."""

    def __init__(self, name: str, edits: int, yours: str, theirs: str, who: str) -> None:
        super().__init__(
            f"{who} saved {name} while you were writing. Nothing is lost: both versions stand below. "
            "Put together what both of you want, then save."
        )
        self.edits, self.yours, self.theirs, self.who = edits, yours, theirs, who


class ReceiptsMoved(Refused):
    """Someone saved the receipts while a statement was looked at."""

    def __init__(self, name: str, who: str) -> None:
        super().__init__(
            f"Nothing was taken in: {who} saved {name} while you were looking. Nothing is lost: your file and all that "
            "you wrote stand below. Look at it once more, and take it in beside theirs."
        )


class NoReason(Refused):
    """The act is kept for good, and says why."""

    def __init__(self, act: str) -> None:
        super().__init__(f"Nothing was done: to {act}, write the reason. It is kept for good and read later.")


class MovedOn(Refused):
    """Someone changed the draft since you looked at it."""

    def __init__(self, name: str, who: str) -> None:
        super().__init__(
            f"Nothing was sealed: {who} changed {name} since you opened this page. "
            "Read what changed, and seal it again if it is what you want."
        )


class Spoils(Refused):
    """A change would put a mistake into the papers that was not there."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "Nothing was saved: the change would put a mistake into the papers, told at its field or below. "
            "Mend it, and save again."
        )
        self.problems = problems


class NoId(Refused):
    """A word that cannot be the id of a new entry."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"Nothing was saved: {problem.what}. {problem.fix}")
        self.problems = (problem,)


class NotEditable(Refused):
    """A text is written in a way that no form can change."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was changed: {why}")


class EntryMoved(Refused):
    """Someone changed the same entry since you opened it."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"Nothing was saved: {who} changed this while you were writing. What stands now is shown below your own "
            "words; put together what both of you want, then save."
        )


class AdoptionMoved(Refused):
    """Someone saved one of the papers since the change was shown."""

    def __init__(self, name: str, who: str) -> None:
        super().__init__(
            f"Nothing was adopted: {who} saved {name} since this page was made. "
            "Read the page, made anew, and confirm it if it is still what you want."
        )


class AdoptedElsewhere(Refused):
    """The option became part of the plan by hand, so that there is no one save to take back."""

    def __init__(self, option: str) -> None:
        super().__init__(
            f"Nothing was taken back: “{option}” was marked as adopted in the text and not with the button. "
            "Change finance.yaml itself."
        )


class EditedSince(Refused):
    """A paper that the adoption changed was changed again."""

    def __init__(self, name: str, who: str) -> None:
        super().__init__(
            f"Nothing was taken back: {who} changed {name} after the option was adopted, and that would be lost. "
            "Take those changes back first, or withdraw the option's sources by hand."
        )


class PartOfAdoption(Refused):
    """A document may not leave an adoption, or come back to it, without the others that it changed."""

    def __init__(self, name: str, option: str, *, adopted: bool) -> None:  # two sentences of one reason
        way = (
            "Press “Take it back” beside the option on the finance page: that takes back all of them."
            if adopted
            else "Adopt the option again on the finance page: that changes all of them."
        )
        done = "adopted" if adopted else "taken back"
        super().__init__(
            f"Nothing was changed: “{option}” was {done} in {name} and in other documents together, and "
            f"{name} alone would keep half of it. {way}"
        )


class CannotSeal(Refused):
    """A document with mistakes in it, or beside it, has no figures that could be sealed."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            f"{name} was not sealed: the papers have mistakes that stop or spoil its figures. "
            "The page Problems lists them: mend these first."
        )
        self.problems = problems


class NothingNew(Refused):
    """The draft is what the last revision says."""

    def __init__(self, name: str, ordinal: int) -> None:
        super().__init__(
            f"Nothing was sealed: {name} and its totals are those of revision {ordinal}. "
            "Change the draft first."
        )


class NoQuestion(Refused):
    """A request asks something."""

    def __init__(self) -> None:
        super().__init__("Nothing was asked: write the question as you want it answered.")


class NothingAsked(Refused):
    """Money is asked for with an amount above nothing."""

    def __init__(self) -> None:
        super().__init__("Nothing was asked: write the amount as a number above zero.")


class WrongPlace(Refused):
    """A time is set by the clock of a place."""

    def __init__(self, zone: str) -> None:
        super().__init__(
            f"Nothing was asked: {zone or 'an empty place'} is no time zone. Choose the place whose clock is meant."
        )


class NobodyAsked(Refused):
    """Nobody but you holds the role that would answer."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was asked: nobody but you holds the role that would decide. Invite somebody into it first."
        )


class NotWithin(Refused):
    """What is given goes beyond what the giver holds."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was given: only an executive producer gives more authority than they hold themselves. "
            "Give less, or ask them."
        )


class NobodyMayApprove(Refused):
    """No authority covers the amount."""

    def __init__(self, amount: str) -> None:
        super().__init__(
            f"Nothing was asked: with all that was approved before, nobody's authority covers {amount}. "
            "Give somebody the authority first, or ask for less."
        )


class AskedAlready(Refused):
    """The same is asked already."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Nothing was asked: request {number} asks the same and is open. Withdraw it first.")


class NotSealed(Refused):
    """The greenlight is given on sealed papers."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was asked: the greenlight rests on sealed papers, and these are not sealed as they stand: "
            f"{', '.join(names)}. Seal them first."
        )


class NoSuchRequest(Http404):
    """There is no such request, or it is not shared with you."""


class NotOpen(Refused):
    """The request is decided."""

    def __init__(self, number: int, state: str) -> None:
        super().__init__(f"Nothing was decided: request {number} is {state} already. What was decided stays.")


class WrongVerdict(Refused):
    """That cannot be said to this kind of request."""

    def __init__(self) -> None:
        super().__init__("Nothing was decided: this answer does not belong to this kind of request.")


class NoConditions(Refused):
    """Approval with conditions names them."""

    def __init__(self) -> None:
        super().__init__("Nothing was decided: write the conditions, or approve without them.")


class OwnRequest(Refused):
    """Nobody approves their own request."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was decided: this is your own request, and nobody approves their own, whatever other role they "
            "hold and whoever lent them theirs. A second person must decide."
        )


class AlreadySigned(Refused):
    """One person signs once."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was decided: you have signed this request already, and one person signs once, whatever their "
            "roles. A second person must sign."
        )


class NotAsked(Refused):
    """The request asks somebody else."""

    def __init__(self, roles: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was decided: this request waits for {_either(roles)}, which you are not here."
        )


class BeyondAuthority(Refused):
    """The cumulative sum is above your authority."""

    def __init__(self, why: str, right: Sequence[str]) -> None:
        who = (
            f"It is for {_either(right)}. Pass it up."
            if right
            else "Nobody's authority covers it: pass it up."
        )
        super().__init__(f"Nothing was decided: {why}. {who}")
        self.right = tuple(right)


class Drifted(Refused):
    """The papers are no longer those that were asked about."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was decided: {', '.join(names)} changed since this was asked. "
            "Withdraw the request, seal what changed, and ask again."
        )


class GatesStand(Refused):
    """Gates stand in the way of the greenlight."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(
            "The greenlight is refused: " + "; ".join(reasons) + ". "
            "Open each gate, or waive it by name and reason."
        )
        self.reasons = tuple(reasons)


class NoSuchSeat(Refused):
    """There is no such seat, authority or person here."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was done: nobody here holds that seat. Choose one of the people of this production, "
            "and somebody else than yourself."
        )


class NotOnLadder(Refused):
    """Authority over money is for those on the ladder."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"Nothing was given: {role} stands beside the ladder of those who approve money. Give it to somebody on it."
        )


class NotOwnSeat(Refused):
    """Nobody gives authority to themselves."""

    def __init__(self) -> None:
        super().__init__("Nothing was done: nobody gives authority to themselves, or ends their own here.")


class NotOverThem(Refused):
    """Authority comes from the same rung or above, or from whoever engaged the person."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Nothing was done: {name} stands above you and was not engaged by you. "
            "Their authority is for somebody on their rung to give."
        )


class NoTerm(Refused):
    """An end lies after its start, and ahead."""

    def __init__(self) -> None:
        super().__init__("Nothing was done: the end must lie ahead, and after the start.")


class NoSuchDuty(Http404):
    """The production asks for no such report, or not on that day."""


class NotYourReport(NotAllowed):
    """A report is filed by the role that owes it."""

    def __init__(self, title: str, owed_by: Role, roles: Sequence[Role]) -> None:
        self.able = (owed_by,)
        held = " and ".join(role.label.lower() for role in roles)
        PermissionDenied.__init__(self, f"{title} is owed by the {owed_by.label.lower()}; you are {held}.")


class NotYetDue(Refused):
    """A report cannot be filed for a day that lies far ahead."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Nothing was filed: this {title} is due more than a day from now, and a report tells what happened. "
            "File it when its day has come."
        )


class EmptyReport(Refused):
    """A report without a word is no report."""

    def __init__(self) -> None:
        super().__init__("Nothing was filed: write what the report says, or where it is kept.")


class TooManyWords(Refused):
    """A report's words are more than a report holds."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"Nothing was filed: a report holds {most:,} letters. Say where the long one is kept."
        )


class BadDuty(Refused):
    """What was set is no report that somebody could owe."""


class AlreadyEnded(Refused):
    """The duty was ended before."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Nothing was done: {title} was ended already.")


class NotYourself(Refused):
    """Nobody seats themselves."""

    def __init__(self) -> None:
        super().__init__("Nothing was sent: nobody invites themselves. Somebody else here must.")


class NotAbove(Refused):
    """A seat above one's own is for those who sit there."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"Nothing was done: the production has its {role}, who stands above you and was not engaged by you. "
            f"A seat as {role} is theirs to give or to end."
        )


class SeatNotFound(Http404):
    """There is no such seat on this production, or it is not shared with you."""


class NoSuchInvitation(Http404):
    """There is no such invitation, or it is not shared with you."""


class AlreadySeated(Refused):
    """The person holds the role already."""

    def __init__(self, email: str, role: Role) -> None:
        super().__init__(f"{email} sits here as {role.label.lower()} already. Nothing was sent.")


class AlreadyInvited(Refused):
    """An invitation to the same role is on its way."""

    def __init__(self, email: str, role: Role) -> None:
        super().__init__(
            f"{email} holds an open invitation as {role.label.lower()}. Send that one again, or withdraw it first."
        )


class NoSuchParty(Refused):
    """The seat is for a party, whose own line or participation it shows, and the papers know no such party."""

    def __init__(self, role: Role) -> None:
        super().__init__(
            f"{_an(role)} is invited for a party, whose line of the plan or share of receipts is all they see of "
            "either, and the papers name no such party. Choose one that stands under `people` in production.yaml; "
            "add it there first if it is missing."
        )


class InvitationClosed(Refused):
    """An invitation that was accepted or withdrawn."""

    def __init__(self) -> None:
        super().__init__(
            "This invitation is not open any more: it was accepted or withdrawn. Reload the page."
        )


class SeatEnded(Refused):
    """A seat that ended already."""

    def __init__(self) -> None:
        super().__init__("This seat has ended. Invite the person again to give it back.")


class LastExecutiveProducer(Refused):
    """The last executive producer's seat."""

    def __init__(self) -> None:
        super().__init__(
            "This is the last executive producer of the production: without one nobody could approve anything. "
            "Seat another executive producer first."
        )


class InvitationUsed(Refused):
    """The letter did its work already."""

    def __init__(self) -> None:
        super().__init__(
            "This invitation was accepted already. Sign in to find the production on your slate."
        )


class InvitationWithdrawn(Refused):
    """The invitation was taken back."""

    def __init__(self) -> None:
        super().__init__("This invitation was withdrawn. Ask whoever sent it to you.")


class InvitationExpired(Refused):
    """The letter is too old."""

    def __init__(self) -> None:
        super().__init__("This invitation is too old to be accepted. Ask whoever sent it to send it again.")


class WrongPerson(Refused):
    """Someone is signed in whom the letter does not name."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"This invitation is for {email} alone. Sign out, and open the link of the letter again."
        )


class SignInFirst(Refused):
    """The address has a sign-in already."""

    def __init__(self, email: str) -> None:
        super().__init__(f"{email} has a sign-in on this desk. Sign in with it to accept the invitation.")


class SwitchedOff(Refused):
    """The person's sign-in is switched off."""

    def __init__(self) -> None:
        super().__init__(
            "This sign-in is switched off. Ask whoever keeps the desk before you accept anything."
        )


class NoSuchPaper(Http404):
    """No such paper was made, or it is not shared with you."""


class CannotMake(Refused):
    """The film does not allow the paper as asked."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was made. {why}")


class NotAllSealed(Refused):
    """A paper from sealed revisions needs one of every document."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was made, because no revision is sealed of: {', '.join(kinds)}. Seal them, or use the drafts."
        )


class NobodyToShow(Refused):
    """A paper is shown to the investor it is for, and this one is for nobody who sits here."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was made: only a term sheet can be shown to its investor, and its source must name a party. "
            "Make it without showing it, or write the party into finance.yaml."
        )


class CannotCompute(Exception):  # a refusal is named by its reason, like the others
    """The production's papers have mistakes that stop the figures."""

    def __init__(self, slug: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(slug)
        self.slug, self.problems = slug, problems


def _either(words: Sequence[str]) -> str:
    """`a, b or c`; `nobody` where there is no word."""
    if len(words) < 2:
        return words[0] if words else "a role that nobody has"
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _an(role: Role) -> str:
    """`An investor`, `A financier`."""
    name = role.label.lower()
    return f"{'An' if name[0] in 'aeiou' else 'A'} {name}"
