"""The order in which deals are worked out: those that are charged to others first; and circles, where there is none."""

from __future__ import annotations

from topsheet.recoupment.participation.document import ParticipationsDocument


def in_order(document: ParticipationsDocument) -> list[str]:
    """The ids of all deals, each after those it is charged with. A deal charged with itself is no circle."""
    waits = {
        deal.id: [each for each in deal.participations if each != deal.id and each in _ids(document)]
        for deal in document.deals
    }
    order: list[str] = []
    while waits:
        ready = [id_ for id_, needs in waits.items() if all(each in order for each in needs)]
        if not ready:
            raise ValueError("deals are charged to one another in a circle, which `check` refuses")
        order += ready
        for id_ in ready:
            del waits[id_]
    return order


def circle(document: ParticipationsDocument, start: str) -> list[str] | None:
    """The deals from one back to itself by what each is charged with, or None where none leads back."""
    charged = {deal.id: [each for each in deal.participations if each != deal.id] for deal in document.deals}
    trail = [start]

    def walk(at: str) -> bool:
        for each in charged.get(at, []):
            if each == start:
                trail.append(each)
                return True
            if each not in trail:
                trail.append(each)
                if walk(each):
                    return True
                trail.pop()
        return False

    return trail if walk(start) else None


def _ids(document: ParticipationsDocument) -> set[str]:
    return {deal.id for deal in document.deals}
