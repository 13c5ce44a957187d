"""Contrast of the palette, computed from the tokens: WCAG 2.2 AA for text, and for what carries meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import topsheet_desk

TOKENS = Path(topsheet_desk.__file__).parent / "site" / "front" / "css" / "tokens.css"
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "soft", "link", "decide", "watch", "good")
        for ground in ("paper", "sheet", "sunken")
    ),
    ("decide", "decide-wash", TEXT),
    ("watch", "watch-wash", TEXT),
    ("good", "good-wash", TEXT),
    ("ink", "decide-wash", TEXT),
    ("ink", "watch-wash", TEXT),
    ("on-mark", "mark", TEXT),
    *(
        ("strip-ink", f"strip-{look}", TEXT)
        for look in ("int-day", "ext-day", "int-night", "ext-night", "dusk")
    ),
    ("focus", "paper", SHAPE),
    ("focus", "sheet", SHAPE),
    ("rule-strong", "paper", SHAPE),
    ("rule-strong", "sheet", SHAPE),
    ("mark", "sunken", SHAPE),
    *(
        (f"chart-{n}", "paper", 2.4) for n in range(1, 9)
    ),  # bars are also told apart by place, label and table
]


def _themes() -> dict[str, dict[str, str]]:
    css = TOKENS.read_text(encoding="utf-8")
    blocks = re.findall(r"(:root|\[data-theme=\"\w+\"\]) \{(.*?)\n\s*\}", css, re.DOTALL)
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", body)) for _name, body in blocks]
    light, dark, system = found
    return {"light": light, "dark": light | dark, "system in the dark": light | system}


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "system in the dark"])
def test_every_pair_of_colours_can_be_read(theme: str) -> None:
    tokens = _themes()[theme]
    poor = [
        f"{ink} on {ground}: {_contrast(tokens[ink], tokens[ground]):.2f} < {least}"
        for ink, ground, least in PAIRS
        if _contrast(tokens[ink], tokens[ground]) < least
    ]
    assert poor == []


def test_the_dark_of_the_switch_and_of_the_system_are_the_same() -> None:
    themes = _themes()
    assert themes["dark"] == themes["system in the dark"]
