"""How long a scene is: lines in Courier 12, counted in eighths of a page. See docs/algorithms/page-eighths.md."""

from __future__ import annotations

from topsheet.script.marks import plain

LINES_A_PAGE = 54
ACTION_WIDTH = 60
DIALOGUE_WIDTH = 35
PARENTHETICAL_WIDTH = 25
ONE_LINER = 2  # a cue or a transition, with the blank line above it
HEADING_BLANKS = 2

RULE = f"lines × 8 / {LINES_A_PAGE}, rounded up to a whole eighth, at least 1"


def wrapped(text: str, width: int) -> int:
    """The lines a text takes without its emphasis marks, broken between words; a word too long is cut."""
    if "\n" not in text:
        # Marks only make a text longer, so what fits with them needs no closer look.
        return 1 if len(text) <= width else _wrapped_line(plain(text), width)
    count = 0
    for line in plain(text).split("\n"):
        count += _wrapped_line(line, width)
    return count


def _wrapped_line(line: str, width: int) -> int:
    start, count, last = 0, 1, len(line) - width
    while start < last:
        space = line.rfind(" ", start, start + width + 1)
        start = space + 1 if space > start else start + width
        count += 1
    return count


def heading_lines(text: str) -> int:
    """The lines of a scene heading with the two blank lines above it."""
    return HEADING_BLANKS + wrapped(text, ACTION_WIDTH)


def action_lines(text: str) -> int:
    """The lines of action, sung or centred text with the blank line above it."""
    return 1 + wrapped(text, ACTION_WIDTH)


def eighths_of(lines: int) -> int:
    """Lines on the page as whole eighths, rounded up, at least one."""
    return max(1, -(-lines * 8 // LINES_A_PAGE))


def pages_of(lines: int) -> int:
    """Lines as pages, rounded up."""
    return -(-lines // LINES_A_PAGE)


def page_at(line: int) -> int:
    """The page on which a printed line stands; the first line is 1."""
    return (line - 1) // LINES_A_PAGE + 1


def spell_eighths(eighths: int) -> str:
    """Eighths as the trade writes them, never reduced: 12 is `1 4/8`, 4 is `4/8`, 16 is `2`."""
    pages, rest = divmod(eighths, 8)
    if not rest:
        return str(pages)
    return f"{pages} {rest}/8" if pages else f"{rest}/8"
