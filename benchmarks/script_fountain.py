"""Reading Fountain: our reader beside screenplain on the same text, as a ratio of throughputs.

Then texts made to hurt, short and ten times as long: time should grow about tenfold, never a hundredfold.

Run `python benchmarks/script_fountain.py [script.fountain]`. Ours reads to scenes with eighths, cues and problems;
screenplain reads to paragraphs. The text is a sample script, repeated until it is about a hundred pages long.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from screenplain.parsers.fountain import parse
from timing import seconds

from topsheet.script import read_fountain

ROUNDS = 15
PAGES = 100
EXAMPLE = Path(__file__).parents[1] / "examples/night_ferry/script/night_ferry.fountain"
SAMPLE = """\
INT. WHEELHOUSE - NIGHT

Sleet on the glass. The wiper drags once, sticks, and drags again. MARA leans to the radar, one hand flat
on the console as if the ship might leave without her.

MARA
How long has the second light been out?

TOBIAS
(not looking up)
Since the buoy tender went home for the winter. Nobody reported it, so nobody fixed it.

She writes the time on the back of her glove.

DISPATCH (V.O.)
Saint Brannock, say again your position.

MARA
Where I always am at this hour.

CUT TO:

EXT. CAR DECK - CONTINUOUS

BREN walks the row of trucks, kicking each chain. The third one gives.

BREN
That's not lashed. That's decorated.

"""


HOSTILE = (
    "/*",
    "[[",
    "[[a]]",
    "*a ",
    "_a\n",
    "(",
    "MARA\n  \n",
    "INT. A - - ",
    "#",
    "A ^\nb\n\n",
    "\n",
    "  \n",
)


def growth() -> tuple[float, str]:
    """The worst growth of time when a hostile text becomes ten times as long, and the scrap it is made of."""
    return max((reading(scrap * 20_000) / reading(scrap * 2_000), scrap) for scrap in HOSTILE)


def reading(text: str) -> float:
    """The seconds our reader takes for a text."""
    return seconds(lambda: read_fountain(text, "measured"), ROUNDS)


def long_script(path: Path | None) -> str:
    """The example, or the sample above, repeated without its title page to about a hundred pages."""
    text = path.read_text(encoding="utf-8") if path else SAMPLE
    screenplay, _ = read_fountain(text, "sample")
    if screenplay is None or not screenplay.pages:
        raise SystemExit("the script to measure on is empty")
    body = text.partition("\n\n")[2] if screenplay.title_page else text
    times = max(1, round(PAGES * 54 / screenplay.printed))
    return "\n\n".join([body.strip()] * times) + "\n"


def main(arguments: list[str]) -> None:
    """Measure both readers and print one line each, and the ratio."""
    path = Path(arguments[0]) if arguments else EXAMPLE if EXAMPLE.exists() else None
    text = long_script(path)
    screenplay, _ = read_fountain(text, "measured")
    size = len(text.encode()) / 1e6
    ours = reading(text)
    theirs = seconds(lambda: parse(io.StringIO(text)), ROUNDS)
    pages = screenplay.pages if screenplay else 0
    factor, scrap = growth()
    sys.stdout.write(
        f"{path.name if path else 'built-in sample'}: {pages} pages, {size * 1000:.0f} kB\n"
        f"topsheet     {ours * 1000:7.1f} ms  {size / ours:6.2f} MB/s  to scenes, eighths, cues and problems\n"
        f"screenplain  {theirs * 1000:7.1f} ms  {size / theirs:6.2f} MB/s  to paragraphs\n"
        f"ratio        {theirs / ours:7.1f} x\n"
        f"growth       {factor:7.1f} x  for ten times the text, at worst, of {scrap!r}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
