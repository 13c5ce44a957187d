"""What papers for outsiders say of returns and the order of payment, with nobody else's name and amount."""

from __future__ import annotations

import re
from collections.abc import Sequence

from topsheet.film import Film
from topsheet.money import Money, Percent
from topsheet.papers.paper import kind_name
from topsheet.papers.spell import spell
from topsheet.recoupment.clauses import Branch, Corridor, Pay, Takers, Tier
from topsheet.recoupment.wording_words import spoken

ANOTHER = "another financier"
_MODES = {
    "pro_rata": "pro rata",
    "equal": "in equal parts",
    "shares": "by agreed shares",
    "in_order": "one after another",
}


def investments(film: Film) -> tuple[str, ...]:
    """The ids of sources that share in the receipts side by side or in the profits: those a term sheet can be for."""
    takers: list[Takers] = []
    for tier in film.production.recoupment.tiers:
        takers += [tier.pari_passu] if tier.pari_passu else []
        takers += tier.split or ()
    return tuple(source.id for source in film.finance.sources if any(_takes(each, source) for each in takers))


def order(film: Film, mine: str = "") -> tuple[str, ...]:
    """The order of payment, one sentence a step; `mine` is the source that reads it and is then named as such.

    Every other position is named by its kind only, so no sentence tells who they are or what they put in.
    """
    document, clean = film.production.recoupment, Unnamed(film, mine)
    told = []
    for line in document.off_the_top:
        size = (
            f"{spoken(line.percent)} of {'the gross' if line.of == 'gross' else 'the rest'}"
            if line.percent is not None
            else f"up to {spell(Money(line.up_to, film.currency))} in all"
            if line.up_to is not None
            else "as agreed"
        )
        told.append(f"{clean(line.label)}: {size}.")
    return (*told, *(_tier(film, tier, mine, clean) for tier in document.tiers))


def before(film: Film, who: str) -> tuple[str, ...]:
    """The order of payment down to the first step that pays a source, or everyone of a kind (`kind:equity`)."""
    mine = [each for each in film.finance.sources if who in (each.id, f"kind:{each.kind}")]
    document = film.production.recoupment
    told = order(film, "" if who.startswith("kind:") else who)
    for place, tier in enumerate(document.tiers, start=1):
        if any(_takes(taker, source) for taker in _takers(tier) for source in mine):
            return told[: len(document.off_the_top) + place]
    return told


def shortfall(returned: Percent) -> str:
    """What a return means for the money put in, said as plainly below 100% as above."""
    rest = returned.value - 100
    if rest < 0:
        return f"{spell(Percent(-rest))} of the money is lost"
    return f"the money and {spell(Percent(rest))} more" if rest else "the money, and nothing more"


def rank_of_kind(film: Film, kind: str) -> int | None:
    """At which step of the tiers a kind is first paid, counted from 1; None where the terms do not name it."""
    ids = {source.id for source in film.finance.sources if source.kind == kind}
    for place, tier in enumerate(film.production.recoupment.tiers, start=1):
        for taker in (tier.pay, tier.pari_passu, *(tier.split or ())):
            if taker is not None and (taker.kind == kind or ids & set(taker.who)):
                return place
    return None


class Unnamed:
    """Words of the documents with every other financier's name, and the name of every other source, taken out."""

    def __init__(self, film: Film, mine: str = "") -> None:
        offered = [source for option in film.production.finance.options for source in option.adds]
        sources = [*film.production.finance.sources, *offered]
        own = next((source for source in sources if source.id == mine), None)
        people = film.production.document.people
        kept = {own.name, people[own.party].name if own.party in people else ""} if own else set()
        names = {source.name for source in sources} - {kind_name(source.kind) for source in sources}
        names |= {people[source.party].name for source in sources if source.party in people}
        left = sorted((name for name in names - kept if name), key=len, reverse=True)
        self._names = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, left))})(?!\w)", re.IGNORECASE) if left else None
        )

    def __call__(self, words: str) -> str:
        """The words without the names."""
        return self._names.sub(ANOTHER, words) if self._names else words


def _takers(tier: Tier) -> list[Takers]:
    """Everyone a tier pays claims or shares to."""
    sides: list[Branch | Corridor] = [*(tier.beside or ()), *([tier.corridor] if tier.corridor else [])]
    groups = [tier.pay, tier.pari_passu, *(group for side in sides for group in (side.pay, side.pari_passu))]
    return [*(each for each in groups if each), *(tier.split or ())]


def _takes(taker: Takers, source: object) -> bool:
    kind, name = getattr(source, "kind", ""), getattr(source, "id", "")
    return taker.kind == kind or name in taker.who


def _tier(film: Film, tier: Tier, mine: str, clean: Unnamed) -> str:
    if tier.adds:
        return "What is left of the lenders' collateral is added."
    if tier.pari_passu:
        who, bearing = _sharing(film, tier.pari_passu, mine), _bearing(film, tier.pari_passu)
        target = spoken(Percent(tier.pari_passu.target))
        own = ", and this investment its interest" if mine in bearing else ""
        return f"{who}, until each has had {target} of what it put in{own}."
    if tier.pay:
        owed = "what is owed and its interest are" if _bearing(film, tier.pay) else "what is owed is"
        return f"{_sharing(film, tier.pay, mine)}, until {owed} paid."
    if not tier.split:
        return f"{clean(tier.label)}, as the terms say."
    parts = [
        f"{spoken(part.share)} to {clean(part.label) if part.to else _who(film, part, mine).lower()}"
        for part in tier.split
    ]
    return f"Of everything left: {'; '.join(parts)}."


def _bearing(film: Film, taker: Takers) -> set[str]:
    """Those a tier pays whose claim bears interest by the terms."""
    terms = film.production.recoupment
    kinds = {source.id for source in film.finance.sources if source.kind == taker.kind}
    return {each.on for each in terms.interest} & ({*taker.who} | kinds)


def _sharing(film: Film, taker: Pay, mine: str) -> str:
    """Who a tier pays, and how they share it where they are several."""
    claims = [claim for claim in film.production.recoupment.claims if claim.id in taker.who]
    several = sum(_takes(taker, source) for source in film.finance.sources) + len(claims) > 1
    who = _who(film, taker, mine)
    return f"{who}, {_MODES[taker.mode]}" if several else who


def _who(film: Film, taker: Takers, mine: str) -> str:
    sources = film.finance.sources
    taken = [source for source in sources if _takes(taker, source)]
    kinds: Sequence[str] = (
        [taker.kind] if taker.kind else list(dict.fromkeys(source.kind for source in taken))
    )
    claimed = sum(claim.id in taker.who for claim in film.production.recoupment.claims)
    told = [kind_name(kind) for kind in kinds]
    told += ["What another party may have back" if not told else "what another party may have back"] * bool(
        claimed
    )
    named = " and ".join(told) or "Positions the plan does not have"
    if mine and any(source.id == mine for source in taken):
        return f"{named}, this investment {'alone' if len(taken) == 1 else 'among it'}"
    return named
