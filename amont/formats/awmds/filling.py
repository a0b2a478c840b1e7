"""Facts of a block put into the fields of a draft: only what is said costs anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from amont.formats.awmds.blocks import Block
from amont.formats.awmds.values import Values
from amont.formats.manifest.measures import MAX_DIGITS, PLAIN_NUMBER
from amont.kernel.findings import Finding

How = Callable[..., Any] | None  # None: a number; of no field: tells draft and facts all that it knows
Place = tuple[str, Mapping[str, str]]  # path of the element, fact -> its names
Fields = Mapping[str, tuple[str, How]]  # fact -> field of the record, and what becomes of the text
NUMBER: How = None


def text(said: str) -> str:
    """As it stands."""
    return said


def words(said: str) -> str:
    """A text in which a lone zero stands for nothing."""
    return "" if said == "0" else said


def code(said: str) -> str:
    """Blanks inside are one, a lone zero stands for nothing."""
    if said.isalnum():
        return "" if said == "0" else said
    return " ".join(said.split())


@lru_cache(maxsize=4096)
def upper(said: str) -> str:
    """A code in capitals."""
    return code(said).upper()


def telling(
    facts: Iterable[str], tell: Callable[[Any, Mapping[str, str]], None]
) -> dict[str, tuple[str, How]]:
    """Facts that tell together."""
    return dict.fromkeys(facts, ("", tell))


def fields_of(**names: How) -> dict[str, tuple[str, How]]:
    """Facts that have the name of their field."""
    return {name: (name, how) for name, how in names.items()}


def fill(draft: Any, block: Block, fields: Fields, place: Place, findings: list[Finding]) -> None:
    """Every fact of the block that has a field. place: path and names, for numbers that cannot be read."""
    for fact, said in block.facts.items():
        entry = fields.get(fact)
        if entry is None:
            continue
        field, how = entry
        if how is not None:
            if field:
                setattr(draft, field, how(said))
            else:
                how(draft, block.facts)
        elif (said.isdecimal() and said.isascii() and len(said) < MAX_DIGITS) or PLAIN_NUMBER.fullmatch(said):
            setattr(draft, field, Decimal(said))
        else:
            setattr(draft, field, Values(block, *place, findings).number(fact))
