"""`topsheet desk import` and `topsheet desk export`: productions in and out of a desk, for whoever holds the server."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from topsheet_desk.commands.opening import must_exist, open_workspace, refuse
from topsheet_desk.vault.folder import files_of, is_known

if TYPE_CHECKING:
    from topsheet_desk.exchange.lookups import NewLook
    from topsheet_desk.vault.lookups.exchange import Export


def export(slug: str, target: Path, email: str, workspace: Path) -> None:
    """Write a production to a folder or a .zip."""
    open_workspace(workspace)
    must_exist()
    from topsheet_desk.vault.actions.exchange import take_out
    from topsheet_desk.vault.lookups.exchange import export_of_everything

    try:
        now = datetime.now(UTC)
        export = take_out(_person(email), slug, now=now) if email else export_of_everything(slug)
    except _refusals() as refusal:
        refuse(_words(refusal, slug))
    why = _write_zip(target, export) if target.suffix == ".zip" else _write_folder(target, export)
    if why:
        refuse(why)
    out = Console(highlight=False, soft_wrap=True)
    out.print(f"{slug}: {len(export.files)} files, {export.size:,} bytes, to {target}", markup=False)
    for each in export.left:
        out.print(f"  left out: {each}", markup=False)


def take_in(source: Path, email: str, slug: str, workspace: Path, *, papers_only: bool, yes: bool) -> None:
    """Show what a folder or a .zip holds, and put it on the desk after a yes."""
    open_workspace(workspace)
    must_exist()
    from django.utils.text import slugify

    from topsheet_desk.exchange.lookups import new_look
    from topsheet_desk.vault.actions.exchange import require_keeper, take_in

    try:
        keeper = require_keeper(_person(email))
        files, unopened = _files(source)
    except _refusals() as refusal:
        refuse(_words(refusal, slug))
    name = slug or slugify(source.resolve().stem)[:50]
    shown = new_look(files, name, datetime.now(UTC).date())
    out = Console(highlight=False, soft_wrap=True)
    _tell(shown, unopened, out, papers_only=papers_only)
    if shown.look.unverified and not papers_only:
        refuse(f"\n{shown.look.unverified} --papers-only does that.")
    if not yes and sys.stdin.isatty():
        typer.confirm(f"\nPut {name} on the desk?", abort=True)
    try:
        take_in(keeper.pk, name, files, with_history=not papers_only, now=datetime.now(UTC))
    except _refusals() as refusal:
        refuse(str(refusal))
    out.print(f"\n{name} is on the desk; {keeper.name} is its executive producer.", markup=False)


def _refusals() -> tuple[type[Exception], ...]:
    """What an action refuses with; asked for when Django stands."""
    from django.core.exceptions import PermissionDenied

    from topsheet_desk.vault.refusals import NotShared, Refused

    return Refused, NotShared, PermissionDenied


def _words(refusal: Exception, slug: str) -> str:
    return str(refusal) or f"The desk has no production called {slug}, or it is not shared with that person."


def _person(email: str) -> int:
    from topsheet_desk.vault.lookups.exchange.server import person_with

    return person_with(email)


def _files(source: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of a folder or of a zip, and the names of those that are not opened."""
    from topsheet_desk.exchange.forms import limits
    from topsheet_desk.exchange.zips import Unsafe, unpack

    if source.is_dir():
        return files_of(source), ()
    if not source.is_file():
        raise Unsafe(f"there is no folder or file {source}")
    found = unpack(source.read_bytes(), limits())
    return dict(found.files), found.left


def _tell(shown: NewLook, unopened: tuple[str, ...], out: Console, *, papers_only: bool) -> None:
    """What will be taken in, what is left aside and why, what is wrong, and the film it makes."""
    look = shown.look
    lines = [f"{look.title or 'The papers cannot be computed as they are.'}"]
    lines += [f"  {label}: {value}" for label, value in look.headline]
    lines.append(f"Documents: {', '.join(look.texts) or 'none'}")
    if look.history and not papers_only:
        lines.append(
            "History, verified: " + ", ".join(f"{count} {words}" for words, count in shown.counts if count)
        )
        lines.append("  It tells what was done elsewhere: decisions in it open nothing here.")
        lines += [f"  not known here, kept by name only: {each}" for each in shown.strangers]
    lines += [f"  left out when it was taken out: {each}" for each in look.partial]
    lines += [f"  left aside: {name}: {why}" for name, why in look.left]
    lines += [f"  not opened: {name}" for name in unopened]
    lines += [f"  {problem.where}: {problem.what}" for problem in look.problems]
    out.print("\n".join(lines), markup=False)


def _write_zip(target: Path, export: Export) -> str:
    """The packed folder in place of an older export of the same production; why not, otherwise."""
    from topsheet_desk.exchange.forms import limits
    from topsheet_desk.exchange.zips import Unsafe, pack, unpack
    from topsheet_desk.vault.lookups.exchange import is_of

    if target.exists():
        try:
            same = is_of(unpack(target.read_bytes(), limits()).files, export)
        except Unsafe:
            same = False
        if not same:
            return _not_ours(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    _put(target, pack(export.files))
    return ""


def _write_folder(target: Path, export: Export) -> str:
    """The files in a new or empty folder, or over an older export of the same production; why not, otherwise."""
    from topsheet_desk.vault.lookups.exchange import is_of

    if target.exists() and not target.is_dir():
        return _not_ours(target)
    before = files_of(target) if target.is_dir() else {}
    if target.is_dir() and any(target.iterdir()) and not is_of(before, export):
        return _not_ours(target)
    for name, raw in export.files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        _put(target / name, raw)
    for name in before:
        if name not in export.files and is_known(name):
            (target / name).unlink()
    return ""


def _put(path: Path, raw: bytes) -> None:
    """The bytes under the name, whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(raw)
    beside.replace(path)


def _not_ours(target: Path) -> str:
    return (
        f"Nothing was written: {target} holds something else than an export of this production. "
        "Name a new or an empty folder."
    )
