"""An .xlsx file as a book of cells, within fixed bounds; what is no such file is refused in words.

The file is a zip of XML parts (ECMA-376). They are streamed, so that memory is bounded by the cells that are kept;
entities and document types, which no spreadsheet writes, are refused by defusedxml.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from typing import TypeVar
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from topsheet.finance.workbook.model import At, Book, Cell
from topsheet.finance.workbook.numbers import block_of
from topsheet.finance.workbook.refusals import broken, encrypted, foreign, too_large
from topsheet.finance.workbook.xml_parts import Bounds, Rels, Sheet, Strings, Styles, TooMuch, Top

MOST_PACKED = 5 << 20
MOST_UNPACKED = 50 << 20
MOST_CELLS = 200_000
MOST_PARTS = 2_000
_ENCRYPTED = 0x1
H = TypeVar("H", bound=ContentHandler)
_OLD, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"


def read_workbook(data: bytes, name: str) -> Book:
    """The cells of every sheet. Raises Unreadable with the problem."""
    if len(data) > MOST_PACKED:
        raise too_large(name, f"is larger than {MOST_PACKED >> 20} MiB")
    if data.startswith(_OLD):
        raise encrypted(name) if "EncryptedPackage".encode("utf-16-le") in data else foreign(name, "xls")
    if not data.startswith(_ZIP):
        raise foreign(name, name.rpartition(".")[2].lower())
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(archive, name)
            return _book(archive, name)
    except TooMuch as much:
        raise too_large(name, str(much)) from None
    except DefusedXmlException as refused:
        raise broken(name, "holds XML entities, which no spreadsheet program writes") from refused
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError,
            RuntimeError, ValueError, KeyError, SAXException) as error:  # fmt: skip
        raise broken(name, "is broken, or is no Excel workbook") from error


def _check(archive: zipfile.ZipFile, name: str) -> None:
    """Everything that the directory of the zip tells, before a byte is unpacked."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise too_large(name, f"unpacks to more than {MOST_UNPACKED >> 20} MiB or {MOST_PARTS:,} parts")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise encrypted(name)
    if "xl/workbook.bin" in archive.namelist():
        raise foreign(name, "xlsb")
    if "[Content_Types].xml" not in archive.namelist():
        raise foreign(name, "zip")


def _book(archive: zipfile.ZipFile, name: str) -> Book:
    bounds = Bounds(MOST_CELLS)
    main = _main(archive, bounds)
    where, own = posixpath.split(main)
    top = _parsed(archive, main, Top(bounds))
    rels = _parsed(archive, f"{where}/_rels/{own}.rels", Rels(bounds))
    strings = _parsed(archive, _of(rels, where, "sharedStrings"), Strings(bounds)).texts
    dated = _parsed(archive, _of(rels, where, "styles"), Styles(bounds)).dated
    cells, wide, hidden = dict[At, Cell](), dict[At, int](), set[tuple[str, int]]()
    for title, link in top.sheets:
        part = rels.targets.get(link, ("", ""))[1]
        if not part:
            continue
        sheet = _parsed(archive, _full(where, part), Sheet(bounds, title, strings, dated))
        cells.update(sheet.cells)
        wide.update(sheet.wide)
        hidden |= {(title, row) for row in sheet.hidden}
    if not top.sheets:
        raise broken(name, "has no sheet")
    texts = {at: cell.value for at, cell in cells.items() if isinstance(cell.value, str) and not cell.formula}
    block = block_of(texts)
    for at in block.amounts & block.values.keys():
        cells[at] = replace(cells[at], read=block.values[at])
    return Book(
        name, cells, top.names, mark=block.mark, doubted=block.doubted, wide=wide, hidden=frozenset(hidden),
        from_1904=top.from_1904,
    )  # fmt: skip


def _main(archive: zipfile.ZipFile, bounds: Bounds) -> str:
    """The workbook's own part, which Excel calls xl/workbook.xml and others may call otherwise."""
    links = _parsed(archive, "_rels/.rels", Rels(bounds)).targets.values()
    return next((part.lstrip("/") for kind, part in links if kind == "officeDocument"), "xl/workbook.xml")


def _of(rels: Rels, where: str, kind: str) -> str:
    return next((_full(where, part) for found, part in rels.targets.values() if found == kind), "")


def _full(where: str, part: str) -> str:
    return part.lstrip("/") if part.startswith("/") else posixpath.normpath(posixpath.join(where, part))


def _parsed(archive: zipfile.ZipFile, part: str, handler: H) -> H:
    """The handler after it has seen the part; untouched where a part that may be missing is."""
    if part in archive.namelist():
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(handler)
        with archive.open(part) as stream:
            parser.parse(stream)
    return handler
