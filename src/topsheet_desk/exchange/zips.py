"""A folder as one packed file, always the same bytes; and a packed file opened with care, in memory only."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from topsheet_desk.vault.folder import is_read
from topsheet_desk.vault.refusals import Refused

# The first day a zip file can name: an export says nothing of when it was packed.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, (stat.S_IFREG | 0o644) << 16
_ENCRYPTED = 0x1
_SMALL = 1 << 20
_LONGEST, _DEEPEST = 400, 12
# What other programs put beside: not worth a word.
_CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class Unsafe(Refused):
    """The packed file is none, is broken, or holds what no export holds."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Nothing was taken in: {why}. Pack the production's folder anew as a plain zip file, "
            "without a password, and choose that."
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a packed file may hold: bytes once unpacked, files, and bytes out for each byte in."""

    unpacked: int
    files: int
    ratio: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files that are read, by their names in the folder, and the names of those that are not."""

    files: Mapping[str, bytes]
    left: tuple[str, ...]


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip: sorted, without a date, so that the same files are the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return out.getvalue()


def unpack(raw: bytes, limits: Limits) -> Unpacked:
    """The files of a zip; a single folder around them is taken off. Raises Unsafe with the reason."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            entries = dict(_checked(archive, limits))
            names = _inside(list(entries))
            read = {
                inside: _read(archive, entries[name]) for name, inside in names.items() if is_read(inside)
            }
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, ValueError,
            OSError, RuntimeError) as error:  # fmt: skip
        raise Unsafe("this is no zip file, or it is broken") from error
    return Unpacked(read, tuple(sorted(set(names.values()) - set(read))))


def _checked(archive: zipfile.ZipFile, limits: Limits) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Each file after everything that its entry says was found harmless; nothing is opened yet."""
    entries = [info for info in archive.infolist() if not info.is_dir()]
    if len(entries) > limits.files:
        raise Unsafe(f"it holds {len(entries):,} files, and at most {limits.files:,} are taken")
    if sum(info.file_size for info in entries) > limits.unpacked:
        raise Unsafe(f"unpacked it is larger than {limits.unpacked >> 20} MiB")
    seen = set[str]()
    for info in entries:
        _check_entry(info, limits)
        name = info.filename
        if name.lower() in seen:
            raise Unsafe(f"it holds {name!r} twice")
        seen.add(name.lower())
        if not any(part in _CLUTTER or part.startswith("._") for part in PurePosixPath(name).parts):
            yield name, info


def _check_entry(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = info.filename
    parts = name.split("/")
    if name != info.orig_filename or "\\" in name or not name.isprintable() or len(name) > _LONGEST:
        raise Unsafe(f"the name {name[:60]!r} is no plain name of a file")
    if name.startswith("/") or ":" in parts[0] or any(part in ("", ".", "..") for part in parts):
        raise Unsafe(f"{name[:60]!r} points outside the folder")
    if len(parts) > _DEEPEST:
        raise Unsafe(f"{name[:60]!r} lies {len(parts)} folders deep")
    mode = info.external_attr >> 16
    if info.create_system == _UNIX and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise Unsafe(f"{name[:60]!r} is a link or no plain file")
    if info.flag_bits & _ENCRYPTED:
        raise Unsafe(f"{name[:60]!r} is locked with a password")
    if info.file_size > _SMALL and info.file_size > limits.ratio * max(info.compress_size, 1):
        raise Unsafe(f"{name[:60]!r} grows more than {limits.ratio} times when it is unpacked")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The file's bytes: as many as its entry says, and not one more, whatever is packed in it."""
    with archive.open(info) as file:
        raw = file.read(info.file_size + 1)
    if len(raw) != info.file_size:
        raise Unsafe(f"{info.filename[:60]!r} is not as long as the zip file says")
    return raw


def _inside(names: list[str]) -> dict[str, str]:
    """Each name within the production's folder: where everything lies in one folder, that is taken off."""
    around = (
        {name.split("/", 1)[0] for name in names if "/" in name} if all("/" in name for name in names) else ()
    )
    first = f"{next(iter(around))}/" if len(around) == 1 else ""
    taken_off = first if f"{first}production.yaml" in names else ""
    return {name: name.removeprefix(taken_off) for name in names}
