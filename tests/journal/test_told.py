"""Whatever the rooms write in the journal, a person reads it in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amont.journal.screens import HUMP
from amont.site.sentences import SENTENCES

AMONT = Path(__file__).resolve().parents[2] / "amont"
ROOMS = "journal|reference|parties|cargo|declarations|holds|screening|controls|release|exchange|security"
CALLED = re.compile(rf'\b(?:_?record|note_read)\(\s*"((?:{ROOMS})\.[a-z_]+)"')
NAMED = re.compile(
    rf'^(?:EXPORT, )?(?:NAME|ACT|READ[A-Z_]*) = (?:"[a-z_.]+", )?"((?:{ROOMS})\.[a-z_]+)"', re.MULTILINE
)
ANNOUNCED = re.compile(r"^class (\w+)", re.MULTILINE)


def names() -> list[str]:
    """Acts and readings as the source writes them, and every event."""
    found: set[str] = set()
    for path in sorted(AMONT.glob("*/**/*.py")):
        text = path.read_text(encoding="utf-8")
        found |= {*CALLED.findall(text), *NAMED.findall(text)}
        if path.name == "events.py" and path.parent.parent == AMONT:
            found |= set(ANNOUNCED.findall(text))
    return sorted(found)


@pytest.mark.parametrize("name", names())
def test_what_is_written_in_the_journal_has_its_sentence(name: str) -> None:
    assert "happened." + HUMP.sub("_", name).lower() in SENTENCES
