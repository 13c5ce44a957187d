"""A production folder read into documents: all of them, or every reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from topsheet.budget import BudgetDocument
from topsheet.documents import Document, Problem, Severity, Tree, check_reserved, read_yaml, validate
from topsheet.documents.strict_yaml import MOST_BYTES
from topsheet.film.model import ProductionDocument
from topsheet.film.private import PrivateDocument, check_private
from topsheet.finance import FinanceDocument
from topsheet.finance.closing import ClosingDocument
from topsheet.market import MarketDocument
from topsheet.recoupment import RecoupmentDocument
from topsheet.recoupment.participation import ParticipationsDocument
from topsheet.release import ReceiptsDocument
from topsheet.schedule import ScheduleDocument
from topsheet.script import BreakdownDocument, Screenplay, decode, read_fountain

D = TypeVar("D", bound=Document)
Files = Mapping[str, bytes | str | Problem]
KINDS: dict[str, type[Document]] = {
    "production": ProductionDocument,
    "breakdown": BreakdownDocument,
    "schedule": ScheduleDocument,
    "budget": BudgetDocument,
    "market": MarketDocument,
    "finance": FinanceDocument,
    "recoupment": RecoupmentDocument,
    "participations": ParticipationsDocument,
    "closing": ClosingDocument,
    "receipts": ReceiptsDocument,
    "private": PrivateDocument,
}
# A production is whole without these.
OPTIONAL = ("participations", "closing", "receipts", "private")


@dataclass(frozen=True, slots=True)
class Production:
    """Every document of a folder, with the lines of each text so that figures open to their place."""

    name: str
    document: ProductionDocument
    screenplay: Screenplay
    breakdown: BreakdownDocument
    schedule: ScheduleDocument
    budget: BudgetDocument
    market: MarketDocument
    finance: FinanceDocument
    recoupment: RecoupmentDocument
    trees: Mapping[str, Tree]
    problems: tuple[Problem, ...]
    closing: ClosingDocument | None = None
    private: PrivateDocument | None = None
    private_problems: tuple[Problem, ...] = ()
    participations: ParticipationsDocument | None = None
    receipts: ReceiptsDocument | None = None


# Lists whose entries have a page of their own on the desk.
_PAGED = frozenset(
    "sources adds options stresses mandates draws deposits items obligations holds attachments".split()
)


@lru_cache(maxsize=64)
def _document(model: type[D], text: str, name: str) -> tuple[Tree | None, D | None, tuple[Problem, ...]]:
    """A text read and validated once: when one paper of a production changes, the others are the same."""
    tree, problems = read_yaml(text, name)
    if tree is None:
        return None, None, tuple(problems)
    document, found = validate(model, tree)
    return tree, document, (*problems, *found, *check_reserved(tree, _PAGED))


class _Reader:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.trees: dict[str, Tree] = {}
        self.problems: list[Problem] = []

    def text(self, name: str, why: str) -> str | None:
        raw = self.files.get(name)
        if raw is None:
            self.problems.append(
                Problem(
                    name,
                    "the file is missing",
                    why,
                    f"Add {name}; `topsheet new` makes a folder with every file.",
                )
            )
            return None
        if isinstance(raw, Problem):
            self.problems.append(replace(raw, why=raw.why or why))
            return None
        text, problems = decode(raw.encode() if isinstance(raw, str) else raw, name)
        self.problems += problems
        return text

    def document(self, kind: str, model: type[D]) -> D | None:
        name = f"{kind}.yaml"
        text = self.text(name, f"The chain needs the {kind} of the film.")
        if text is None:
            return None
        tree, document, problems = _document(model, text, name)
        self.problems += problems
        if tree is not None:
            self.trees[kind] = tree
        return document

    def screenplay(self) -> Screenplay | None:
        scripts = scripts_of(self.files)
        if len(scripts) != 1:
            what = "there is no screenplay" if not scripts else f"there are {len(scripts)} screenplays"
            self.problems.append(
                Problem(
                    "script/",
                    what,
                    "The days and the budget come from one screenplay.",
                    "Keep exactly one .fountain file in script/.",
                )
            )
            return None
        text = self.text(scripts[0], "The days and the budget come from it.")
        if text is None:
            return None
        screenplay, problems = read_fountain(text, scripts[0])
        self.problems += problems
        return screenplay


def scripts_of(files: Files) -> list[str]:
    """The names of the screenplays among the files."""
    return sorted(name for name in files if name.startswith("script/") and name.endswith(".fountain"))


def kind_of(name: str) -> str | None:
    """The kind of document a file of this name is: one of KINDS, `screenplay`, or None for anything else."""
    if name.startswith("script/") and name.endswith(".fountain") and name.count("/") == 1:
        return "screenplay"
    kind = name.removesuffix(".yaml")
    return kind if name.endswith(".yaml") and kind in KINDS else None


def _readable(name: str) -> str:
    """A file's name as it can be printed: bytes that are no text come as question marks."""
    return name.encode("utf-8", "replace").decode()


class _Folder(Mapping[str, bytes | Problem]):
    """The files of a folder on disk; each is opened when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._paths = {
            _readable(path.relative_to(folder).as_posix()): path
            for path in (*folder.iterdir(), *folder.glob("script/*.fountain"))
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, name: str) -> bytes | Problem:
        path = self._paths[name]
        try:
            if not path.is_file():
                raise IsADirectoryError(0, "it is a folder" if path.is_dir() else "it is no plain file")
            if path.stat().st_size > MOST_BYTES:
                return Problem(
                    name,
                    f"is larger than {MOST_BYTES:,} bytes",
                    "A production's papers are small; this is something else, and was not read.",
                    "Check that this is the right file.",
                )
            return path.read_bytes()
        except OSError as error:
            return Problem(
                name,
                f"the file cannot be read: {error.strerror}",
                "",
                "Check the file's permissions, and that it is a file.",
            )


def read_folder(path: Path) -> tuple[Production | None, list[Problem]]:
    """The production in a folder, and what is wrong with its files; None when one of them cannot be used."""
    path = Path(path)
    if path.is_file():
        return None, [
            Problem(
                str(path),
                "this is a file, and a production is a folder",
                "The chain reads all the documents of a folder together.",
                "Name the folder that holds it.",
            )
        ]
    if not path.is_dir():
        return None, [
            Problem(
                str(path),
                "there is no such folder",
                "A production is a folder of documents.",
                "Check the name, or make one with `topsheet new`.",
            )
        ]
    if not (path / "production.yaml").exists() and not (path / "script").exists():
        return None, [
            Problem(
                str(path),
                "this folder is not a production",
                "It has neither production.yaml nor script/.",
                "Name the folder that holds production.yaml, or make one with `topsheet new`.",
            )
        ]
    return read_files(_readable(path.resolve().name), _Folder(path))


def read_folder_with(path: Path, texts: Mapping[str, str]) -> tuple[Production | None, list[Problem]]:
    """The production in a folder as it would be with these texts in place of its files, or beside them."""
    path = Path(path)
    return read_files(_readable(path.resolve().name), {**_Folder(path), **texts})


def read_files(name: str, files: Files) -> tuple[Production | None, list[Problem]]:
    """The production in a set of files by their names in a folder, and what is wrong with them.

    A file is its bytes, its text, or the Problem that kept it from being read.
    """
    reader = _Reader(files)
    document = reader.document("production", ProductionDocument)
    screenplay = reader.screenplay()
    breakdown = reader.document("breakdown", BreakdownDocument)
    schedule = reader.document("schedule", ScheduleDocument)
    budget = reader.document("budget", BudgetDocument)
    market = reader.document("market", MarketDocument)
    finance = reader.document("finance", FinanceDocument)
    recoupment = reader.document("recoupment", RecoupmentDocument)
    closing = reader.document("closing", ClosingDocument) if "closing.yaml" in files else None
    shares = None
    if "participations.yaml" in files:
        shares = reader.document("participations", ParticipationsDocument)
    receipts = reader.document("receipts", ReceiptsDocument) if "receipts.yaml" in files else None
    broken = any(problem.severity is Severity.ERROR for problem in reader.problems)
    if broken or not (
        document and screenplay and breakdown and schedule and budget and market and finance and recoupment
    ):
        return None, reader.problems
    known = {source.id for source in finance.sources} | set(document.people)
    private, told = _private(files, known | {territory.code for territory in market.territories})
    return Production(
        name,
        document,
        screenplay,
        breakdown,
        schedule,
        budget,
        market,
        finance,
        recoupment,
        reader.trees,
        tuple(reader.problems),
        closing,
        private,
        tuple(told),
        shares,
        receipts,
    ), reader.problems


def _private(files: Files, known: set[str]) -> tuple[PrivateDocument | None, list[Problem]]:
    """The private document, read apart: its problems are its owner's, and stop no figure."""
    if "private.yaml" not in files:
        return None, []
    reader = _Reader(files)
    document = reader.document("private", PrivateDocument)
    if document is not None:
        reader.problems += check_private(document, reader.trees["private"], known)
    return document, reader.problems
