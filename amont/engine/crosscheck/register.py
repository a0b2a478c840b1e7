"""A register of names, and who in it may be meant by other names.

A name is put beside those of the register that share hard sounds or a family of spellings with it, the rarest
first; only these are weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from amont.engine.crosscheck.agreement import FAMILY, PRIOR, SAME, certainty, likeness, paired, weigh
from amont.engine.crosscheck.blocking import Index, candidates, index_of
from amont.engine.crosscheck.encoding import Encoded, encode
from amont.engine.crosscheck.likeness import F64
from amont.engine.crosscheck.parts import Parts, parts_of
from amont.engine.crosscheck.rarity import UNCOUNTED, Rarity, counted
from amont.engine.crosscheck.spellings import Spellings, known_spellings

REVIEW, SURE = 0.7, 0.95  # below: not shown; above: may be taken as one where the law lets it


class How(StrEnum):
    """How two words agree."""

    SAME = "same"
    FAMILY = "family"
    SOUND = "sound"
    INITIAL = "initial"


@dataclass(frozen=True)
class Agreed:
    """A word of the name asked for, the word of the register that it was paired with, and how they agree."""

    asked: str
    found: str
    how: How


@dataclass(frozen=True)
class Candidate:
    """Who may be meant. key: of the register; certainty: 0 to 1; agreed: words that agree."""

    key: str
    name: str
    certainty: float
    agreed: tuple[Agreed, ...]


@dataclass(frozen=True)
class Register:
    """Names of one register, ready to be matched. Made by `register_of`.

    forms: distinct names, in order of their parts; holders: (key, name as written) of each.
    """

    spellings: Spellings
    rarity: Rarity
    forms: tuple[Parts, ...]
    holders: tuple[tuple[tuple[str, str], ...], ...]
    encoded: Encoded
    index: Index

    def match(
        self, names: Sequence[str], *, least: float = REVIEW, prior: float = PRIOR
    ) -> list[tuple[Candidate, ...]]:
        """For each name, who in the register may be meant, the most certain first.

        prior: log-odds, before looking, that two names put side by side are one.
        """
        asked, place = _distinct([parts_of(name, self.spellings) for name in names])
        encoded = encode(asked, known=self.spellings, rarity=self.rarity)
        of, to = candidates(encoded, self.index)
        sure = certainty(weigh(encoded.columns, self.encoded.columns, of, to), prior=prior)
        found: list[list[Candidate]] = [[] for _ in asked]
        for k in np.flatnonzero(sure >= least).tolist():
            agreed = _agreed(encoded, int(of[k]), self.encoded, int(to[k]))
            found[of[k]] += [
                Candidate(key, name, float(sure[k]), agreed) for key, name in self.holders[to[k]]
            ]
        answers = [tuple(sorted(group, key=lambda one: (-one.certainty, one.key))) for group in found]
        return [answers[number] for number in place]


def register_of(
    names: Sequence[str],
    keys: Sequence[str],
    *,
    spellings: Spellings | None = None,
    rarity: Rarity | None = None,
) -> Register:
    """A register ready to be matched. keys: one per name; rarity: counted from the names when not given."""
    known = spellings or known_spellings()
    parts = [parts_of(name, known) for name in names]
    rare = rarity or counted(parts, known)
    holders: dict[Parts, list[tuple[str, str]]] = {}
    for form, name, key in zip(parts, names, keys, strict=True):
        holders.setdefault(form, []).append((key, name))
    forms = tuple(sorted(holders, key=lambda one: (one.words, one.forms, one.trades)))
    encoded = encode(forms, known=known, rarity=rare)
    return Register(
        known, rare, forms, tuple(tuple(sorted(holders[form])) for form in forms), encoded, index_of(encoded)
    )


def agreement(
    left: Sequence[str],
    right: Sequence[str],
    *,
    spellings: Spellings | None = None,
    rarity: Rarity = UNCOUNTED,
    prior: float = PRIOR,
) -> F64:
    """Certainty that left[k] and right[k] are one: for registers already joined by a number."""
    known = spellings or known_spellings()
    one, other = (
        encode([parts_of(name, known) for name in names], known=known, rarity=rarity)
        for names in (left, right)
    )
    order = np.arange(len(left), dtype=np.int64)
    return certainty(weigh(one.columns, other.columns, order, order), prior=prior)


def _distinct(parts: list[Parts]) -> tuple[list[Parts], list[int]]:
    """Distinct names, and which of them each name is."""
    places: dict[Parts, int] = {}
    order = [places.setdefault(one, len(places)) for one in parts]
    return list(places), order


def _agreed(left: Encoded, one: int, right: Encoded, other: int) -> tuple[Agreed, ...]:
    """Words that speak for the pair."""
    _, pairs = paired(left.columns, one, right.columns, other)
    start, to = left.columns.starts[one], right.columns.starts[other]
    found = []
    for i, j in pairs[::-1].tolist():
        mine, theirs = int(left.columns.piece[start + i]), int(right.columns.piece[to + j])
        alike = likeness(left.columns, mine, right.columns, theirs)
        if alike > 0:
            is_initial = bool(left.columns.initial[mine] or right.columns.initial[theirs])
            found.append(Agreed(left.text[mine], right.text[theirs], _how(alike, is_initial=is_initial)))
    return tuple(found)


def _how(alike: float, *, is_initial: bool) -> How:
    if alike >= SAME:
        return How.SAME
    if is_initial:
        return How.INITIAL
    return How.FAMILY if alike == FAMILY else How.SOUND
