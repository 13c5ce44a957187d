"""A screenplay written out as Fountain with every kind forced: the other half of the round trip."""

from __future__ import annotations

from collections.abc import Iterable

from topsheet.script import Element, Kind, Screenplay

UNSPOKEN = {
    Kind.TRANSITION: "> {}",
    Kind.PAGE_BREAK: "{}",
    Kind.SYNOPSIS: "= {}",
}


def write_fountain(screenplay: Screenplay) -> str:
    """The text of a screenplay, notes and line numbers left out."""
    return _title_page(screenplay) + "\n" + "".join(_written(screenplay.elements))


def without_places(elements: Iterable[Element]) -> list[Element]:
    """The elements with their lines in the file set to 0, for comparison."""
    return [element._replace(line=0) for element in elements]


def _title_page(screenplay: Screenplay) -> str:
    lines: list[str] = []
    for key, text in screenplay.title_page:
        lines += [f"{key}:", *(f"    {line}" for line in text.split("\n") if line)]
    return "".join(f"{line}\n" for line in lines)


def _written(elements: Iterable[Element]) -> Iterable[str]:
    for element in elements:
        if element.speaker and element.kind is not Kind.CUE:
            yield _spoken(element)
        else:
            yield "\n" + _paragraph(element)


def _paragraph(element: Element) -> str:
    match element.kind:
        case Kind.HEADING:
            return f".{element.text}" + (f" #{element.number}#\n" if element.number else "\n")
        case Kind.CUE:
            return f"@{element.text}" + (" ^\n" if element.dual else "\n")
        case Kind.SECTION:
            return f"{'#' * element.level} {element.text}\n"
        case Kind.ACTION:
            return _marked("!", element.text)
        case Kind.LYRICS:
            return _marked("~", element.text)
        case Kind.CENTRED:
            return "".join(f"> {line} <\n" for line in element.text.split("\n"))
        case kind:
            return UNSPOKEN[kind].format(element.text) + "\n"


def _spoken(element: Element) -> str:
    if element.kind is Kind.LYRICS:
        return _marked("~", element.text)
    return "".join(f"{line or '  '}\n" for line in element.text.split("\n"))


def _marked(mark: str, text: str) -> str:
    return "".join(f"{mark}{line}\n" for line in text.split("\n"))
