"""A browser's long name for itself, as a person would say it."""

from __future__ import annotations

# The first that fits: every browser also calls itself by the names of those before it.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


def browser(agent: str) -> str:
    """`Firefox on Windows`; the name it gives itself where nobody knows it."""
    name = next((said for mark, said in _BROWSERS if mark in agent), "")
    system = next((said for mark, said in _SYSTEMS if mark in agent), "")
    return (
        " on ".join(part for part in (name, system) if part) or agent[:60] or "a program that gives no name"
    )
