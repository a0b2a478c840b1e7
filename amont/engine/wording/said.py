"""What a description says beside the goods: that it is vague, or what deserves a look."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amont.engine.wording.phrases import known_phrases
from amont.kernel.letters import plain

WORD = re.compile(r"[A-Z0-9]+")
CHASSIS = re.compile(r"\b(?=(?:[A-Z0-9]*\d){3})(?=(?:[A-Z0-9]*[A-Z]){3})[A-HJ-NPR-Z0-9]{17}\b")
UN_NUMBER = re.compile(r"\bUN ?(?:NO|NUMBER|N)?[ .:]*(\d{4})\b")
LINKS = frozenset({
    "AND", "ET", "OF", "DE", "DU", "DES", "DA", "DO", "DOS", "DAS", "THE", "LES", "LA", "LE", "OTHER",
    "AUTRES", "OUTROS", "USED",
})  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What the words of a description say. Source: WCO SAFE Framework, lists of unacceptable descriptions.

    is_vague: nothing in it says what the goods are. hides_behind: vague phrases in it.
    un_numbers: numbers of dangerous goods; chassis: numbers of vehicles (ISO 3779: 17 signs, no I, O, Q).
    """

    is_vague: bool
    hides_behind: tuple[str, ...]
    says_personal_effects: bool
    says_dangerous: bool
    says_used_vehicle: bool
    un_numbers: tuple[str, ...]
    chassis: tuple[str, ...]


def said_of(description: str) -> Said:
    """What a description says, for targeting."""
    text = plain(description)
    phrases = known_phrases()
    found = list(phrases.parse(tuple(WORD.findall(text))))
    kinds = {kind for _, kind in found}
    chassis, un_numbers = tuple(CHASSIS.findall(text)), tuple(UN_NUMBER.findall(text))
    telling = [
        words[0] for words, kind in found
        if not kind and words[0] not in LINKS | phrases.units and words[0].isalpha() and len(words[0]) > 2
    ]  # fmt: skip
    return Said(
        is_vague=not (telling or chassis or un_numbers or kinds & {"dangerous", "used_vehicle", "personal"}),
        hides_behind=tuple(" ".join(words) for words, kind in found if kind == "vague"),
        says_personal_effects="personal" in kinds,
        says_dangerous="dangerous" in kinds or bool(un_numbers),
        says_used_vehicle="used_vehicle" in kinds,
        un_numbers=un_numbers,
        chassis=chassis,
    )
