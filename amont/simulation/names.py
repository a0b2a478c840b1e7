"""Names of invented companies; one that comes back under a new name is the old one, respelled."""

from __future__ import annotations

from math import prod

import polars as pl

from amont.simulation.arrays import Ints

STEP = 104_729  # a prime: neighbours get names that look unlike
# Ways in which one name is written twice in the region's registers.
RESPELLED = (
    ("OUA", "WA"),
    ("DOU", "DU"),
    ("KO", "CO"),
    ("YA", "IA"),
    ("GNI", "NYI"),
    ("SI", "SSI"),
    ("TE", "TEH"),
)


def company_names(words: dict[str, list[str]], *, after: Ints) -> pl.Series:
    """One name per company, in order; `after` is the company it follows, -1 none."""
    names: list[str] = []
    for number, before in enumerate(after.tolist()):
        names.append(_company(words, number=number) if before < 0 else respelled(names[before], words=words))
    return pl.Series(names, dtype=pl.String)


def _company(words: dict[str, list[str]], *, number: int) -> str:
    """Three syllables, a trade and a form; no two numbers share a name before all pieces are used up."""
    pieces = (words["form"], words["trade"], words["syllable"], words["syllable"], words["syllable"])
    total = prod(len(piece) for piece in pieces)
    rest = number * STEP % total
    chosen = []
    for piece in pieces:
        rest, place = divmod(rest, len(piece))
        chosen.append(piece[place])
    form, trade, *syllables = chosen
    return f"{''.join(reversed(syllables))} {trade} {form}"


def respelled(name: str, *, words: dict[str, list[str]]) -> str:
    """The same name written another way, under the next legal form."""
    stem, _, form = name.rpartition(" ")
    root, _, trade = stem.partition(" ")
    forms = words["form"]
    for old, new in RESPELLED:
        if old in root:
            root = root.replace(old, new, 1)
            break
    return f"{root} {trade} {forms[(forms.index(form) + 1) % len(forms)]}"
