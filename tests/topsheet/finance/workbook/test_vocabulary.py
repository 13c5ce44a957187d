"""The vocabulary of five languages: every phrase reads as one English term, and no English label reads as another."""

from __future__ import annotations

import pytest

from tests.topsheet.finance.workbook.drafts import LANGUAGES, STYLES
from tests.topsheet.finance.workbook.tables import rows
from topsheet.finance.workbook.vocabulary import english, vocabulary
from topsheet.finance.workbook.words import roles


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Eigenmittel des Produzenten", "equity"),
        ("FFA-Filmförderung", "FFA-grant"),
        ("Landesfoerderung", "grant"),
        ("Ueberschreitungsreserve", "contingency"),
        ("Rückstellung von Gagen", "deferral"),
        ("HU 7,5 %", "overheads 7,5 %"),
        ("CRÉDIT D’IMPÔT INTERNATIONAL", "tax credit INTERNATIONAL"),
        ("credit d'impot", "tax credit"),
        ("Total général", "total"),
        ("Taux d'intérêt annuel", "interest rate per annum"),
        ("Aportación del productor", "equity"),
        ("Minimo garantito Italia", "minimum guarantee Italia"),
        ("Verleihgarantien", "minimum guarantee"),
        ("Summe der Finanzierung (in T€)", "total financing (in thousands)"),
        ("Kreditkarte", "Kreditkarte"),
        ("Andere", "Andere"),
    ],
)
def test_a_label_in_english(written: str, read: str) -> None:
    assert english(written) == read


def test_no_phrase_stands_for_two_terms() -> None:
    phrases = [phrase for phrase, _ in vocabulary()]
    assert [phrase for phrase in phrases if phrases.count(phrase) > 1] == []


def test_every_phrase_reads_as_its_term() -> None:
    wrong = {
        phrase: english(phrase)
        for phrase, term in vocabulary()
        if "*" not in phrase and english(phrase) != term
    }
    assert wrong == {}


def test_no_english_label_speaks_of_something_else_after_reading() -> None:
    labels = {
        label
        for style in STYLES.values()
        if style not in LANGUAGES.values()
        for label in style.words.values()
    }
    labels |= {
        cell for sheet in rows(frozenset()).values() for row in sheet for cell in row if isinstance(cell, str)
    }
    labels |= {label for style in LANGUAGES.values() for label in style.words}
    assert {label for label in labels if roles(label) != roles(english(label))} == set()
