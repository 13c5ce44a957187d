"""The terms on paper: drawn, told and worked out; a variant by its name; early terms say so."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.topsheet.papers.films import FERRY, computed, night_ferry
from topsheet.film import terms_ready
from topsheet.papers.paper import Basis, NotMade
from topsheet.papers.paper_pdf import paper_pdf
from topsheet.papers.terms_paper import terms_paper
from topsheet.recoupment import terms_text


def test_every_sentence_every_tier_and_every_case_stand_on_it() -> None:
    film = night_ferry("a")
    ready = terms_ready(film.production, film.finance)
    assert ready is not None
    paper = terms_paper(Basis(night_ferry(), "a"))
    assert [row[1].text for row in paper.parts[0].tables[0].rows] == list(terms_text(ready[0]))
    (drawing,) = paper.drawings
    steps = [each.get("data-step") for each in ET.fromstring(drawing.svg).iter() if each.get("data-step")]  # noqa: S314  # our own text
    assert steps == [step.id for step in ready[0].steps]
    assert [part.heading for part in paper.parts] == [
        "In English",
        "Who gets what?",
        "When is the money back?",
    ]
    assert paper.parts[1].tables[0].columns == (
        "Step",
        "Low: 1,900,000",
        "Middle: 3,400,000",
        "High: 6,500,000",
    )
    assert paper_pdf(paper) == paper_pdf(terms_paper(Basis(night_ferry(), "a")))


def test_terms_that_wait_for_signatures_say_so() -> None:
    paper = terms_paper(Basis(night_ferry()))
    assert any("do not count on this day" in note for note in paper.notes) is not bool(
        night_ferry().recoupment.cases
    )


def test_a_variant_by_its_name() -> None:
    paper = terms_paper(Basis(night_ferry(), "a", "c_first"))
    told = next(each for each in night_ferry("a").recoupment.variants if each.id == "c_first")
    assert paper.lead.startswith(told.title)
    assert [row[1].text for row in paper.parts[0].tables[0].rows] == list(told.terms_text)
    with pytest.raises(NotMade, match=r"no variant 'd_first'.*Name one of: c_first"):
        terms_paper(Basis(night_ferry(), "a", "d_first"))


def test_terms_that_contradict_themselves_are_not_made(tmp_path: Path) -> None:
    """Percentages of one base that reach 100."""
    shutil.copytree(FERRY, tmp_path / "film")
    path = tmp_path / "film" / "recoupment.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("percent: 15}", "percent: 99}"), encoding="utf-8"
    )
    with pytest.raises(NotMade, match="contradict themselves"):
        terms_paper(Basis(computed(tmp_path / "film")))
