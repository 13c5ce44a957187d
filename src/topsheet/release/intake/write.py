"""A previewed file as a statement in the text of receipts.yaml; every line of it or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from topsheet.documents import CannotEdit, Problem, append_item
from topsheet.release.document import StatementDoc
from topsheet.release.intake.report import Preview

NAME = "receipts.yaml"


def begun(currency: str) -> str:
    """The text of a document without a statement, for a production that has none yet."""
    return f"kind: receipts\nversion: 1\ncurrency: {currency}\n\nstatements: []\n"


def statement_of(preview: Preview, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The statement as a document holds it: what the mapping and `facts` say of it, then every line.

    `facts` has `id`, `period`, `received` and what the mapping leaves open: `from`, `kind`, `supersedes`. Raises
    CannotEdit with the first error of the preview, or for a fact that is missing.
    """
    if preview.errors:
        raise CannotEdit(preview.errors[0])
    mapping = preview.mapping
    if not preview.rows:
        raise CannotEdit(
            Problem(
                preview.name, "has no line", "A statement without lines says nothing.", "Check the mapping."
            )
        )
    known = {
        "from": mapping.sender,
        "kind": mapping.kind,
        "currency": mapping.currency or preview.totals[0].currency,
        "mapping": mapping.id,
        "file": preview.name,
        "sha256": preview.sha256,
    }
    told = {**known, **{key: value for key, value in facts.items() if value is not None}}
    missing = [key for key in ("id", "from", "kind", "period", "received") if not told.get(key)]
    if missing:
        raise CannotEdit(
            Problem(
                preview.name,
                f"nobody says its {', '.join(missing)}",
                "A statement is found, compared and corrected by who sent it, for when, and the day it came.",
                "Name them beside the file, or write `from` and `kind` into the mapping.",
            )
        )
    order = [field.alias or name for name, field in StatementDoc.model_fields.items() if name != "lines"]
    return {key: told[key] for key in order if told.get(key)} | {
        "lines": [dict(row.line) for row in preview.rows]
    }


def statement_text(preview: Preview, text: str, facts: Mapping[str, Any], *, name: str = NAME) -> str:
    """The text of receipts.yaml with the statement at its end; what stands there already is not touched.

    Raises CannotEdit. What comes out still has to be read and checked with the other documents.
    """
    return append_item(text, ("statements",), statement_of(preview, facts), name=name)
