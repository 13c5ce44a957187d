"""Digests: facts as the one text that is sealed, and the SHA-256 of a text and of all that a revision holds."""

from __future__ import annotations

import hashlib
import json


def canonical(facts: object) -> str:
    """Facts as the one JSON text that is sealed: keys in order, no spaces, every letter as it is."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(words: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(words.encode()).hexdigest()


def content_digest(
    kind: str, version: int, value: str, paper: str, totals: object, figures: str, basis: object
) -> str:
    """SHA-256 in hexadecimal over kind, version, value, paper, totals, figures and basis as canonical JSON.

    `value` and `figures` are JSON texts, `paper` the digest of the document's text, `basis` what else it rests on.
    """
    told = {
        "kind": kind,
        "version": version,
        "value": json.loads(value),
        "paper": paper,
        "totals": totals,
        "figures": json.loads(figures),
        "basis": basis,
    }
    return sha256(canonical(told))
