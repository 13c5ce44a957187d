"""The XML parts of a workbook, read as a stream: which sheets there are, the shared texts, and the cells."""

from __future__ import annotations

import re
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from topsheet.finance.workbook.model import At, Cell, Value, column_number, letters
from topsheet.finance.workbook.numbers import number

MOST_TAGS = 2_000_000
MOST_LETTERS = 20 << 20
MOST_IN_A_CELL = 32_767  # Excel's own limit
_BLOCK = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})[1-9]\d{0,6}")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class TooMuch(Exception):
    """A part goes beyond a bound; the message says which."""


class Bounds:
    """What is left of the bounds of one workbook: cells, tags, letters."""

    def __init__(self, cells: int) -> None:
        self._most = self._cells = cells
        self._tags, self._letters = MOST_TAGS, MOST_LETTERS

    def tag(self) -> None:
        """One more tag."""
        self._tags -= 1
        if self._tags < 0:
            raise TooMuch(f"holds more than {MOST_TAGS:,} marks")

    def cell(self) -> None:
        """One more cell that holds something."""
        self._cells -= 1
        if self._cells < 0:
            raise TooMuch(f"holds more than {self._most:,} cells")

    def text(self, words: str) -> str:
        """Words that are kept."""
        self._letters -= len(words)
        if self._letters < 0:
            raise TooMuch(f"holds more than {MOST_LETTERS >> 20} million letters")
        return words


class Part(ContentHandler):
    """A part whose tags are named without their namespace, so that both dialects of the standard read alike."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        self.bounds = bounds
        self.words: list[str] = []
        self.kept = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  # the reader's own name for it
        """A tag opens."""
        self.bounds.tag()
        self.opened(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802  # the reader's own name for it
        """A tag closes."""
        self.closed(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        """Letters between two tags; no cell may hold more than Excel lets it."""
        self.kept += len(content)
        if self.kept <= MOST_IN_A_CELL:
            self.words.append(content)

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        """What the part does with a tag."""

    def closed(self, name: str) -> None:
        """What the part does at a tag's end."""

    def taken(self) -> str:
        """The letters since the last were taken."""
        words, self.words, self.kept = "".join(self.words), [], 0
        return words


class Top(Part):
    """The workbook's own part: sheets in their order with their links, and defined names."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds)
        self.sheets: list[tuple[str, str]] = []
        self.names: dict[str, str] = {}
        self.from_1904 = False
        self._name = ""

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        """A sheet, a name, or from when days are counted."""
        self.taken()
        if name == "workbookPr":
            self.from_1904 = attrs.get("date1904", "0") in ("1", "true")
        if name == "sheet":
            link = next(
                (attrs.getValue(key) for key in attrs.getNames() if key.rpartition(":")[2] == "id"), ""
            )
            self.sheets.append((attrs.get("name", ""), link))
        self._name = attrs.get("name", "") if name == "definedName" else ""

    def closed(self, name: str) -> None:
        """What a name stands for."""
        if name == "definedName" and self._name:
            self.names[self._name.lower()] = self.bounds.text(self.taken())


class Rels(Part):
    """The links of a part: kind and target by id."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds)
        self.targets: dict[str, tuple[str, str]] = {}

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        """A link; those that lead out of the file are left aside."""
        if name == "Relationship" and attrs.get("TargetMode", "") != "External":
            kind = attrs.get("Type", "").rpartition("/")[2]
            self.targets[attrs.get("Id", "")] = (kind, attrs.get("Target", ""))


class Strings(Part):
    """The texts that cells share; phonetic readings beside them are left aside."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds)
        self.texts: list[str] = []
        self._runs: list[str] = []
        self._aside = 0

    def opened(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002  # texts have none that matter
        """A text begins."""
        self.taken()
        self._aside += name == "rPh"
        if name == "si":
            self._runs = []

    def closed(self, name: str) -> None:
        """A run, or the whole text, ends."""
        if name == "t" and not self._aside:
            self._runs.append(self.taken())
        self._aside -= name == "rPh"
        if name == "si":
            self.texts.append(self.bounds.text("".join(self._runs)))


class Styles(Part):
    """Which cell styles show a number as a day."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds)
        self.dated: list[bool] = []
        self._own: dict[str, str] = {}
        self._cells = False

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        """A number format, or a style of cells."""
        if name == "numFmt":
            self._own[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif name == "cellXfs":
            self._cells = True
        elif name == "xf" and self._cells:
            number = attrs.get("numFmtId", "0")
            code = self._own.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdecimal() else 0, "")
            self.dated.append(bool(is_date_format(code)))

    def closed(self, name: str) -> None:
        """The styles of cells end."""
        if name == "cellXfs":
            self._cells = False


class Sheet(Part):
    """The cells of one sheet that hold something."""

    def __init__(self, bounds: Bounds, title: str, strings: list[str], dated: list[bool]) -> None:
        super().__init__(bounds)
        self.cells: dict[At, Cell] = {}
        self.wide: dict[At, int] = {}
        self.hidden: set[int] = set()
        self._title, self._strings, self._dated = title, strings, dated
        self._shared: dict[str, tuple[str, str]] = {}
        self._row = self._column = 0
        self._kind, self._style, self._share = "", "", ""
        self._value = self._formula = ""
        self._has_value = False

    def opened(self, name: str, attrs: AttributesImpl) -> None:
        """A row, a cell, or what stands in it."""
        if name == "row":
            self._row = _whole(attrs.get("r", ""), self._row + 1)
            if attrs.get("hidden", "") in ("1", "true"):
                self.hidden.add(self._row)
            self._column = 0
        elif name == "c":
            place = _PLACE.fullmatch(attrs.get("r", ""))
            self._column = column_number(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
            self._kind, self._style = attrs.get("t", "n"), attrs.get("s", "0")
            self._value = self._formula = ""
            self._has_value = False
        elif name == "mergeCell" and (block := _BLOCK.fullmatch(attrs.get("ref", ""))):
            left = column_number(block[1])
            self.wide[At(self._title, int(block[2]), left)] = column_number(block[3]) - left + 1
        elif name == "f":
            self._share = attrs.get("si", "") if attrs.get("t", "") == "shared" else ""
        if name in ("f", "v", "t", "c"):
            self.taken()

    def closed(self, name: str) -> None:
        """What stands in a cell, and the cell itself."""
        if name == "f":
            self._formula = self._own(self.taken())
        elif name == "v":
            self._value, self._has_value = self.taken(), True
        elif name == "t":
            self._value, self._has_value = self._value + self.taken(), True
        elif name == "c" and (self._formula or self._has_value):
            self._keep()

    def _keep(self) -> None:
        self.bounds.cell()
        at = At(self._title, self._row, self._column)
        style = _whole(self._style, 0)
        dated = self._kind == "d" or (style < len(self._dated) and self._dated[style])
        self.cells[at] = Cell(at, self._read(), self.bounds.text(self._formula), dated)

    def _read(self) -> Value:
        """The value as its kind says; an error such as #REF! is a text."""
        if not self._has_value:
            return None
        if self._kind == "s":
            place = _whole(self._value, -1)
            return self._strings[place] if 0 <= place < len(self._strings) else ""
        if self._kind == "b":
            return self._value.strip() == "1"
        if self._kind in ("n", ""):
            return number(self._value)
        return self.bounds.text(self._value)

    def _own(self, written: str) -> str:
        """The formula with its sign; one shared with other cells is moved to this one."""
        here = f"{letters(self._column)}{self._row}"
        if self._share and written:
            self._shared[self._share] = (here, written)
        elif self._share in self._shared:
            origin, shared = self._shared[self._share]
            try:
                return str(Translator(f"={shared}", origin=origin).translate_formula(here))
            except (TranslatorError, ValueError, IndexError):
                return f"={shared}"
        return f"={written}" if written else ""


def _whole(written: str, otherwise: int) -> int:
    return int(written) if written.isdecimal() and len(written) < 9 else otherwise
