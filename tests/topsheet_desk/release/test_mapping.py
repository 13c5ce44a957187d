"""A mapping becomes a form and comes back from it the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.topsheet.release.intake.files import CSV, GERMAN, mapping
from topsheet.release import MappingDoc
from topsheet.release.intake import Shape, shape_of
from topsheet_desk.release.mapping_form import FIELDS, form_of
from topsheet_desk.release.mapping_read import mapping_in
from topsheet_desk.release.words import on_the_page

HEADS = [
    "Gebiet",
    "Rechnung",
    "Bruttoerlöse",
    "Quellensteuer",
    "Provision",
    "Wertstellung",
    "Kurs",
    "Not there",
]
WORDS = st.text("abcxyz ÄÖ*-", min_size=1, max_size=8).map(str.strip).filter(bool)


def sent_of(made: MappingDoc, shape: Shape) -> dict[str, str]:
    """What a browser sends of the form of a mapping."""
    form = form_of(made, shape)
    sent = {
        key: str(getattr(made, key))
        for key in ("encoding", "delimiter", "decimal", "days", "header", "currency")
    }
    for column in form.columns:
        sent[f"column-{column.key}"] = column.chosen
        if column.gone:
            sent[f"gone-{column.key[1:]}"] = column.name
    for words in form.words:
        sent[f"words-{words.field}"] = words.key
        for at, (said, called) in enumerate(words.pairs):
            sent |= {f"said-{words.field}-{at}": said, f"called-{words.field}-{at}": called}
    sent |= {f"const-{name}": value for name, _, value in form.constants}
    for at, rule in enumerate(form.rules):
        sent |= {f"skip-{at}-column": rule.column, f"skip-{at}-words": rule.words, f"skip-{at}-why": rule.why}
        sent |= {f"skip-{at}-{mark}": "on" for mark in ("empty", "total") if getattr(rule, mark)}
    return sent


@st.composite
def mappings(draw: st.DrawFn) -> MappingDoc:
    names = draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=len(HEADS)))
    heads = draw(st.permutations(HEADS))
    columns: dict[str, Any] = {}
    for name, head in zip(names, heads, strict=False):
        values = draw(st.dictionaries(WORDS, WORDS, max_size=2)) if name in ("territory", "note") else {}
        differs = any(said != called for said, called in values.items())
        columns[name] = {"column": head, "values": values} if differs else head
    rest = heads[len(names) :]
    free = [name for name in FIELDS if name not in names and name not in ("id", "corrects")]
    return mapping(
        GERMAN,
        columns=columns,
        constants=draw(st.dictionaries(st.sampled_from(free), WORDS, max_size=3)) if free else {},
        written_negative=[each for each in ("gross", "withheld") if each in names and draw(st.booleans())],
        inverse_rate="rate" in names and draw(st.booleans()),
        ignore=draw(st.lists(st.sampled_from(rest), unique=True)) if rest else [],
        skip=[
            {
                "column": draw(st.sampled_from(HEADS)),
                "is": words,
                "total": draw(st.booleans()),
                "why": draw(WORDS),
            }
            for words in draw(st.lists(st.lists(WORDS, min_size=1, max_size=2), max_size=2))
        ],
    )


def alike(made: MappingDoc) -> dict[str, Any]:
    """A mapping whatever the order in which it names things that have none."""
    told = made.model_dump()
    told["columns"] = {name: (made.column_of(name)).model_dump() for name in made.columns}  # type: ignore[union-attr]  # it has it
    return {**told, "ignore": sorted(told["ignore"]), "written_negative": sorted(told["written_negative"])}


@given(mappings())
def test_a_mapping_comes_back_from_its_form_as_it_was(made: MappingDoc) -> None:
    shape = shape_of(CSV, "canale.csv", made)
    back, wrong = mapping_in(sent_of(made, shape), made, lambda first: shape_of(CSV, "canale.csv", first))
    assert wrong == ()
    assert alike(back) == alike(made)


@given(st.dictionaries(st.sampled_from([
    "header", "encoding", "decimal", "days", "delimiter", "sheet", "currency", "column-c1", "column-c2", "column-g0",
    "gone-0", "words-territory", "said-territory-0", "called-territory-0", "const-medium", "skip-0-column",
    "skip-0-words",
]), st.text(max_size=12)))  # fmt: skip
def test_whatever_is_sent_makes_a_mapping_or_is_told(sent: dict[str, str]) -> None:
    back, wrong = mapping_in(
        sent, mapping(GERMAN), lambda _first: shape_of(CSV, "canale.csv", mapping(GERMAN))
    )
    assert isinstance(back, MappingDoc)
    assert all(wrong)


def test_remedies_speak_of_the_form() -> None:
    assert on_the_page(
        "Correct the cell, set the mapping's `decimal`, or leave the row out by a `skip` rule."
    ) == ("Correct the cell, choose the decimal mark, or leave the row out by a rule.")
    assert on_the_page("Fill it in, or skip the row.") == "Fill it in, or skip the row."
