from __future__ import annotations

import pytest

from topsheet.documents import Problem
from topsheet.script import decode


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfINT. CAF\xc3\x89\r\n", b"INT. CAF\xc3\x89\r\n"])
def test_utf_8_is_read_with_or_without_a_mark_of_byte_order(raw: bytes) -> None:
    assert decode(raw, "a.fountain") == ("INT. CAFÉ\r\n", [])


@pytest.mark.parametrize(("mark", "byte"), [(b"", 16), (b"\xef\xbb\xbf", 19)])
def test_latin_1_is_refused_with_the_line_and_the_byte(mark: bytes, byte: int) -> None:
    assert decode(mark + b"Snow.\r\n\r\nCAF\xc9 NAPOL\xc9ON", "my film.fountain") == (
        None,
        [
            Problem(
                "my film.fountain:3",
                f"is not UTF-8: byte 0xC9 at byte {byte - 3} of the file",
                "The file was saved in another encoding, most likely Windows-1252 or Latin-1; "
                "read as it is, accented letters and quotation marks in names would be wrong.",
                "Save it as UTF-8 in the writing program, or: "
                "iconv -f WINDOWS-1252 -t UTF-8 'my film.fountain' > utf8.fountain",
            )
        ],
    )


@pytest.mark.parametrize(
    ("raw", "where", "what"),
    [
        (b"Snow.\n\nI\x00ce", "a.fountain:3", "has a NUL at byte 9, so it is not a text file"),
        (b"%PDF-1.7", "a.fountain:1", "is a PDF, not a Fountain text"),
        (b"PK\x03\x04\x00", "a.fountain:1", "is a packed file (zip), not a Fountain text"),
        ("Snow.".encode("utf-16"), "a.fountain:1", "is UTF-16 text"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, where: str, what: str) -> None:
    text, problems = decode(raw, "a.fountain")
    assert (text, [(problem.where, problem.what) for problem in problems]) == (None, [(where, what)])
