"""The executive producer's desk as a library: pure values and functions, from the script to the last cheque.

Rooms stand in the order of a film's life. A room imports only rooms that stand before it; `film`, `papers` and
`cli` stand over all. Nothing here knows Django, a clock, or a user.
"""

from __future__ import annotations

__version__ = "0.1.0"
