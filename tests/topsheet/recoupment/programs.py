"""Random terms with their plan, all of which the room accepts: what the laws are proved on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.topsheet.recoupment.plans import inflow, position, ready_terms
from topsheet.figures import Figure
from topsheet.money import Money
from topsheet.recoupment import Position, Terms

PARTIES = ("agent", "seller", "producer")


@dataclass(frozen=True)
class Program:
    """Terms as written and the plan they pay; `scaled` multiplies every amount, not the percentages."""

    value: dict[str, Any]
    amounts: dict[str, tuple[str, Decimal]]
    surplus: Decimal

    def plan(self, times: int = 1) -> tuple[tuple[Position, ...], dict[str, Figure[Money]]]:
        """Positions and inflows."""
        positions = tuple(
            position(name, kind, str(amount * times)) for name, (kind, amount) in self.amounts.items()
        )
        return positions, inflow("surplus", str(self.surplus * times))

    def scaled(self, times: int) -> Terms:
        """The terms with every amount multiplied."""
        top = [
            {**line, "up_to": line["up_to"] * times} if "up_to" in line else line
            for line in self.value["off_the_top"]
        ]
        positions, inflows = self.plan(times)
        return ready_terms({**self.value, "off_the_top": top}, positions, inflows)

    @property
    def terms(self) -> Terms:
        """The terms ready to run."""
        return self.scaled(1)


cents = st.integers(1, 100_000).map(lambda coins: Decimal(coins) / 100)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Costs off the top in any order, up to four tiers in any mode, an inflow, and perhaps a division."""
    amounts = {
        f"{kind}_{n}": (kind, draw(cents))
        for kind in ("equity", "loan")
        for n in range(draw(st.integers(1, 3)))
    }
    tiers: list[dict[str, Any]] = []
    reached = dict.fromkeys(amounts, 0)
    for at in range(draw(st.integers(0, 4))):
        target = draw(st.integers(1, 250))
        open_to = [name for name in amounts if reached[name] < target]
        if not open_to:
            continue
        who = draw(st.lists(st.sampled_from(open_to), min_size=1, unique=True))
        mode = draw(st.sampled_from(["pro_rata", "in_order", "equal", "shares"]))
        shares = {name: draw(st.integers(1, 9)) for name in who} if mode == "shares" else {}
        group = {"who": who, "mode": mode, "shares": shares, "target": target}
        tiers.append({"id": f"tier_{at}", "label": f"Tier {at}", "pari_passu": group})
        reached.update(dict.fromkeys(who, target))
    tiers.insert(draw(st.sampled_from(_places(tiers))), {"id": "added", "label": "Added", "adds": "surplus"})
    if draw(st.booleans()):
        half = draw(st.integers(0, 100))
        parts = [
            {"id": "investors", "label": "Investors", "share": half, "kind": "equity"},
            {"id": "producer", "label": "Producer", "share": 100 - half, "to": "producer"},
        ]
        tiers.append({"id": "profits", "label": "Profits", "split": parts})
    parties = [{"id": party, "name": party.capitalize()} for party in PARTIES]
    value = {"parties": parties, "off_the_top": draw(costs()), "tiers": tiers}
    return Program(value, amounts, draw(cents))


def _places(tiers: list[dict[str, Any]]) -> list[int]:
    """Where money may join: nowhere between two tiers that pay one position."""
    paid = [set(tier["pari_passu"]["who"]) for tier in tiers]
    return [at for at in range(len(tiers) + 1) if not set().union(*paid[:at]) & set().union(*paid[at:])]


@st.composite
def costs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Percentages of gross and caps in any order, then perhaps a percentage of the rest."""
    lines: list[dict[str, Any]] = []
    for at in range(draw(st.integers(0, 4))):
        line: dict[str, Any] = {
            "id": f"cost_{at}",
            "label": f"Cost {at}",
            "to": draw(st.sampled_from(PARTIES[:2])),
        }
        if draw(st.booleans()):
            line["percent"] = draw(st.integers(0, 2400)) / Decimal(100)
        else:
            line["up_to"] = draw(cents)
        lines.append(line)
    if draw(st.booleans()):
        lines.append(
            {
                "id": "rest_fee",
                "label": "Fee",
                "to": "seller",
                "percent": draw(st.integers(0, 90)),
                "of": "rest",
            }
        )
    return lines
