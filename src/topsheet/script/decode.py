"""Bytes of a file made into text, or refused with the place and the remedy."""

from __future__ import annotations

import shlex

from topsheet.documents import Problem

_OTHER_KINDS = (
    (
        b"%PDF",
        "is a PDF, not a {} text",
        "Export the script as Fountain or plain text from the writing program.",
    ),
    (
        b"PK\x03\x04",
        "is a packed file (zip), not a {} text",
        "Unpack it, and give the .fountain file inside.",
    ),
    (b"\xff\xfe", "is UTF-16 text", "Save it as UTF-8: iconv -f UTF-16 -t UTF-8 {} > {}"),
    (b"\xfe\xff", "is UTF-16 text", "Save it as UTF-8: iconv -f UTF-16 -t UTF-8 {} > {}"),
)


def decode(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """The text of a UTF-8 file, with or without a byte order mark, or the one Problem that refuses it.

    Nothing is guessed: a file in Windows-1252 would read without error as Latin-1 and print wrong names.
    """
    for signature, what, fix in _OTHER_KINDS:
        if raw.startswith(signature):
            why = f"{_format(name)} is plain UTF-8 text."
            return None, [Problem(f"{name}:1", what.format(_format(name)), why, fix.format(*_names(name)))]
    if b"\x00" in raw:
        return None, [_binary(raw, name)]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        # The codec counts from after the byte order mark when there is one.
        skipped = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
        return None, [_not_utf8(raw, error.start + skipped, name)]


def _format(name: str) -> str:
    return "YAML" if name.endswith((".yaml", ".yml")) else "Fountain"


def _names(name: str) -> tuple[str, str]:
    """The file as a shell reads it, and the file to write beside it."""
    return shlex.quote(name), "utf8.yaml" if _format(name) == "YAML" else "utf8.fountain"


def _line(raw: bytes, place: int) -> int:
    before = raw[:place].replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r") + 1


def _binary(raw: bytes, name: str) -> Problem:
    place = raw.index(b"\x00")
    return Problem(
        f"{name}:{_line(raw, place)}",
        f"has a NUL at byte {place + 1:,}, so it is not a text file",
        f"{_format(name)} is plain UTF-8 text, and text holds no NUL.",
        "Check that this is the right file and not a document of another program.",
    )


def _not_utf8(raw: bytes, place: int, name: str) -> Problem:
    return Problem(
        f"{name}:{_line(raw, place)}",
        f"is not UTF-8: byte 0x{raw[place]:02X} at byte {place + 1:,} of the file",
        "The file was saved in another encoding, most likely Windows-1252 or Latin-1; "
        "read as it is, accented letters and quotation marks in names would be wrong.",
        "Save it as UTF-8 in the writing program, or: iconv -f WINDOWS-1252 -t UTF-8 {} > {}".format(
            *_names(name)
        ),
    )
