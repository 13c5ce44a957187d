"""A short script that uses every element of Fountain, for tests that cut and bend it."""

from __future__ import annotations

CROSSING = """\
Title:
    _**The Crossing**_
Credit: written by
Authors: A. Writer
    B. Writer
Draft date: 1 March 2027
contact:
The Harbour Office
Port Amity

# Act one

= They leave late.

FADE IN:

INT. BRIDGE - NIGHT #1#

= Mara hears that the light is out.

Sleet on the glass. The wiper *drags* once, sticks, and drags again [[slow it
down]] while the deck lights go out one after the other.

    Indented like a telegram.

MARA (V.O.)
(to herself)
The second light.
\x20\x20
It is still out.

TOBIAS
~ Row, row
And you sing?

MARA ^
Stop that.

/* An older scene:

INT. OLD BRIDGE - DAY

Nobody is here. */

CUT TO:

EXT. CAR DECK - CONTINUOUS #2A#

BREN (o.s.)
That's not lashed.

~ A song
~ of two lines

> THE END <

===

.ONE DAY #3#

!NOT A CUE
but action

@McCLANE
Yes.

> FADE OUT.
"""
