"""Where something is sold, and which rights, as its label says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_SAME: Mapping[str, str] = {
    "uk": "united kingdom",
    "great britain": "united kingdom",
    "us": "united states",
    "usa": "united states",
    "u.s.": "united states",
    "u.k.": "united kingdom",
    "domestic": "united states",
    "anz": "australia and new zealand",
    "gas": "german-speaking",
    "german speaking": "german-speaking",
    "the netherlands": "netherlands",
    "holland": "netherlands",
    "korea": "south korea",
}
_SALE = re.compile(
    r"pre[- ]?(sales?|sold)|sales?|sold|minimum|guarantee[sd]?|mgs?|distribut(ion|ors?)|advances?|deals?|contracts?"
    r"|signed|licen[cs]es?|rights|all|of|for|from|the|in|to"
)
_RIGHTS = re.compile(
    r"free|pay|tv|television|broadcast(er)?|theatrical|cinema|home|video|dvd|streaming|[satf]*vod|airlines?|ancillar(y|ies)"
)
_WORD = re.compile(r"pre[- ]?sales?|pre[- ]sold|(?:\w\.){2,}|[\w'\-]+|\S")


class Sold(NamedTuple):
    """A territory, or buyer, and the rights that are named; none named are all of them."""

    territory: str
    rights: frozenset[str]

    def meets(self, other: Sold) -> bool:
        """Whether both sell one territory in rights that the other holds too."""
        narrow, wide = sorted((self.rights, other.rights), key=len)
        return bool(self.territory) and self.territory == other.territory and (narrow <= wide)


def same_place(words: str) -> str:
    """A territory by one name: small letters, without what stands in brackets."""
    plain = " ".join(re.sub(r"\([^)]*\)", " ", words.lower()).split())
    return _SAME.get(plain, plain)


def sold(label: str) -> Sold:
    """What the label of a pre-sale sells: `Pre-sale Germany (TV) MG` is Germany, tv."""
    words = [word for word in _WORD.findall(label.lower()) if word[0].isalnum() and not _SALE.fullmatch(word)]
    rights = frozenset(word for word in words if _RIGHTS.fullmatch(word))
    return Sold(same_place(" ".join(word for word in words if word not in rights)), rights)
